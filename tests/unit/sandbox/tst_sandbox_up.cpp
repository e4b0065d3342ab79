// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `up` without a sandbox behind it: when its follower ends and what it ends with it, what a start that is refused
// leaves, and what counts as the same sandbox.
#include "app/sandbox/follow.h"
#include "app/sandbox/lock.h"
#include "app/sandbox/supervisor.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/wait.h>
#include <unistd.h>

#include <thread>

using namespace edgelink;
using namespace edgelink::sandbox;

namespace {

/// Stands for a supervisor. Waited for, so that it cannot linger as a zombie.
class Sleeper
{
public:
    Sleeper()
    {
        ProcessSpec spec;
        spec.program = QStringLiteral("/bin/sleep");
        spec.arguments = {QStringLiteral("300")};
        m_process = startProcess(spec, {}).value_or(ProcessIdentity{});
        m_waiter = std::thread([pid = static_cast<pid_t>(m_process.pid)] { ::waitpid(pid, nullptr, 0); });
    }
    ~Sleeper()
    {
        sendSignal(m_process, SIGKILL);
        m_waiter.join();
    }
    Sleeper(const Sleeper &) = delete;
    Sleeper &operator=(const Sleeper &) = delete;
    [[nodiscard]] const ProcessIdentity &process() const { return m_process; }

private:
    ProcessIdentity m_process;
    std::thread m_waiter;
};

struct Bench {
    QTemporaryDir folder;
    CommandOptions options;

    Bench() { options.layout = Layout::at(folder.path()); }
    void say(const QString &phase, const ProcessIdentity &supervisor) const
    {
        SandboxState state;
        state.phase = phase;
        state.scenario = QStringLiteral("bad-release");
        state.startedAt = QDateTime::currentDateTimeUtc();
        state.supervisor = supervisor;
        QVERIFY(writeState(options.layout.stateFile(), state));
    }
};

} // namespace

class SandboxUpTest : public test::Suite
{
    Q_OBJECT

private slots:
    void anInterruptionEndsOnlyWhatIsNotReady_data()
    {
        QTest::addColumn<QString>("before"); // phases, as the interruption comes and a moment later
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("ours");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<bool>("lives");
        const QString starting = QStringLiteral("starting");
        const QString ready = QStringLiteral("ready");
        QTest::newRow("starting") << starting << starting << true << int(Interrupted) << false;
        QTest::newRow("starting, another's") << starting << starting << false << int(Interrupted) << true;
        QTest::newRow("ready") << ready << ready << true << int(Success) << true;
        QTest::newRow("ready, another's") << ready << ready << false << int(Success) << true;
        QTest::newRow("ready since the last look") << starting << ready << true << int(Success) << true;
    }

    void anInterruptionEndsOnlyWhatIsNotReady()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(bool, ours);
        QFETCH(int, exitCode);
        QFETCH(bool, lives);
        const Sleeper supervisor;
        QVERIFY(supervisor.process().isValid());
        const Bench bench;
        bench.say(before, supervisor.process());
        const int code = follow(bench.options, supervisor.process(), ours, [&] {
            bench.say(after, supervisor.process());
            return true;
        });
        QCOMPARE(code, exitCode);
        QCOMPARE(isAlive(supervisor.process()), lives);
    }

    void anotherRunsStateIsNotReady()
    {
        const Sleeper earlier;
        const Sleeper supervisor;
        const Bench bench;
        bench.say(QStringLiteral("ready"), earlier.process());
        QCOMPARE(follow(bench.options, supervisor.process(), false, [] { return true; }), int(Interrupted));
    }

    void aRefusedStartSaysWhyInTheState_data()
    {
        QTest::addColumn<QString>("scenario"); // %1: the folder
        QTest::addColumn<bool>("isFile");
        QTest::newRow("no such name") << QStringLiteral("no-such-scenario") << false;
        QTest::newRow("no such file") << QStringLiteral("%1/gone.yaml") << true;
        QTest::newRow("no scenario in the file") << QStringLiteral("%1/broken.yaml") << true;
    }

    void aRefusedStartSaysWhyInTheState()
    {
        QFETCH(QString, scenario);
        QFETCH(bool, isFile);
        const QTemporaryDir folder;
        const QString asked = scenario.contains(QLatin1Char('%')) ? scenario.arg(folder.path()) : scenario;
        QVERIFY(writeFile(folder.filePath(QStringLiteral("broken.yaml")), "nonsense: ["));
        const Layout layout = Layout::at(folder.filePath(QStringLiteral("sandbox")));
        {
            Supervisor supervisor({layout, {}, asked, 4});
            const auto prepared = supervisor.prepare();
            QVERIFY(!prepared);
            const auto state = readState(layout.stateFile());
            QVERIFY(state);
            QCOMPARE(state->phase, QStringLiteral("failed"));
            QVERIFY2(state->error.startsWith(prepared.error().sentence()), qPrintable(state->error));
            QVERIFY(state->supervisor == identityOf(::getpid())); // so that its follower takes it for an answer
            QVERIFY(state->startedAt.isValid());
            // For another start of the same.
            QCOMPARE(state->helmVersion, 4);
            QCOMPARE(state->scenario, asked);
            QCOMPARE(state->scenarioFile, isFile ? asked : QString());
        }
        QVERIFY(removeAll(layout));
    }

    void whoDoesNotHaveTheFolderWritesNoState()
    {
        const QTemporaryDir folder;
        const Layout layout = Layout::at(folder.path());
        QVERIFY(claimDirectory(layout));
        const auto lock = SupervisorLock::take(layout.lockFile());
        QVERIFY(lock);
        Supervisor supervisor({layout, {}, QStringLiteral("no-such-scenario"), 3});
        const auto prepared = supervisor.prepare();
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().kind, ErrorKind::Conflict);
        QVERIFY(!QFile::exists(layout.stateFile()));
    }

    void upTwiceIsTheSameSandbox_data()
    {
        QTest::addColumn<QString>("running"); // %1: the folder of files; a name otherwise
        QTest::addColumn<QString>("asked");
        QTest::addColumn<int>("exitCode");
        const QString name = QStringLiteral("bad-release");
        const QString file = QStringLiteral("%1/bad-release.yaml");
        QTest::newRow("name") << name << name << int(Success);
        QTest::newRow("another name") << name << QStringLiteral("cpu-burn") << int(Failed);
        QTest::newRow("whatever runs") << file << QString() << int(Success);
        QTest::newRow("file") << file << file << int(Success);
        QTest::newRow("file by another way") << file << QStringLiteral("%1/../%2/bad-release.yaml") << int(Success);
        QTest::newRow("file by a link") << file << QStringLiteral("%1/link.yaml") << int(Success);
        QTest::newRow("another file") << file << QStringLiteral("%1/other.yaml") << int(Failed);
        QTest::newRow("files that are gone")
            << QStringLiteral("%1/gone.yaml") << QStringLiteral("%1/away.yaml") << int(Failed);
        QTest::newRow("name while its namesake runs") << file << name << int(Failed);
        QTest::newRow("file while its namesake runs") << name << file << int(Failed);
    }

    void upTwiceIsTheSameSandbox()
    {
        QFETCH(QString, running);
        QFETCH(QString, asked);
        QFETCH(int, exitCode);
        const QTemporaryDir files;
        const auto there = [&files](QString path) {
            path.replace(QStringLiteral("%1"), files.path());
            return path.replace(QStringLiteral("%2"), files.path().section(QLatin1Char('/'), -1));
        };
        for (const char *name : {"bad-release.yaml", "other.yaml"})
            QVERIFY(writeFile(files.filePath(QString::fromLatin1(name)), "name: bad-release\n"));
        QVERIFY(QFile::link(files.filePath(QStringLiteral("bad-release.yaml")),
                            files.filePath(QStringLiteral("link.yaml"))));
        Bench bench;
        const auto lock = SupervisorLock::take(bench.options.layout.lockFile());
        QVERIFY(lock);
        SandboxState state;
        state.phase = QStringLiteral("ready");
        state.startedAt = QDateTime::currentDateTimeUtc();
        state.supervisor = identityOf(::getpid()).value_or(ProcessIdentity{});
        state.scenario = QStringLiteral("bad-release");
        if (running.contains(QLatin1Char('%')))
            state.scenarioFile = there(running);
        QVERIFY(writeState(bench.options.layout.stateFile(), state));
        bench.options.scenario = there(asked);
        QCOMPARE(runUp(bench.options), exitCode);
    }
};

EDGELINK_TEST_MAIN(SandboxUpTest)
#include "tst_sandbox_up.moc"
