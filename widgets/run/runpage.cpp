// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/runpage.h"

#include "models/ports/commandrunner.h"
#include "models/ports/marshal.h"
#include "models/ports/releasesource.h"
#include "models/ports/runbooksession.h"
#include "models/ports/verdictsource.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/statepane.h"
#include "widgets/controls/timelabels.h"
#include "widgets/run/executionpane.h"
#include "widgets/run/parameterspane.h"
#include "widgets/run/preflightpane.h"
#include "widgets/run/reviewpane.h"
#include "widgets/run/runtext.h"
#include "widgets/run/stepsidebar.h"
#include "widgets/run/summarypane.h"

#include <QBoxLayout>
#include <QEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

namespace edgelink::ui {

RunPage::RunPage(const RunPorts &ports, Arming *arming, QWidget *parent)
    : QWidget(parent)
    , m_ports(ports)
    , m_arming(arming)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Large, space::Medium, space::Large, space::Large);
    layout->setSpacing(space::Medium);
    auto *head = new QHBoxLayout;
    m_title = new Label(this);
    m_title->setTextSize(TextSize::Title, QFont::DemiBold);
    m_title->setElide(Qt::ElideRight);
    m_elapsedCaption = new Label({}, TextSize::Body, Role::Muted, this);
    m_elapsed = new ElapsedLabel(this);
    m_predicted = new Label({}, TextSize::Body, Role::Muted, this);
    head->addWidget(m_title, 1);
    head->addWidget(m_elapsedCaption);
    head->addWidget(m_elapsed);
    head->addWidget(m_predicted);
    layout->addLayout(head);

    auto *body = new QHBoxLayout;
    body->setSpacing(space::Large);
    m_sidebar = new StepSidebar(this);
    m_sidebar->setFixedWidth(288);
    body->addWidget(m_sidebar);
    m_pages = new QStackedWidget(this);
    m_parameters = new ParametersPane(m_pages);
    m_parameters->setArming(arming);
    m_preflight = new PreflightPane(m_pages);
    m_preflight->setArming(arming);
    m_review = new ReviewPane(m_pages);
    m_review->setArming(arming);
    m_execution = new ExecutionPane(m_pages);
    m_execution->setArming(arming);
    m_summary = new SummaryPane(m_pages);
    m_problem = new StatePane(m_pages);
    for (QWidget *page :
         {static_cast<QWidget *>(m_parameters), static_cast<QWidget *>(m_preflight), static_cast<QWidget *>(m_review),
          static_cast<QWidget *>(m_execution), static_cast<QWidget *>(m_summary), static_cast<QWidget *>(m_problem)})
        m_pages->addWidget(page);
    body->addWidget(m_pages, 1);
    layout->addLayout(body, 1);

    connect(m_parameters, &ParametersPane::accepted, this, qOverload<>(&RunPage::prepare));
    connect(m_preflight, &PreflightPane::againRequested, this, &RunPage::prepareAgain);
    connect(m_parameters, &ParametersPane::valuesChanged, this, &RunPage::showTitle);
    connect(m_review, &ReviewPane::confirmed, this, &RunPage::confirm);
    connect(m_review, &ReviewPane::verdictRequested, this, &RunPage::loadReview);
    connect(m_execution, &ExecutionPane::stopRequested, this, &RunPage::askToStop);
    connect(m_execution, &ExecutionPane::decided, this, [this](RunDecision decision) {
        decision.actor = m_actor;
        m_ports.runbooks->decide(m_run.runId, decision);
    });
    connect(m_summary, &SummaryPane::reportRequested, this, &RunPage::reportRequested);
    connect(m_summary, &SummaryPane::wallRequested, this, &RunPage::wallRequested);
    connect(m_problem, &StatePane::actionTriggered, this, &RunPage::closed);
    connect(m_sidebar, &StepSidebar::stepChosen, this, [this](int step) {
        m_chosenByHand = step != m_run.current;
        m_execution->showStep(m_chosenByHand ? step : -1);
        m_pages->setCurrentWidget(m_execution);
    });
    connect(m_sidebar, &StepSidebar::pageChosen, this, [this](const QString &page) {
        m_chosenByHand = true;
        m_pages->setCurrentWidget(page == QLatin1String("review")        ? static_cast<QWidget *>(m_review)
                                      : page == QLatin1String("summary") ? static_cast<QWidget *>(m_summary)
                                                                         : static_cast<QWidget *>(m_preflight));
    });
    connect(m_ports.runbooks, &RunbookSession::runChanged, this, &RunPage::onRunChanged);
    connect(m_ports.commands, &CommandRunner::output, m_execution, &ExecutionPane::appendOutput);
    retranslate();
}

void RunPage::setEnvironment(const Environment &environment, const QString &actor)
{
    m_environment = environment;
    m_actor = actor;
    m_parameters->setNames(names());
}

QMap<QString, QString> RunPage::names() const
{
    return {{QStringLiteral("release"), m_environment.release},
            {QStringLiteral("namespace"), m_environment.nameSpace},
            {QStringLiteral("cluster"), m_environment.cluster}};
}

void RunPage::showTitle()
{
    QMap<QString, QString> known = names();
    known.insert(m_run.runId.isEmpty() ? m_parameters->values() : m_run.parameters);
    m_title->setText(filledIn(m_run.title, known));
}

void RunPage::setIncident(const Incident &incident)
{
    m_incident = incident;
    m_parameters->setIllSince(incident.illSince());
    m_summary->setIncident(incident, m_environment.rto);
}

void RunPage::setHistory(const ReleaseHistory &history)
{
    m_parameters->setHistory(history);
}

/// Nobody can confirm a prepared run that is not on screen any more, and the engine keeps room for few.
void RunPage::letGo()
{
    if (!m_run.runId.isEmpty() && (m_run.state == RunState::Preflight || m_run.state == RunState::AwaitingConfirmation))
        m_ports.runbooks->stop(m_run.runId, m_actor);
}

void RunPage::open(const RunbookDefinition &runbook, const QMap<QString, QString> &parameters)
{
    letGo();
    ++m_wish;
    m_preparing = false;
    m_confirming = false;
    m_run = {};
    m_run.title = runbook.title;
    m_run.parameters = parameters;
    m_chosenByHand = false;
    m_sidebar->setRun(m_run);
    m_sidebar->setEnabled(false);
    m_preflight->setRun({});
    m_review->setRun({});
    m_elapsedCaption->hide();
    m_elapsed->setSpan({});
    m_predicted->clear();
    m_parameters->setRunbook(runbook, parameters);
    showTitle();
    m_pages->setCurrentWidget(m_parameters);
    m_parameters->setFocus();
}

void RunPage::showRun(const RunSnapshot &run)
{
    if (run.runId != m_run.runId)
        letGo();
    ++m_wish;
    m_preparing = false;
    m_confirming = false;
    m_run = {};
    m_chosenByHand = false;
    m_run.runId = run.runId;
    onRunChanged(run);
}

void RunPage::prepare()
{
    if (m_preparing)
        return; // a second click of a double click
    prepare(m_parameters->runbook().id, m_parameters->values());
}

void RunPage::prepareAgain()
{
    if (m_preparing || m_run.state != RunState::Refused)
        return;
    const QString runbookId = m_run.runbookId;
    RunSnapshot next; // what the last one saw is no answer to this question
    next.title = m_run.title;
    next.parameters = m_run.parameters;
    m_run = next;
    m_chosenByHand = false;
    m_sidebar->setRun(m_run);
    m_sidebar->setEnabled(false);
    m_preflight->setRun(m_run);
    showTitle();
    prepare(runbookId, next.parameters);
}

void RunPage::prepare(const QString &runbookId, const QMap<QString, QString> &parameters)
{
    m_preparing = true;
    m_parameters->setWaiting(true);
    RunRequest request;
    request.runbookId = runbookId;
    request.environment = m_environment.name;
    request.incidentId = m_incident.isOpen() ? m_incident.id : QString();
    request.actor = m_actor;
    request.parameters = parameters;
    whenFinished(m_ports.runbooks->prepare(request), this,
                 [this, wish = m_wish, parameters](const std::optional<Result<QString>> &prepared) {
                     if (wish == m_wish)
                         onPrepared(prepared, parameters);
                     else if (prepared && *prepared)
                         m_ports.runbooks->stop(**prepared, m_actor); // nobody will confirm it any more
                 });
}

void RunPage::onPrepared(const std::optional<Result<QString>> &prepared, const QMap<QString, QString> &parameters)
{
    m_preparing = false;
    m_parameters->setWaiting(false);
    if (!prepared)
        return showError({ErrorKind::Cancelled, tr("The run was not prepared: there was no answer."), {}, {}, {}});
    if (!*prepared)
        return showError(prepared->error());
    m_run.runId = **prepared;
    m_run.generation = 0;
    m_run.parameters = parameters;
    m_pages->setCurrentWidget(m_preflight);
}

void RunPage::onRunChanged(const RunSnapshot &run)
{
    if (m_run.runId.isEmpty() || run.runId != m_run.runId || run.generation < m_run.generation)
        return;
    const bool reviewNow = run.state == RunState::AwaitingConfirmation && m_run.state != RunState::AwaitingConfirmation;
    const bool stateChanged = run.state != m_run.state || m_run.steps.isEmpty();
    m_run = run;
    m_sidebar->setEnabled(true);
    m_sidebar->setRun(run);
    m_preflight->setRun(run);
    m_review->setRun(run);
    m_execution->setRun(run);
    m_summary->setRun(run);
    showTitle();
    m_elapsedCaption->setVisible(run.startedAt.isValid());
    m_elapsed->setSpan(run.startedAt, run.finishedAt);
    m_predicted->setText(run.predicted.count() > 0 ? tr("predicted %1").arg(clockText(run.predicted.count()))
                                                   : QString());
    if (reviewNow)
        loadReview();
    if (stateChanged) {
        m_chosenByHand = false;
        m_execution->showStep(-1);
        m_sidebar->followCurrent();
    }
    if (!m_chosenByHand)
        showPageFor(run);
    emit runChanged(run);
}

void RunPage::showPageFor(const RunSnapshot &run)
{
    switch (run.state) {
    case RunState::Preflight:
    case RunState::Refused:
        m_pages->setCurrentWidget(m_preflight);
        break;
    case RunState::AwaitingConfirmation:
        m_pages->setCurrentWidget(m_review);
        break;
    case RunState::Running:
    case RunState::AwaitingDecision:
    case RunState::Stopping:
        m_pages->setCurrentWidget(m_execution);
        break;
    case RunState::Finished:
        m_pages->setCurrentWidget(m_summary);
        break;
    }
}

void RunPage::loadReview()
{
    bool isRevision = false;
    const int target = m_run.parameters.value(QStringLiteral("revision")).toInt(&isRevision);
    if (!isRevision) {
        m_review->setDiffError(tr("This runbook changes no revision."));
        m_review->setNoVerdictNeeded();
        return;
    }
    m_review->setCollecting(target);
    const QString runId = m_run.runId;
    whenFinished(m_ports.releases->diffLive(target), this,
                 [this, runId](const std::optional<Result<ReleaseDiff>> &diff) {
                     if (runId != m_run.runId)
                         return;
                     if (diff && *diff)
                         m_review->setDiff(**diff);
                     else
                         m_review->setDiffError(diff ? diff->error().sentence() : tr("There was no answer."));
                 });
    loadVerdict(target);
}

void RunPage::loadVerdict(int target)
{
    const QString runId = m_run.runId;
    const VerdictUse use{m_run.incidentId, runId, m_actor};
    whenFinished(m_ports.verdicts->decide(target, use), this,
                 [this, runId](const std::optional<Result<Verdict>> &verdict) {
                     if (runId != m_run.runId)
                         return;
                     if (verdict && *verdict)
                         m_review->setVerdict(**verdict);
                     else
                         m_review->setVerdictError(verdict ? verdict->error().sentence() : tr("There was no answer."));
                 });
}

void RunPage::confirm(const QString &typedName, const QString &overrideReason)
{
    if (m_confirming)
        return; // a second click of a double click
    m_confirming = true;
    m_review->setConfirming(true);
    whenFinished(m_ports.runbooks->confirm(m_run.runId, typedName, m_actor, overrideReason), this,
                 [this, wish = m_wish](const std::optional<Result<bool>> &confirmed) {
                     if (wish != m_wish)
                         return;
                     m_confirming = false;
                     if (!confirmed || !*confirmed)
                         m_review->setProblem(confirmed ? confirmed->error().sentence() : tr("There was no answer."));
                 });
}

void RunPage::askToStop()
{
    if (m_stopQuestion && m_stopQuestion->isVisible())
        return;
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Stop the run"),
                                     tr("The running tool is asked to end and waited for; what it left behind is read "
                                        "back. Steps already done stay done."),
                                     QMessageBox::NoButton, this);
    m_stopQuestion = question;
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    QPushButton *stop = question->addButton(tr("Stop the run"), QMessageBox::AcceptRole);
    QPushButton *keep = question->addButton(tr("Let it go on"), QMessageBox::RejectRole);
    question->setDefaultButton(keep);
    question->setEscapeButton(keep);
    connect(stop, &QPushButton::clicked, this, [this, asked = m_run.runId] { m_ports.runbooks->stop(asked, m_actor); });
    question->open();
}

void RunPage::showError(const Error &error)
{
    m_problem->showError(error);
    m_problem->setAction(tr("Back to the runs"));
    m_pages->setCurrentWidget(m_problem);
}

void RunPage::retranslate()
{
    m_elapsedCaption->setText(tr("elapsed"));
    showTitle();
    m_predicted->setText(m_run.predicted.count() > 0 ? tr("predicted %1").arg(clockText(m_run.predicted.count()))
                                                     : QString());
}

void RunPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace edgelink::ui

#include "moc_runpage.cpp"
