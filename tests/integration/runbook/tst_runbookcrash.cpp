// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/marshal.h"
#include "tests/support/runinvariants.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>

using namespace edgelink;

namespace {

constexpr int Campaigns = 15;
constexpr int MostKills = 3;
constexpr quint32 Seed = 20261123;

const char Runbook[] = R"(id: crash
title: {en: Roll back, zh: b}
summary: {en: a, zh: b}
parameters:
  - {id: revision, type: revision, propose: safe-revision, title: {en: a, zh: b}}
steps:
  - {id: history, title: {en: History, zh: b}, why: {en: a, zh: b}, probe: history-unchanged}
  - id: rollback
    title: {en: Rollback, zh: b}
    why: {en: a, zh: b}
    command: {program: helm, args: [rollback, "${release}", "${revision}", --wait], grace: 90s}
    observe: {probe: release-at, with: {revision: "${revision}"}}
    success_when: {en: a, zh: b}
    undo_text: {en: a, zh: b}
    timeout: 10m
  - {id: pods, title: {en: Pods, zh: b}, why: {en: a, zh: b}, probe: pods-ready}
  - {id: again, title: {en: Pods, zh: b}, why: {en: a, zh: b}, probe: pods-ready}
)";

/// Takes a while, like helm; then the release is what it was told. It outlives a killed console, like helm.
const char Helm[] = R"(#!/bin/sh
sleep 0.12
echo "$3" > "$(dirname "$0")/manifest.new"
sleep 0.03
mv "$(dirname "$0")/manifest.new" "$(dirname "$0")/manifest"
echo run >> "$(dirname "$0")/runs"
)";

bool write(const QString &path, const QByteArray &bytes, bool executable = false)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return false;
    return !executable || file.setPermissions(file.permissions() | QFile::ExeOwner);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool furnish(const QTemporaryDir &dir)
{
    return QDir(dir.path()).mkdir(QStringLiteral("runbooks"))
        && write(dir.filePath(QStringLiteral("runbooks/crash.yaml")), Runbook)
        && write(dir.filePath(QStringLiteral("manifest")), "3\n")
        && write(dir.filePath(QStringLiteral("helm")), Helm, true);
}

} // namespace

class RunbookCrashTest : public test::Suite
{
    Q_OBJECT

private slots:
    /// kill -9 at seeded instants of a run, again and again; each restart takes the run up. In the end nothing is
    /// missing, the journal is whole, and the release is at its target.
    void killedConsolesLoseNothing()
    {
        QRandomGenerator random(Seed);
        int kills = 0;
        qint64 whole = 0;
        for (int campaign = 0; campaign <= Campaigns; ++campaign) {
            const QTemporaryDir dir;
            QVERIFY(furnish(dir));
            QStringList kill;
            // The first campaign kills nobody: it says how long a run takes.
            for (int i = 0; campaign > 0 && i < MostKills; ++i) {
                const int after = random.bounded(static_cast<int>(whole));
                const bool ended = runConsole(dir.path(), after);
                kill << QStringLiteral("%1 ms").arg(after);
                if (ended)
                    break;
                ++kills;
            }
            QElapsedTimer clock;
            clock.start();
            QVERIFY2(runConsole(dir.path(), -1),
                     qPrintable(QStringLiteral("exit code %1, campaign %2, killed after %3")
                                    .arg(m_exitCode)
                                    .arg(campaign)
                                    .arg(kill.join(QStringLiteral(", ")))));
            if (campaign == 0)
                whole = clock.elapsed();
            const QString breach = check(dir.path());
            QVERIFY2(breach.isEmpty(),
                     qPrintable(QStringLiteral("campaign %1, killed after %2: %3")
                                    .arg(campaign)
                                    .arg(kill.join(QStringLiteral(", ")), breach)));
        }
        qInfo("%d kills in %d runs of %lld ms", kills, Campaigns, whole);
        QVERIFY(kills >= Campaigns);
    }

private:
    /// Whether the console ended by itself, with success; killed after so many milliseconds, or never (-1).
    bool runConsole(const QString &dir, int killAfter)
    {
        QProcess console;
        console.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        console.start(QStringLiteral(EDGELINK_CRASH_CONSOLE), {dir});
        const auto ended = [&console] { return console.state() == QProcess::NotRunning; };
        if (killAfter >= 0 && !QTest::qWaitFor(ended, killAfter)) {
            ::kill(static_cast<pid_t>(console.processId()), SIGKILL);
            return !QTest::qWaitFor(ended, 60000);
        }
        const bool inTime = QTest::qWaitFor(ended, 60000);
        m_exitCode = console.exitStatus() == QProcess::NormalExit ? console.exitCode() : -1;
        return inTime && m_exitCode == 0;
    }

    QString check(const QString &dir)
    {
        journal::JournalOptions options;
        options.file = dir + QStringLiteral("/journal.sqlite");
        journal::SqliteJournal journal(options);
        JournalQuery query;
        query.limit = 10000;
        const auto events = await(journal.read(query), std::chrono::seconds{30});
        const auto verified = await(journal.verify(), std::chrono::seconds{30});
        if (!events || !*events || !verified || !*verified)
            return QStringLiteral("the journal cannot be read");
        if (!(*verified)->intact)
            return (*verified)->reason;
        // A run that was only prepared when the console died leaves observations of checks, and nothing else.
        QString runId;
        for (const JournalEvent &event : **events) {
            if (event.draft.kind == QLatin1String(journalkind::RunStarted))
                runId = event.draft.runId;
        }
        QList<JournalEvent> own;
        for (const JournalEvent &event : **events) {
            if (event.draft.runId == runId)
                own << event;
        }
        QString breach = test::runBreachOf(own);
        if (breach.isEmpty() && contentOf(dir + QStringLiteral("/manifest")).trimmed() != "2")
            breach = QStringLiteral("the release is not at its target");
        if (breach.isEmpty() && contentOf(dir + QStringLiteral("/runs")).count("run") > 2)
            breach = QStringLiteral("helm ran more often than twice");
        return breach;
    }

    int m_exitCode = 0; ///< of the last console; -1: it crashed
};

EDGELINK_TEST_MAIN(RunbookCrashTest)
#include "tst_runbookcrash.moc"
