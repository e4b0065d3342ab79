// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/program.h"
#include "tests/unit/cli/consoleyaml.h"
#include "tests/unit/journal/journalsuite.h"

#include <QDir>
#include <QDirIterator>
#include <QProcessEnvironment>

#include <sys/stat.h>

namespace edgelink::test {

/// A folder with configurations, a journal, and copies of it that somebody was at; and the program run on them.
/// Nothing of the platform can be reached from here.
class Record
{
public:
    [[nodiscard]] bool make()
    {
        return writeFile(QStringLiteral("console.yaml"), configuration({}))
            && writeFile(QStringLiteral("broken.yaml"), "version: 1\nenvironmnets: {}\n")
            && writeFile(QStringLiteral("thresholds.yaml"),
                         configuration("    thresholds: " + path(QStringLiteral("none.yaml")).toUtf8() + "\n"))
            && writeFile(QStringLiteral("bad-runbook.yaml"), "id: x\n") && QDir().mkpath(path(QStringLiteral("home")))
            && QDir().mkpath(path(QStringLiteral("empty"))) && QDir().mkpath(path(QStringLiteral("open")))
            && ::chmod(QFile::encodeName(path(QStringLiteral("open"))).constData(), 0777) == 0
            && ::mkfifo(QFile::encodeName(path(QStringLiteral("pipe"))).constData(), 0600) == 0 && makeJournal()
            && makeBrokenOnes();
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString head() const { return m_head; } ///< as exported: SEQUENCE:HASH

    /// @NAME in an argument is a path in this folder.
    [[nodiscard]] QStringList arguments(const QStringList &words) const
    {
        QStringList arguments;
        for (const QString &word : words)
            arguments << (word.startsWith(QLatin1Char('@')) ? path(word.mid(1)) : word);
        return arguments;
    }
    [[nodiscard]] QMap<QString, QString> surroundings() const
    {
        return {{QStringLiteral("HOME"), path(QStringLiteral("home"))},
                {QStringLiteral("XDG_CONFIG_HOME"), {}},
                {QStringLiteral("XDG_DATA_HOME"), {}},
                {QStringLiteral("USER"), QStringLiteral("tester")}};
    }
    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
        const QMap<QString, QString> ours = surroundings();
        for (auto it = ours.cbegin(); it != ours.cend(); ++it)
            all.insert(it.key(), it.value());
        return all;
    }
    /// `locale`: what the system speaks.
    [[nodiscard]] ProgramResult run(const QStringList &words, const QString &locale = QStringLiteral("C.UTF-8")) const
    {
        QMap<QString, QString> around = surroundings();
        around.insert(QStringLiteral("LC_ALL"), locale);
        return runProgram(QStringLiteral(EDGELINK_CONSOLE_PROGRAM), arguments(words), std::chrono::seconds{60}, around);
    }
    [[nodiscard]] QStringList everything() const
    {
        QStringList files;
        QDirIterator all(m_folder.path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
        while (all.hasNext())
            files << all.next();
        files.sort();
        return files;
    }

private:
    [[nodiscard]] static QByteArray configuration(const QByteArray &more)
    {
        return consoleYaml("http://127.0.0.1:1", more);
    }
    [[nodiscard]] bool writeFile(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    [[nodiscard]] bool makeJournal()
    {
        journal::JournalOptions options;
        options.file = path(QStringLiteral("data/journal.sqlite"));
        journal::SqliteJournal journal(options);
        JournalDraft opened
            = draft(journalkind::IncidentOpened,
                    {{"incident", "INC-2026-1128-001"}, {"impactStart", "2026-11-28T03:00:00.000Z"}}, "production");
        opened.incidentId = QStringLiteral("INC-2026-1128-001");
        JournalDraft ended = draft(journalkind::RunStarted, {{"runbook", "helm-rollback"}}, "production");
        ended.runId = QStringLiteral("run-ended");
        JournalDraft end = draft(journalkind::RunFinished, {{"outcome", "success"}}, "production");
        end.runId = ended.runId;
        JournalDraft open = draft(journalkind::RunStarted, {{"runbook", "helm-rollback"}}, "production");
        open.runId = QStringLiteral("run-open");
        // What JSON libraries write differently: fractions, great numbers, escapes, order of keys, other alphabets.
        const JournalDraft odd
            = draft(journalkind::Note, {{"z", 0.1}, {"a", 1e21}, {"text", "\"\\/\t\u007f 回滚 \u2028"}, {"n", -0.0}},
                    "production");
        for (const JournalDraft &event : {opened, ended, end, open, odd}) {
            const auto written = get(journal.append(event));
            if (!written)
                return false;
            m_head = QStringLiteral("%1:%2").arg(written->sequence).arg(QString::fromLatin1(written->hash.toHex()));
        }
        return true;
    }
    [[nodiscard]] bool makeBrokenOnes() const
    {
        const QString good = path(QStringLiteral("data/journal.sqlite"));
        const QString other = path(QStringLiteral("closing/journal.sqlite"));
        if (!QDir().mkpath(QFileInfo(other).path()) || !QFile::copy(good, other))
            return false;
        for (const char *name : {"changed", "cut"}) {
            const QString file = path(QLatin1String(name) + QStringLiteral("/journal.sqlite"));
            if (!QDir().mkpath(QFileInfo(file).path()) || !QFile::copy(good, file))
                return false;
            const QString change = QLatin1String(name) == QLatin1String("cut")
                ? QStringLiteral("DELETE FROM event WHERE sequence = 5")
                : QStringLiteral("UPDATE event SET actor = 'nobody' WHERE sequence = 2");
            if (!tamper(file, Unlock + QStringList{change}).isEmpty())
                return false;
        }
        return QDir().mkpath(path(QStringLiteral("damaged")))
            && QDir().mkpath(path(QStringLiteral("folder/journal.sqlite")))
            && writeFile(QStringLiteral("damaged/journal.sqlite"), QByteArray(5000, 'x'))
            && QDir().mkpath(path(QStringLiteral("foreign")))
            && tamper(path(QStringLiteral("foreign/journal.sqlite")), {QStringLiteral("CREATE TABLE t(x)")}).isEmpty();
    }

    QTemporaryDir m_folder;
    QString m_head;
};

} // namespace edgelink::test
