// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"
#include "models/domain/incident.h"
#include "models/domain/release.h"
#include "models/domain/runbook.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QMessageBox;
class QStackedWidget;

namespace edgelink {
class CommandRunner;
class ReleaseSource;
class RunbookSession;
class VerdictSource;
} // namespace edgelink

namespace edgelink::ui {

class Arming;
class ElapsedLabel;
class ExecutionPane;
class Label;
class ParametersPane;
class PreflightPane;
class ReviewPane;
class StatePane;
class StepSidebar;
class SummaryPane;

/// Ports a run needs; not owned, outlive the page.
struct RunPorts {
    RunbookSession *runbooks = nullptr;
    CommandRunner *commands = nullptr;
    ReleaseSource *releases = nullptr;
    VerdictSource *verdicts = nullptr;
};

/// One guided run from parameters to summary. The sidebar shows the whole run, the right side one page of it.
class RunPage : public QWidget
{
    Q_OBJECT

public:
    RunPage(const RunPorts &ports, Arming *arming, QWidget *parent = nullptr);

    void setEnvironment(const Environment &environment, const QString &actor);
    void setIncident(const Incident &incident);
    void setHistory(const ReleaseHistory &history);
    /// Opens the parameters of a runbook; nothing runs yet.
    void open(const RunbookDefinition &runbook, const QMap<QString, QString> &parameters);
    void showRun(const RunSnapshot &run); ///< a run that exists already
    [[nodiscard]] const RunSnapshot &run() const { return m_run; }
    void askToStop(); ///< what the Stop button does: nothing is stopped before the question is answered

signals:
    void reportRequested(const QString &incidentId);
    void wallRequested();
    void closed(); ///< back to the list
    void runChanged(const edgelink::RunSnapshot &run);

protected:
    void changeEvent(QEvent *event) override;

private:
    void letGo();
    void prepare();
    void prepareAgain(); ///< the run that was refused, with the same parameters
    void prepare(const QString &runbookId, const QMap<QString, QString> &parameters);
    void onRunChanged(const RunSnapshot &run);
    void onPrepared(const std::optional<Result<QString>> &prepared, const QMap<QString, QString> &parameters);
    void confirm(const QString &typedName, const QString &overrideReason);
    void loadReview();
    void loadVerdict(int target);
    void showTitle();
    [[nodiscard]] QMap<QString, QString> names() const; ///< what a runbook's sentences may name
    void showPageFor(const RunSnapshot &run);
    void showError(const Error &error);
    void retranslate();

    RunPorts m_ports;
    Arming *m_arming;
    Environment m_environment;
    QString m_actor;
    Incident m_incident;
    RunSnapshot m_run;
    RunState m_shownState = RunState::Preflight;
    quint64 m_wish = 0; ///< counts what was opened: an answer to an earlier wish is dropped
    bool m_preparing = false;
    bool m_confirming = false;
    bool m_chosenByHand = false; ///< the operator looks at another page than the run's present one
    Label *m_title = nullptr;
    Label *m_elapsedCaption = nullptr;
    ElapsedLabel *m_elapsed = nullptr;
    Label *m_predicted = nullptr;
    StepSidebar *m_sidebar = nullptr;
    QStackedWidget *m_pages = nullptr;
    ParametersPane *m_parameters = nullptr;
    PreflightPane *m_preflight = nullptr;
    ReviewPane *m_review = nullptr;
    ExecutionPane *m_execution = nullptr;
    SummaryPane *m_summary = nullptr;
    StatePane *m_problem = nullptr;
    QPointer<QMessageBox> m_stopQuestion;
};

} // namespace edgelink::ui
