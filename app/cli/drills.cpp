// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/awaited.h"
#include "app/cli/faultdrill.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "models/ports/drillcontrol.h"
#include "models/ports/incidenttracker.h"
#include "models/ports/releasesource.h"
#include "models/ports/reportservice.h"
#include "models/ports/verdictsource.h"

#include <QDir>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>

namespace edgelink::cli {

namespace {

constexpr std::chrono::minutes VerdictDeadline{2};

/// Waits until the open incident satisfies `until`, printing breaches as they come.
std::optional<Incident> waitForIncident(const Session &session, const Streams &out,
                                        const std::function<bool(const Incident &)> &until)
{
    QEventLoop loop;
    QTimer deadline;
    QTimer poll;
    deadline.setSingleShot(true);
    std::optional<Incident> found;
    QMap<QString, TriggerState> shown;
    const auto consider = [&](const Incident &incident) {
        if (!until(incident))
            return;
        found = incident;
        loop.quit();
    };
    QObject::connect(session.incidents, &IncidentTracker::incidentChanged, &loop, consider);
    QObject::connect(session.incidents, &IncidentTracker::readingChanged, &loop, [&](const TriggerReading &reading) {
        if (shown.value(reading.thresholdId, TriggerState::NoData) == reading.state)
            return;
        shown.insert(reading.thresholdId, reading.state);
        out.progress(QStringLiteral("%1: %2 %3")
                         .arg(reading.thresholdId, triggerStateId(reading.state),
                              reading.value ? QString::number(*reading.value, 'f', 2) : QString()));
    });
    QObject::connect(&deadline, &QTimer::timeout, &loop, &QEventLoop::quit);
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (isInterrupted(session))
            loop.quit();
    });
    poll.start(std::chrono::milliseconds{100});
    deadline.start(sightDeadline(session));
    if (const auto present
        = awaited(session, session.incidents->current(), Words::tr("incident"), std::chrono::seconds{10}))
        consider(*present);
    if (!found && !isInterrupted(session))
        loop.exec();
    return found;
}

Result<SandboxStatus> sandboxStatus(const Session &session)
{
    QEventLoop loop;
    QTimer deadline;
    SandboxStatus status;
    QObject::connect(session.drills, &DrillControl::statusChanged, &loop, [&](const SandboxStatus &now) {
        status = now;
        loop.quit();
    });
    QObject::connect(&deadline, &QTimer::timeout, &loop, &QEventLoop::quit);
    deadline.start(std::chrono::seconds{5});
    session.drills->start();
    loop.exec();
    if (status.present)
        return status;
    return failure(ErrorKind::NotFound, Words::tr("no sandbox is known to this configuration"), {},
                   Words::tr("packaging/run brings one up, or edgelink-sandbox up"));
}

QString endOf(const SandboxDrill &drill)
{
    return drill.completeWhen == SandboxDrill::End::Healthy ? QStringLiteral("healthy") : QStringLiteral("rolled-back");
}

int listDrills(const Session &session, const Streams &out)
{
    const Result<SandboxStatus> status = sandboxStatus(session);
    if (!status)
        return out.fail(status.error());
    QList<QStringList> rows;
    QJsonArray drills;
    for (const SandboxDrill &drill : status->drills) {
        rows.append(
            {drill.name, out.in(drill.title), endOf(drill), (drill.breaches + drill.silent).join(QLatin1Char(' '))});
        drills.append(QJsonObject{{QStringLiteral("name"), drill.name},
                                  {QStringLiteral("title"), out.in(drill.title)},
                                  {QStringLiteral("injects"), drill.inject},
                                  {QStringLiteral("completeWhen"), endOf(drill)},
                                  {QStringLiteral("breaches"), QJsonArray::fromStringList(drill.breaches)},
                                  {QStringLiteral("silent"), QJsonArray::fromStringList(drill.silent)}});
    }
    if (out.json())
        out.document(drills);
    else
        out.table({Words::tr("DRILL"), Words::tr("TITLE"), Words::tr("COMPLETE WHEN"), Words::tr("SHOWS")}, rows);
    return Success;
}

Result<SandboxDrill> drillNamed(const Session &session, const QString &name)
{
    const Result<SandboxStatus> status = sandboxStatus(session);
    if (!status)
        return tl::make_unexpected(status.error());
    QStringList known;
    for (const SandboxDrill &drill : status->drills) {
        if (drill.name == name)
            return drill;
        known << drill.name;
    }
    return failure(ErrorKind::Usage, Words::tr("is no drill of this sandbox"), name,
                   Words::tr("its drills: %1").arg(known.join(QStringLiteral(", "))));
}

int writeReports(const Session &session, const Streams &out, const QString &incidentId, const QString &folder)
{
    if (!QDir().mkpath(folder))
        return out.fail(
            {ErrorKind::Io, Words::tr("cannot make the folder"), folder, Words::tr("choose another --out"), {}});
    // Whoever interrupts a drill wants its report all the more. A second Ctrl-C ends the program.
    Session patient = session;
    patient.interrupted = nullptr;
    if (isInterrupted(session))
        out.progress(Words::tr("the reports are still written"));
    int code = Success;
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
        for (const QString &format :
             {QStringLiteral("md"), QStringLiteral("html"), QStringLiteral("pdf"), QStringLiteral("json")}) {
            Options options;
            options.id = incidentId;
            options.format = format;
            options.language = language;
            options.out = QStringLiteral("%1/%2.%3.%4").arg(folder, incidentId, language, format);
            const int written = writeReport(options, patient, out);
            code = std::max(code, written);
            if (written != Success && written != JournalBroken && isInterrupted(session)) {
                out.progress(Words::tr("the other reports are not written"));
                return code;
            }
        }
    }
    if (code == JournalBroken)
        return failToRead({ErrorKind::BadReply,
                           Words::tr("the reports come from a journal that is broken"),
                           Words::tr("journal"),
                           Words::tr("edgelink-console journal verify says where"),
                           {}},
                          out);
    return code;
}

/// Leaves what was asked for: pictures of the screens and the report. Gives the drill's exit code.
int finish(const Options &options, const Session &session, const Streams &out, int code, const QString &incidentId)
{
    if (session.renderScreens && !options.screens.isEmpty()) {
        const QStringList files = session.renderScreens(options.screens);
        for (const QString &file : files)
            out.progress(Words::tr("%1 written").arg(file));
        if (files.isEmpty())
            code = std::max(code,
                            out.fail({ErrorKind::Io,
                                      Words::tr("the pictures could not be written"),
                                      options.screens,
                                      Words::tr("choose another --screens"),
                                      {}}));
    }
    if (options.out.isEmpty())
        return code;
    if (!incidentId.isEmpty())
        return std::max(code, writeReports(session, out, incidentId, options.out));
    out.progress(Words::tr("nothing breached: there is no incident to report"));
    return code;
}

int runDrill(const Options &options, const Session &session, const Streams &out)
{
    if (session.environment.kind != EnvironmentKind::Drill) {
        return out.fail({ErrorKind::Refused,
                         Words::tr("drills run on an environment of kind 'drill' only"),
                         session.environment.name,
                         Words::tr("choose the sandbox's --environment"),
                         {}});
    }
    if (options.confirm != session.environment.release && options.confirm != session.environment.cluster) {
        return out.fail({ErrorKind::Refused,
                         Words::tr("not confirmed, nothing was changed"),
                         session.environment.name,
                         Words::tr("add --confirm %1").arg(session.environment.release),
                         {}});
    }
    const Result<SandboxDrill> drill = drillNamed(session, options.id);
    if (!drill)
        return out.fail(drill.error());
    session.watchTriggers();
    // A drill is about the breach that it makes: what an earlier one left open must not pass for it.
    const auto earlier
        = awaited(session, session.incidents->current(), Words::tr("incident"), std::chrono::seconds{30});
    if (!earlier && earlier.error().kind == ErrorKind::Cancelled)
        return out.fail(earlier.error());
    if (!earlier) {
        return out.fail({ErrorKind::Timeout,
                         Words::tr("cannot tell whether an earlier incident is still open, nothing was changed"),
                         session.environment.name,
                         QStringLiteral("edgelink-console journal verify"),
                         {}});
    }
    if (earlier->isOpen()) {
        const QString reason = earlier->state == IncidentState::Recovered ? QString() : Words::tr("a new drill begins");
        const auto closed = awaited(session, session.incidents->close(earlier->id, reason, session.actor), earlier->id);
        if (!closed)
            return out.fail(closed.error());
        out.progress(Words::tr("incident %1 of an earlier drill closed").arg(earlier->id));
    }
    std::optional<FaultDrill> withoutRelease;
    if (drill->completeWhen == SandboxDrill::End::Healthy) {
        withoutRelease.emplace(*drill, earlier->id, session, out);
        if (const std::optional<int> blind = withoutRelease->lookFirst())
            return *blind;
    }
    out.progress(Words::tr("injecting %1").arg(drill->inject));
    const auto injected
        = awaited(session, session.drills->inject(drill->inject), drill->inject, std::chrono::minutes{3});
    if (!injected)
        return out.fail(injected.error());
    if (withoutRelease) {
        const int code = withoutRelease->run();
        if (out.json())
            out.document(QJsonObject{{QStringLiteral("drill"), drill->name},
                                     {QStringLiteral("incident"), withoutRelease->incidentId()},
                                     {QStringLiteral("complete"), code == Success}});
        return finish(options, session, out, code, withoutRelease->incidentId());
    }

    // The first trigger would do for a rollback, but the drill is to show all of what the fault breaches.
    const QString breaches = drill->breaches.join(QStringLiteral(", "));
    out.progress(breaches.isEmpty() ? Words::tr("waiting for a breach with its suspects")
                                    : Words::tr("waiting for a breach of %1, with its suspects").arg(breaches));
    QStringList missing = drill->breaches;
    const std::optional<Incident> incident = waitForIncident(session, out, [&](const Incident &candidate) {
        if (!candidate.isOpen() || candidate.id == earlier->id)
            return false;
        missing = drill->breaches;
        missing.removeIf([&candidate](const QString &trigger) { return candidate.triggers.contains(trigger); });
        return missing.isEmpty() && !candidate.suspects.isEmpty();
    });
    if (!incident && isInterrupted(session))
        return out.fail(interruption(options.id));
    if (!incident)
        return out.fail({ErrorKind::Timeout,
                         missing.isEmpty()
                             ? Words::tr("no breach with a suspect was seen")
                             : Words::tr("no breach of %1 was seen").arg(missing.join(QStringLiteral(", "))),
                         options.id,
                         Words::tr("edgelink-console status shows the triggers; one that was in breach before the "
                                   "drill counts again once it was healthy (edgelink-sandbox clear)"),
                         {}});
    out.progress(Words::tr("incident %1; suspect: %2").arg(incident->id, incident->suspects.first().title));

    const auto history = awaited(session, session.releases->history(), QStringLiteral("helm history"));
    if (!history)
        return out.fail(history.error());
    const Revision *target = history->proposedTarget(incident->illSince());
    if (target == nullptr)
        return out.fail({ErrorKind::Refused,
                         Words::tr("no earlier revision was ever deployed"),
                         session.environment.release,
                         {},
                         {}});
    const auto verdict = awaited(session, session.verdicts->decide(target->number, {incident->id, {}, session.actor}),
                                 Words::tr("verdict"), VerdictDeadline);
    if (!verdict)
        return out.fail(verdict.error());
    out.progress(Words::tr("verdict for revision %1: %2").arg(target->number).arg(verdictKindId(verdict->kind())));
    const QList<VerdictFact> facts = verdict->ranked();
    for (const VerdictFact &fact : facts)
        out.progress(QStringLiteral("  %1  %2").arg(factStateId(fact.state), fact.text));
    if (verdict->kind() == VerdictKind::NoGo) {
        const int refused = out.fail({ErrorKind::Refused,
                                      Words::tr("the verdict is no-go, nothing was rolled back"),
                                      session.environment.release,
                                      Words::tr("edgelink-console verdict %1 %2 shows every fact")
                                          .arg(session.environment.release, QString::number(target->number)),
                                      {}});
        return finish(options, session, out, refused, incident->id);
    }

    QString runId;
    const int code = executeRun(QStringLiteral("helm-rollback"), {{"revision", QString::number(target->number)}},
                                options, session, out, incident->id, &runId);
    return finish(options, session, out, code, incident->id);
}

} // namespace

int workDrills(const Options &options, const Session &session, const Streams &out)
{
    return options.action == QLatin1String("run") ? runDrill(options, session, out) : listDrills(session, out);
}

} // namespace edgelink::cli
