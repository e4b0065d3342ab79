// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/report/reporthtml.h"

#include "models/domain/eventsentence.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace edgelink::report {

namespace {

QJsonValue instant(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonValue seconds(std::optional<std::chrono::milliseconds> duration)
{
    // A negative one is of a clock that was set in between: nobody knows how long it took.
    const bool known = duration && duration->count() >= 0;
    return known ? QJsonValue(static_cast<double>(duration->count()) / 1000.0) : QJsonValue();
}

QJsonArray curvesToJson(const QList<Curve> &curves)
{
    QJsonArray array;
    for (const Curve &curve : curves) {
        QJsonArray samples;
        for (const auto &[ms, value] : curve.samples)
            samples << QJsonArray{ms, std::isfinite(value) ? QJsonValue(value) : QJsonValue()};
        array << QJsonObject{{"threshold", curve.threshold},
                             {"unit", curve.unit},
                             {"limit", curve.limit},
                             {"baseline", curve.baseline ? QJsonValue(*curve.baseline) : QJsonValue()},
                             {"samples", samples}};
    }
    return array;
}

} // namespace

QByteArray toJson(const ReportFacts &facts, const ReportRequest &request, const Language &say)
{
    QJsonArray timeline;
    for (const JournalEvent &event : facts.timeline)
        timeline << QJsonObject{{"sequence", event.sequence},
                                {"time", instant(event.time())},
                                {"kind", event.draft.kind},
                                {"actor", event.draft.actor},
                                {"text", eventSentence(event, [&say](const char *text) { return say(text); })}};
    QJsonArray commands;
    for (const CommandRecord &command : facts.commands)
        commands << QJsonObject{
            {"time", instant(command.at)},
            {"actor", command.actor},
            {"command", command.command},
            {"outcome", command.outcome},
            {"observed", command.observed},
            {"durationMs",
             command.duration ? QJsonValue(static_cast<qint64>(command.duration->count())) : QJsonValue()},
            {"digest", command.digest},
            {"error", command.error}};
    QJsonArray runs;
    for (const RunRecord &run : facts.runs)
        runs << QJsonObject{{"id", run.id},
                            {"title", run.title},
                            {"outcome", run.outcome},
                            {"startedAt", instant(run.startedAt)},
                            {"finishedAt", instant(run.finishedAt)},
                            {"endState", run.endState},
                            {"changes", run.mutating},
                            {"decidedOn", run.verdict < 0 ? QJsonValue() : QJsonValue(run.verdict)}};
    QJsonArray verdicts;
    for (const VerdictRecord &verdict : facts.verdicts)
        verdicts << QJsonObject{{"time", instant(verdict.at)},
                                {"target", verdict.target},
                                {"kind", verdict.kind},
                                {"run", verdict.runId},
                                {"facts", verdict.facts}};
    QJsonArray clockSteps;
    for (const ClockStep &step : facts.clockSteps)
        clockSteps << QJsonObject{{"sequence", step.sequence}, {"time", instant(step.at)}, {"stepMs", step.stepMs}};
    QJsonObject human;
    for (const QString &field : reportFieldIds()) {
        QString text = request.humanFields.value(field);
        if (text.trimmed().isEmpty())
            text = facts.human.value(field);
        human.insert(field, text.isEmpty() ? QJsonValue() : QJsonValue(text));
    }
    const auto rto = facts.rto();
    const std::optional<bool> met = facts.rtoMet();
    const bool nothingSetBack = facts.recoveredAt.isValid() && !facts.dataWasRestored && !facts.dataInDoubt
        && human.value(QLatin1String("data-loss")).isNull();
    const QJsonObject report{
        {"format", "edgelink-incident-report"},
        {"version", 1},
        {"incident", facts.incidentId},
        {"environment", facts.environment},
        {"drill", facts.drill},
        {"timeCompression", facts.targets.timeCompression},
        {"impactStart", instant(facts.impactStart)},
        {"detectedAt", instant(facts.detectedAt)},
        {"acknowledgedAt", instant(facts.acknowledgedAt)},
        {"mitigatedAt", instant(facts.mitigatedAt)},
        {"recoveredAt", instant(facts.recoveredAt)},
        {"rollbackDoneAt", instant(facts.rollbackDoneAt)},
        {"closedAt", instant(facts.closedAt)},
        {"closedBy", facts.closedBy},
        {"closeReason", facts.closeReason},
        {"rto",
         QJsonObject{{"targetSeconds", static_cast<qint64>(facts.targets.rto.count())},
                     {"achievedSeconds", seconds(rto)},
                     {"met", met ? QJsonValue(*met) : QJsonValue()}}},
        {"rpo",
         QJsonObject{{"targetSeconds", static_cast<qint64>(facts.targets.rpo.count())},
                     {"achievedSeconds", nothingSetBack ? QJsonValue(0) : QJsonValue()},
                     {"stated", human.value(QLatin1String("data-loss"))}}},
        {"ttdSeconds", seconds(facts.between(facts.impactStart, facts.detectedAt))},
        {"ttaSeconds", seconds(facts.between(facts.detectedAt, facts.acknowledgedAt))},
        {"ttmSeconds", seconds(facts.between(facts.impactStart, facts.mitigatedAt))},
        {"ttrSeconds", seconds(rto)},
        {"clockSteps", clockSteps},
        {"triggers", QJsonArray::fromStringList(facts.triggers)},
        {"manualTriggers", QJsonArray::fromStringList(facts.manualTriggers)},
        {"suspects", QJsonArray::fromStringList(facts.suspects)},
        {"suspectSearch",
         QJsonObject{{"recorded", facts.suspectsSought},
                     {"lookedAt", QJsonArray::fromStringList(facts.suspectsLookedAt)},
                     {"problems", QJsonArray::fromStringList(facts.suspectProblems)}}},
        {"verdicts", verdicts},
        {"runs", runs},
        {"commands", commands},
        {"skipped", QJsonArray::fromStringList(facts.skipped)},
        {"overridden", QJsonArray::fromStringList(facts.overridden)},
        {"warnings", QJsonArray::fromStringList(facts.warnings)},
        {"debt", QJsonArray::fromStringList(facts.debt)},
        {"owed", QJsonArray::fromStringList(facts.owed)},
        {"timeline", timeline},
        {"timelineOmitted", facts.timelineOmitted},
        {"curves", curvesToJson(facts.curves)},
        {"human", human},
        {"journal",
         QJsonObject{{"head", facts.head()},
                     {"intact", facts.journal.intact},
                     {"events", facts.journal.events},
                     {"firstBroken", facts.journal.firstBrokenSequence},
                     {"reason", facts.journal.reason}}},
    };
    return QJsonDocument(report).toJson(QJsonDocument::Indented);
}

} // namespace edgelink::report
