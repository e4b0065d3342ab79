// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/release.h"
#include "models/domain/runbook.h"

#include <QMap>
#include <QWidget>

class QFormLayout;

namespace edgelink::ui {

class Arming;
class Button;
class Label;

/// A runbook's parameters: choices come from live state, the safe one is proposed and says why. What was asked for, or
/// chosen by hand, is never replaced by a proposal, also when the history arrives late or does not hold it.
class ParametersPane : public QWidget
{
    Q_OBJECT

public:
    explicit ParametersPane(QWidget *parent = nullptr);
    void setArming(Arming *arming); ///< not owned; a viewer prepares nothing
    /// `given` wins over proposals.
    void setRunbook(const RunbookDefinition &runbook, const QMap<QString, QString> &given);
    void setHistory(const ReleaseHistory &history);
    void setIllSince(const QDateTime &illSince); ///< Incident::illSince(): what ran then is not proposed
    void setWaiting(bool waiting); ///< the run is being prepared: nothing is accepted twice
    /// What the runbook's sentences may name besides its parameters: release, namespace, cluster.
    void setNames(const QMap<QString, QString> &names);
    [[nodiscard]] QMap<QString, QString> values() const;
    [[nodiscard]] const RunbookDefinition &runbook() const { return m_runbook; }

signals:
    void accepted();
    void valuesChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void refreshGo();
    void refreshWords();
    void keep(const QString &id, const QString &value);
    void addRevisionField(const RunbookParameter &parameter, const QString &given);
    void addOtherField(const RunbookParameter &parameter, const QString &given);

    RunbookDefinition m_runbook;
    QMap<QString, QString> m_given; ///< asked for, or chosen by hand
    Arming *m_arming = nullptr;
    bool m_waiting = false;
    QMap<QString, QString> m_names;
    ReleaseHistory m_history;
    QDateTime m_illSince;
    QMap<QString, QWidget *> m_fields; ///< owned by the form
    Label *m_summary = nullptr;
    Label *m_changes = nullptr;
    QWidget *m_form = nullptr;
    QFormLayout *m_layout = nullptr;
    Button *m_go = nullptr;
};

} // namespace edgelink::ui
