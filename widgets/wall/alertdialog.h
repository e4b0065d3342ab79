// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "models/domain/error.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLineEdit;

namespace edgelink {
class AlertSource;
}

namespace edgelink::ui {

class Arming;
class Button;
class Label;

/// One alert in full, and the way to silence it: who, why, until when. Silencing changes Alertmanager, so it needs an
/// armed session; the source puts it on the record and reads it back before it counts.
class AlertDialog : public QDialog
{
    Q_OBJECT

public:
    AlertDialog(const Alert &alert, const Silence &silence, AlertSource *alerts, Arming *arming, const QString &actor,
                const QString &incidentId, QWidget *parent = nullptr);

private:
    void refresh();
    void submit();
    void expire();
    void onAnswer(const std::optional<Error> &error);
    [[nodiscard]] QDateTime until() const;

    Alert m_alert;
    Silence m_silence;
    QPointer<AlertSource> m_alerts;
    QPointer<Arming> m_arming;
    QString m_actor;
    QString m_incidentId; ///< what is done here belongs to; empty: none is open
    QLineEdit *m_why = nullptr;
    QComboBox *m_duration = nullptr;
    Label *m_until = nullptr;
    Label *m_problem = nullptr;
    Label *m_hint = nullptr; ///< why the button is disabled
    Button *m_submit = nullptr;
    Button *m_arm = nullptr;
    bool m_waiting = false;
};

} // namespace edgelink::ui
