// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/scenariochoice.h"

#include <QFileInfo>

namespace edgelink::sandbox {

namespace {

bool isSameFile(const QString &one, const QString &other)
{
    const QString canonical = QFileInfo(one).canonicalFilePath(); // empty: it is gone
    return one == other || (!canonical.isEmpty() && canonical == QFileInfo(other).canonicalFilePath());
}

} // namespace

ScenarioChoice chooseScenario(const QString &asked, const QString &resources)
{
    const QString named = resources + QStringLiteral("/sandbox/scenarios/%1.yaml").arg(asked);
    const bool isName = !asked.contains(QLatin1Char('/')) && (QFileInfo(named).isFile() || !QFileInfo(asked).isFile());
    return {isName ? named : QFileInfo(asked).absoluteFilePath(), isName};
}

bool plays(const SandboxState &state, const QString &asked, const QString &resources)
{
    const ScenarioChoice choice = chooseScenario(asked, resources);
    if (choice.builtIn)
        return state.scenarioFile.isEmpty() && state.scenario == asked;
    return !state.scenarioFile.isEmpty() && isSameFile(state.scenarioFile, choice.file);
}

} // namespace edgelink::sandbox
