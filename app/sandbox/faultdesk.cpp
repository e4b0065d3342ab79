// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/faultdesk.h"

#include "app/sandbox/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutexLocker>

#include <algorithm>
#include <optional>

namespace edgelink::sandbox {

FaultDesk::FaultDesk(const Plan &plan, ProcessHost &host, ReleaseDeployer &deployer)
    : m_plan(plan)
    , m_host(host)
    , m_deployer(deployer)
{
}

Result<void> FaultDesk::begin()
{
    const QMutexLocker lock(&m_mutex);
    return publish();
}

Result<void> FaultDesk::inject(const QString &name)
{
    const QMutexLocker lock(&m_mutex);
    return injectLocked(name);
}

Result<void> FaultDesk::injectOnce(const QString &name)
{
    const QMutexLocker lock(&m_mutex);
    return m_known.contains(name) ? Result<void>{} : injectLocked(name);
}

Result<void> FaultDesk::deployOnce(const QString &name, const RevisionPlan &revision)
{
    const QMutexLocker lock(&m_mutex);
    return m_known.contains(name) ? Result<void>{} : deployLocked(name, revision);
}

FaultDesk::Active *FaultDesk::find(const QString &name)
{
    const auto found
        = std::find_if(m_active.begin(), m_active.end(), [&name](const Active &active) { return active.name == name; });
    return found == m_active.end() ? nullptr : &*found;
}

Result<void> FaultDesk::injectLocked(const QString &name)
{
    const QList<edgelink::sandbox::Fault> &faults = builtinFaults();
    const auto fault
        = std::find_if(faults.cbegin(), faults.cend(), [&name](const auto &each) { return each.name == name; });
    if (fault == faults.cend())
        return failure(ErrorKind::Usage, Words::tr("is no fault of this sandbox"), name,
                       Words::tr("Known: %1.").arg(builtinFaultNames().join(QStringLiteral(", "))));
    if (fault->deploy) {
        const auto scenario = loadScenario(m_plan.resources
                                           + QStringLiteral("/sandbox/scenarios/%1.yaml").arg(fault->deploy->scenario));
        if (!scenario)
            return tl::make_unexpected(scenario.error());
        const int index = fault->deploy->revision - 1;
        if (index < 0 || index >= scenario->revisions.size())
            return failure(ErrorKind::Configuration, Words::tr("names a revision that its scenario does not have"),
                           name);
        return deployLocked(name, scenario->revisions.at(index));
    }
    if (find(name) != nullptr)
        return {};
    Active active{name, QDateTime::currentDateTimeUtc(), {}, {}, false};
    if (fault->process) {
        static const QMap<QString, ProcessHost::Fault> actions{{QStringLiteral("stop"), ProcessHost::Fault::Stop},
                                                               {QStringLiteral("kill"), ProcessHost::Fault::Kill},
                                                               {QStringLiteral("hang"), ProcessHost::Fault::Hang}};
        active.process = fault->process->component;
        if (auto played = m_host.play(active.process, actions.value(fault->process->action)); !played)
            return played;
    }
    m_active << active;
    m_known.insert(name);
    return publish();
}

Result<void> FaultDesk::deployLocked(const QString &name, const RevisionPlan &revision)
{
    const auto history = m_deployer.history();
    if (!history)
        return tl::make_unexpected(history.error());
    Active *active = find(name);
    // What somebody rolled back, or deployed over, is to be deployed anew, whatever this list says.
    if (active != nullptr && inEffect(*history, active->releases))
        return {};
    if (active == nullptr) {
        m_active << Active{name, {}, {}, {}, true};
        active = &m_active.last();
    }
    m_known.insert(name);
    active->since = QDateTime::currentDateTimeUtc();
    static_cast<void>(publish()); // shown while helm works
    const int before = newestRevision(*history);
    const auto deployed = m_deployer.deploy(revision);
    // Also after a failure: half a release may be there, for clear() to roll back.
    const int now = deployed ? *deployed : newestRevision(m_deployer.history().value_or(*history));
    if (now > before)
        active->releases << FaultRelease{now, before};
    if (deployed)
        return {};
    m_active.removeIf([](const Active &each) { return each.isRelease && each.releases.isEmpty(); });
    static_cast<void>(publish());
    return tl::make_unexpected(deployed.error());
}

Result<void> FaultDesk::clear()
{
    const QMutexLocker lock(&m_mutex);
    std::optional<Error> first;
    const auto keep = [&first](const Result<void> &result) {
        if (!result && !first)
            first = result.error();
        return result.has_value();
    };
    // Processes first: helm needs the API server.
    QList<Active> left;
    QList<FaultRelease> releases;
    for (const Active &active : std::as_const(m_active)) {
        if (!active.process.isEmpty() && !keep(m_host.heal(active.process)))
            left << active;
        releases << active.releases;
    }
    // All releases at once: one deployed over another hides it, and taking only the newest back would bring it back.
    if (!releases.isEmpty() && !keep(m_deployer.undo(releases))) {
        for (const Active &active : std::as_const(m_active)) {
            if (active.isRelease)
                left << active;
        }
    }
    m_active = left;
    keep(publish());
    if (first)
        return tl::make_unexpected(*first);
    return {};
}

Result<void> FaultDesk::publish()
{
    QJsonArray array;
    QStringList names;
    for (const Active &active : std::as_const(m_active)) {
        names << active.name;
        if (active.isRelease)
            continue;
        array.append(QJsonObject{{QStringLiteral("name"), active.name},
                                 {QStringLiteral("since"), active.since.toString(Qt::ISODateWithMs)}});
    }
    if (m_listener)
        m_listener(names);
    return writeFile(
        m_plan.layout.faultsFile(),
        QJsonDocument(QJsonObject{{QStringLiteral("schema"), 1}, {QStringLiteral("active"), array}}).toJson());
}

} // namespace edgelink::sandbox
