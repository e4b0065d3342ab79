// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `up` without a sandbox behind it: when its follower ends, and what it ends with it.
#include "app/sandbox/follow.h"
#include "app/sandbox/statefile.h"
#include "tests/support/testsink.h"

#include <QTemporaryDir>

#include <sys/wait.h>

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
};

EDGELINK_TEST_MAIN(SandboxUpTest)
#include "tst_sandbox_up.moc"
