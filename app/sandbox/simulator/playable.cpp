// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/playable.h"

#include <QFileInfo>

namespace edgelink::sandbox {

namespace {

/// Adds what `target` has no entry for.
template<typename Value>
void fill(QMap<QString, Value> &target, const QMap<QString, Value> &source)
{
    for (auto it = source.cbegin(); it != source.cend(); ++it) {
        if (!target.contains(it.key()))
            target.insert(it.key(), it.value());
    }
}

} // namespace

Result<Scenario> loadPlayable(const QString &file, const QString &folder)
{
    Result<Scenario> scenario = loadScenario(file);
    if (!scenario)
        return scenario;
    const QList<Fault> &faults = builtinFaults();
    for (const Fault &fault : faults) {
        if (!fault.deploy || fault.deploy->scenario == scenario->name)
            continue;
        const Result<Scenario> other = loadScenario(folder + QStringLiteral("/%1.yaml").arg(fault.deploy->scenario));
        if (!other)
            return other;
        for (auto it = other->images.cbegin(); it != other->images.cend(); ++it)
            fill(scenario->images[it.key()], it.value());
        fill(scenario->schemaByAppVersion, other->schemaByAppVersion);
        scenario->config += other->config;
    }
    return scenario;
}

QString scenarioFolder(const QString &file)
{
    const QString resources = qEnvironmentVariable("EDGELINK_RESOURCES");
    return resources.isEmpty() ? QFileInfo(file).absolutePath() : resources + QStringLiteral("/sandbox/scenarios");
}

} // namespace edgelink::sandbox
