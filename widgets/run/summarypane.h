// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/incident.h"
#include "models/domain/runbook.h"

#include <QDateTime>
#include <QWidget>

#include <chrono>

class QVBoxLayout;

namespace edgelink::ui {

class Button;
class Card;
class Label;
class StateLabel;

/// How a run ended: what is so now, RTO against target, what was skipped or forced, the debt left behind, and the
/// report.
class SummaryPane : public QWidget
{
    Q_OBJECT

public:
    explicit SummaryPane(QWidget *parent = nullptr);
    void setRun(const RunSnapshot &run);
    /// The incident as it stands; RTO is shown only of the run's own.
    void setIncident(const Incident &incident, std::chrono::seconds rto);

signals:
    void reportRequested(const QString &incidentId);
    void wallRequested(); ///< where what to do next is seen

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();

    RunSnapshot m_run;
    Incident m_incident;
    std::chrono::seconds m_rto{0};
    StateLabel *m_outcome = nullptr;
    Label *m_endState = nullptr;
    Label *m_times = nullptr;
    Card *m_debt = nullptr;
    Card *m_visible = nullptr;
    QVBoxLayout *m_debtRows = nullptr;
    QVBoxLayout *m_visibleRows = nullptr;
    Button *m_report = nullptr;
    Button *m_wall = nullptr; ///< while there is still something to do
};

} // namespace edgelink::ui
