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

Result<void> FaultDesk::deploy(const QString &name, const RevisionPlan &revision)
{
    const QMutexLocker lock(&m_mutex);
    return isActive(name) ? Result<void>{} : deployLocked(name, revision);
}

bool FaultDesk::isActive(const QString &name) const
{
    return std::any_of(m_active.cbegin(), m_active.cend(),
                       [&name](const Active &active) { return active.name == name; });
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
        // What somebody rolled back is a fault no more, whatever this list says.
        const auto newest = m_deployer.newestRevision();
        if (!newest)
            return tl::make_unexpected(newest.error());
        m_active.removeIf([&](const Active &active) { return active.name == name && active.badRevision != *newest; });
    }
    if (isActive(name))
        return {};
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
    Active active{name, QDateTime::currentDateTimeUtc(), {}, 0, 0};
    if (fault->process) {
        static const QMap<QString, ProcessHost::Fault> actions{{QStringLiteral("stop"), ProcessHost::Fault::Stop},
                                                               {QStringLiteral("kill"), ProcessHost::Fault::Kill},
                                                               {QStringLiteral("hang"), ProcessHost::Fault::Hang}};
        active.process = fault->process->component;
        if (auto played = m_host.play(active.process, actions.value(fault->process->action)); !played)
            return played;
    }
    m_active << active;
    return publish();
}

Result<void> FaultDesk::deployLocked(const QString &name, const RevisionPlan &revision)
{
    const auto before = m_deployer.newestRevision();
    if (!before)
        return tl::make_unexpected(before.error());
    // Shown as active first: the simulator must know the fault's images before their pods appear.
    m_active << Active{name, QDateTime::currentDateTimeUtc(), {}, 0, *before};
    static_cast<void>(publish());
    const auto deployed = m_deployer.deploy(revision);
    if (!deployed) {
        // Half a release may be there; clear() rolls it back if it became the newest revision.
        m_active.last().badRevision = *before + 1;
        return tl::make_unexpected(deployed.error());
    }
    m_active.last().badRevision = *deployed;
    return {};
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
    for (const Active &active : std::as_const(m_active)) {
        if (!active.process.isEmpty() && !keep(m_host.heal(active.process)))
            left << active;
    }
    for (auto it = m_active.crbegin(); it != m_active.crend(); ++it) {
        if (it->badRevision > 0 && !keep(m_deployer.undo(it->badRevision, it->goodRevision)))
            left.prepend(*it);
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
