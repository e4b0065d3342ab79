// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/drills.h"

#include <QDir>

#include <spdlog/spdlog.h>

namespace edgelink::sandbox {

namespace {

void add(QMap<QString, DrillRecord> &drills, const Scenario &scenario)
{
    if (!scenario.drill)
        return;
    drills.insert(scenario.name,
                  {scenario.name,
                   {scenario.title.value(QStringLiteral("en")), scenario.title.value(QStringLiteral("zh"))},
                   scenario.drill->inject,
                   scenario.drill->completeWhen,
                   scenario.expect.breaches,
                   scenario.expect.silent});
}

} // namespace

QList<DrillRecord> presentDrills(const QString &folder, const Scenario &played)
{
    QMap<QString, DrillRecord> drills;
    const QFileInfoList files = QDir(folder).entryInfoList({QStringLiteral("*.yaml")}, QDir::Files);
    for (const QFileInfo &file : files) {
        const auto scenario = loadScenario(file.absoluteFilePath());
        if (scenario)
            add(drills, *scenario);
        else
            spdlog::warn("{}", scenario.error().raw.toStdString());
    }
    add(drills, played);
    return drills.values();
}

} // namespace edgelink::sandbox
