// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox run by somebody who is not root: where this test is, by the account "nobody", in whose reach everything
// is put first. Comes up, reaches its database, and leaves nothing after kill -9 and after Ctrl-C.
#include "app/sandbox/lock.h"
#include "app/sandbox/reaper.h"
#include "tests/integration/sandbox/realsandbox.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <unistd.h>

#include <csignal>

using namespace edgelink;
using namespace edgelink::sandbox;

class SandboxAsUserTest : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_environment = {{QStringLiteral("PATH"), QStringLiteral("/usr/local/bin:/usr/bin:/bin")},
                         {QStringLiteral("HOME"), m_folder.filePath(QStringLiteral("home"))},
                         {QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8")},
                         {QStringLiteral("EDGELINK_TOOLCHAIN"), qEnvironmentVariable("EDGELINK_TOOLCHAIN")},
                         // The suppressions of other tests' leaks may lie out of its reach.
                         {QStringLiteral("ASAN_OPTIONS"), QStringLiteral("detect_leaks=0")}};
        QVERIFY(QDir().mkpath(m_environment.value(QStringLiteral("HOME"))));
        m_user = ::geteuid();
        if (m_user == 0)
            moveIntoReachOfNobody();
    }

    void itComesUpAndLeavesNothing()
    {
        const test::RealSandbox sandbox(m_folder.filePath(QStringLiteral("home/sandbox")), m_program, m_as,
                                        m_environment);
        const QString problem = sandbox.up();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const SandboxState first = sandbox.state();
        QCOMPARE(first.phase, QStringLiteral("ready"));
        const QList<ProcessIdentity> running = leftovers(first);
        QVERIFY(running.size() >= 11);
        for (const ProcessIdentity &process : running)
            QCOMPARE(QFileInfo(QStringLiteral("/proc/%1").arg(process.pid)).ownerId(), m_user);
        QCOMPARE(sandbox
                     .kubectl({QStringLiteral("exec"), QStringLiteral("postgres-0"), QStringLiteral("--"),
                               QStringLiteral("psql"), QStringLiteral("-Atc"),
                               QStringLiteral("SELECT version, dirty FROM schema_migrations")})
                     .trimmed(),
                 QByteArray("12|f"));

        QVERIFY(sendSignal(first.supervisor, SIGKILL));
        QTRY_VERIFY_WITH_TIMEOUT(leftovers(first).isEmpty(), 180'000);

        // The same folder again, this time in the foreground of a terminal.
        const ToolCall call = sandbox.call({QStringLiteral("up"), QStringLiteral("--foreground"),
                                            QStringLiteral("--scenario"), QStringLiteral("healthy")});
        QProcess foreground;
        QProcessEnvironment environment;
        for (auto it = m_environment.cbegin(); it != m_environment.cend(); ++it)
            environment.insert(it.key(), it.value());
        foreground.setProcessEnvironment(environment);
        foreground.start(call.process.program, call.process.arguments);
        QVERIFY2(foreground.waitForStarted(), qPrintable(foreground.errorString()));
        const auto isReady = [&] {
            const SandboxState now = sandbox.state();
            return now.runToken != first.runToken && now.phase == QLatin1String("ready");
        };
        QTRY_VERIFY2_WITH_TIMEOUT(isReady() || foreground.state() == QProcess::NotRunning,
                                  foreground.readAllStandardError(), 180'000);
        const SandboxState second = sandbox.state();
        QVERIFY2(isReady(), foreground.readAllStandardError());
        QCOMPARE(second.supervisor.pid, foreground.processId());
        QCOMPARE(::kill(static_cast<pid_t>(foreground.processId()), SIGINT), 0);
        QVERIFY(foreground.waitForFinished(180'000));
        QCOMPARE(foreground.exitCode(), 0);
        QVERIFY(leftovers(second).isEmpty());
        QCOMPARE(sandbox.state().phase, QStringLiteral("stopped"));
        QVERIFY(!SupervisorLock::isHeld(sandbox.file(QStringLiteral("supervisor.lock"))));
    }

private:
    void moveIntoReachOfNobody()
    {
        const std::optional<UserIdentity> nobody = userNamed(QStringLiteral("nobody"));
        QVERIFY(nobody);
        m_user = nobody->uid;
        m_as = {QStringLiteral("/usr/bin/setpriv"), QStringLiteral("--reuid=%1").arg(nobody->uid),
                QStringLiteral("--regid=%1").arg(nobody->gid), QStringLiteral("--clear-groups")};
        // Tools, program and resources may lie below a private home; links are followed, the modes opened.
        const auto copy = [this](const QString &from, const QString &to) {
            const QString target = m_folder.filePath(to);
            QCOMPARE(shell({QStringLiteral("cp"), QStringLiteral("-rL"), from, target}), QByteArray());
            QCOMPARE(shell({QStringLiteral("chmod"), QStringLiteral("-R"), QStringLiteral("a+rX"), target}),
                     QByteArray());
        };
        copy(m_environment.value(QStringLiteral("EDGELINK_TOOLCHAIN")), QStringLiteral("toolchain"));
        copy(QStringLiteral(EDGELINK_SOURCE_DIR "/resources"), QStringLiteral("resources"));
        copy(m_program, QStringLiteral("edgelink-sandbox"));
        m_environment.insert(QStringLiteral("EDGELINK_TOOLCHAIN"), m_folder.filePath(QStringLiteral("toolchain")));
        m_environment.insert(QStringLiteral("EDGELINK_RESOURCES"), m_folder.filePath(QStringLiteral("resources")));
        m_program = m_folder.filePath(QStringLiteral("edgelink-sandbox"));
        QCOMPARE(shell({QStringLiteral("chown"), QStringLiteral("%1:%2").arg(nobody->uid).arg(nobody->gid),
                        m_environment.value(QStringLiteral("HOME"))}),
                 QByteArray());
        QCOMPARE(shell({QStringLiteral("chmod"), QStringLiteral("711"), m_folder.path()}), QByteArray());
    }

    /// What the tool complained of.
    [[nodiscard]] static QByteArray shell(const QStringList &command)
    {
        QProcess process;
        process.start(command.first(), command.mid(1));
        if (!process.waitForFinished(120'000))
            return process.errorString().toUtf8();
        return process.exitCode() == 0 ? QByteArray() : process.readAllStandardError();
    }

    QTemporaryDir m_folder;
    QString m_program = QStringLiteral(EDGELINK_SANDBOX_PROGRAM);
    QStringList m_as; ///< what makes the program another user's
    QMap<QString, QString> m_environment;
    uint m_user = 0;
};

EDGELINK_TEST_MAIN(SandboxAsUserTest)
#include "tst_sandbox_as_user.moc"
