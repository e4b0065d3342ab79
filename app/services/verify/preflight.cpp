// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/preflight.h"

#include "app/services/verify/words.h"
#include "models/domain/toolversions.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>

namespace edgelink::verify {

QVersionNumber versionIn(const QByteArray &output)
{
    static const QRegularExpression pattern(QStringLiteral(R"((?<![0-9.])v?([0-9]{1,6}(?:\.[0-9]{1,6}){1,3}))"));
    const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(output.left(qsizetype{64} * 1024)));
    return match.hasMatch() ? QVersionNumber::fromString(match.captured(1)) : QVersionNumber();
}

Observation toolVersion(ProbeContext &context)
{
    struct Tool {
        QString program;
        QStringList arguments;
    };
    const ToolPaths &paths = context.with.tools;
    const QMap<QString, Tool> tools{
        {QStringLiteral("helm"), {paths.helm, {QStringLiteral("version"), QStringLiteral("--short")}}},
        // No server is asked: a dead cluster must not make the tool look missing.
        {QStringLiteral("kubectl"),
         {paths.kubectl,
          {QStringLiteral("version"), QStringLiteral("--client"), QStringLiteral("-o"), QStringLiteral("json")}}},
        {QStringLiteral("migrate"), {paths.migrate, {QStringLiteral("-version")}}},
        {QStringLiteral("psql"), {paths.psql, {QStringLiteral("--version")}}},
    };
    const QString name = context.request.arguments.value(QStringLiteral("tool")).toString();
    // A runbook may want more than the console itself.
    const QVersionNumber minimum
        = versionIn(context.request.arguments.value(QStringLiteral("minimum")).toString(oldestVersion(name)).toUtf8());
    if (const QStringList known = tools.keys(); !known.contains(name))
        return unknown(Words::tr("tool-version knows no tool %1 (known: %2).")
                           .arg(quoted(name, 60), known.join(QStringLiteral(", "))));
    CommandSpec spec
        = context.command(tools[name].program, Words::tr("version of %1").arg(name), std::chrono::seconds{15});
    spec.args(tools[name].arguments);
    const auto result = context.run(spec);
    if (!result)
        return failed(Words::tr("%1 cannot be run: %2 (wanted %3 or newer)")
                          .arg(name, result.error().sentence(), minimum.toString()));
    // migrate prints its version to standard error.
    const QByteArray output = result->standardOutput + '\n' + result->standardError;
    const QStringList facts{Words::tr("%1: %2").arg(spec.display(), quoted(output, 300))};
    const QVersionNumber found = result->ok() ? versionIn(output) : QVersionNumber();
    if (found.isNull())
        return unknown(Words::tr("%1 does not tell its version (wanted %2 or newer).").arg(name, minimum.toString()),
                       facts);
    if (found < minimum)
        return failed(Words::tr("%1 is %2; wanted %3 or newer.").arg(name, found.toString(), minimum.toString()),
                      facts);
    return passed(Words::tr("%1 %2 (wanted %3 or newer).").arg(name, found.toString(), minimum.toString()), facts);
}

Observation clusterReachable(ProbeContext &context)
{
    if (context.with.cluster == nullptr)
        return unknown(missingPart(Words::tr("a connection to the cluster")));
    QElapsedTimer clock;
    clock.start();
    const auto version
        = context.ask(context.with.cluster->serverVersion(), Words::tr("the Kubernetes API"), std::chrono::seconds{15});
    if (!version && version.error().kind != ErrorKind::Cancelled)
        return failed(version.error().sentence());
    if (!version)
        return unknown(version.error());
    return passed(Words::tr("Kubernetes %1 answers in %2 ms (context %3).")
                      .arg(quoted(*version, 60))
                      .arg(clock.elapsed())
                      .arg(context.with.environment.context));
}

Observation permissions(ProbeContext &context)
{
    if (context.with.cluster == nullptr)
        return unknown(missingPart(Words::tr("a connection to the cluster")));
    QList<AccessQuestion> questions;
    const QJsonArray wanted = context.request.arguments.value(QStringLiteral("questions")).toArray();
    for (const QJsonValue value : wanted) {
        const QJsonObject question = value.toObject();
        questions << AccessQuestion{
            question.value(QStringLiteral("verb")).toString(), question.value(QStringLiteral("group")).toString(),
            question.value(QStringLiteral("resource")).toString(),
            question.value(QStringLiteral("namespace")).toString(context.with.environment.nameSpace)};
        if (questions.last().verb.isEmpty() || questions.last().resource.isEmpty())
            return unknown(Words::tr("`questions` holds an entry without verb or resource."));
    }
    if (questions.isEmpty() || questions.size() > 200)
        return unknown(Words::tr("`questions` must hold 1 to 200 entries."));
    const auto answers = context.ask(context.with.cluster->mayI(questions), Words::tr("permissions"));
    if (!answers)
        return unknown(answers.error());
    QStringList denied;
    QStringList facts;
    for (const AccessAnswer &answer : *answers) {
        facts << Words::tr("%1: %2").arg(answer.question.text(), answer.allowed ? Words::tr("yes") : Words::tr("no"));
        if (!answer.allowed)
            denied << answer.question.text();
    }
    if (answers->size() < questions.size())
        return unknown(Words::tr("Only %1 of %2 permissions were answered.").arg(answers->size()).arg(questions.size()),
                       facts);
    if (!denied.isEmpty())
        return failed(Words::tr("You may not: %1.").arg(listed(denied)), facts);
    return passed(Words::tr("All %1 permissions are granted.").arg(questions.size()), facts);
}

namespace {

/// The newest revision, if it is the one that the run was made for; else what to say about it.
tl::expected<Revision, Observation> newestAsRecorded(ProbeContext &context)
{
    const Result<int> wanted = context.revision();
    if (!wanted)
        return tl::make_unexpected(unknown(wanted.error()));
    if (context.with.releases == nullptr)
        return tl::make_unexpected(unknown(missingPart(Words::tr("helm"))));
    const auto history = context.ask(context.with.releases->history(), Words::tr("the release's history"));
    if (!history)
        return tl::make_unexpected(unknown(history.error()));
    const Revision *latest = history->latest();
    if (latest == nullptr)
        return tl::make_unexpected(
            failed(Words::tr("The release %1 has no history.").arg(context.with.environment.release)));
    if (latest->number != *wanted)
        return tl::make_unexpected(
            failed(Words::tr("The newest revision is %1 (%2, \"%3\"), not %4: somebody or something else acted.")
                       .arg(latest->number)
                       .arg(quoted(latest->status, 40), quoted(latest->description, 80))
                       .arg(*wanted)));
    return *latest;
}

} // namespace

Observation historyUnchanged(ProbeContext &context)
{
    const auto latest = newestAsRecorded(context);
    if (!latest)
        return latest.error();
    if (latest->isPending())
        return failed(Words::tr("Revision %1 is %2.").arg(latest->number).arg(latest->status));
    return passed(Words::tr("Revision %1 is still the newest (%2).").arg(latest->number).arg(latest->status));
}

Observation stillPending(ProbeContext &context)
{
    const auto latest = newestAsRecorded(context);
    if (!latest)
        return latest.error();
    if (!latest->isPending())
        return failed(Words::tr("Revision %1 is %2, not pending: there is nothing to free. To go back to an earlier "
                                "revision, use the runbook helm-rollback, which checks more.")
                          .arg(latest->number)
                          .arg(quoted(latest->status, 40)));
    return passed(Words::tr("Revision %1 is still the newest (%2).").arg(latest->number).arg(latest->status));
}

Observation factOfVerdict(ProbeContext &context, const QString &factId)
{
    if (context.with.verdicts == nullptr)
        return unknown(missingPart(Words::tr("the rollback verdict")));
    int revision = 0;
    if (context.request.arguments.contains(QStringLiteral("revision"))) {
        const Result<int> wanted = context.revision();
        if (!wanted)
            return unknown(wanted.error());
        revision = *wanted;
    }
    // The checks of one pre-flight share a verdict. A step proves what is so when it runs.
    const bool shared = context.request.stepId.startsWith(QLatin1String("preflight/"));
    const auto verdict = context.ask(shared ? context.verdicts.ask(*context.with.verdicts, context.request, revision)
                                            : context.with.verdicts->verdict(revision),
                                     Words::tr("the rollback verdict"), std::chrono::seconds{40});
    if (!verdict)
        return unknown(verdict.error());
    for (const VerdictFact &fact : verdict->facts) {
        if (fact.id != factId)
            continue;
        const QStringList evidence = fact.evidence.isEmpty() ? QStringList() : QStringList{fact.evidence};
        switch (fact.state) {
        case FactState::Good:
            return passed(fact.text, evidence);
        case FactState::Warning:
            return warned(fact.text, evidence);
        case FactState::Blocking:
            return failed(fact.text, evidence);
        case FactState::Unknown:
            break;
        }
        return unknown(fact.text, evidence);
    }
    return unknown(Words::tr("The rollback verdict says nothing about \"%1\".").arg(factId));
}

Observation adviceOfVerdict(ProbeContext &context, const QString &factId)
{
    Observation observation = factOfVerdict(context, factId);
    if (observation.state == Observation::State::Unknown && !observation.cancelled)
        observation.state = Observation::State::Warning;
    return observation;
}

Observation noConcurrentHelm(ProbeContext &context)
{
    return factOfVerdict(context, QStringLiteral("concurrent-helm"));
}

Observation targetRevision(ProbeContext &context)
{
    return factOfVerdict(context, QStringLiteral("target-exists"));
}

Observation noPending(ProbeContext &context)
{
    if (context.with.releases == nullptr)
        return unknown(missingPart(Words::tr("helm")));
    const auto history = context.ask(context.with.releases->history(), Words::tr("the release's history"));
    if (!history)
        return unknown(history.error());
    const Revision *latest = history->latest();
    if (latest == nullptr)
        return unknown(Words::tr("The release %1 has no history.").arg(context.with.environment.release));
    if (latest->isPending())
        return failed(Words::tr("Revision %1 is %2: a helm still works on it, or died. Once none does, the runbook "
                                "helm-pending-recovery is the way out.")
                          .arg(latest->number)
                          .arg(latest->status));
    return passed(Words::tr("Nothing is pending; revision %1 is %2.").arg(latest->number).arg(latest->status));
}

Observation gitopsOwner(ProbeContext &context)
{
    return factOfVerdict(context, QStringLiteral("gitops"));
}

Observation schemaCompatible(ProbeContext &context)
{
    return factOfVerdict(context, QStringLiteral("schema"));
}

Observation hooksOfTarget(ProbeContext &context)
{
    return adviceOfVerdict(context, QStringLiteral("hooks"));
}

Observation imagesKnown(ProbeContext &context)
{
    return adviceOfVerdict(context, QStringLiteral("images"));
}

Observation rollbackRights(ProbeContext &context)
{
    return factOfVerdict(context, QStringLiteral("rbac"));
}

Observation leftovers(ProbeContext &context)
{
    return factOfVerdict(context, QStringLiteral("leftovers"));
}

Observation noOtherRollback(ProbeContext &context)
{
    return adviceOfVerdict(context, QStringLiteral("automation"));
}

Observation capacityForRollout(ProbeContext &context)
{
    return adviceOfVerdict(context, QStringLiteral("capacity"));
}

Observation autoscalers(ProbeContext &context)
{
    return adviceOfVerdict(context, QStringLiteral("hpa"));
}

} // namespace edgelink::verify
