// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Facts that Helm's own records, the database and this host tell.
#include "app/services/verdict/verdictinputs.h"
#include "app/services/verdict/words.h"

#include <QRegularExpression>

namespace edgelink::verdict::facts {

namespace {

/// Helm's default --timeout is 5 minutes per operation; a younger pending revision may have a helm behind it anywhere.
constexpr std::chrono::minutes MayStillRun{6};
constexpr std::chrono::minutes RecentRollback{15};

QString historyEvidence(const VerdictInputs &inputs)
{
    QStringList lines{
        QStringLiteral("helm history %1 -n %2").arg(inputs.environment.release, inputs.environment.nameSpace)};
    for (const Revision &revision : inputs.history->revisions)
        lines << QStringLiteral("%1  %2  %3  %4  %5")
                     .arg(revision.number)
                     .arg(revision.updated.toString(Qt::ISODate), revision.status, revision.chart,
                          revision.description.left(120));
    return lines.join(QLatin1Char('\n'));
}

QString when(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"))
                          : Words::tr("an unknown time");
}

std::optional<std::chrono::seconds> age(const VerdictInputs &inputs, const Revision &revision)
{
    if (!revision.updated.isValid() || !inputs.now.isValid())
        return std::nullopt;
    return std::chrono::seconds{revision.updated.secsTo(inputs.now)};
}

} // namespace

VerdictFact targetExists(const VerdictInputs &inputs)
{
    const char *id = "target-exists";
    if (!inputs.history)
        return unknownFact(id, Words::tr("The release's history"), inputs.history.error());
    const QString evidence = historyEvidence(inputs);
    const Revision *latest = inputs.history->latest();
    if (latest == nullptr)
        return fact(id, FactState::Blocking,
                    Words::tr("The release %1 has no history.").arg(inputs.environment.release), evidence);
    const Revision *target = inputs.history->find(inputs.target);
    if (inputs.target <= 0)
        return fact(id, FactState::Blocking,
                    Words::tr("No earlier revision was ever deployed: there is nothing to roll back to."), evidence);
    if (target == nullptr)
        return fact(
            id, FactState::Blocking,
            Words::tr("Revision %1 is not in the history; Helm keeps only the last ones. The oldest left is %2.")
                .arg(inputs.target)
                .arg(inputs.history->revisions.constFirst().number),
            evidence);
    if (!target->wasDeployed())
        return fact(
            id, FactState::Blocking,
            Words::tr("Revision %1 is %2: it was never deployed successfully.").arg(target->number).arg(target->status),
            evidence);
    if (target->number == latest->number)
        return fact(id, FactState::Warning,
                    Words::tr("Revision %1 is the newest already; rolling back to it only applies it again.")
                        .arg(target->number),
                    evidence);
    if (!inputs.troubleSince)
        return fact(id, FactState::Unknown,
                    Words::tr("Revision %1 was deployed; whether it ran when the trouble began could not be read: %2.")
                        .arg(target->number)
                        .arg(inputs.troubleSince.error().what),
                    inputs.troubleSince.error().sentence());
    if (inputs.history->ranSince(*target, *inputs.troubleSince))
        return fact(id, FactState::Warning,
                    Words::tr("What revision %1 holds ran when the trouble began (%2), or was deployed since.")
                        .arg(target->number)
                        .arg(when(*inputs.troubleSince)),
                    evidence);
    return fact(
        id, FactState::Good,
        Words::tr("Revision %1 (%2, app %3) was deployed.").arg(target->number).arg(target->chart, target->appVersion),
        evidence);
}

VerdictFact pending(const VerdictInputs &inputs)
{
    const char *id = "pending";
    if (!inputs.history)
        return unknownFact(id, Words::tr("The release's history"), inputs.history.error());
    const QString evidence = historyEvidence(inputs);
    const Revision *latest = inputs.history->latest();
    if (latest == nullptr)
        return fact(id, FactState::Unknown, Words::tr("The release has no history."), evidence);
    if (latest->isPending())
        return fact(id, FactState::Warning,
                    Words::tr("Revision %1 is %2 since %3: a helm still works on it, or died. Once none does, the "
                              "runbook helm-pending-recovery is the way out.")
                        .arg(latest->number)
                        .arg(latest->status, when(latest->updated)),
                    evidence);
    return fact(id, FactState::Good,
                Words::tr("Nothing is pending; revision %1 is %2.").arg(latest->number).arg(latest->status), evidence);
}

VerdictFact concurrentHelm(const VerdictInputs &inputs)
{
    const char *id = "concurrent-helm";
    QStringList evidence{Words::tr(
        "processes of this host (/proc) and Helm's history; helms on other hosts are only seen by what they write")};
    if (inputs.helmProcesses && !inputs.helmProcesses->isEmpty()) {
        QStringList found;
        for (const HelmProcess &process : *inputs.helmProcesses)
            found << QStringLiteral("%1 (pid %2)").arg(process.command).arg(process.pid);
        return fact(id, FactState::Blocking,
                    Words::tr("A helm is changing this release right now: %1. Helm does not stop two from racing.")
                        .arg(listed(found)),
                    evidence.join(QLatin1Char('\n')));
    }
    if (!inputs.history)
        return unknownFact(id, Words::tr("The release's history"), inputs.history.error());
    evidence << historyEvidence(inputs);
    const Revision *latest = inputs.history->latest();
    if (latest != nullptr && latest->isPending()) {
        const auto since = age(inputs, *latest);
        if (!since)
            return fact(id, FactState::Unknown,
                        Words::tr("Revision %1 is %2, and Helm does not say since when: a helm may be at work.")
                            .arg(latest->number)
                            .arg(latest->status),
                        evidence.join(QLatin1Char('\n')));
        if (*since < MayStillRun)
            return fact(
                id, FactState::Blocking,
                Words::tr(
                    "Revision %1 became %2 at %3: a helm may still be at work. Wait until %4, or prove that none runs.")
                    .arg(latest->number)
                    .arg(latest->status, when(latest->updated),
                         when(latest->updated.addSecs(std::chrono::seconds(MayStillRun).count()))),
                evidence.join(QLatin1Char('\n')));
        return fact(
            id, FactState::Warning,
            Words::tr("Revision %1 is %2 since %3, longer than Helm waits by default: its helm is most likely gone.")
                .arg(latest->number)
                .arg(latest->status, when(latest->updated)),
            evidence.join(QLatin1Char('\n')));
    }
    if (!inputs.helmProcesses)
        return unknownFact(id, Words::tr("This host's processes"), inputs.helmProcesses.error());
    return fact(id, FactState::Good, Words::tr("No other helm is seen at work on this release."),
                evidence.join(QLatin1Char('\n')));
}

VerdictFact automation(const VerdictInputs &inputs)
{
    const char *id = "automation";
    if (!inputs.history)
        return unknownFact(id, Words::tr("The release's history"), inputs.history.error());
    static const QRegularExpression rollback(QStringLiteral(R"(\ARollback to ([0-9]{1,9})\b)"));
    QStringList evidence{historyEvidence(inputs)};
    for (auto it = inputs.history->revisions.crbegin(); it != inputs.history->revisions.crend(); ++it) {
        const QString to = rollback.match(it->description).captured(1);
        const auto since = age(inputs, *it);
        if (to.isEmpty() && it->status != QLatin1String("pending-rollback")) {
            if (it->wasDeployed())
                break; // deployed after any rollback before it: that one is over
            continue;
        }
        if (since && *since > RecentRollback)
            break;
        return fact(
            id, FactState::Warning,
            to.isEmpty()
                ? Words::tr(
                      "A rollback is under way as revision %1 (%2): somebody or the automatic rollback acts already.")
                      .arg(it->number)
                      .arg(when(it->updated))
                : Words::tr("Revision %1 rolled back to %2 at %3: somebody or the automatic rollback acted already. "
                            "See what it did before adding another.")
                      .arg(it->number)
                      .arg(to, when(it->updated)),
            evidence.constFirst());
    }
    if (!inputs.automationMarks)
        return unknownFact(id, Words::tr("Live objects' annotations"), inputs.automationMarks.error());
    evidence << *inputs.automationMarks;
    for (const QString &mark : inputs.otherAutomationMarks)
        evidence << Words::tr("not of this release: %1").arg(mark);
    if (!inputs.automationMarks->isEmpty())
        return fact(
            id, FactState::Warning,
            Words::tr("Live objects carry marks of an automatic rollback: %1.").arg(listed(*inputs.automationMarks, 3)),
            evidence.join(QLatin1Char('\n')));
    return fact(id, FactState::Good,
                Words::tr("No rollback by anybody else in the last %1 minutes.").arg(RecentRollback.count()),
                evidence.join(QLatin1Char('\n')));
}

VerdictFact schema(const VerdictInputs &inputs)
{
    const char *id = "schema";
    const Revision *target = inputs.history ? inputs.history->find(inputs.target) : nullptr;
    if (!inputs.schema)
        return unknownFact(id, Words::tr("The database's schema version"), inputs.schema.error());
    const SchemaVersion &database = *inputs.schema;
    const QString evidence
        = QStringLiteral("SELECT version, dirty FROM schema_migrations → %1")
              .arg(database.present ? QStringLiteral("%1, %2")
                                          .arg(database.version)
                                          .arg(database.dirty ? QStringLiteral("dirty") : QStringLiteral("clean"))
                                    : Words::tr("no row"));
    if (database.dirty)
        return fact(id, FactState::Blocking,
                    Words::tr("Migration %1 failed half way (dirty): settle the database before any rollback.")
                        .arg(database.version),
                    evidence);
    if (target == nullptr)
        return fact(id, FactState::Unknown, Words::tr("Without the target revision its schema needs are not known."),
                    evidence);
    const auto range = inputs.environment.schemaByAppVersion.constFind(target->appVersion);
    if (range == inputs.environment.schemaByAppVersion.constEnd())
        return fact(id, FactState::Unknown,
                    Words::tr("The configuration does not say which schema versions app %1 runs on "
                              "(schema_by_app_version); the database is at %2.")
                        .arg(target->appVersion)
                        .arg(database.version),
                    evidence);
    const QString runsOn = range->minimum == range->maximum
        ? QString::number(range->minimum)
        : QStringLiteral("%1–%2").arg(range->minimum).arg(range->maximum);
    const QString wanted
        = QStringLiteral("%1\nschema_by_app_version[%2] = %3").arg(evidence, target->appVersion, runsOn);
    if (!database.present)
        return fact(
            id, FactState::Blocking,
            Words::tr("The database has no migration at all; app %1 runs on %2.").arg(target->appVersion, runsOn),
            wanted);
    if (database.version < range->minimum || database.version > range->maximum)
        return fact(id, FactState::Blocking,
                    Words::tr("The database is at schema %1; app %2 of revision %3 runs on %4. Migrate %5 first.")
                        .arg(database.version)
                        .arg(target->appVersion)
                        .arg(target->number)
                        .arg(runsOn, database.version > range->maximum ? Words::tr("down") : Words::tr("up")),
                    wanted);
    return fact(id, FactState::Good,
                Words::tr("Schema %1 suits app %2 (runs on %3).").arg(database.version).arg(target->appVersion, runsOn),
                wanted);
}

VerdictFact hooks(const VerdictInputs &inputs)
{
    const char *id = "hooks";
    if (!inputs.targetHooks)
        return unknownFact(id, Words::tr("The target's hooks"), inputs.targetHooks.error());
    QStringList running;
    QStringList all;
    for (const ReleaseHook &hook : *inputs.targetHooks) {
        const QString events = hook.events.join(QStringLiteral(", "));
        all << QStringLiteral("%1: %2").arg(hook.name, events);
        if (hook.events.contains(QStringLiteral("pre-rollback"))
            || hook.events.contains(QStringLiteral("post-rollback")))
            running << QStringLiteral("%1 (%2)").arg(hook.name, events);
    }
    const QString evidence = QStringLiteral("helm get hooks %1 --revision %2\n%3")
                                 .arg(inputs.environment.release)
                                 .arg(inputs.target)
                                 .arg(all.isEmpty() ? Words::tr("none") : all.join(QLatin1Char('\n')));
    if (!running.isEmpty())
        return fact(id, FactState::Warning,
                    Words::tr("Hooks of revision %1 will run: %2. A failing one leaves the release pending-rollback.")
                        .arg(inputs.target)
                        .arg(listed(running)),
                    evidence);
    return fact(id, FactState::Good, Words::tr("Revision %1 has no rollback hooks.").arg(inputs.target), evidence);
}

} // namespace edgelink::verdict::facts
