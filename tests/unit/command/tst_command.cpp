// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/journal.h"
#include "models/domain/toolversions.h"
#include "tests/unit/command/commandsuite.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QRegularExpression>

#include <fcntl.h>
#include <unistd.h>

using namespace edgelink;
using namespace edgelink::test;

namespace {

/// A journal whose disk is full, or that never answers.
class BrokenJournal : public Journal
{
public:
    explicit BrokenJournal(int goodAppends, bool silent = false)
        : m_good(goodAppends)
        , m_silent(silent)
    {
    }
    QFuture<Result<JournalEvent>> append(const JournalDraft &draft) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_silent) {
            m_kept << std::make_shared<QPromise<Result<JournalEvent>>>();
            m_kept.last()->start();
            return m_kept.last()->future();
        }
        if (m_good-- > 0)
            return readyFuture<Result<JournalEvent>>(JournalEvent{draft, 1, 0, 0, {}, {}, {}});
        return readyFuture<Result<JournalEvent>>(failure(ErrorKind::Io, QStringLiteral("the disk is full")));
    }
    QFuture<Result<QList<JournalEvent>>> read(const JournalQuery &) override { return {}; }
    QFuture<Result<qint64>> count(const JournalQuery &) override { return {}; }
    QFuture<Result<JournalCheck>> verify() override { return {}; }

private:
    std::mutex m_mutex;
    int m_good;
    bool m_silent;
    QList<SharedPromise<Result<JournalEvent>>> m_kept;
};

} // namespace

class CommandTest : public CommandSuite
{
    Q_OBJECT

private slots:
    void intentThenProcessThenOutcome()
    {
        CommandSpec spec = tool({"say", "out\n", "err\n", "0"});
        spec.secretArg(QStringLiteral("hunter2"));
        spec.context = QStringLiteral("edgelink-sandbox");
        spec.nameSpace = QStringLiteral("edgelink-prod");
        spec.purpose = QStringLiteral("show it");
        spec.incidentId = QStringLiteral("INC-2026-1123-001");
        spec.mutating = true;
        const CommandResult result = get(m_service->run(spec));
        QCOMPARE(result.outcome, Outcome::Success);
        QVERIFY(!result.error);
        QCOMPARE(result.id, spec.id);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.standardOutput, QByteArray("out\n"));
        QCOMPARE(result.standardError, QByteArray("err\n"));
        QCOMPARE(result.outputDigest,
                 QString::fromLatin1(QCryptographicHash::hash("out\nerr\n", QCryptographicHash::Sha256).toHex()));
        QVERIFY(result.outputFile.isEmpty());
        QCOMPARE(m_told->started(spec.id), 1);
        QCOMPARE(m_told->finished(spec.id), 1);
        QCOMPARE(m_told->lines(), (QStringList{"out", "err"}));

        const QList<JournalEvent> recorded = events();
        QCOMPARE(recorded.size(), 2);
        const JournalDraft &intent = recorded.at(0).draft;
        const QJsonObject asked = intent.payload;
        QCOMPARE(intent.kind, QStringLiteral("intent"));
        QCOMPARE(intent.actor, QStringLiteral("chen"));
        QCOMPARE(intent.stream, QStringLiteral("drill"));
        QCOMPARE(intent.incidentId, spec.incidentId);
        QCOMPARE(intent.runId, QStringLiteral("run-1"));
        QCOMPARE(intent.stepId, QStringLiteral("step-1"));
        QCOMPARE(asked.value("commandId").toString(), spec.id.toString(QUuid::WithoutBraces));
        QCOMPARE(asked.value("program").toString(), spec.program);
        QCOMPARE(asked.value("argv").toArray(), (QJsonArray{"say", "out\n", "err\n", "0", "●●●●"}));
        QCOMPARE(asked.value("context").toString(), spec.context);
        QCOMPARE(asked.value("namespace").toString(), spec.nameSpace);
        QCOMPARE(asked.value("purpose").toString(), spec.purpose);
        QVERIFY(asked.value("mutating").toBool());
        const QJsonObject done = recorded.at(1).draft.payload;
        QCOMPARE(recorded.at(1).draft.kind, QStringLiteral("outcome"));
        QCOMPARE(done.value("commandId"), asked.value("commandId"));
        QCOMPARE(done.value("outcome").toString(), QStringLiteral("success"));
        QCOMPARE(done.value("exitCode").toInt(), 0);
        QCOMPARE(done.value("digest").toString(), result.outputDigest);
        QVERIFY(!allRecorded().contains("hunter2"));
    }

    void endsInOneOfThreeWays_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QList<int>>("good");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QString>("error");
        QTest::newRow("zero") << QStringList{"say", "", "", "0"} << QList<int>{0} << Outcome::Success << "";
        QTest::newRow("one") << QStringList{"say", "", "boom", "1"} << QList<int>{0} << Outcome::Error << "exit code 1";
        QTest::newRow("kubectl diff's one")
            << QStringList{"say", "", "", "1"} << QList<int>{0, 1} << Outcome::Success << "";
        QTest::newRow("255") << QStringList{"say", "", "", "255"} << QList<int>{0} << Outcome::Error << "exit code 255";
        QTest::newRow("zero is no success here")
            << QStringList{"say", "", "", "0"} << QList<int>{3} << Outcome::Error << "exit code 0";
        QTest::newRow("crash") << QStringList{"crash"} << QList<int>{0} << Outcome::Error << "SIGSEGV";
    }

    void endsInOneOfThreeWays()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QList<int>, good);
        QFETCH(Outcome, outcome);
        QFETCH(QString, error);
        CommandSpec spec = tool(arguments);
        spec.successCodes = good;
        const CommandResult result = get(m_service->run(spec));
        QCOMPARE(result.outcome, outcome);
        QCOMPARE(result.error.has_value(), !error.isEmpty());
        if (result.error)
            QVERIFY2(result.error->what.contains(error), qPrintable(result.error->what));
        QCOMPARE(result.signalNumber.has_value(), arguments.first() == QLatin1String("crash"));
        QCOMPARE(events().last().draft.payload.value("outcome").toString(), outcomeId(outcome));
    }

    void aToolThatCannotStartIsOneResult_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("directory");
        QTest::addColumn<int>("recorded");
        QTest::newRow("no such file") << "/nonexistent/helm"
                                      << "" << 2;
        QTest::newRow("no such name") << "no-such-tool-anywhere"
                                      << "" << 2;
        QTest::newRow("not executable") << "/etc/passwd"
                                        << "" << 2;
        QTest::newRow("a folder") << "/tmp"
                                  << "" << 2;
        QTest::newRow("no such directory") << QStringLiteral(EDGELINK_FAKE_TOOL) << "/nonexistent" << 2;
        QTest::newRow("nothing named") << ""
                                       << "" << 0;
    }

    void aToolThatCannotStartIsOneResult()
    {
        QFETCH(QString, program);
        QFETCH(QString, directory);
        QFETCH(int, recorded);
        CommandSpec spec = tool({"echo"});
        spec.program = program;
        spec.workingDirectory = directory;
        const CommandResult result = get(m_service->run(spec));
        QCOMPARE(result.outcome, Outcome::Error);
        QVERIFY(result.error && !result.exitCode);
        QCOMPARE(m_told->started(), 0);
        QCOMPARE(m_told->finished(), 1);
        QCOMPARE(events().size(), recorded);
    }

    void noIntentNoProcess()
    {
        const QString proof = m_folder->filePath(QStringLiteral("ran"));
        for (const bool silent : {false, true}) {
            BrokenJournal broken(0, silent);
            command::CommandService service(&broken, {.spoolDirectory = outputs(), .journalPatience = 100ms});
            Told told(service);
            const CommandResult result = get(service.run(tool({"touch", proof})));
            QCOMPARE(result.outcome, Outcome::Error);
            QCOMPARE(result.error->kind, ErrorKind::Io);
            QVERIFY2(result.error->what.contains(QLatin1String("not started")), qPrintable(result.error->what));
            QCOMPARE(told.started(), 0);
            QCOMPARE(told.finished(), 1);
            QVERIFY(!QFile::exists(proof));
        }
    }

    void anOutcomeThatCannotBeRecordedIsNoSuccess()
    {
        BrokenJournal broken(1);
        command::CommandService service(&broken, {.spoolDirectory = outputs()});
        const CommandResult result = get(service.run(tool({"echo", "a"})));
        QCOMPARE(result.outcome, Outcome::Error);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.unrecorded, Outcome::Success);
        QVERIFY2(result.error->what.contains(QLatin1String("could not be recorded")), qPrintable(result.error->what));
    }

    void theEnvironmentIsBuilt()
    {
        for (const char *name : {"PGPASSWORD", "PGSERVICE", "AWS_PROFILE", "KUBECONFIG", "LD_LIBRARY_PATH",
                                 "HELM_NAMESPACE", "EDGELINK_X"})
            qputenv(name, "of the user's shell");
        makeService({.resolveSecret = [](const SecretReference &reference) -> Result<QString> {
            return QStringLiteral("resolved-") + reference.locator;
        }});
        CommandSpec spec = tool({"environment"});
        spec.environment.insert(QStringLiteral("KUBECONFIG"), QStringLiteral("/pinned"));
        spec.secretEnvironment.insert(QStringLiteral("PGPASSFILE"),
                                      {SecretReference::Source::File, QStringLiteral("pgpass")});
        const CommandResult result = get(m_service->run(spec));
        QStringList names;
        const QList<QByteArray> lines = result.standardOutput.trimmed().split('\n');
        for (const QByteArray &line : lines)
            names << QString::fromUtf8(line.left(line.indexOf('=')));
        QCOMPARE(names, (QStringList{"HOME", "KUBECONFIG", "LANG", "PATH", "PGPASSFILE", "TMPDIR"}));
        QVERIFY(lines.contains("KUBECONFIG=/pinned") && lines.contains("LANG=C.UTF-8"));
        QVERIFY(lines.contains("PGPASSFILE=resolved-pgpass"));
        QVERIFY(!m_told->lines().join(QLatin1Char(' ')).contains(QLatin1String("resolved-")));
        QVERIFY(!allRecorded().contains("resolved-pgpass"));
    }

    void aSecretThatCannotBeHadStartsNothing()
    {
        makeService({.resolveSecret = [](const SecretReference &) -> Result<QString> {
            return failure(ErrorKind::NotFound, QStringLiteral("no such key"));
        }});
        CommandSpec spec = tool({"echo"});
        spec.secretEnvironment.insert(QStringLiteral("TOKEN"), {});
        QCOMPARE(get(m_service->run(spec)).error->what, QStringLiteral("no such key"));
        QCOMPARE(events().size(), 0);
        QCOMPARE(m_told->started(), 0);
    }

    /// Wherever a tool is missing, the version that is wanted is named.
    void aMissingToolIsNamedWithItsVersion()
    {
        makeService();
        for (const char *name : {"helm", "kubectl", "migrate", "psql"}) {
            CommandSpec spec;
            spec.program = QStringLiteral("/nowhere/") + QLatin1String(name);
            const CommandResult result = get(m_service->run(spec));
            QVERIFY(result.error);
            QCOMPARE(result.error->kind, ErrorKind::NotFound);
            QVERIFY2(
                !oldestVersion(QLatin1String(name)).isEmpty()
                    && result.error->next.contains(
                        QStringLiteral("%1 %2 or newer").arg(QLatin1String(name), oldestVersion(QLatin1String(name)))),
                qPrintable(result.error->next));
        }
        CommandSpec other;
        other.program = QStringLiteral("/nowhere/sometool");
        QVERIFY(!get(m_service->run(other)).error->next.contains("newer"));
    }

    void theChildIsAlone()
    {
        QCOMPARE(get(m_service->run(tool({"input"}))).standardOutput, QByteArray("read 0\n"));
        QCOMPARE(get(m_service->run(tool({"terminal"}))).standardOutput, QByteArray("none\n"));
        QCOMPARE(get(m_service->run(tool({"group"}))).standardOutput, QByteArray("1\n"));
        const int leak = ::open("/dev/null", O_RDONLY); // without O_CLOEXEC
        QCOMPARE(get(m_service->run(tool({"descriptors"}))).standardOutput, QByteArray("0\n1\n2\n"));
        ::close(leak);
        CommandSpec spec = tool({"directory"});
        spec.workingDirectory = QDir(m_folder->path()).canonicalPath();
        QCOMPARE(get(m_service->run(spec)).standardOutput.trimmed(), QFile::encodeName(spec.workingDirectory));
    }

    void argumentsStayWhole()
    {
        const QStringList hostile{"a b", "$(id)", "; rm -rf x", "", "'\"", "数据", "--", "*"};
        const CommandResult result = get(m_service->run(tool(QStringList{"echo"} + hostile)));
        QCOMPARE(QString::fromUtf8(result.standardOutput).split(QLatin1Char('\n')).mid(0, hostile.size()), hostile);
        CommandSpec nul = tool({"echo", QString(QChar(0))});
        QCOMPARE(get(m_service->run(nul)).error->kind, ErrorKind::Usage);
    }

    void decodesAndCutsLines_data()
    {
        QTest::addColumn<QStringList>("pieces");
        QTest::addColumn<QStringList>("lines");
        const auto raw = [](const char *bytes) { return QString::fromLocal8Bit(bytes); };
        QTest::newRow("lines") << QStringList{"a\nb\n"} << QStringList{"a", "b"};
        QTest::newRow("no end") << QStringList{"a\nb"} << QStringList{"a", "b"};
        QTest::newRow("in pieces") << QStringList{"a", "b\nc", "d\n"} << QStringList{"ab", "cd"};
        QTest::newRow("progress bar") << QStringList{"10%\r", "20%\r", "done\n"} << QStringList{"10%", "20%", "done"};
        QTest::newRow("Windows, cut between") << QStringList{"a\r", "\nb\r\n"} << QStringList{"a", "b"};
        QTest::newRow("empty lines") << QStringList{"\n\r\n\n"} << QStringList{"", "", ""};
        QTest::newRow("secret in two pieces")
            << QStringList{"password: hun", "ter2\n"} << QStringList{"password: " + raw("●●●●")};
        QTest::newRow("nothing") << QStringList{""} << QStringList{};
    }

    void decodesAndCutsLines()
    {
        QFETCH(QStringList, pieces);
        QFETCH(QStringList, lines);
        const CommandResult result = get(m_service->run(tool(QStringList{"pieces"} + pieces)));
        QCOMPARE(result.outcome, Outcome::Success);
        QCOMPARE(m_told->lines(), lines);
    }

    void splitAndBrokenCharacters()
    {
        // Through the shell-less argv no half characters can be passed: octal escapes of printf can.
        CommandSpec spec;
        spec.program = QStringLiteral("printf");
        spec.args({"%b", "\\0344\\0270\\0255 \\0377\\0376 end \\0344\\0270"});
        const CommandResult result = get(m_service->run(spec));
        QCOMPARE(m_told->lines(), QStringList{QStringLiteral("中 \uFFFD\uFFFD end \uFFFD")});
        QVERIFY(result.standardOutput.endsWith("\xe4\xb8"));
        QVERIFY(get(m_journal->verify())->intact);
    }

    void sameIdTwiceAtOnceIsRefused()
    {
        const CommandSpec spec = tool({"block"});
        const auto first = m_service->run(spec);
        const CommandResult second = get(m_service->run(spec));
        QCOMPARE(second.error->kind, ErrorKind::Conflict);
        m_service->cancel(spec.id);
        QCOMPARE(get(first).outcome, Outcome::Cancelled);
        QCOMPARE(m_told->finished(spec.id), 1);
    }
};

EDGELINK_TEST_MAIN(CommandTest)
#include "tst_command.moc"
