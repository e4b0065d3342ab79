// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/report/reportfacts.h"

#include "models/domain/verdict.h"

#include <QHash>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace edgelink::report {

namespace {

constexpr qsizetype MostTimelineRows = 500;
constexpr qsizetype MostListRows = 200;
constexpr qsizetype MostCurves = 24;
constexpr qsizetype MostSamples = 20'000;

class Fold
{
public:
    Fold(QString incidentId, const Targets &targets, const Translate &translate)
        : m_translate(translate)
    {
        m_facts.incidentId = std::move(incidentId);
        m_facts.targets = targets;
    }

    void add(const JournalEvent &event)
    {
        const QString &kind = event.draft.kind;
        const QJsonObject &payload = event.draft.payload;
        if (is(kind, journalkind::IncidentOpened))
            opened(event);
        else if (is(kind, journalkind::Breach))
            breached(event);
        else if (is(kind, journalkind::IncidentClosed))
            closed(event);
        else if (is(kind, journalkind::Suspects))
            suspects(payload);
        else if (is(kind, journalkind::VerdictGiven))
            m_facts.verdicts << VerdictRecord{event.time(),          payload.value(QLatin1String("target")).toInt(),
                                              text(payload, "kind"), ranked(payload.value(QLatin1String("facts"))),
                                              event.draft.runId,     false};
        else if (is(kind, journalkind::Intent) || is(kind, journalkind::OutcomeOf))
            command(event);
        else if (is(kind, journalkind::RunStarted) || is(kind, journalkind::RunFinished))
            run(event);
        else if (is(kind, journalkind::StepStarted) || is(kind, journalkind::Observation))
            owed(event);
        else if (is(kind, journalkind::Decision))
            decision(payload);
        else if (is(kind, journalkind::StepFinished))
            step(payload);
        else if (is(kind, journalkind::Debt))
            addOnce(m_facts.debt, text(payload, "text"), text(payload, "object"));
        else if (is(kind, journalkind::MetricSnapshot))
            curve(payload);
        else if (is(kind, journalkind::ReportField))
            m_facts.human.insert(text(payload, "field"), text(payload, "text").trimmed());
        else if (is(kind, journalkind::ClockStep))
            m_facts.clockSteps << ClockStep{
                event.time(), static_cast<qint64>(payload.value(QLatin1String("stepMs")).toDouble()), event.sequence};
        const QDateTime proven = m_recovery.provenAt();
        m_recovery.apply(event);
        if (m_recovery.provenAt() != proven)
            m_facts.provenBySequence = event.sequence;
        if (!event.draft.actor.isEmpty() && event.draft.actor != QLatin1String("console")
            && m_facts.detectedAt.isValid() && !m_facts.acknowledgedAt.isValid())
            m_facts.acknowledgedAt = event.time();
        timeline(event);
    }

    [[nodiscard]] ReportFacts take()
    {
        if (m_recovery.impactStart().isValid())
            m_facts.impactStart = m_recovery.impactStart();
        m_facts.recoveredAt = m_recovery.provenAt();
        m_facts.rollbackDoneAt = m_recovery.rollbackDoneAt();
        for (const QMap<QString, QString> &ofRun : std::as_const(m_owed)) {
            for (const QString &what : ofRun)
                addOnce(m_facts.owed, what, {});
        }
        m_facts.dataInDoubt = m_facts.manualTriggers.contains(QLatin1String("data-inconsistency"));
        m_facts.mitigatedAt = m_recovery.mitigatedAt();
        return std::move(m_facts);
    }

private:
    static bool is(const QString &kind, const char *name) { return kind == QLatin1String(name); }
    static QString text(const QJsonObject &payload, const char *key)
    {
        return payload.value(QLatin1String(key)).toString();
    }
    static void addOnce(QStringList &list, const QString &what, const QString &more)
    {
        const QString line = what.isEmpty() || more.isEmpty() ? what + more : QStringLiteral("%1 — %2").arg(what, more);
        if (!line.isEmpty() && list.size() < MostListRows && !list.contains(line))
            list << line;
    }
    static void addIds(QStringList &list, const QJsonValue &ids)
    {
        const QJsonArray array = ids.toArray();
        for (const QJsonValue id : array)
            addOnce(list, id.toString(), {});
    }

    /// As on screen.
    static QJsonArray ranked(const QJsonValue &facts)
    {
        QList<QJsonObject> all;
        const QJsonArray array = facts.toArray();
        for (const QJsonValue fact : array)
            all << fact.toObject();
        const auto rankOf = [](const QJsonObject &fact) { return rank(factStateFromId(text(fact, "state"))); };
        std::stable_sort(all.begin(), all.end(),
                         [&](const QJsonObject &one, const QJsonObject &other) { return rankOf(one) < rankOf(other); });
        QJsonArray sorted;
        for (const QJsonObject &fact : std::as_const(all))
            sorted.append(fact);
        return sorted;
    }
    void opened(const JournalEvent &event)
    {
        const QJsonObject &payload = event.draft.payload;
        m_facts.environment = event.draft.environment;
        m_facts.drill = event.draft.stream == QLatin1String("drill");
        m_facts.detectedAt = event.time();
        const QJsonObject titles = payload.value(QLatin1String("triggerTitles")).toObject();
        const QJsonArray triggers = payload.value(QLatin1String("triggers")).toArray();
        for (const QJsonValue id : triggers)
            triggered(id.toString(), {{"titles", titles.value(id.toString())}});
        addIds(m_facts.manualTriggers, payload.value(QLatin1String("manual")));
    }
    void triggered(const QString &id, const QJsonObject &titled)
    {
        addOnce(m_facts.triggers, id, {});
        m_facts.triggerNames.insert(id, triggerInWords(id, titled, m_translate));
    }
    void breached(const JournalEvent &event)
    {
        const QJsonObject &payload = event.draft.payload;
        if (const QString manual = text(payload, "manual"); !manual.isEmpty())
            addOnce(m_facts.manualTriggers, manual, {});
        else {
            triggered(text(payload, "threshold"), payload);
            limit(text(payload, "threshold"), payload);
        }
    }
    /// An organisation lays its own limits over the runbook's, whose numbers stand in the report's template.
    void limit(const QString &id, const QJsonObject &payload)
    {
        struct Limit {
            const char *id;
            double value;
            const char *unit;
        };
        static constexpr std::array<Limit, 7> runbook{{{"http-5xx", 5, "%"},
                                                       {"p95-latency", 500, "ms"},
                                                       {"crash-loop", 0, "pods"},
                                                       {"probe-failures", 10, "%"},
                                                       {"memory", 90, "%"},
                                                       {"cpu", 95, "%"},
                                                       {"connections", 50, "%"}}};
        constexpr double Same = 0.01; // also of a share that was worked out
        const auto known = std::find_if(runbook.cbegin(), runbook.cend(),
                                        [&id](const Limit &each) { return id == QLatin1String(each.id); });
        const QJsonValue limit = payload.value(QLatin1String("limit"));
        if (known == runbook.cend() || !limit.isDouble())
            return;
        double used = limit.toDouble();
        QString unit = payload.value(QLatin1String("unit")).toString(QLatin1String(known->unit));
        if (id == QLatin1String("connections")) { // recorded as a count, stated as a share of its baseline
            const double baseline = payload.value(QLatin1String("baseline")).toDouble();
            if (baseline <= 0)
                return;
            used = 100 * used / baseline;
            unit = QLatin1String(known->unit);
        }
        if (std::abs(used - known->value) > Same || unit != QLatin1String(known->unit))
            addOnce(m_facts.limitsUsed[id], valueInWords(used, unit, m_translate), {});
    }
    void closed(const JournalEvent &event)
    {
        m_facts.closedAt = event.time();
        m_facts.closedBy = event.draft.actor;
        m_facts.closeReason = text(event.draft.payload, "reason");
    }
    void suspects(const QJsonObject &payload)
    {
        m_facts.suspects.clear(); // the newest list is the whole one
        m_facts.suspectsLookedAt.clear();
        m_facts.suspectProblems.clear();
        m_facts.suspectsSought = true;
        addIds(m_facts.suspectsLookedAt, payload.value(QLatin1String("lookedAt")));
        addIds(m_facts.suspectProblems, payload.value(QLatin1String("problems")));
        const QJsonArray list = payload.value(QLatin1String("list")).toArray();
        for (const QJsonValue value : list) {
            const QJsonObject suspect = value.toObject();
            QStringList details;
            const QJsonArray array = suspect.value(QLatin1String("details")).toArray();
            for (const QJsonValue detail : array)
                details << detail.toString();
            addOnce(m_facts.suspects, text(suspect, "title"), details.join(QStringLiteral("; ")));
        }
    }
    void command(const JournalEvent &event)
    {
        const QJsonObject &payload = event.draft.payload;
        if (!payload.value(QLatin1String("mutating")).toBool())
            return;
        const QString id = text(payload, "commandId");
        if (is(event.draft.kind, journalkind::Intent)) {
            m_commandAt.insert(id, m_facts.commands.size());
            CommandRecord begun;
            begun.at = event.time();
            begun.actor = event.draft.actor;
            begun.command = text(payload, "command");
            m_facts.commands << begun;
            m_facts.dataWasRestored = m_facts.dataWasRestored || touchesData(payload);
            return;
        }
        const qsizetype at = m_commandAt.value(id, -1);
        if (at < 0)
            return;
        CommandRecord &record = m_facts.commands[at];
        record.outcome = text(payload, "outcome");
        if (const QJsonValue duration = payload.value(QLatin1String("durationMs")); duration.isDouble())
            record.duration = std::chrono::milliseconds(static_cast<qint64>(duration.toDouble()));
        record.observed = text(payload, "observed");
        record.digest = text(payload, "digest");
        record.error = text(payload, "error");
    }
    /// Also inside a pod: kubectl exec … -- pg_restore.
    static bool touchesData(const QJsonObject &payload)
    {
        static const QStringList Tools{QStringLiteral("pg_restore"), QStringLiteral("psql"), QStringLiteral("velero"),
                                       QStringLiteral("migrate"), QStringLiteral("redis-cli")};
        QStringList words{text(payload, "program")};
        const QJsonArray argv = payload.value(QLatin1String("argv")).toArray();
        for (const QJsonValue word : argv)
            words << word.toString();
        return std::any_of(words.cbegin(), words.cend(),
                           [](const QString &word) { return Tools.contains(word.section(QLatin1Char('/'), -1)); });
    }
    void run(const JournalEvent &event)
    {
        const QJsonObject &payload = event.draft.payload;
        if (is(event.draft.kind, journalkind::RunStarted)) {
            m_runAt.insert(event.draft.runId, m_facts.runs.size());
            RunRecord record{event.draft.runId, titleInWords(payload, m_translate), {}, event.time(), {}, {}, true, -1};
            record.mutating = payload.value(QLatin1String("mutating")).toBool(true);
            if (record.mutating)
                record.verdict = decidedOn(event);
            m_facts.runs << record;
            for (const QJsonArray all = payload.value(QLatin1String("preflight")).toArray();
                 const QJsonValue check : all) {
                if (const QString reason = text(check.toObject(), "reason"); !reason.isEmpty())
                    addOnce(m_facts.overridden, text(check.toObject(), "text"), reason);
            }
            addOnce(m_facts.overridden, text(payload, "overrideReason"), {});
            return;
        }
        m_owed.remove(event.draft.runId); // what was still owed is on record as debt
        if (const qsizetype at = m_runAt.value(event.draft.runId, -1); at >= 0) {
            RunRecord &record = m_facts.runs[at];
            record.outcome = text(payload, "outcome");
            record.finishedAt = event.time();
            record.endState = text(payload, "endState");
        }
        addTitled(m_facts.skipped, payload.value(QLatin1String("skipped")), "reason");
        addTitled(m_facts.overridden, payload.value(QLatin1String("forced")), "reason");
        addTitled(m_facts.warnings, payload.value(QLatin1String("warnings")), "text");
        addIds(m_facts.debt, payload.value(QLatin1String("debt")));
    }
    /// A run that was cut off and never taken up again has nobody who says what is left of it.
    void owed(const JournalEvent &event)
    {
        QMap<QString, QString> &ofRun = m_owed[event.draft.runId];
        const QJsonArray cleared = event.draft.payload.value(QLatin1String("cleared")).toArray();
        for (const QJsonValue key : cleared)
            ofRun.remove(key.toString());
        const QJsonObject owes = event.draft.payload.value(QLatin1String("owes")).toObject();
        for (auto it = owes.constBegin(); it != owes.constEnd(); ++it)
            ofRun.insert(it.key(), it.value().toString());
    }
    /// The newest verdict given for the run, or else for the incident, on the revision the run goes back to.
    int decidedOn(const JournalEvent &started)
    {
        bool named = false;
        const QJsonObject parameters = started.draft.payload.value(QLatin1String("parameters")).toObject();
        const int revision = parameters.value(QLatin1String("revision")).toVariant().toString().toInt(&named);
        int ofRun = -1;
        int ofIncident = -1;
        for (int i = 0; i < m_facts.verdicts.size(); ++i) {
            const VerdictRecord &verdict = m_facts.verdicts.at(i);
            if (named && verdict.target != revision)
                continue;
            if (verdict.runId == started.draft.runId)
                ofRun = i;
            else if (verdict.runId.isEmpty())
                ofIncident = i;
        }
        const int found = ofRun >= 0 ? ofRun : ofIncident;
        if (found >= 0)
            m_facts.verdicts[found].decided = true;
        return found;
    }
    void addTitled(QStringList &list, const QJsonValue &entries, const char *more) const
    {
        const QJsonArray array = entries.toArray();
        for (const QJsonValue entry : array) {
            const QJsonObject object = entry.toObject();
            addOnce(list, entry.isString() ? entry.toString() : titleInWords(object, m_translate), text(object, more));
        }
    }
    void decision(const QJsonObject &payload)
    {
        if (text(payload, "choice") == QLatin1String("override"))
            addOnce(m_facts.overridden, text(payload, "reason"), {});
    }
    void step(const QJsonObject &payload)
    {
        // Also when the run never ended: what was skipped stays visible.
        if (text(payload, "state") == QLatin1String("skipped"))
            addOnce(m_facts.skipped, titleInWords(payload, m_translate), text(payload, "reason"));
    }
    void curve(const QJsonObject &payload)
    {
        Curve curve;
        curve.threshold = text(payload, "threshold");
        curve.name = triggerInWords(curve.threshold, payload, m_translate);
        curve.unit = text(payload, "unit");
        curve.limit = payload.value(QLatin1String("limit")).toDouble();
        // Older journals do not say the direction; there was one trigger that is bad below its limit.
        const QString direction = text(payload, "direction");
        curve.below = direction.isEmpty() ? curve.threshold == QLatin1String("connections")
                                          : direction == QLatin1String("below");
        if (const QJsonValue baseline = payload.value(QLatin1String("baseline")); baseline.isDouble())
            curve.baseline = baseline.toDouble();
        const QJsonArray samples = payload.value(QLatin1String("samples")).toArray();
        for (const QJsonValue value : samples) {
            const QJsonArray sample = value.toArray();
            if (curve.samples.size() >= MostSamples || sample.size() < 2 || !sample.at(0).isDouble())
                continue;
            curve.samples.append(
                {static_cast<qint64>(sample.at(0).toDouble()),
                 sample.at(1).isDouble() ? sample.at(1).toDouble() : std::numeric_limits<double>::quiet_NaN()});
        }
        std::stable_sort(curve.samples.begin(), curve.samples.end(),
                         [](const auto &a, const auto &b) { return a.first < b.first; });
        // A later snapshot of the same trigger (at recovery) holds the earlier one's time too.
        const auto same = std::find_if(m_facts.curves.begin(), m_facts.curves.end(),
                                       [&curve](const Curve &other) { return other.threshold == curve.threshold; });
        if (same != m_facts.curves.end())
            mergeInto(*same, std::move(curve));
        else if (m_facts.curves.size() < MostCurves)
            m_facts.curves << std::move(curve);
    }
    static void mergeInto(Curve &curve, Curve later)
    {
        for (const auto &sample : std::as_const(later.samples)) {
            if (curve.samples.isEmpty() || sample.first > curve.samples.last().first)
                curve.samples << sample;
        }
    }
    void timeline(const JournalEvent &event)
    {
        static const QStringList Dull{
            QLatin1String(journalkind::MetricSnapshot), QLatin1String(journalkind::Observation),
            QLatin1String(journalkind::StepStarted),    QLatin1String(journalkind::Exported),
            QLatin1String(journalkind::Disarmed),       QLatin1String(journalkind::ReportField)};
        if (Dull.contains(event.draft.kind))
            return;
        if (m_facts.timeline.size() < MostTimelineRows)
            m_facts.timeline << event;
        else
            ++m_facts.timelineOmitted;
    }

    const Translate &m_translate;
    ReportFacts m_facts;
    Recovery m_recovery;
    QHash<QString, qsizetype> m_commandAt;
    QHash<QString, qsizetype> m_runAt;
    QMap<QString, QMap<QString, QString>> m_owed; ///< by run, then by the key of Observation::owes
};

} // namespace

Targets targetsOf(const Environment &environment)
{
    return {environment.rto,     environment.rpo,     environment.timeCompression,
            environment.cluster, environment.release, true};
}

std::optional<double> Curve::worst(const QDateTime &from, const QDateTime &to) const
{
    std::optional<double> worst;
    for (const auto &[ms, value] : samples) {
        if (!std::isfinite(value) || (from.isValid() && ms < from.toMSecsSinceEpoch())
            || (to.isValid() && ms > to.toMSecsSinceEpoch()))
            continue;
        worst = below ? std::min(worst.value_or(value), value) : std::max(worst.value_or(value), value);
    }
    return worst;
}

std::optional<std::chrono::milliseconds> ReportFacts::between(const QDateTime &from, const QDateTime &to) const
{
    if (!from.isValid() || !to.isValid())
        return std::nullopt;
    return std::chrono::milliseconds(from.msecsTo(to));
}

std::optional<bool> ReportFacts::rtoMet() const
{
    const auto achieved = rto();
    // What was set after the proof cost nothing.
    const bool oneClock = std::none_of(clockSteps.cbegin(), clockSteps.cend(),
                                       [this](const ClockStep &step) { return step.sequence < provenBySequence; });
    if (!achieved || achieved->count() < 0 || !oneClock)
        return std::nullopt;
    return *achieved <= targets.rto;
}

ReportFacts collectFacts(const QString &incidentId, const QList<JournalEvent> &events, const Targets &targets,
                         const Translate &translate)
{
    Fold fold(incidentId, targets, translate);
    for (const JournalEvent &event : events)
        fold.add(event);
    return fold.take();
}

} // namespace edgelink::report
