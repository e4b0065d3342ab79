// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/incident.h"
#include "models/domain/release.h"
#include "models/domain/runbook.h"
#include "widgets/run/runpage.h"

#include <QWidget>

#include <optional>

class QStackedWidget;
class QTableWidget;

namespace edgelink::ui {

class Button;
class Card;
class Label;
class StateStack;

/// The runbooks that can be run, the runs that were cut off, and the runs that were; opens one in a RunPage.
class RunsPage : public QWidget
{
    Q_OBJECT

public:
    RunsPage(const RunPorts &ports, Arming *arming, QWidget *parent = nullptr);

    void setEnvironment(const Environment &environment, const QString &actor);
    void setIncident(const Incident &incident);
    void setHistory(const ReleaseHistory &history);
    /// Opens a runbook's parameters, e.g. from the wall's "Roll back to revision 2…".
    void openRunbook(const QString &id, const QMap<QString, QString> &parameters);
    void openRun(const RunSnapshot &run); ///< a run that is at work; stays where it is if it is on screen already
    void refreshUnfinished(); ///< reads only those that are not finished, and the past ones when there is none any more
    void refresh(); ///< reads runbooks, unfinished and past runs
    [[nodiscard]] RunPage *runPage() const { return m_run; }

signals:
    void reportRequested(const QString &incidentId);
    void wallRequested();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void onRunbooks(const Result<QList<RunbookDefinition>> &runbooks);
    void readPast();
    void showRunbooks();
    void showRuns();
    void showCutOff();
    void showElsewhere(const RunSnapshot &run);
    void open(const RunbookDefinition &runbook, const QMap<QString, QString> &parameters);
    void resume(const RunSnapshot &run);
    void retranslate();

    RunPorts m_ports;
    QString m_actor;
    QMap<QString, QString> m_names; ///< what a runbook's sentences may name
    std::optional<Error> m_runbooksError;
    std::optional<Error> m_runsError;
    std::optional<Error> m_unfinishedError;
    QString m_resumeProblem;
    bool m_runbooksRead = false; ///< not read is not the same as none
    bool m_runsRead = false;
    Arming *m_arming;
    QList<RunbookDefinition> m_runbooks;
    QList<RunSnapshot> m_unfinished;
    QList<RunSnapshot> m_past;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_overview = nullptr;
    Card *m_cutOff = nullptr;
    Card *m_catalogue = nullptr;
    Card *m_history = nullptr;
    QTableWidget *m_catalogueTable = nullptr;
    QTableWidget *m_historyTable = nullptr;
    StateStack *m_catalogueStack = nullptr;
    StateStack *m_historyStack = nullptr;
    Label *m_cutOffText = nullptr;
    Button *m_continue = nullptr;
    Button *m_readAgain = nullptr;
    RunPage *m_run = nullptr;
    QWidget *m_runFrame = nullptr;
    Button *m_back = nullptr;
};

} // namespace edgelink::ui
