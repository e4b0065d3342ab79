// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillcontrol.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QWidget>

class QGridLayout;
class QProgressBar;

namespace edgelink::ui {
class AgeLabel;
class Button;
class Card;
class GlyphLabel;
class Label;
class StateLabel;
} // namespace edgelink::ui

namespace edgelink::shell {

/// The sandbox while it comes up: each component with its state, how long it has been in it, its last log line; and a
/// way to try again.
class SandboxPage : public QWidget
{
    Q_OBJECT

public:
    SandboxPage(DrillControl *drill, bool viewer, QWidget *parent = nullptr); ///< a viewer may only look
    void setStatus(const SandboxStatus &status);

signals:
    void ready(const QString &consoleConfiguration); ///< once for each time it becomes ready

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Row {
        ui::Label *name = nullptr;
        ui::StateLabel *state = nullptr;
        ui::Label *elapsed = nullptr;
        ui::Label *line = nullptr;
    };

    void refresh();
    [[nodiscard]] QString failureText(const QString &component) const; ///< component: that failed; may be none
    void refreshElapsed();
    void ensureRows(qsizetype count);
    void retry();

    QPointer<DrillControl> m_drill;
    const bool m_viewer;
    SandboxStatus m_status;
    ui::Label *m_title = nullptr;
    ui::Label *m_summary = nullptr;
    QProgressBar *m_progress = nullptr;
    ui::Card *m_card = nullptr;
    QGridLayout *m_grid = nullptr;
    QList<Row> m_rows;
    ui::Label *m_problem = nullptr;
    ui::Button *m_retry = nullptr;
    bool m_wasReady = false;
};

} // namespace edgelink::shell
