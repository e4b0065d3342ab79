// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/report/incidentreport.h"

#include "app/services/report/reporthtml.h"
#include "app/services/report/reportmarkdown.h"
#include "models/domain/recovery.h"
#include "models/ports/journal.h"
#include "models/ports/marshal.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace edgelink::report {

namespace {

constexpr int PageSize = 1000;
constexpr qsizetype MostEvents = 200'000;
constexpr std::chrono::seconds Patience{60};

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(report)
};

Error silent()
{
    return {ErrorKind::Timeout,
            Tr::tr("the journal did not answer within %1 s").arg(Patience.count()),
            Tr::tr("Report"),
            {},
            {}};
}

/// Every matching event, oldest first.
Result<QList<JournalEvent>> readAll(Journal &journal, JournalQuery query)
{
    QList<JournalEvent> all;
    query.limit = PageSize;
    while (all.size() < MostEvents) {
        const auto page = await(journal.read(query), Patience);
        if (!page)
            return tl::make_unexpected(silent());
        if (!*page)
            return tl::make_unexpected((*page).error());
        all += **page;
        if ((*page)->size() < PageSize)
            break;
        query.afterSequence = all.last().sequence;
    }
    return all;
}

/// Why the chain is broken, in the report's language.
QString reasonOf(const JournalCheck &check, const Language &say)
{
    if (check.fault.isEmpty())
        return check.reason;
    const QString text = say(check.fault.toUtf8().constData());
    const QStringList &parts = check.faultParts;
    return parts.isEmpty() ? text : parts.size() == 1 ? text.arg(parts.first()) : text.arg(parts.at(0), parts.at(1));
}

} // namespace

IncidentReport::IncidentReport(Journal *journal, QList<Environment> environments,
                               std::function<QList<LocalizedText>()> sentences, QObject *parent)
    : ReportService(parent)
    , m_journal(journal)
    , m_environments(std::move(environments))
    , m_sentences(std::move(sentences))
{
    m_thread.setObjectName(QStringLiteral("report"));
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

IncidentReport::~IncidentReport()
{
    m_thread.quit();
    m_thread.wait();
}

QFuture<Result<RenderedReport>> IncidentReport::render(const ReportRequest &request)
{
    using Promise = SharedPromise<Result<RenderedReport>>;
    return marshal<Result<RenderedReport>>(&m_worker, [this, request](const Promise &promise) {
        fulfil(promise, promise->isCanceled() ? Result<RenderedReport>() : make(request));
    });
}

QFuture<Result<QStringList>> IncidentReport::incidents(const QString &environment)
{
    return marshal<Result<QStringList>>(&m_worker,
                                        [this, environment](const SharedPromise<Result<QStringList>> &promise) {
                                            fulfil(promise, incidentIds(environment));
                                        });
}

Result<QStringList> IncidentReport::incidentIds(const QString &environment) const
{
    JournalQuery query;
    query.environment = environment;
    query.kinds = QStringList{QLatin1String(journalkind::IncidentOpened)};
    const Result<QList<JournalEvent>> events = readAll(*m_journal, query);
    if (!events)
        return tl::make_unexpected(events.error());
    QStringList ids;
    for (const JournalEvent &event : *events) {
        if (!event.draft.incidentId.isEmpty() && !ids.contains(event.draft.incidentId))
            ids.prepend(event.draft.incidentId);
    }
    return ids;
}

/// The clock is the machine's: whichever event noticed that it was set, of this incident, of another or of none, the
/// times of every incident that was under way do not add up. It is under way from the start of its impact, which is
/// earlier than its first row.
Result<QList<JournalEvent>> IncidentReport::withClockSteps(QList<JournalEvent> events) const
{
    Recovery recovery;
    for (const JournalEvent &event : std::as_const(events))
        recovery.apply(event);
    const QDateTime start = recovery.impactStart();
    const auto wasUnderWay = [&start, first = events.first()](const JournalEvent &step) {
        if (step.sequence >= first.sequence)
            return true;
        if (!start.isValid())
            return false;
        if (step.time() >= start)
            return true;
        // Begun by the clock as it was before it was set back.
        const auto stepMs = static_cast<qint64>(step.draft.payload.value(QLatin1String("stepMs")).toDouble());
        return start > first.time() && step.time().addMSecs(-stepMs) >= start;
    };
    JournalQuery query;
    query.kinds = QStringList{QLatin1String(journalkind::ClockStep)};
    query.beforeSequence = events.last().sequence + 1;
    const Result<QList<JournalEvent>> steps = readAll(*m_journal, query);
    if (!steps)
        return steps;
    const QString incident = events.first().draft.incidentId;
    std::copy_if(steps->cbegin(), steps->cend(), std::back_inserter(events),
                 [&](const JournalEvent &step) { return step.draft.incidentId != incident && wasUnderWay(step); });
    std::sort(events.begin(), events.end(),
              [](const JournalEvent &one, const JournalEvent &other) { return one.sequence < other.sequence; });
    return events;
}

Result<ReportFacts> IncidentReport::facts(const QString &incidentId, const Language &say) const
{
    JournalQuery query;
    query.incidentId = incidentId;
    query.includeReads = false;
    Result<QList<JournalEvent>> events = incidentId.isEmpty() ? QList<JournalEvent>() : readAll(*m_journal, query);
    if (!events)
        return tl::make_unexpected(events.error());
    if (events->isEmpty()) {
        return failure(ErrorKind::NotFound, Tr::tr("no such incident is in the journal"), incidentId,
                       Tr::tr("Choose one of the incidents on record."));
    }
    const QString environment = events->first().draft.environment;
    events = withClockSteps(*std::move(events));
    if (!events)
        return tl::make_unexpected(events.error());
    if (m_sentences) {
        auto retelling = m_retellings.constFind(say.tag());
        if (retelling == m_retellings.cend())
            retelling = m_retellings.insert(say.tag(), Retelling(m_sentences(), say.tag()));
        const Retelling ours = retelling->withTitlesOf(*events);
        for (JournalEvent &event : *events)
            event = ours.retold(std::move(event));
    }
    Targets targets;
    const auto found = std::find_if(m_environments.cbegin(), m_environments.cend(),
                                    [&](const Environment &each) { return each.name == environment; });
    if (found != m_environments.cend())
        targets = targetsOf(*found);
    ReportFacts facts = collectFacts(incidentId, *events, targets, [&say](const char *text) { return say(text); });

    const auto check = await(m_journal->verify(), Patience);
    if (!check)
        return tl::make_unexpected(silent());
    if (!*check)
        return tl::make_unexpected(check->error());
    facts.journal = **check;
    facts.whyBroken = facts.journal.reason;
    facts.journal.reason = reasonOf(facts.journal, say);
    facts.headSequence = facts.journal.intact ? facts.journal.events : facts.journal.firstBrokenSequence - 1;
    return facts;
}

Result<RenderedReport> IncidentReport::make(const ReportRequest &request) const
{
    const Language say(request.language);
    const Result<ReportFacts> facts = this->facts(request.incidentId, say);
    if (!facts)
        return tl::make_unexpected(facts.error());
    const auto bytes = [&]() -> Result<QByteArray> {
        switch (request.format) {
        case ReportFormat::Markdown:
            return toMarkdown(*facts, request, say).toUtf8();
        case ReportFormat::Html:
            return toHtml(*facts, request, say);
        case ReportFormat::Json:
            return toJson(*facts, request, say);
        case ReportFormat::Pdf:
            break;
        }
        return toPdf(*facts, request, say);
    }();
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    RenderedReport report{*bytes, facts->head(), 0, {}};
    if (!facts->journal.intact) {
        report.brokenAt = std::max<qint64>(facts->journal.firstBrokenSequence, 1);
        report.whyBroken = facts->whyBroken;
    }
    return report;
}

} // namespace edgelink::report

#include "moc_incidentreport.cpp"
