// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/problem.h"
#include "app/services/runbook/runbookreader.h"
#include "models/domain/error.h"

#include <QMap>
#include <QStringList>

namespace edgelink::runbook {

/// The runbooks of some folders, checked together: calls lead somewhere, never in a circle. A broken file is left out
/// and its problems kept; a runbook that calls a broken one is broken too. Reads files; any thread.
class RunbookLibrary
{
public:
    /// Folders may be on disk or in the program's resources (":/…"). Files: *.yaml, *.yml, at most 500.
    [[nodiscard]] static RunbookLibrary load(const QStringList &folders, const LintRules &rules);

    [[nodiscard]] QList<RunbookDefinition> runbooks() const { return m_runbooks.values(); } ///< by id
    [[nodiscard]] const RunbookDefinition *find(const QString &id) const;
    [[nodiscard]] const Problems &problems() const { return m_problems; }
    /// The runbook, or why it can't be used: broken (with file and line) or not there (with the nearest name).
    [[nodiscard]] Result<RunbookDefinition> usable(const QString &id) const;

private:
    friend Problems lint(const QString &file, const QStringList &folders, const LintRules &rules);
    [[nodiscard]] static RunbookLibrary collect(const QStringList &folders, const LintRules &rules);
    void add(const QString &file, const LintRules &rules);
    void crossCheck();
    [[nodiscard]] Problems callProblems(const RunbookDefinition &runbook) const;
    [[nodiscard]] bool callsItself(const QString &id, const QString &from, int depth) const;

    QMap<QString, RunbookDefinition> m_runbooks;
    QMap<QString, Problems> m_broken; ///< id -> why
    Problems m_problems;
};

/// Everything that is wrong with one file; calls are looked up in the file's own folder and in `folders`.
[[nodiscard]] Problems lint(const QString &file, const QStringList &folders, const LintRules &rules);

} // namespace edgelink::runbook
