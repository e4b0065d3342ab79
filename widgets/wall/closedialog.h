// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/incident.h"
#include "models/domain/threshold.h"

#include <QDialog>

class QPlainTextEdit;

namespace edgelink::ui {

class Button;
class Label;

/// Closes an incident in a person's name. One that has not recovered is closed only with a reason, which stays on the
/// record. It changes nothing on the platform, so it needs no armed session.
class CloseDialog : public QDialog
{
    Q_OBJECT

public:
    /// `thresholds`: what the wall watches, for the names of an organisation's own triggers.
    CloseDialog(const Incident &incident, const QList<Threshold> &thresholds, const QString &actor,
                QWidget *parent = nullptr);
    void setIncident(const Incident &incident); ///< as it stands now; it may recover while the dialog is open
    void setProblem(const QString &sentence); ///< closing failed; the dialog stays
    void setWaiting(bool waiting);

signals:
    void closeRequested(const QString &incidentId, const QString &reason);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    Incident m_incident;
    QList<Threshold> m_thresholds;
    QString m_actor;
    Label *m_title = nullptr;
    Label *m_state = nullptr;
    Label *m_hint = nullptr;
    QPlainTextEdit *m_reason = nullptr;
    Label *m_problem = nullptr;
    Button *m_cancel = nullptr;
    Button *m_submit = nullptr;
    bool m_waiting = false;
};

} // namespace edgelink::ui
