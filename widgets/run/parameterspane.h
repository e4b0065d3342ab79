// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/release.h"
#include "models/domain/runbook.h"

#include <QMap>
#include <QWidget>

class QFormLayout;

namespace edgelink::ui {

class Button;
class Label;

/// A runbook's parameters: choices come from live state, the safe one is proposed and says why.
class ParametersPane : public QWidget
{
    Q_OBJECT

public:
    explicit ParametersPane(QWidget *parent = nullptr);
    /// `given` wins over proposals.
    void setRunbook(const RunbookDefinition &runbook, const QMap<QString, QString> &given);
    void setHistory(const ReleaseHistory &history);
    [[nodiscard]] QMap<QString, QString> values() const;
    [[nodiscard]] const RunbookDefinition &runbook() const { return m_runbook; }

signals:
    void accepted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void addRevisionField(const RunbookParameter &parameter, const QString &given);
    void addOtherField(const RunbookParameter &parameter, const QString &given);

    RunbookDefinition m_runbook;
    QMap<QString, QString> m_given;
    ReleaseHistory m_history;
    QMap<QString, QWidget *> m_fields; ///< owned by the form
    Label *m_summary = nullptr;
    Label *m_changes = nullptr;
    QWidget *m_form = nullptr;
    QFormLayout *m_layout = nullptr;
    Button *m_go = nullptr;
};

} // namespace edgelink::ui
