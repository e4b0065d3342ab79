// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/wallpage.h"

#include "models/ports/alertsource.h"
#include "models/ports/incidenttracker.h"
#include "models/ports/journal.h"
#include "models/ports/marshal.h"
#include "models/ports/metricsource.h"
#include "models/ports/releasesource.h"
#include "models/ports/verdictsource.h"
#include "widgets/charts/crosshair.h"
#include "widgets/charts/metricchart.h"
#include "widgets/controls/arming.h"
#include "widgets/wall/alertspanel.h"
#include "widgets/wall/closedialog.h"
#include "widgets/wall/declaredialog.h"
#include "widgets/wall/suspectpanel.h"
#include "widgets/wall/timelinepanel.h"
#include "widgets/wall/triggerdetail.h"
#include "widgets/wall/triggerpanel.h"
#include "widgets/wall/triggertext.h"

#include <QEvent>

#include <algorithm>

namespace edgelink::ui {

namespace {

constexpr qsizetype LargeSeats = 2;
constexpr qsizetype MostMarkers = 12;

} // namespace

WallPage::WallPage(const WallPorts &ports, const Environment &environment, const QList<Threshold> &thresholds,
                   Arming *arming, const QString &actor, QWidget *parent)
    : QWidget(parent)
    , m_ports(ports)
    , m_environment(environment)
    , m_arming(arming)
    , m_actor(actor)
    , m_crosshair(new Crosshair(this))
{
    // The past that explains the present: a compressed drill lives faster.
    const auto span = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::minutes(60) / std::clamp(environment.timeCompression, 1.0, 6.0));
    for (const Threshold &threshold : thresholds) {
        const auto seat = m_seats.size() < LargeSeats ? TriggerPanel::Seat::Large : TriggerPanel::Seat::Small;
        auto *panel = new TriggerPanel(threshold, seat, this);
        panel->setScrapeInterval(environment.scrapeInterval);
        panel->setSpan(span);
        panel->setRelease(environment.release);
        panel->setCrosshair(m_crosshair);
        connect(panel, &TriggerPanel::clicked, this, [this, id = threshold.id] { openDetail(id); });
        m_seats << panel;
    }
    m_suspects = new SuspectPanel(this);
    m_alerts = new AlertsPanel(this);
    m_timeline = new TimelinePanel(this);
    if (arming != nullptr) {
        m_suspects->setArming(arming);
        m_timeline->blockNotes(looksOnly() ? arming->blockedReason() : QString());
    }
    connect(m_suspects, &SuspectPanel::rollbackRequested, this, &WallPage::rollbackRequested);
    connect(m_suspects, &SuspectPanel::diffRequested, this, &WallPage::diffRequested);
    connect(m_suspects, &SuspectPanel::runRequested, this, &WallPage::runRequested);
    connect(m_suspects, &SuspectPanel::verdictWanted, this, [this](int target) { askVerdict(target); });
    connect(m_suspects, &SuspectPanel::suspectsWanted, this, [this] {
        if (m_ports.incidents != nullptr)
            whenFinished(m_ports.incidents->seekSuspects(), this, [](const auto &) {}); // told by incidentChanged
    });
    connect(m_suspects, &SuspectPanel::closeRequested, this, &WallPage::closeIncident);
    connect(m_timeline, &TimelinePanel::wholeRequested, this, &WallPage::timelineRequested);
    connect(m_timeline, &TimelinePanel::noteRequested, this, &WallPage::addNote);
    connectPorts();
}

WallPage::~WallPage() = default;

void WallPage::connectPorts()
{
    if (m_ports.metrics != nullptr)
        connect(m_ports.metrics, &MetricSource::batchReady, this, &WallPage::onBatch);
    if (m_ports.incidents != nullptr) {
        connect(m_ports.incidents, &IncidentTracker::readingChanged, this, &WallPage::onReading);
        connect(m_ports.incidents, &IncidentTracker::incidentChanged, this, &WallPage::onIncident);
        whenFinished(m_ports.incidents->current(), this, [this](const std::optional<Incident> &incident) {
            if (incident && incident->isOpen())
                onIncident(*incident);
        });
    }
    if (m_ports.releases != nullptr) {
        connect(m_ports.releases, &ReleaseSource::historyChanged, this, &WallPage::onHistory);
        whenFinished(m_ports.releases->history(), this, [this](const std::optional<Result<ReleaseHistory>> &history) {
            if (history && *history && m_history.revisions.isEmpty())
                onHistory(**history);
        });
    }
    m_alerts->setSource(m_ports.alerts, m_arming, m_actor);
    if (m_ports.journal != nullptr) {
        m_timeline->setJournal(m_ports.journal, m_environment.name);
        connect(m_ports.journal, &Journal::committed, this, &WallPage::onRecorded);
        // What was done before this console started belongs on the time axis too.
        JournalQuery earlier;
        earlier.newestFirst = true;
        earlier.limit = MostMarkers;
        earlier.environment = m_environment.name;
        earlier.kinds = {QString::fromLatin1(journalkind::RunStarted), QString::fromLatin1(journalkind::RunFinished),
                         QString::fromLatin1(journalkind::Silenced), QString::fromLatin1(journalkind::SilenceEnded)};
        whenFinished(m_ports.journal->read(earlier), this,
                     [this](const std::optional<Result<QList<JournalEvent>>> &events) {
                         if (events && *events)
                             onRecorded(**events);
                     });
    }
}

void WallPage::onRecorded(const QList<JournalEvent> &events)
{
    for (const JournalEvent &event : events) {
        if (event.draft.environment != m_environment.name)
            continue;
        if (!actionLabel(event.draft.kind).isEmpty())
            onAction(event.utcMicros / 1000, event.draft.kind);
    }
}

QString WallPage::actionLabel(const QString &kind)
{
    if (kind == QLatin1String(journalkind::RunStarted))
        return tr("run started");
    if (kind == QLatin1String(journalkind::RunFinished))
        return tr("run ended");
    if (kind == QLatin1String(journalkind::Silenced))
        return tr("silenced");
    if (kind == QLatin1String(journalkind::SilenceEnded))
        return tr("silence ended");
    return {};
}

TriggerPanel *WallPage::seat(const QString &thresholdId) const
{
    const auto it = std::find_if(m_seats.cbegin(), m_seats.cend(), [&thresholdId](const TriggerPanel *seat) {
        return seat->threshold().id == thresholdId;
    });
    return it == m_seats.cend() ? nullptr : *it;
}

void WallPage::onBatch(const MetricBatch &batch)
{
    TriggerPanel *panel = seat(batch.thresholdId);
    if (panel == nullptr)
        return;
    panel->apply(batch);
    if (m_detail && m_detailId == batch.thresholdId)
        m_detail->follow(batch);
}

void WallPage::onReading(const TriggerReading &reading)
{
    TriggerPanel *panel = seat(reading.thresholdId);
    if (panel == nullptr)
        return;
    panel->setReading(reading);
    countSeats();
    if (m_detail && m_detailId == reading.thresholdId)
        m_detail->refresh();
}

void WallPage::countSeats()
{
    int ok = 0;
    int pending = 0;
    int breached = 0;
    int unknown = 0;
    std::optional<Error> problem;
    for (const TriggerPanel *panel : std::as_const(m_seats)) {
        if (!problem && isUnknown(panel->reading().state))
            problem = panel->reading().error;
        switch (panel->reading().state) {
        case TriggerState::Ok:
            ++ok;
            break;
        case TriggerState::Pending:
            ++pending;
            break;
        case TriggerState::Breach:
            ++breached;
            break;
        case TriggerState::NoData:
        case TriggerState::Stale:
        case TriggerState::Error:
            ++unknown;
            break;
        }
    }
    m_suspects->setSeats(ok, pending, breached, unknown);
    m_suspects->setMeasureProblem(problem);
}

void WallPage::onIncident(const Incident &incident)
{
    const bool isNew = incident.isOpen() && incident.id != m_incident.id;
    const bool otherSuspects = incident.isOpen() && incident.suspects != m_incident.suspects;
    const bool relapsed = m_incident.state == IncidentState::Recovered && incident.state != IncidentState::Recovered;
    if (incident.state == IncidentState::Recovered && m_incident.state != IncidentState::Recovered)
        ++m_verdictGeneration; // an answer that is on its way is of no use any more
    const int before = m_suspects->targetRevision();
    m_incident = incident;
    m_suspects->setIncident(incident);
    if (m_closing)
        m_closing->setIncident(incident);
    m_alerts->setIncident(incident.isOpen() ? incident.id : QString());
    m_timeline->setIncident(incident.isOpen() ? incident.id : QString());
    emit incidentChanged(incident);
    const bool otherTarget = m_suspects->targetRevision() != before;
    if ((isNew || otherSuspects || relapsed || otherTarget) && isVerdictDue())
        askVerdict(m_suspects->targetRevision());
}

void WallPage::onHistory(const ReleaseHistory &history)
{
    const int before = m_suspects->targetRevision();
    m_history = history;
    m_suspects->setHistory(history);
    refreshMarkers();
    if (isVerdictDue() && m_suspects->targetRevision() != before)
        askVerdict(m_suspects->targetRevision());
}

void WallPage::setActiveRun(const std::optional<RunSnapshot> &run)
{
    const bool ended = m_suspects->hasActiveRun() && !run;
    m_suspects->setActiveRun(run);
    if (ended && isVerdictDue())
        askVerdict(m_suspects->targetRevision());
}

/// Without being asked: after a recovery the way back is somebody's own question, and no decision of the incident.
bool WallPage::isVerdictDue() const
{
    return m_incident.isOpen() && m_incident.state != IncidentState::Recovered;
}

void WallPage::askVerdict(int targetRevision, bool recorded)
{
    // While a run changes the release nothing is judged: it would be a decision on the record that nobody may take.
    if (m_ports.verdicts == nullptr || targetRevision <= 0 || m_suspects->hasActiveRun())
        return;
    const quint64 generation = ++m_verdictGeneration;
    m_suspects->setVerdictPending(targetRevision);
    const VerdictUse use{m_incident.id, {}, {}};
    whenFinished(recorded && m_incident.isOpen() ? m_ports.verdicts->decide(targetRevision, use)
                                                 : m_ports.verdicts->verdict(targetRevision),
                 this, [this, generation](const std::optional<Result<Verdict>> &result) {
                     if (generation != m_verdictGeneration)
                         return; // an answer to an older question
                     if (!result)
                         m_suspects->setVerdictError({ErrorKind::Cancelled, tr("The check was cut off."), {}, {}, {}});
                     else if (*result)
                         m_suspects->setVerdict(**result);
                     else
                         m_suspects->setVerdictError(result->error());
                 });
}

void WallPage::onAction(qint64 timeMs, const QString &kind)
{
    const std::pair<qint64, QString> mark{timeMs, kind};
    if (m_ours.contains(mark)) // committed while the earlier ones were read
        return;
    m_ours.insert(std::upper_bound(m_ours.cbegin(), m_ours.cend(), mark), mark);
    if (m_ours.size() > MostMarkers)
        m_ours.removeFirst();
    refreshMarkers();
}

void WallPage::refreshMarkers()
{
    QList<ChartMarker> markers;
    for (const Revision &revision : std::as_const(m_history.revisions)) {
        if (revision.updated.isValid())
            markers << ChartMarker{revision.updated.toMSecsSinceEpoch(), tr("revision %1").arg(revision.number), false};
    }
    for (const auto &[timeMs, kind] : std::as_const(m_ours))
        markers << ChartMarker{timeMs, actionLabel(kind), true};
    std::stable_sort(markers.begin(), markers.end(),
                     [](const ChartMarker &one, const ChartMarker &other) { return one.timeMs < other.timeMs; });
    if (markers.size() > MostMarkers)
        markers.remove(0, markers.size() - MostMarkers);
    for (TriggerPanel *panel : std::as_const(m_seats))
        panel->setMarkers(markers);
}

void WallPage::openDetail(const QString &thresholdId)
{
    TriggerPanel *panel = seat(thresholdId);
    if (panel == nullptr)
        return;
    if (m_detail)
        m_detail->close();
    m_detailId = thresholdId;
    m_detail = new TriggerDetail(panel, m_ports.metrics, this); // deletes itself when closed
    m_detail->setAttribute(Qt::WA_DeleteOnClose);
    m_detail->show();
}

bool WallPage::looksOnly() const
{
    return m_arming != nullptr && m_arming->isViewer();
}

void WallPage::declareIncident()
{
    if (m_ports.incidents == nullptr || looksOnly())
        return;
    auto *dialog = new DeclareDialog(m_actor, this); // deletes itself when closed
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DeclareDialog::declared, this, [this, dialog](const QString &trigger, const QString &note) {
        dialog->setWaiting(true);
        whenFinished(m_ports.incidents->declare(trigger, note, m_actor), dialog,
                     [dialog](const std::optional<Result<Incident>> &result) {
                         dialog->setWaiting(false);
                         if (result && *result)
                             dialog->accept();
                         else
                             dialog->setProblem(result ? result->error().sentence()
                                                       : DeclareDialog::tr("It was not recorded. Try again."));
                     });
    });
    dialog->show();
}

void WallPage::closeIncident()
{
    if (m_ports.incidents == nullptr || !m_incident.isOpen() || looksOnly())
        return;
    if (m_closing)
        m_closing->close();
    QList<Threshold> thresholds;
    for (const TriggerPanel *seat : std::as_const(m_seats))
        thresholds << seat->threshold();
    m_closing = new CloseDialog(m_incident, thresholds, m_actor, this); // deletes itself when closed
    CloseDialog *dialog = m_closing;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CloseDialog::closeRequested, this, [this, dialog](const QString &id, const QString &reason) {
        dialog->setWaiting(true);
        whenFinished(m_ports.incidents->close(id, reason, m_actor), dialog,
                     [dialog](const std::optional<Result<Incident>> &result) {
                         dialog->setWaiting(false);
                         if (result && *result)
                             dialog->accept();
                         else
                             dialog->setProblem(result ? result->error().sentence()
                                                       : CloseDialog::tr("It was not recorded. Try again."));
                     });
    });
    dialog->show();
}

void WallPage::addNote()
{
    if (m_ports.incidents == nullptr || looksOnly())
        return;
    auto *dialog = new NoteDialog(m_actor, this); // deletes itself when closed
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NoteDialog::written, this, [this, dialog](const QString &text) {
        whenFinished(m_ports.incidents->note(text, m_actor), dialog,
                     [dialog](const std::optional<Result<bool>> &result) {
                         if (result && *result)
                             dialog->accept();
                         else
                             dialog->setProblem(result ? result->error().sentence()
                                                       : NoteDialog::tr("It was not recorded. Try again."));
                     });
    });
    dialog->show();
}

void WallPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    refreshMarkers();
    // Facts are sentences of whoever collected them. The same question in another language is no new decision.
    if (isVerdictDue())
        askVerdict(m_suspects->targetRevision(), false);
}

void WallPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void WallPage::place()
{
    // By hand: a layout would let a long word push a seat.
    constexpr int Gap = space::Medium;
    const QRect area = rect().adjusted(Gap, Gap, -Gap, -Gap);
    const int right = std::clamp(area.width() * 29 / 100, 350, 520);
    const int left = area.width() - right - Gap;
    const auto smallCount = int(std::max<qsizetype>(1, m_seats.size() - LargeSeats));
    const int rows = (smallCount + 4) / 5; // an organisation may add triggers of its own
    const int perRow = (smallCount + rows - 1) / rows;
    const int smallHeight = std::clamp(area.height() * 29 / 100, 170, 250);
    const int largeHeight = area.height() - rows * (smallHeight + Gap);
    for (int i = 0; i < int(m_seats.size()); ++i) {
        QRect place;
        if (i < LargeSeats) {
            const int width = (left - Gap) / 2;
            place
                = QRect(area.left() + i * (width + Gap), area.top(), i == 0 ? width : left - width - Gap, largeHeight);
        } else {
            const int column = (i - int(LargeSeats)) % perRow;
            const int row = (i - int(LargeSeats)) / perRow;
            const int from = column * (left + Gap) / perRow;
            const int to = (column + 1) * (left + Gap) / perRow - Gap;
            place = QRect(area.left() + from, area.top() + largeHeight + Gap + row * (smallHeight + Gap), to - from,
                          smallHeight);
        }
        m_seats.at(i)->setGeometry(place);
    }
    const int x = area.left() + left + Gap;
    const int suspects = (area.height() - 2 * Gap) * 57 / 100;
    const int alerts = std::clamp((area.height() - 2 * Gap) * 16 / 100, 104, 190);
    m_suspects->setGeometry(x, area.top(), right, suspects);
    m_alerts->setGeometry(x, area.top() + suspects + Gap, right, alerts);
    m_timeline->setGeometry(x, area.top() + suspects + alerts + 2 * Gap, right,
                            area.height() - suspects - alerts - 2 * Gap);
}

} // namespace edgelink::ui

#include "moc_wallpage.cpp"
