// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Real child processes: tools, their deadlines, and the reaper that must never end a stranger.
#include "app/sandbox/component.h"
#include "app/sandbox/reaper.h"
#include "app/sandbox/tool.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/wait.h>

#include <thread>

using namespace edgelink;
using namespace edgelink::sandbox;

namespace {

ProcessSpec shell(const QString &script, const QMap<QString, QString> &environment = {})
{
    ProcessSpec spec;
    spec.program = QStringLiteral("/bin/sh");
    spec.arguments = {QStringLiteral("-c"), script};
    spec.environment = environment;
    spec.environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
    return spec;
}

ToolCall call(const QString &script)
{
    ToolCall result;
    result.process = shell(script);
    return result;
}

/// A sleeper that the test itself waits for, so that it cannot linger as a zombie.
class Sleeper
{
public:
    explicit Sleeper(const QMap<QString, QString> &environment = {})
        : m_process(startProcess(shell(QStringLiteral("exec sleep 300"), environment), {}).value_or(ProcessIdentity{}))
    {
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

SandboxState recording(const ProcessIdentity &process, const QString &token = {})
{
    SandboxState state;
    state.bootId = bootId();
    state.runToken = token;
    ComponentRecord component;
    component.name = QStringLiteral("etcd");
    component.process = process;
    state.components << component;
    return state;
}

} // namespace

class SandboxProcessesTest : public test::Suite
{
    Q_OBJECT

    const Cancellation m_never;

private slots:
    void aToolsOutputAndExitCodeArrive()
    {
        ToolCall tool = call(QStringLiteral("cat; echo loud >&2; exit 3"));
        tool.input = QByteArray(1 << 20, 'x');
        QStringList lines;
        tool.onLine = [&lines](const QString &line) { lines << line; };
        const auto output = runTool(tool, m_never);
        QVERIFY(output);
        QCOMPARE(output->exitCode, 3);
        QCOMPARE(output->standardOutput.size(), 1 << 20);
        QCOMPARE(lines, QStringList{QStringLiteral("loud")});
        const auto required = requireTool(call(QStringLiteral("echo reason >&2; exit 3")), m_never);
        QVERIFY(!required);
        QVERIFY(required.error().what.contains(QLatin1String("reason")));
    }

    void aMissingProgramIsAnErrorNotAnExitCode()
    {
        ToolCall tool;
        tool.process.program = QStringLiteral("/nonexistent/tool");
        const auto output = runTool(tool, m_never);
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::NotFound);
    }

    void aToolPastItsDeadlineGoesWithItsChildren()
    {
        ToolCall tool = call(QStringLiteral("sleep 300 & echo $!; wait"));
        tool.deadline = std::chrono::milliseconds(200);
        const auto output = runTool(tool, m_never);
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Timeout);
    }

    void aToolThatIgnoresTheInterruptIsKilled()
    {
        ToolCall tool = call(QStringLiteral("trap '' INT; while :; do sleep 1; done"));
        tool.deadline = std::chrono::milliseconds(100);
        const auto output = runTool(tool, m_never);
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Timeout);
    }

    void aGrandchildThatKeepsThePipeOpenHoldsNobodyUp()
    {
        QElapsedTimer clock;
        clock.start();
        const auto output = runTool(call(QStringLiteral("sleep 300 & echo done")), m_never);
        QVERIFY(output);
        QCOMPARE(output->standardOutput, QByteArray("done\n"));
        QVERIFY(clock.elapsed() < 60'000);
    }

    void cancellingEndsATool()
    {
        Cancellation cancellation;
        std::thread other([&cancellation] { cancellation.cancel(); });
        const auto output = runTool(call(QStringLiteral("sleep 300")), cancellation);
        other.join();
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Cancelled);
    }

    void anIdentityOutlivesNobody()
    {
        ProcessIdentity process;
        {
            const Sleeper sleeper;
            process = sleeper.process();
            QVERIFY(isAlive(process));
            QCOMPARE(identityOf(process.pid), process);
            ProcessIdentity impostor = process;
            ++impostor.startTicks;
            QVERIFY(!isAlive(impostor));
            QVERIFY(!sendSignal(impostor, SIGKILL));
            QVERIFY(isAlive(process));
        }
        QVERIFY(!isAlive(process));
        QVERIFY(!identityOf(0));
    }

    void theReaperEndsWhatIsOnRecord()
    {
        const Sleeper sleeper;
        const auto ended = reap(recording(sleeper.process()));
        QVERIFY2(ended, qPrintable(ended ? QString() : ended.error().sentence()));
        QCOMPARE(*ended, 1);
        QVERIFY(!isAlive(sleeper.process()));
    }

    void theReaperSparesStrangers_data()
    {
        QTest::addColumn<bool>("otherStart");
        QTest::addColumn<QString>("boot");
        QTest::addColumn<QString>("token");
        QTest::newRow("pid given to another process") << true << bootId() << QString();
        QTest::newRow("recorded before a reboot") << false << QStringLiteral("another-boot") << QString();
        QTest::newRow("no boot recorded") << false << QString() << QString();
        QTest::newRow("another run's token") << true << bootId() << QStringLiteral("other");
    }

    void theReaperSparesStrangers()
    {
        QFETCH(bool, otherStart);
        QFETCH(QString, boot);
        QFETCH(QString, token);
        const Sleeper sleeper({{QStringLiteral("EDGELINK_SANDBOX_RUN"), QStringLiteral("mine")}});
        ProcessIdentity recorded = sleeper.process();
        if (otherStart)
            --recorded.startTicks;
        SandboxState state = recording(recorded, token);
        state.bootId = boot;
        QVERIFY(leftovers(state).isEmpty());
        const auto ended = reap(state);
        QVERIFY(ended);
        QCOMPARE(*ended, 0);
        QVERIFY(isAlive(sleeper.process()));
    }

    void theReaperFindsWhatCarriesTheRunsToken()
    {
        const QString token = QStringLiteral("token-of-%1").arg(QCoreApplication::applicationPid());
        const Sleeper sleeper({{QStringLiteral("EDGELINK_SANDBOX_RUN"), token}});
        SandboxState state;
        state.runToken = token;
        const auto ended = reap(state);
        QVERIFY(ended);
        QCOMPARE(*ended, 1);
        QVERIFY(!isAlive(sleeper.process()));
    }

    void theReaperEndsAFrozenProcess()
    {
        const Sleeper sleeper;
        QVERIFY(sendSignal(sleeper.process(), SIGSTOP));
        QVERIFY(reap(recording(sleeper.process())));
        QVERIFY(!isAlive(sleeper.process()));
    }

    void theKernelEndsAChildWithTheThreadThatStartedIt()
    {
        Result<ProcessIdentity> started;
        std::thread thread([&started] { started = startProcess(shell(QStringLiteral("exec sleep 300")), {}); });
        thread.join();
        QVERIFY(started);
        int status = 0;
        QCOMPARE(::waitpid(static_cast<pid_t>(started->pid), &status, 0), static_cast<pid_t>(started->pid));
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGKILL);
    }

    void aComponentSaysHowItEnded()
    {
        const QTemporaryDir folder;
        Component component({QStringLiteral("x"), shell(QStringLiteral("echo last words; exit 4")), {}, {}, {}},
                            folder.filePath(QStringLiteral("x.log")), nullptr);
        QSignalSpy ended(&component, &Component::ended);
        QVERIFY(component.start());
        QVERIFY(component.isRunning());
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(ended.first().first().toString().contains(QLatin1Char('4')));
        QCOMPARE(component.lastLine(), QStringLiteral("last words"));
        QVERIFY(!component.isRunning());
        component.setSpec({QStringLiteral("x"), shell(QStringLiteral("exec sleep 300")), {}, {}, {}});
        QVERIFY(component.start());
        component.send(SIGKILL);
        QTRY_COMPARE(ended.size(), 2);
    }
};

EDGELINK_TEST_MAIN(SandboxProcessesTest)
#include "tst_sandbox_processes.moc"
