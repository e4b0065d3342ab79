// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cancel, deadlines, floods, crowds and the death of the console.
#include "tests/unit/command/commandsuite.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>

#include <csignal>
#include <thread>

using namespace edgelink;
using namespace edgelink::test;

namespace {

/// Gone, or a zombie that nobody waits for.
bool isDead(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return true;
    const QByteArray stat = file.readAll();
    const qsizetype state = stat.lastIndexOf(')') + 2;
    return state >= stat.size() || stat.at(state) == 'Z' || stat.at(state) == 'X';
}

qint64 numberIn(const QString &text)
{
    static const QRegularExpression digits(QStringLiteral("\\d+"));
    return digits.match(text).captured().toLongLong();
}

qint64 statusKib(const char *field)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(field))
            return numberIn(QString::fromLatin1(line));
    }
    return -1;
}

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr bool Sanitized = true; // memory is what the sanitizer makes of it
constexpr int FloodMegabytes = 20;
#else
constexpr bool Sanitized = false;
constexpr int FloodMegabytes = 200;
#endif

} // namespace

class CommandLifeTest : public CommandSuite
{
    Q_OBJECT

private slots:
    void cancelEndsIt_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("killed");
        QTest::newRow("dies of SIGINT") << QStringList{"block"} << false;
        QTest::newRow("cleans up first") << QStringList{"tidy-interrupt"} << false;
        QTest::newRow("ignores SIGINT") << QStringList{"ignore-interrupt"} << true;
        QTest::newRow("floods") << QStringList{"flood", "1000000", "out", "lines"} << false;
    }

    void cancelEndsIt()
    {
        QFETCH(QStringList, arguments);
        QFETCH(bool, killed);
        CommandSpec spec = tool(arguments);
        spec.interruptGrace = killed ? 200ms : 60s;
        const auto future = m_service->run(spec);
        QTRY_VERIFY_WITH_TIMEOUT(m_told->batches() > 0, 60'000);
        m_service->cancel(spec.id);
        m_service->cancel(spec.id);
        const CommandResult result = get(future);
        QCOMPARE(result.outcome, Outcome::Cancelled);
        QCOMPARE(result.error->kind, ErrorKind::Cancelled);
        if (killed)
            QCOMPARE(result.signalNumber, SIGKILL);
        if (arguments.first() == QLatin1String("tidy-interrupt"))
            QVERIFY(result.standardOutput.endsWith("cleaned up\n"));
        QCOMPARE(m_told->finished(spec.id), 1);
        QCOMPARE(events().last().draft.payload.value("outcome").toString(), QStringLiteral("cancelled"));
        m_service->cancel(spec.id); // over: nothing happens
        m_service->cancel(QUuid::createUuid());
    }

    void cancelReachesGrandchildren()
    {
        CommandSpec spec = tool({"grandchild-block"});
        spec.interruptGrace = 60s; // the leader dies at once; the grandchild ignores SIGINT
        const auto future = m_service->run(spec);
        QTRY_VERIFY_WITH_TIMEOUT(!m_told->lines().isEmpty(), 60'000);
        const qint64 grandchild = numberIn(m_told->lines().first());
        QVERIFY(grandchild > 1 && !isDead(grandchild));
        m_service->cancel(spec.id);
        QCOMPARE(get(future).outcome, Outcome::Cancelled);
        QTRY_VERIFY_WITH_TIMEOUT(isDead(grandchild), 60'000);
    }

    void aGrandchildWithOurOutputHoldsNothingUp_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("silent") << "silent";
        QTest::newRow("writes for ever") << "chatter";
    }

    void aGrandchildWithOurOutputHoldsNothingUp()
    {
        QFETCH(QString, how);
        const CommandResult result = get(m_service->run(tool({"grandchild", how})));
        QCOMPARE(result.outcome, Outcome::Success);
        const qint64 grandchild = numberIn(QString::fromUtf8(result.standardOutput));
        QVERIFY(grandchild > 1 && !isDead(grandchild));
        ::kill(static_cast<pid_t>(grandchild), SIGKILL);
    }

    void aDeadlineEndsIt()
    {
        for (const char *how : {"block", "ignore-interrupt"}) {
            CommandSpec spec = tool({how});
            spec.timeout = 100ms;
            spec.interruptGrace = 100ms;
            const CommandResult result = get(m_service->run(spec));
            QCOMPARE(result.outcome, Outcome::Error);
            QVERIFY(result.timedOut);
            QCOMPARE(result.error->kind, ErrorKind::Timeout);
        }
    }

    void cancelBeforeTheStartPreventsIt()
    {
        makeService({.readers = 1});
        const CommandSpec first = tool({"block"});
        const CommandSpec second = tool({"block"});
        const auto running = m_service->run(first);
        const auto waiting = m_service->run(second);
        QTRY_COMPARE_WITH_TIMEOUT(m_told->started(first.id), 1, 60'000);
        m_service->cancel(second.id); // answered although the only worker is busy
        QCOMPARE(get(waiting).outcome, Outcome::Cancelled);
        QCOMPARE(m_told->started(second.id), 0);
        QCOMPARE(events().size(), 1);
        m_service->cancel(first.id);
        QCOMPARE(get(running).outcome, Outcome::Cancelled);
    }

    void cancelAtAnyInstant()
    {
        // Whatever the instant, exactly one result, and a process is never left.
        for (int i = 0; i < 40; ++i) {
            const CommandSpec spec = tool({"block"});
            const auto future = m_service->run(spec);
            std::this_thread::sleep_for(std::chrono::microseconds(i * 150));
            m_service->cancel(spec.id);
            QCOMPARE(get(future).outcome, Outcome::Cancelled);
            QCOMPARE(m_told->finished(spec.id), 1);
        }
        QVERIFY(get(m_journal->verify())->intact);
    }

    void manyAtOnceButNotUnbounded()
    {
        makeService({.readers = 3, .writers = 1});
        QList<CommandSpec> reads;
        QList<QFuture<CommandResult>> futures;
        for (int i = 0; i < 12; ++i) {
            reads << tool({"block"});
            futures << m_service->run(reads.last());
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_told->started(), 3, 60'000);
        CommandSpec write = tool({"echo", "x"});
        write.mutating = true;
        QCOMPARE(get(m_service->run(write)).outcome, Outcome::Success); // hanging reads do not hold it up
        QCOMPARE(m_told->started(), 4);
        for (const CommandSpec &spec : reads)
            m_service->cancel(spec.id);
        for (const auto &future : futures)
            QCOMPARE(get(future).outcome, Outcome::Cancelled);
    }

    void destructionEndsWhatRuns()
    {
        const CommandSpec spec = tool({"block"});
        const auto future = m_service->run(spec);
        const auto queued = m_service->run(tool({"block"}));
        QTRY_VERIFY_WITH_TIMEOUT(m_told->started() > 0, 60'000);
        m_service.reset();
        QVERIFY(future.isFinished() && queued.isFinished());
        QCOMPARE(future.result().outcome, Outcome::Cancelled);
    }

    void aFloodIsBounded_data()
    {
        QTest::addColumn<QString>("stream");
        QTest::addColumn<QString>("shape");
        QTest::newRow("out, lines") << "out"
                                    << "lines";
        QTest::newRow("err, lines") << "err"
                                    << "lines";
        QTest::newRow("out, one line") << "out"
                                       << "one";
    }

    void aFloodIsBounded()
    {
        QFETCH(QString, stream);
        QFETCH(QString, shape);
        CommandSpec spec = tool({"flood", QString::number(FloodMegabytes), stream, shape});
        spec.captureLimit = 1024 * 1024;
        QFile peak(QStringLiteral("/proc/self/clear_refs"));
        QVERIFY(peak.open(QIODevice::WriteOnly) && peak.write("5") == 1);
        peak.close();
        const qint64 before = statusKib("VmRSS:");
        QElapsedTimer timer;
        timer.start();
        const CommandResult result = get(m_service->run(spec));
        const double seconds = static_cast<double>(timer.elapsed()) / 1000.0;
        const qint64 grown = statusKib("VmHWM:") - before;
        qInfo("%d MB in %.2f s (%.0f MB/s), peak RSS + %lld KiB", FloodMegabytes, seconds, FloodMegabytes / seconds,
              grown);
        QCOMPARE(result.outcome, Outcome::Success);
        if (!Sanitized)
            QVERIFY2(grown < 64 * 1024, qPrintable(QString::number(grown)));
        QVERIFY(result.truncated);
        QCOMPARE((stream == QLatin1String("out") ? result.standardOutput : result.standardError).size(), 1024 * 1024);

        QFile file(result.outputFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.size() >= FloodMegabytes * 1024LL * 1024);
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QCryptographicHash digest(QCryptographicHash::Sha256);
        QVERIFY(digest.addData(&file));
        QCOMPARE(QString::fromLatin1(digest.result().toHex()), result.outputDigest);
        QCOMPARE(QDir(outputs()).entryList(QDir::Files), QStringList{QFileInfo(result.outputFile).fileName()});
        QVERIFY(get(m_journal->verify())->intact); // finds the file and agrees with its digest
    }

    void spooledOutputIsRedacted()
    {
        makeService({.redactor = Redactor({QStringLiteral("hunter2")})});
        CommandSpec spec = tool({"say", "a hunter2 b\n", "Authorization: Bearer abcdefghi\n", "0"});
        spec.captureLimit = 4;
        const CommandResult result = get(m_service->run(spec));
        QFile file(result.outputFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), QStringLiteral("a ●●●● b\nAuthorization: ●●●●\n"));
        QCOMPARE(result.standardOutput, QByteArray("a hu")); // raw, for the caller alone
        QVERIFY(!allRecorded().contains("hunter2"));
    }

    void confidentialOutputIsForTheCallerAlone()
    {
        for (const qint64 limit : {1024, 8}) {
            CommandSpec spec = tool({"say", "kubeconfig: topsecretvalue\n", "a warning\n", "0"});
            spec.confidentialOutput = true;
            spec.captureLimit = limit;
            spec.mutating = true;
            const CommandResult result = get(m_service->run(spec));
            QCOMPARE(result.standardOutput, QByteArray("kubeconfig: topsecretvalue\n").left(limit));
            QVERIFY(result.outputFile.isEmpty() && result.outputDigest.isEmpty());
            QCOMPARE(QDir(outputs()).entryList(QDir::Files), QStringList());
        }
        QCOMPARE(m_told->lines(), (QStringList{"a warning", "a warning"}));
        const QJsonObject outcome = events().last().draft.payload;
        QVERIFY(outcome.value("confidential").toBool());
        QCOMPARE(outcome.value("tail").toString(), QStringLiteral("a warning\n"));
    }

    void aFullDiskUnderTheOutputIsSaid()
    {
        // The spooled file's name is taken, which fails like a full disk does.
        CommandSpec spec = tool({"echo", "much"});
        spec.captureLimit = 1;
        QVERIFY(QDir().mkpath(outputs() + QLatin1Char('/') + spec.id.toString(QUuid::WithoutBraces)
                              + QStringLiteral(".log")));
        const CommandResult result = get(m_service->run(spec));
        QCOMPARE(result.outcome, Outcome::Success);
        QVERIFY(result.outputFile.isEmpty() && result.outputDigest.isEmpty());
        QVERIFY(events().last().draft.payload.value("outputLost").toBool());
    }

    void aKilledConsoleLeavesTheToolAlone()
    {
        const QString proof = m_folder->filePath(QStringLiteral("proof"));
        QProcess host;
        host.start(QStringLiteral(EDGELINK_COMMAND_HOST),
                   {m_folder->filePath(QStringLiteral("host")), QStringLiteral(EDGELINK_FAKE_TOOL), "outlive", proof});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += host.readAllStandardOutput()).contains("started"), 30'000);
        const qint64 pid = numberIn(QString::fromLatin1(said));
        host.kill(); // SIGKILL
        QTRY_COMPARE_WITH_TIMEOUT(host.state(), QProcess::NotRunning, 60'000);
        QVERIFY(!isDead(pid));
        // Nothing raw lies around, although nobody could tidy up.
        QCOMPARE(QDir(m_folder->filePath(QStringLiteral("host/outputs"))).entryList(QDir::Files | QDir::Hidden),
                 QStringList());
        QFile go(proof + QStringLiteral(".go"));
        QVERIFY(go.open(QIODevice::WriteOnly));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(proof), 60'000); // it wrote on, lived on, and did its work
        QTRY_VERIFY_WITH_TIMEOUT(isDead(pid), 60'000);
        // The record holds the intent alone: unknown, to be observed.
        journal::SqliteJournal journal({.file = m_folder->filePath(QStringLiteral("host/journal.sqlite"))});
        const QList<JournalEvent> recorded = *get(journal.read({}));
        QCOMPARE(recorded.size(), 1);
        QCOMPARE(recorded.first().draft.kind, QStringLiteral("intent"));
        QVERIFY(get(journal.verify())->intact);
    }

    void dumpsCanBeForbidden()
    {
        QProcess host;
        host.start(QStringLiteral(EDGELINK_COMMAND_HOST), {QStringLiteral("hardened")});
        QTRY_COMPARE_WITH_TIMEOUT(host.state(), QProcess::NotRunning, 60'000);
        QCOMPARE(host.exitCode(), 0);
    }
};

EDGELINK_TEST_MAIN(CommandLifeTest)
#include "tst_commandlife.moc"
