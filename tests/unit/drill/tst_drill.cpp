// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Following a state file that is replaced, half written, huge or gone; commands that must be read back.
#include "app/services/drill/cutoffactions.h"
#include "app/services/drill/sandboxcontrol.h"
#include "tests/support/fakejournal.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace edgelink;
using namespace edgelink::drill;
using test::ScriptedRunner;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString thisBoot()
{
    return QString::fromLatin1(contents(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed());
}

/// A process that lives: this one.
QJsonObject thisProcess()
{
    const QByteArray line = contents(QStringLiteral("/proc/self/stat"));
    return {{"pid", QCoreApplication::applicationPid()},
            {"startTicks", QString::fromLatin1(line.mid(line.lastIndexOf(')') + 2).split(' ').value(19))}};
}

QJsonArray drills()
{
    return {QJsonObject{{"name", "memory-leak"},
                        {"title", QJsonObject{{"en", "Memory leak"}, {"zh", "内存泄漏"}}},
                        {"inject", "leaking-release"},
                        {"completeWhen", "rolled-back"},
                        {"breaches", QJsonArray{"memory"}}},
            QJsonObject{{"name", "prometheus-down"},
                        {"inject", "prometheus-down"},
                        {"completeWhen", "healthy"},
                        {"silent", QJsonArray{"prometheus"}}},
            QJsonObject{{"name", "of-tomorrow"}, {"inject", "x"}, {"completeWhen", "otherwise"}},
            QJsonObject{{"name", "nothing"}, {"completeWhen", "healthy"}}, 7};
}

QByteArray stateWith(const QStringList &active, const QString &phase = QStringLiteral("ready"),
                     const QJsonObject &supervisor = thisProcess(), const QString &boot = thisBoot())
{
    const QJsonObject component{{"name", "etcd"},
                                {"state", "ready"},
                                {"since", "2026-11-23T10:00:00.000Z"},
                                {"lastLine", "serving"},
                                {"pid", 7}};
    return QJsonDocument(QJsonObject{{"schema", 1},
                                     {"scenario", "bad-release"},
                                     {"phase", phase},
                                     {"supervisor", supervisor},
                                     {"bootId", boot},
                                     {"timeCompression", 20},
                                     {"toolchain", "/tools"},
                                     {"helmVersion", 4},
                                     {"activeFaults", QJsonArray::fromStringList(active)},
                                     {"availableFaults", QJsonArray{"bad-release", "memory-leak"}},
                                     {"drills", drills()},
                                     {"components", QJsonArray{component}}})
        .toJson();
}

constexpr char CommandId[] = "11111111-2222-3333-4444-555555555555";

/// What a console wrote before it was killed.
JournalDraft intentOf(const QString &folder, const QString &program = QStringLiteral("/old/edgelink-sandbox"))
{
    JournalDraft intent;
    intent.kind = QString::fromLatin1(journalkind::Intent);
    intent.actor = QStringLiteral("zhang");
    intent.environment = QStringLiteral("sandbox");
    intent.stream = QStringLiteral("drill");
    intent.payload = {{"commandId", CommandId},
                      {"program", program},
                      {"argv", QJsonArray{"--dir", folder, "--language", "en", "inject", "memory-leak"}},
                      {"timeoutMs", 360'000},
                      {"mutating", true}};
    return intent;
}

JournalEvent eventOf(const JournalDraft &draft, qint64 atMs)
{
    JournalEvent event;
    event.draft = draft;
    event.utcMicros = atMs * 1000;
    return event;
}

struct Bench {
    QTemporaryDir folder;
    ScriptedRunner runner;
    test::FakeJournal journal;
    SandboxControl control{{folder.filePath(QStringLiteral("state.json")), QStringLiteral("/opt/edgelink-sandbox"),
                            QStringLiteral("drill"), QStringLiteral("zhang"), &runner, &journal}};
    QSignalSpy changes{&control, &DrillControl::statusChanged};

    void write(const QByteArray &bytes)
    {
        QSaveFile file(folder.filePath(QStringLiteral("state.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        QVERIFY(file.commit());
    }
    SandboxStatus last() const
    {
        return changes.isEmpty() ? SandboxStatus() : changes.last().first().value<SandboxStatus>();
    }
};

} // namespace

class DrillTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void statesAreRead()
    {
        const auto state = parseState(stateWith({"memory-leak"}));
        QVERIFY(state);
        QCOMPARE(state->status.timeCompression, 20.0);
        QCOMPARE(state->status.activeFaults, QStringList{"memory-leak"});
        QCOMPARE(state->status.components.size(), 1);
        QCOMPARE(state->status.components.first().since, QDateTime({2026, 11, 23}, {10, 0}, Qt::UTC));
        QCOMPARE(state->status.drills.size(), 2); // and none that this console cannot run
        const SandboxDrill &leak = state->status.drills.first();
        QCOMPARE(leak.inject, QStringLiteral("leaking-release"));
        QCOMPARE(leak.title.in(QStringLiteral("zh_CN")), QStringLiteral("内存泄漏"));
        QVERIFY(leak.completeWhen == SandboxDrill::End::RolledBack);
        QCOMPARE(leak.breaches, QStringList{"memory"});
        QVERIFY(state->status.drills.last().completeWhen == SandboxDrill::End::Healthy);
        QCOMPARE(state->status.drills.last().silent, QStringList{"prometheus"});
        QCOMPARE(state->toolchain, QStringLiteral("/tools"));
        QCOMPARE(state->helmVersion, 4);
    }

    void badStatesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        const QByteArray whole = stateWith({});
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("half") << whole.left(whole.size() / 2);
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("another schema") << QByteArray(R"({"schema":2})");
        QTest::newRow("no schema") << QByteArray("{}");
        QTest::newRow("deep") << QByteArray(200'000, '[');
        QTest::newRow("huge") << QByteArray(2 * 1024 * 1024, ' ');
        QTest::newRow("binary") << QByteArray("\0\xff\xfe", 3);
    }

    void badStatesAreRefused()
    {
        QFETCH(QByteArray, json);
        const auto state = parseState(json);
        QVERIFY(!state);
        QCOMPARE(state.error().kind, ErrorKind::BadReply);
    }

    void wrongTypesAreLeftOut()
    {
        const auto state = parseState(
            R"({"schema":1,"phase":7,"timeCompression":"fast","activeFaults":[1,"a",null],"components":[3,{"name":[]}]})");
        QVERIFY(state);
        QCOMPARE(state->status.activeFaults, QStringList{"a"});
        QCOMPARE(state->status.timeCompression, 1.0);
        QVERIFY(state->status.phase.isEmpty());
        QVERIFY(parseState(R"({"schema":1,"error":["no"]})")->status.error.isEmpty());
        QCOMPARE(parseState(R"({"schema":1,"timeCompression":-3})")->status.timeCompression, 1.0);
    }

    void whyItFailedIsRead()
    {
        const QString why = QStringLiteral("no free port\nwhatever the range");
        QJsonObject state = QJsonDocument::fromJson(stateWith({}, QStringLiteral("failed"))).object();
        state["error"] = why;
        QCOMPARE(parseState(QJsonDocument(state).toJson())->status.error, why);
        state["error"] = QString(100'000, QLatin1Char('x'));
        QVERIFY(parseState(QJsonDocument(state).toJson())->status.error.size() <= 500);
    }

    void theFileIsFollowed()
    {
        Bench bench;
        bench.control.start();
        QTRY_COMPARE(bench.changes.size(), 1);
        QVERIFY(!bench.last().present);
        bench.write(stateWith({}, QStringLiteral("starting")));
        QTRY_COMPARE(bench.last().phase, QStringLiteral("starting"));
        bench.write(stateWith({}));
        QTRY_COMPARE(bench.last().phase, QStringLiteral("ready"));
        bench.write(stateWith({}).left(40)); // half: what was known stays
        bench.write(stateWith({"memory-leak"}));
        QTRY_COMPARE(bench.last().activeFaults, QStringList{"memory-leak"});
        const qsizetype before = bench.changes.size();
        bench.control.start(); // again: says where it stands
        QTRY_COMPARE(bench.changes.size(), before + 1);
        QVERIFY(QFile::remove(bench.folder.filePath(QStringLiteral("state.json"))));
        QTRY_VERIFY(!bench.last().present);
    }

    void aStateLeftBehindIsAStoppedSandbox_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("phase");
        QJsonObject another = thisProcess();
        another["startTicks"] = QStringLiteral("1"); // the pid is another process's by now
        QJsonObject gone = thisProcess();
        gone["pid"] = 0x7fffffff;
        const QString ready = QStringLiteral("ready");
        const QString stopped = QStringLiteral("stopped");
        QTest::newRow("alive") << stateWith({"memory-leak"}) << ready;
        QTest::newRow("killed") << stateWith({"memory-leak"}, ready, gone) << stopped;
        QTest::newRow("killed long ago") << stateWith({"memory-leak"}, ready, another) << stopped;
        QTest::newRow("before a reboot") << stateWith({"memory-leak"}, ready, thisProcess(), QStringLiteral("other"))
                                         << stopped;
        QTest::newRow("killed while it started")
            << stateWith({"memory-leak"}, QStringLiteral("starting"), gone) << stopped;
        QTest::newRow("nobody's") << stateWith({"memory-leak"}, ready, {}, {}) << stopped;
        QTest::newRow("failed") << stateWith({}, QStringLiteral("failed"), gone) << QStringLiteral("failed");
    }

    void aStateLeftBehindIsAStoppedSandbox()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, phase);
        Bench bench;
        bench.write(json);
        bench.control.start();
        QTRY_COMPARE(bench.last().phase, phase);
        QCOMPARE(bench.last().activeFaults.isEmpty(), phase != QStringLiteral("ready"));
        QCOMPARE(bench.last().components.first().state,
                 phase == QStringLiteral("stopped") ? QStringLiteral("stopped") : QStringLiteral("ready"));
    }

    void aSupervisorThatDiesIsNoticedWithoutANewFile()
    {
        QProcess sleeper;
        sleeper.start(QStringLiteral("sleep"), {QStringLiteral("300")});
        QVERIFY(sleeper.waitForStarted());
        const QByteArray line = contents(QStringLiteral("/proc/%1/stat").arg(sleeper.processId()));
        const QJsonObject supervisor{
            {"pid", sleeper.processId()},
            {"startTicks", QString::fromLatin1(line.mid(line.lastIndexOf(')') + 2).split(' ').value(19))}};
        Bench bench;
        bench.write(stateWith({}, QStringLiteral("ready"), supervisor));
        bench.control.start();
        QTRY_COMPARE(bench.last().phase, QStringLiteral("ready"));
        sleeper.kill();
        QVERIFY(sleeper.waitForFinished());
        QTRY_COMPARE(bench.last().phase, QStringLiteral("stopped"));
    }

    void aFaultIsReadBack()
    {
        Bench bench;
        bench.write(stateWith({}));
        bench.runner.onRun = [&bench](const CommandSpec &) {
            bench.write(stateWith({"memory-leak"}));
            return ScriptedRunner::exited(0);
        };
        const auto injected = await(bench.control.inject(QStringLiteral("memory-leak")), std::chrono::seconds{20});
        QVERIFY(injected && *injected);
        const CommandSpec spec = bench.runner.specs().constFirst();
        QCOMPARE(spec.program, QStringLiteral("/opt/edgelink-sandbox"));
        QCOMPARE(spec.maskedArguments(),
                 (QStringList{"--dir", bench.folder.path(), "--language", "en", "inject", "memory-leak"}));
        QVERIFY(spec.mutating);
        QCOMPARE(spec.actor, QStringLiteral("zhang"));
        bench.runner.onRun = [&bench](const CommandSpec &) {
            bench.write(stateWith({}));
            return ScriptedRunner::exited(0);
        };
        const auto cleared = await(bench.control.clear(), std::chrono::seconds{20});
        QVERIFY(cleared && *cleared);
        QCOMPARE(bench.runner.specs().constLast().actor, QStringLiteral("zhang"));
    }

    void whatIsNoFaultIsNotRun_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char *fault : {"", "--help", "unknown-fault", "a b", "memory-leak\n"})
            QTest::newRow(fault) << QString::fromLatin1(fault);
    }

    void whatIsNoFaultIsNotRun()
    {
        QFETCH(QString, fault);
        Bench bench;
        bench.write(stateWith({}));
        const auto injected = await(bench.control.inject(fault), std::chrono::seconds{20});
        QVERIFY(injected && !*injected);
        QCOMPARE(injected->error().kind, ErrorKind::Usage);
        QVERIFY(bench.runner.specs().isEmpty());
    }

    void aFailedCommandSaysWhy()
    {
        Bench bench;
        bench.write(stateWith({}));
        bench.runner.onRun = [](const CommandSpec &) {
            return ScriptedRunner::exited(1, {}, "progress\nerror: no sandbox runs here\n");
        };
        const auto injected = await(bench.control.inject(QStringLiteral("memory-leak")), std::chrono::seconds{20});
        QVERIFY(injected && !*injected);
        QCOMPARE(injected->error().what, QStringLiteral("error: no sandbox runs here"));
    }

    void retryIsGivenTheCallersEnvironment_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("plain");
        QTest::addColumn<bool>("secret");
        QTest::newRow("cache") << QByteArray("XDG_CACHE_HOME") << QByteArray("/var/cache/zhang") << true << false;
        QTest::newRow("toolchain") << QByteArray("EDGELINK_TOOLCHAIN_CACHE") << QByteArray("/tools") << true << false;
        QTest::newRow("no proxy for") << QByteArray("no_proxy") << QByteArray("localhost") << true << false;
        QTest::newRow("modules from nowhere") << QByteArray("GOPROXY") << QByteArray("off") << true << false;
        QTest::newRow("proxy") << QByteArray("https_proxy") << QByteArray("proxy:3128") << true << false;
        QTest::newRow("proxy with a login")
            << QByteArray("HTTPS_PROXY") << QByteArray("http://zhang:s3cret@proxy:3128") << false << true;
        QTest::newRow("login without a scheme")
            << QByteArray("http_proxy") << QByteArray("zhang:s3cret@proxy:3128") << false << true;
        QTest::newRow("index with a token")
            << QByteArray("PIP_INDEX_URL") << QByteArray("https://pip/t0ken/simple") << false << true;
        QTest::newRow("set to nothing") << QByteArray("GOFLAGS") << QByteArray("") << false << false;
        QTest::newRow("of the shell") << QByteArray("LD_PRELOAD_OF_TEST") << QByteArray("/x.so") << false << false;
    }

    void retryIsGivenTheCallersEnvironment()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(bool, plain);
        QFETCH(bool, secret);
        const bool wasSet = qEnvironmentVariableIsSet(name.constData());
        const QByteArray before = qgetenv(name.constData());
        qputenv(name.constData(), value);
        Bench bench;
        bench.write(stateWith({}));
        bench.runner.onRun = [](const CommandSpec &) { return ScriptedRunner::exited(0); };
        QVERIFY(await(bench.control.retry(), std::chrono::seconds{20}));
        QVERIFY(await(bench.control.clear(), std::chrono::seconds{20}));
        if (wasSet)
            qputenv(name.constData(), before);
        else
            qunsetenv(name.constData());
        const CommandSpec up = bench.runner.specs().constFirst();
        const QString key = QString::fromLatin1(name);
        QCOMPARE(up.environment.value(key), plain ? QString::fromLatin1(value) : QString());
        QCOMPARE(up.secretEnvironment.contains(key), secret);
        if (secret)
            QVERIFY(up.secretEnvironment.value(key)
                    == (SecretReference{SecretReference::Source::EnvironmentVariable, key}));
        const CommandSpec clear = bench.runner.specs().constLast();
        QVERIFY(clear.environment.isEmpty() && clear.secretEnvironment.isEmpty());
    }

    void whatHasNoOutcomeWasCutOff_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("outcomeOf"); // a command's id
        QTest::addColumn<bool>("found");
        const QString folder = QStringLiteral("/d");
        const QString program = QStringLiteral("/opt/edgelink-sandbox");
        const QString other = QStringLiteral("99999999-2222-3333-4444-555555555555");
        QTest::newRow("cut off") << folder << program << QString() << true;
        QTest::newRow("another one ended") << folder << program << other << true;
        QTest::newRow("ended") << folder << program << QString::fromLatin1(CommandId) << false;
        QTest::newRow("another sandbox") << QStringLiteral("/other") << program << QString() << false;
        QTest::newRow("another program") << folder << QStringLiteral("/usr/bin/helm") << QString() << false;
    }

    void whatHasNoOutcomeWasCutOff()
    {
        QFETCH(QString, folder);
        QFETCH(QString, program);
        QFETCH(QString, outcomeOf);
        QFETCH(bool, found);
        QList<JournalEvent> events{eventOf(intentOf(folder, program), 5000)};
        if (!outcomeOf.isEmpty()) {
            JournalDraft outcome = intentOf(folder, program);
            outcome.kind = QString::fromLatin1(journalkind::OutcomeOf);
            outcome.payload = {{"commandId", outcomeOf}, {"program", program}, {"outcome", "error"}};
            events.prepend(eventOf(outcome, 6000));
        }
        const QList<CutOffAction> actions
            = cutOffActions(events, QStringLiteral("edgelink-sandbox"), QStringLiteral("/d"));
        QCOMPARE(actions.size(), found ? 1 : 0);
        if (found)
            QCOMPARE(actions.first().dueMs, 5000 + 360'000 + 60'000);
    }

    void aFaultOfAKilledConsoleIsSettled()
    {
        Bench bench;
        bench.write(stateWith({"memory-leak"}));
        bench.journal.setClock([] { return (QDateTime::currentMSecsSinceEpoch() - 3'600'000) * 1000; });
        const auto written = bench.journal.append(intentOf(bench.folder.path()));
        QVERIFY(written.result());
        bench.journal.setClock({});
        JournalDraft young = intentOf(bench.folder.path()); // somebody may be about it
        young.payload.insert(QStringLiteral("commandId"), QUuid::createUuid().toString(QUuid::WithoutBraces));
        QVERIFY(bench.journal.append(young).result());
        const QString outcome = QString::fromLatin1(journalkind::OutcomeOf);
        bench.journal.failNext(outcome, 1, {ErrorKind::Io, QStringLiteral("full"), {}, {}, {}});
        bench.control.start();
        QTRY_COMPARE(bench.journal.count(outcome), 1); // at the second attempt
        const JournalDraft row = bench.journal.events(outcome).first().draft;
        QCOMPARE(row.environment, QStringLiteral("sandbox"));
        QCOMPARE(row.stream, QStringLiteral("drill"));
        QCOMPARE(row.payload.value("commandId").toString(), QString::fromLatin1(CommandId));
        QCOMPARE(row.payload.value("outcome").toString(), QStringLiteral("unknown"));
        QCOMPARE(row.payload.value("settledBy").toString(), QStringLiteral("drill"));
        QCOMPARE(row.payload.value("observed").toString(),
                 QStringLiteral("the sandbox is \"ready\", with the faults memory-leak"));
    }

    void retryRemembersHowItWasStarted_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("scenario");
        const QString deep = QLatin1Char('/') + QString(3000, QLatin1Char('x')) + QStringLiteral(".yaml");
        QTest::newRow("name") << QString() << QStringLiteral("bad-release");
        QTest::newRow("file") << QStringLiteral("/home/zhang/my.yaml") << QStringLiteral("/home/zhang/my.yaml");
        QTest::newRow("file with a long path") << deep << deep;
    }

    void retryRemembersHowItWasStarted()
    {
        QFETCH(QString, file);
        QFETCH(QString, scenario);
        Bench bench;
        QJsonObject state = QJsonDocument::fromJson(stateWith({}, QStringLiteral("failed"))).object();
        state["scenarioFile"] = file;
        bench.write(QJsonDocument(state).toJson());
        bench.runner.onRun = [&bench](const CommandSpec &) {
            bench.write(stateWith({}));
            return ScriptedRunner::exited(0);
        };
        const auto up = await(bench.control.retry(), std::chrono::seconds{20});
        QVERIFY(up && *up);
        QCOMPARE(bench.runner.specs().constFirst().actor, QStringLiteral("zhang"));
        QCOMPARE(bench.runner.specs().constFirst().maskedArguments().mid(4),
                 (QStringList{"up", "--helm", "4", "--scenario", scenario, "--toolchain", "/tools"}));
    }
};

EDGELINK_TEST_MAIN(DrillTest)
#include "tst_drill.moc"
