// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runbooklibrary.h"

#include "app/services/runbook/words.h"
#include "app/services/runbook/yamldocument.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace edgelink::runbook {

namespace {

constexpr int MostFiles = 500;
constexpr int DeepestCall = 4;

} // namespace

void RunbookLibrary::add(const QString &path, const LintRules &rules)
{
    // A pipe would be waited for until somebody writes.
    if (const QFileInfo info(path); info.exists() && !info.isFile()) {
        m_problems.append({path, 0, Words::tr("the file cannot be read"), Words::tr("a regular file"), {}});
        return;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_problems.append({path, 0, Words::tr("the file cannot be read"), {}, file.errorString()});
        return;
    }
    // One byte more than allowed tells "too big" without reading the rest.
    const ParsedRunbook parsed = readRunbook(file.read(YamlLimits{}.bytes + 1), path, rules);
    const QString id = parsed.definition.id;
    if (!parsed.ok()) {
        m_problems += parsed.problems;
        m_broken[id.isEmpty() ? QFileInfo(path).completeBaseName() : id] += parsed.problems;
        return;
    }
    if (m_runbooks.contains(id)) {
        m_problems.append({path, 1, Words::tr("another file has a runbook of the same id"),
                           Words::tr("an id of its own"),
                           Words::tr("'%1', also in %2").arg(id, m_runbooks.value(id).file)});
        return;
    }
    m_runbooks.insert(id, parsed.definition);
}

RunbookLibrary RunbookLibrary::collect(const QStringList &folders, const LintRules &rules)
{
    RunbookLibrary library;
    int files = 0;
    for (const QString &folder : folders) {
        const QDir dir(folder);
        if (!dir.exists()) {
            library.m_problems.append({folder, 0, Words::tr("there is no such folder of runbooks"), {}, {}});
            continue;
        }
        const QStringList names
            = dir.entryList({QStringLiteral("*.yaml"), QStringLiteral("*.yml")}, QDir::Files, QDir::Name);
        for (const QString &name : names) {
            if (++files > MostFiles) {
                library.m_problems.append(
                    {folder, 0, Words::tr("there are more than %1 runbooks").arg(MostFiles), {}, {}});
                break;
            }
            library.add(dir.filePath(name), rules);
        }
    }
    return library;
}

RunbookLibrary RunbookLibrary::load(const QStringList &folders, const LintRules &rules)
{
    RunbookLibrary library = collect(folders, rules);
    library.crossCheck();
    return library;
}

bool RunbookLibrary::callsItself(const QString &id, const QString &from, int depth) const
{
    if (depth > DeepestCall)
        return true;
    const auto runbook = m_runbooks.constFind(from);
    if (runbook == m_runbooks.cend())
        return false;
    return std::any_of(runbook->steps.cbegin(), runbook->steps.cend(), [&](const StepDefinition &step) {
        return !step.call.isEmpty() && (step.call == id || callsItself(id, step.call, depth + 1));
    });
}

Problems RunbookLibrary::callProblems(const RunbookDefinition &runbook) const
{
    Problems problems;
    const auto report = [&](const StepDefinition &step, const QString &what, const QString &expected) {
        problems.append({runbook.file, step.line, what, expected, QStringLiteral("'%1'").arg(step.call)});
    };
    for (const StepDefinition &step : runbook.steps) {
        if (step.call.isEmpty())
            continue;
        const auto target = m_runbooks.constFind(step.call);
        if (target == m_runbooks.cend()) {
            if (m_broken.contains(step.call))
                report(step, Words::tr("step '%1' calls a runbook that is itself broken").arg(step.id), {});
            else
                report(step, Words::tr("step '%1' calls a runbook that does not exist").arg(step.id),
                       oneOf(step.call, m_runbooks.keys()));
            continue;
        }
        if (step.call == runbook.id || callsItself(runbook.id, step.call, 1)) {
            report(step, Words::tr("step '%1' calls in a circle, or too deep").arg(step.id),
                   Words::tr("at most %1 levels and no way back").arg(DeepestCall));
            continue;
        }
        for (const RunbookParameter &needed : target->parameters) {
            const bool given = std::any_of(runbook.parameters.cbegin(), runbook.parameters.cend(),
                                           [&needed](const RunbookParameter &own) { return own.id == needed.id; });
            if (!given && needed.required)
                report(step,
                       Words::tr("step '%1' calls a runbook that needs a parameter which this one lacks").arg(step.id),
                       Words::tr("parameter '%1'").arg(needed.id));
        }
    }
    return problems;
}

void RunbookLibrary::crossCheck()
{
    // A broken callee breaks its callers, so until nothing changes any more.
    for (bool changed = true; changed;) {
        changed = false;
        const QStringList ids = m_runbooks.keys();
        QMap<QString, Problems> broken;
        for (const QString &id : ids) {
            const Problems found = callProblems(m_runbooks.value(id));
            if (!found.isEmpty())
                broken.insert(id, found);
        }
        for (auto it = broken.cbegin(); it != broken.cend(); ++it) {
            m_problems += it.value();
            m_broken[it.key()] += it.value();
            m_runbooks.remove(it.key());
            changed = true;
        }
    }
}

const RunbookDefinition *RunbookLibrary::find(const QString &id) const
{
    const auto it = m_runbooks.constFind(id);
    return it == m_runbooks.cend() ? nullptr : &*it;
}

Result<RunbookDefinition> RunbookLibrary::usable(const QString &id) const
{
    if (const RunbookDefinition *runbook = find(id))
        return *runbook;
    if (m_broken.contains(id))
        return failure(ErrorKind::Configuration, Words::tr("this runbook is broken and is not run"), id,
                       Words::tr("mend it, then lint it"), sentences(m_broken.value(id)).join(QLatin1Char('\n')));
    return failure(ErrorKind::NotFound, Words::tr("there is no such runbook"), id,
                   Words::tr("expected %1").arg(oneOf(id, m_runbooks.keys())));
}

Problems lint(const QString &file, const QStringList &folders, const LintRules &rules)
{
    RunbookLibrary alone;
    alone.add(file, rules);
    if (!alone.m_problems.isEmpty())
        return alone.m_problems;
    const RunbookDefinition subject = alone.m_runbooks.first();

    RunbookLibrary others;
    QStringList all = folders;
    if (const QString beside = QFileInfo(file).absolutePath();
        std::none_of(folders.cbegin(), folders.cend(),
                     [&beside](const QString &folder) { return QFileInfo(folder).absoluteFilePath() == beside; }))
        all << beside;
    others = RunbookLibrary::collect(all, rules);
    others.m_runbooks.insert(subject.id, subject); // this text, whatever the folders hold under that id
    others.m_broken.remove(subject.id);
    Problems problems = others.callProblems(subject);
    if (problems.isEmpty()) {
        others.crossCheck(); // nothing wrong here, so perhaps further down
        if (others.find(subject.id) == nullptr)
            problems = others.callProblems(subject);
    }
    for (Problem &problem : problems)
        problem.file = file;
    return problems;
}

} // namespace edgelink::runbook
