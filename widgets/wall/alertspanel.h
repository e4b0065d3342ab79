// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "models/domain/sourcestatus.h"
#include "widgets/controls/card.h"

#include <QPointer>

namespace edgelink {
class AlertModel;
class AlertSource;
} // namespace edgelink

namespace edgelink::ui {

class Arming;
class Button;
class LineList;

/// Alertmanager's alerts, firing first, each with how long it has been; Enter opens one to read or silence it.
class AlertsPanel : public Card
{
    Q_OBJECT

public:
    explicit AlertsPanel(QWidget *parent = nullptr);
    ~AlertsPanel() override;

    void setSource(AlertSource *alerts, Arming *arming, const QString &actor);
    void setAlerts(const QList<Alert> &alerts, const QList<Silence> &silences);
    void setStatus(const SourceStatus &status);
    void setIncident(const QString &incidentId) { m_incidentId = incidentId; } ///< empty: none is open
    void openAlert(const QString &fingerprint);
    [[nodiscard]] LineList *list() const { return m_list; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    AlertModel *m_model = nullptr;
    LineList *m_list = nullptr;
    Label *m_counts = nullptr;
    QPointer<AlertSource> m_alerts;
    QPointer<Arming> m_arming;
    QString m_actor;
    QString m_incidentId;
    SourceStatus m_status;
    bool m_known = false; ///< Alertmanager answered at least once
};

} // namespace edgelink::ui
