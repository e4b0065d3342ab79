// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The program as scripts see it: exit code, sentence on standard error, and what it leaves on the disk.
#include "tests/unit/cli/record.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

using namespace edgelink;
using test::ProgramResult;
using test::Record;

class Verbs : public test::Suite
{
    Q_OBJECT

    Record m_record;

    [[nodiscard]] static QStringList on(const QString &data, const QStringList &verb)
    {
        return QStringList{"--config", "@console.yaml", "--data-dir", data} + verb;
    }

private slots:
    void initTestCase() { QVERIFY(m_record.make()); }

    void exitCodes_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence"); // on standard error
        QTest::addColumn<bool>("makesNothing");
        const auto row = [](const char *name, const QStringList &words, int code, const char *sentence,
                            bool makesNothing = false) {
            QTest::newRow(name) << words << code << QString::fromUtf8(sentence) << makesNothing;
        };
        row("unknown verb", {"explode"}, 2, "--help", true);
        row("no configuration", {"status"}, 2, "there is no such file", true);
        row("missing configuration", {"--config", "@none.yaml", "history", "r"}, 2, "there is no such file", true);
        row("broken configuration", {"--config", "@broken.yaml", "runs"}, 2, "environmnets", true);
        row("missing thresholds", {"--config", "@thresholds.yaml", "--data-dir", "@new", "status"}, 2,
            "there is no such file", true);
        row("unknown environment", on("@data", {"--environment", "prod", "runs"}), 2, "has no environment 'prod'",
            true);

        const QStringList verbs[]{
            {"journal", "list"},           {"journal", "export"}, {"journal", "verify"},  {"runs"},
            {"report", "INC-1"},           {"stop", "run-open"},  {"resume", "run-open"}, {"incident", "list"},
            {"incident", "close", "INC-1"}};
        for (const QStringList &verb : verbs) {
            const QByteArray name = verb.join(QLatin1Char(' ')).toUtf8();
            row(name + ": no such folder", on("@typo", verb), 2, "there is no journal here", true);
            row(name + ": a folder without a journal", on("@empty", verb), 2, "there is no journal here", true);
        }

        row("another release", on("@data", {"history", "other"}), 2, "this environment's release is");
        row("no helm", on("@data", {"history", "edge-link-production"}), 2, "/nonexistent/helm");
        row("nothing is measured", on("@data", {"status"}), 5, "");
        row("unknown runbook", on("@data", {"run", "helm-rolback"}), 2, "there is no such runbook");
        row("unknown parameter", on("@data", {"run", "helm-rollback", "--param", "revison=2"}), 2,
            "no parameter 'revison'");
        row("bad parameter", on("@data", {"run", "helm-rollback", "--param", "revision=latest"}), 2,
            "'latest' is not a value");
        row("resume without the name", on("@data", {"resume", "run-open"}), 3, "not confirmed");
        row("resume with another name", on("@data", {"resume", "run-open", "--confirm", "prod"}), 3,
            "neither the release nor the cluster");
        row("resume of no run", on("@data", {"resume", "run-none", "--confirm", "nowhere"}), 2,
            "the journal holds no such run");
        row("resume of an ended run", on("@data", {"resume", "run-ended", "--confirm", "nowhere"}), 3,
            "this run is finished");
        row("stop of no run", on("@data", {"stop", "run-none"}), 2, "there is no such run");
        row("stop of what is no run", on("@data", {"stop", "../journal.sqlite"}), 2, "this is no run's id");
        row("stop of an ended run", on("@data", {"stop", "run-ended"}), 1, "this run is finished");
        row("stop of a run that nobody executes", on("@data", {"stop", "run-open"}), 1, "nobody took the request");
        row("report of no incident", on("@data", {"report", "INC-2026-0101-001"}), 2, "no such incident");
        row("report into nowhere", on("@data", {"report", "INC-2026-1128-001", "--out", "@none/report.md"}), 1,
            "choose another place");
        row("export into nowhere", on("@data", {"journal", "export", "--out", "@none/journal.json"}), 1,
            "choose another place");
        row("lint of a good file", on("@data", {"lint", EDGELINK_RUNBOOKS "/helm-rollback.yaml"}), 0, "");
        row("lint of a broken file", on("@data", {"lint", "@bad-runbook.yaml"}), 2, "");
        row("lint of no file", on("@data", {"lint", "@none.yaml"}), 2, "");
        row("lint without a configuration", {"lint", EDGELINK_RUNBOOKS "/helm-rollback.yaml"}, 0, "", true);
        row("lint of a pipe", {"lint", "@pipe"}, 2, "", true);
        row("a data folder that everybody writes in", on("@open", {"runbooks"}), 2, "everybody may write", true);
        row("drills without a sandbox", on("@data", {"drill", "list"}), 2, "no sandbox is known");
        row("a drill outside the sandbox",
            on("@data", {"drill", "run", "bad-release", "--confirm", "edge-link-production"}), 3, "of kind 'drill'");

        row("an intact journal", on("@data", {"journal", "verify"}), 0, "");
        row("no head at all", on("@data", {"journal", "verify", "--head", "yesterday"}), 2, "expected SEQUENCE:HASH");
        row("a head that is not in it", on("@data", {"journal", "verify", "--head", QString(64, '7')}), 6, "");
        row("a head beyond its end", on("@data", {"journal", "verify", "--head", "900:" + QString(64, '7')}), 6, "");
        row("a changed event", on("@changed", {"journal", "verify"}), 6, "");
        row("a changed event: report", on("@changed", {"report", "INC-2026-1128-001"}), 6, "broken at event 2");
        row("a changed event: export", on("@changed", {"journal", "export"}), 6, "broken at event 2");
        row("a changed event: journal list", on("@changed", {"journal", "list"}), 0, ""); // what reads does not verify
        row("a changed event: runs", on("@changed", {"runs"}), 0, "");
        row("a changed event: incident list", on("@changed", {"incident", "list"}), 0, "");
        row("a cut tail", on("@cut", {"journal", "verify"}), 6, "");
        row("a damaged file", on("@damaged", {"journal", "verify"}), 6, "damaged");
        for (const QStringList &verb : {QStringList{"runs"},
                                        {"report", "INC-1"},
                                        {"stop", "run-open"},
                                        {"incident", "list"},
                                        {"journal", "export"},
                                        {"resume", "run-open", "--confirm", "edge-link-production"}})
            row("a damaged file: " + verb.join(QLatin1Char(' ')).toUtf8(), on("@damaged", verb), 6, "damaged");
        row("the list of a damaged file", on("@damaged", {"journal", "list"}), 6, "damaged");
        row("another program's database", on("@foreign", {"journal", "verify"}), 2, "not a journal of this console");
        row("a file that cannot be opened", on("@folder", {"journal", "verify"}), 1, "cannot be opened");
    }

    void exitCodes()
    {
        QFETCH(QStringList, words);
        QFETCH(int, code);
        QFETCH(QString, sentence);
        QFETCH(bool, makesNothing);
        const QStringList before = m_record.everything();
        const ProgramResult result = m_record.run(words);
        const QString errors = QString::fromUtf8(result.standardError);
        QVERIFY2(result.finished, qPrintable(errors));
        QVERIFY2(result.exitCode == code,
                 qPrintable(QStringLiteral("%1: %2 %3")
                                .arg(result.exitCode)
                                .arg(errors, QString::fromUtf8(result.standardOutput))));
        QVERIFY2(errors.contains(sentence), qPrintable(errors));
        if (code == 1 || code == 2 || code == 3) // said, unless it is the data itself (lint)
            QVERIFY2(!errors.isEmpty() || words.contains(QStringLiteral("lint")), "no sentence");
        if (makesNothing)
            QCOMPARE(m_record.everything(), before);
    }

    /// What leaves a broken journal leaves it whole, and never as if it were proven.
    void aBrokenJournalIsStillWritten_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("report, md") << QStringList{"report", "INC-2026-1128-001", "--format", "md", "--out", "@made"};
        QTest::newRow("report, json") << QStringList{"report", "INC-2026-1128-001", "--format", "json", "--out",
                                                     "@made"};
        QTest::newRow("journal export") << QStringList{"journal", "export", "--out", "@made"};
    }

    void aBrokenJournalIsStillWritten()
    {
        QFETCH(QStringList, words);
        const QString made = m_record.path(QStringLiteral("made"));
        for (const bool broken : {false, true}) {
            const QString data = broken ? QStringLiteral("@changed") : QStringLiteral("@data");
            const ProgramResult result = m_record.run(on(data, QStringList{"--json"} + words));
            QVERIFY2(result.exitCode == (broken ? 6 : 0), result.standardError);
            QVERIFY2(result.standardError.contains("broken at event 2") == broken, result.standardError);
            const QJsonObject said = QJsonDocument::fromJson(result.standardOutput).object();
            QCOMPARE(said.value("file").toString(), made);
            QCOMPARE(said.value("intact"), QJsonValue(!broken));
            QVERIFY(!test::bytesOf(made).isEmpty());
            QVERIFY(QFile::remove(made));
        }
    }

    void anExportedHeadIsProven()
    {
        const QString hash = m_record.head().section(QLatin1Char(':'), 1);
        for (const QString &head : {m_record.head(), hash}) {
            const ProgramResult result = m_record.run(on("@data", {"journal", "verify", "--head", head}));
            QVERIFY2(result.exitCode == 0, result.standardOutput + result.standardError);
            QVERIFY(result.standardOutput.contains("is in the chain"));
            // The tail with that event is gone: by itself the rest may pass, against the head it cannot.
            QCOMPARE(m_record.run(on("@cut", {"journal", "verify", "--head", head})).exitCode, 6);
        }
    }

    /// Who did it is the account, whatever somebody's shell says.
    void theRecordNamesTheAccount()
    {
        const QString reason = QStringLiteral("the threshold was wrong");
        const ProgramResult closed
            = m_record.run(on("@closing", {"--json", "incident", "close", "INC-2026-1128-001", "--reason", reason}));
        QVERIFY2(closed.exitCode == 0, closed.standardError);
        const passwd *entry = ::getpwuid(::getuid());
        const QString account
            = entry != nullptr ? QString::fromLocal8Bit(entry->pw_name) : QStringLiteral("uid-%1").arg(::getuid());
        QCOMPARE(QJsonDocument::fromJson(closed.standardOutput).object().value("closedBy").toString(), account);
        const ProgramResult listed = m_record.run(on("@closing", {"--json", "journal", "list", "--limit", "1"}));
        const QJsonObject event = QJsonDocument::fromJson(listed.standardOutput).array().first().toObject();
        QCOMPARE(event.value("kind").toString(), QString::fromLatin1(journalkind::IncidentClosed));
        QCOMPARE(event.value("actor").toString(), account);
    }

    /// As an auditor would, with nothing of this program but the export.
    void theChainCanBeRecomputedFromTheExport()
    {
        const QString file = m_record.path(QStringLiteral("export.json"));
        const ProgramResult result = m_record.run(on("@data", {"journal", "export", "--out", file}));
        QVERIFY2(result.exitCode == 0, result.standardError);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const QJsonObject document = QJsonDocument::fromJson(test::bytesOf(file)).object();
        const QJsonArray events = document.value("events").toArray();
        QVERIFY(events.size() >= 5);
        QByteArray previous(32, '\0');
        qint64 sequence = 0;
        for (const QJsonValue value : events) {
            const QJsonObject event = value.toObject();
            const auto text = [&event](const char *key) { return event.value(QLatin1String(key)).toString().toUtf8(); };
            const auto number
                = [&event](const char *key) { return QByteArray::number(event.value(QLatin1String(key)).toInteger()); };
            QByteArray bytes = "edgelink-journal-event-1\n";
            for (const QByteArray &field :
                 {previous, number("sequence"), number("utcMicros"), text("monotonicNanos"), text("bootId"), text("id"),
                  text("kind"), text("actor"), text("environment"), text("stream"), text("incident"), text("run"),
                  text("step"), text("payloadText")})
                bytes += QByteArray::number(field.size()) + ':' + field + '\n';
            previous = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
            QCOMPARE(event.value("sequence").toInteger(), ++sequence);
            QCOMPARE(text("hash"), previous.toHex());
            QCOMPARE(QJsonDocument::fromJson(text("payloadText")).object(), event.value("payload").toObject());
        }
        QCOMPARE(document.value("head").toObject().value("hash").toString().toUtf8(), previous.toHex());
        // For whoever keeps it apart from the file.
        const QByteArray head = QByteArray::number(sequence) + ':' + previous.toHex();
        QVERIFY2(result.standardError.contains(head), result.standardError);
    }

    void jsonIsJson_data()
    {
        QTest::addColumn<QStringList>("verb");
        QTest::addColumn<int>("code");
        QTest::newRow("status") << QStringList{"status"} << 5;
        QTest::newRow("runbooks") << QStringList{"runbooks"} << 0;
        QTest::newRow("lint") << QStringList{"lint", EDGELINK_RUNBOOKS "/observation.yaml"} << 0;
        QTest::newRow("lint, broken") << QStringList{"lint", "@bad-runbook.yaml"} << 2;
        QTest::newRow("runs") << QStringList{"runs"} << 0;
        QTest::newRow("journal list") << QStringList{"journal", "list"} << 0;
        QTest::newRow("journal export") << QStringList{"journal", "export"} << 0;
        QTest::newRow("journal verify") << QStringList{"journal", "verify"} << 0;
        QTest::newRow("report") << QStringList{"report", "INC-2026-1128-001"} << 0;
    }

    void jsonIsJson()
    {
        QFETCH(QStringList, verb);
        QFETCH(int, code);
        const ProgramResult result = m_record.run(on("@data", QStringList{"--json"} + verb));
        QVERIFY2(result.exitCode == code, result.standardError);
        QJsonParseError problem{};
        const QJsonDocument document = QJsonDocument::fromJson(result.standardOutput, &problem);
        QVERIFY2(problem.error == QJsonParseError::NoError, qPrintable(problem.errorString()));
        QVERIFY2(!document.isEmpty(), result.standardOutput);
    }

    void speaksTheLanguageOfItsReader_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("said"); // on either stream
        QTest::addColumn<QString>("notSaid");
        const auto row = [](const char *name, const QStringList &words, const char *locale, const char *said,
                            const char *notSaid) {
            QTest::newRow(name) << words << QString::fromLatin1(locale) << QString::fromUtf8(said)
                                << QString::fromUtf8(notSaid);
        };
        const QStringList chinese{"--language", "zh_CN"};
        row("asked for", on("@data", chinese + QStringList{"runbooks"}), "C.UTF-8", "回滚到修订版", "RUNBOOK");
        row("the system's", on("@data", {"runbooks"}), "zh_CN.UTF-8", "回滚到修订版", "RUNBOOK");
        row("asked for, not the system's", on("@data", {"--language", "en", "runbooks"}), "zh_CN.UTF-8", "RUNBOOK",
            "手册");
        row("neither", on("@data", {"runbooks"}), "fr_FR.UTF-8", "RUNBOOK", "手册");
        row("ids are for scripts", on("@data", chinese + QStringList{"runbooks"}), "C.UTF-8", "helm-rollback",
            "RUNBOOK");
        row("help", {"--help"}, "zh_CN.UTF-8", "退出码", "Exit codes");
        row("help of an action", {"--language", "zh_CN", "journal", "verify", "--help"}, "C.UTF-8", "链头", "Options");
        row("a command line that is not understood", {"explode", "--language=zh_CN"}, "C.UTF-8", "错误：", "error");
        row("an unknown language", {"--language", "fr", "runs"}, "zh_CN.UTF-8", "--language 不接受", "error");
        row("an error before the verb", on("@typo", chinese + QStringList{"runs"}), "C.UTF-8", "没有日志账本", "error");
        row("an error of a verb", on("@data", chinese + QStringList{"resume", "run-open"}), "C.UTF-8",
            "未确认，没有做任何变更", "not confirmed");
        row("an error of a service", on("@data", chinese + QStringList{"stop", "../journal.sqlite"}), "C.UTF-8",
            "不是运行的编号", "no run");
        row("a report", on("@data", {"report", "INC-2026-1128-001"}), "zh_CN.UTF-8", "回滚事件报告", "Incident report");
    }

    void speaksTheLanguageOfItsReader()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, locale);
        QFETCH(QString, said);
        QFETCH(QString, notSaid);
        const ProgramResult result = m_record.run(words, locale);
        const QString all = QString::fromUtf8(result.standardOutput + result.standardError);
        QVERIFY2(all.contains(said), qPrintable(all));
        QVERIFY2(!all.contains(notSaid), qPrintable(all));
    }

    void aRunbookIsListedWithTheReleaseItIsFor()
    {
        const ProgramResult result = m_record.run(on("@data", {"runbooks"}));
        QVERIFY2(result.standardOutput.contains("Roll back edge-link-production to revision …"), result.standardOutput);
        QVERIFY(!result.standardOutput.contains("${"));
    }

    /// Somebody may keep the record in a folder that colleagues read.
    void aFolderThatIsThereKeepsItsPermissions()
    {
        const QString folder = m_record.path(QStringLiteral("shared"));
        QVERIFY(QDir().mkpath(folder));
        const QFile::Permissions shared = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup
            | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
        QVERIFY(QFile::setPermissions(folder, shared));
        const QFile::Permissions before = QFile::permissions(folder);
        QCOMPARE(m_record.run(on("@shared", {"runbooks"})).exitCode, 0);
        QCOMPARE(QFile::permissions(folder), before);
        QCOMPARE(QFile::permissions(folder + "/journal.sqlite") & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QCOMPARE(m_record.run(on("@fresh", {"runbooks"})).exitCode, 0);
        QCOMPARE(QFile::permissions(m_record.path(QStringLiteral("fresh"))) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    /// Whoever reads --json finds the same keys and ids, whatever language the sentences are in.
    void jsonHasOneLanguageOfKeys()
    {
        const auto keysOf = [this](const QString &locale) {
            const ProgramResult result = m_record.run(on("@data", {"--json", "runs"}), locale);
            QStringList lines;
            const QJsonArray runs = QJsonDocument::fromJson(result.standardOutput).array();
            for (const QJsonValue run : runs)
                lines << run.toObject().keys() << run.toObject().value("outcome").toString();
            return lines;
        };
        const QStringList english = keysOf(QStringLiteral("C.UTF-8"));
        QVERIFY(english.contains(QStringLiteral("success")));
        QCOMPARE(keysOf(QStringLiteral("zh_CN.UTF-8")), english);
    }

    /// A dropped ssh session ends a verb as Ctrl-C does, never in the middle of something.
    void aSignalIsAnInterruption_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<bool>("ignored"); // as nohup leaves it
        QTest::addColumn<int>("code");
        QTest::newRow("Ctrl-C") << SIGINT << false << 4;
        QTest::newRow("SIGTERM") << SIGTERM << false << 4;
        QTest::newRow("a closed terminal") << SIGHUP << false << 4;
        QTest::newRow("a closed terminal, under nohup") << SIGHUP << true << 1; // nobody took the request
    }

    void aSignalIsAnInterruption()
    {
        QFETCH(int, number);
        QFETCH(bool, ignored);
        QFETCH(int, code);
        QProcess process;
        process.setProcessEnvironment(m_record.environment());
        process.setChildProcessModifier([number, ignored] { std::signal(number, ignored ? SIG_IGN : SIG_DFL); });
        process.start(QStringLiteral(EDGELINK_CONSOLE_PROGRAM),
                      m_record.arguments(on("@data", {"stop", "run-open"}))); // waits for 5 s
        const QDir requests(m_record.path(QStringLiteral("data/stop")));
        QTRY_VERIFY_WITH_TIMEOUT(!requests.entryList({"run-open.*"}, QDir::Files).isEmpty(), 60'000);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), number), 0);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == code, process.readAllStandardError());
    }

    void outputThatCannotBeWrittenIsAFailure_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("to");
        for (const char *to : {"full", "closed", "nobody reads"}) {
            QTest::addRow("help, %s", to) << QStringList{"--help"} << QString::fromLatin1(to);
            QTest::addRow("runbooks, %s", to) << on("@data", {"runbooks"}) << QString::fromLatin1(to);
            QTest::addRow("export, %s", to) << on("@data", {"journal", "export"}) << QString::fromLatin1(to);
        }
    }

    void outputThatCannotBeWrittenIsAFailure()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, to);
        QProcess process;
        process.setProcessEnvironment(m_record.environment());
        process.setChildProcessModifier([&to] {
            if (to == QLatin1String("closed")) {
                ::close(STDOUT_FILENO);
            } else if (to == QLatin1String("full")) {
                ::dup2(::open("/dev/full", O_WRONLY), STDOUT_FILENO);
            } else {
                int ends[2];
                if (::pipe(ends) == 0 && ::dup2(ends[1], STDOUT_FILENO) >= 0) {
                    ::close(ends[0]);
                    ::close(ends[1]);
                }
            }
        });
        process.start(QStringLiteral(EDGELINK_CONSOLE_PROGRAM), m_record.arguments(words));
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray errors = process.readAllStandardError();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 1, errors);
        QVERIFY2(errors.contains("standard output"), errors);
        const ProgramResult check = m_record.run(on("@data", {"journal", "verify"}));
        QVERIFY2(check.exitCode == 0, check.standardOutput); // our data went into no file that was opened in its stead
    }
};

EDGELINK_TEST_MAIN(Verbs)
#include "tst_verbs.moc"
