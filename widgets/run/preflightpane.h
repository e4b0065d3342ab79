// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QPointer>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace edgelink::ui {

class Arming;
class Button;
class GlyphLabel;
class Label;
class ReasonLine;

/// The pre-flight checks as they come in: state, what was checked, what was seen.
class PreflightPane : public QWidget
{
    Q_OBJECT

public:
    explicit PreflightPane(QWidget *parent = nullptr);
    void setRun(const RunSnapshot &run);
    void setArming(Arming *arming); ///< not owned; a viewer gets no enabled button

signals:
    void againRequested(); ///< the same checks once more, with the same parameters

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void refreshAgain();
    void showFailed();

    RunSnapshot m_run;
    Label *m_heading = nullptr;
    GlyphLabel *m_hintGlyph = nullptr;
    Label *m_hint = nullptr;
    Button *m_again = nullptr; ///< where the run was refused
    ReasonLine *m_againReason = nullptr;
    QPointer<Arming> m_arming;
    QScrollArea *m_scroll = nullptr;
    QVBoxLayout *m_rows = nullptr;
    QPointer<QWidget> m_firstFailed;
};

} // namespace edgelink::ui
