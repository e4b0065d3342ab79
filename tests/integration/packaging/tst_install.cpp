// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `cmake --install` as a distribution's packager calls it: everything lies where it belongs, and both programs run from
// there with what was installed beside them.
#include "tests/support/program.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace edgelink;

namespace {
constexpr std::chrono::seconds Deadline{120};
}

class InstallTest : public test::Suite
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString at(const char *name) const
    {
        return m_folder.filePath(QStringLiteral("usr/")) + QLatin1String(name);
    }

    /// Runs an installed program without anything that could lead it elsewhere.
    [[nodiscard]] test::ProgramResult run(const char *program, const QStringList &arguments) const
    {
        return test::runProgram(at("bin/") + QLatin1String(program), arguments, Deadline,
                                {{QStringLiteral("HOME"), m_folder.filePath(QStringLiteral("home"))},
                                 {QStringLiteral("EDGELINK_TOOLCHAIN"), QString()},
                                 {QStringLiteral("EDGELINK_RESOURCES"), QString()}});
    }

private slots:
    void initTestCase()
    {
        const test::ProgramResult installed
            = test::runProgram(QStringLiteral(EDGELINK_CMAKE),
                               {QStringLiteral("--install"), QStringLiteral(EDGELINK_BUILD_DIR),
                                QStringLiteral("--prefix"), QStringLiteral("/usr")},
                               Deadline, {{QStringLiteral("DESTDIR"), m_folder.path()}});
        QVERIFY2(installed.finished && installed.exitCode == 0, installed.standardError.constData());
    }

    void everythingLiesWhereItBelongs_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *file :
             {"bin/edgelink-console", "bin/edgelink-sandbox", "share/applications/edgelink-console.desktop",
              "share/icons/hicolor/scalable/apps/edgelink-console.svg", "share/metainfo/edgelink-console.metainfo.xml",
              "share/man/man1/edgelink-console.1", "share/man/man1/edgelink-sandbox.1",
              "share/edgelink-incident-console/resources/runbooks/helm-rollback.yaml",
              "share/edgelink-incident-console/resources/thresholds/edgelink.yaml",
              "share/edgelink-incident-console/resources/schema/runbook.schema.json",
              "share/edgelink-incident-console/resources/sandbox/chart/Chart.yaml",
              "share/edgelink-incident-console/toolchain/helm3/go.sum"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }

    void everythingLiesWhereItBelongs()
    {
        QFETCH(QString, file);
        const QFileInfo info(at(qPrintable(file)));
        QVERIFY(info.isFile());
        QVERIFY(info.size() > 0);
        QVERIFY2(info.permission(QFileDevice::ReadOther), "only its owner could read it");
    }

    void theConsoleRuns()
    {
        const test::ProgramResult version = run("edgelink-console", {QStringLiteral("--version")});
        QCOMPARE(version.exitCode, 0);
        QVERIFY2(version.standardOutput.contains(EDGELINK_VERSION), version.standardOutput.constData());
        const QString home = m_folder.filePath(QStringLiteral("home/.config/edgelink/"));
        QVERIFY(QDir().mkpath(home));
        QFile configuration(home + QStringLiteral("console.yaml"));
        QVERIFY(configuration.open(QIODevice::WriteOnly));
        configuration.write("version: 1\nenvironments:\n  production: {kind: production, cluster: somewhere, "
                            "kubeconfig: kubeconfig, context: somewhere, namespace: edgelink-prod, release: "
                            "edge-link-production, prometheus: {url: \"http://127.0.0.1:9\"}, alertmanager: {url: "
                            "\"http://127.0.0.1:9\"}}\n");
        configuration.close();
        const test::ProgramResult runbooks = run("edgelink-console", {QStringLiteral("runbooks")});
        QVERIFY2(runbooks.exitCode == 0, runbooks.standardError.constData());
        for (const char *id : {"helm-rollback", "rollback-verification", "smoke-tests", "observation"})
            QVERIFY2(runbooks.standardOutput.contains(id), runbooks.standardOutput.constData());
    }

    void theManualIsTheHelp()
    {
        for (const char *program : {"edgelink-console", "edgelink-sandbox"}) {
            QFile page(at("share/man/man1/") + QLatin1String(program) + QStringLiteral(".1"));
            QVERIFY(page.open(QIODevice::ReadOnly));
            const QByteArray text = page.readAll().replace("\\-", "-").replace("\\&", "");
            const test::ProgramResult help = run(program, {QStringLiteral("--help")});
            QCOMPARE(help.exitCode, 0);
            const QByteArray home = m_folder.filePath(QStringLiteral("home")).toUtf8();
            for (const QByteArray &line : QByteArray(help.standardOutput).replace(home, "~").split('\n'))
                QVERIFY2(text.contains(line), line.constData());
            QVERIFY2(text.startsWith(".TH "), text.constData());
            QVERIFY2(!text.contains(EDGELINK_BUILD_DIR), "it tells where it was built");
        }
    }

    void theSandboxReadsWhatIsInstalled()
    {
        const QString scenarios = at("share/edgelink-incident-console/resources/sandbox/scenarios/");
        QVERIFY(QFile::copy(scenarios + QStringLiteral("healthy.yaml"), scenarios + QStringLiteral("only-here.yaml")));
        const test::ProgramResult unknown
            = run("edgelink-sandbox",
                  {QStringLiteral("--dir"), m_folder.filePath(QStringLiteral("none")), QStringLiteral("up"),
                   QStringLiteral("--foreground"), QStringLiteral("--scenario"), QStringLiteral("no-such")});
        QCOMPARE(unknown.exitCode, 2);
        QVERIFY2(unknown.standardError.contains("only-here"), unknown.standardError.constData());
    }

    void theSandboxBuildsOnlyTheToolsItNeeds_data()
    {
        QTest::addColumn<QString>("helm");
        QTest::addColumn<QByteArray>("tools");
        QTest::newRow("helm 3") << "3" << QByteArray("helm3 migrate kwok etcd kubernetes\n");
        QTest::newRow("helm 4") << "4" << QByteArray("helm4 migrate kwok etcd kubernetes\n");
    }

    void theSandboxBuildsOnlyTheToolsItNeeds()
    {
        QFETCH(QString, helm);
        QFETCH(QByteArray, tools);
        // Builds nothing, which would take half an hour, but says what it was asked for.
        const QString script = at("share/edgelink-incident-console/toolchain/build");
        QVERIFY(QFileInfo(script).isExecutable());
        const QString asked = m_folder.filePath(QStringLiteral("asked"));
        QFile file(script);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("#!/bin/sh\necho \"$*\" > '" + asked.toUtf8() + "'\necho 'error: the proxy is away' >&2\nexit 1\n");
        file.close();
        const QString folder = m_folder.filePath(QStringLiteral("sandbox"));
        const test::ProgramResult up
            = run("edgelink-sandbox",
                  {QStringLiteral("--dir"), folder, QStringLiteral("up"), QStringLiteral("--helm"), helm});
        QCOMPARE(up.exitCode, 1);
        QVERIFY2(up.standardError.contains("the proxy is away"), up.standardError.constData());
        QFile log(asked);
        QVERIFY(log.open(QIODevice::ReadOnly));
        QCOMPARE(log.readAll(), tools);
        QCOMPARE(run("edgelink-sandbox", {QStringLiteral("--dir"), folder, QStringLiteral("reset")}).exitCode, 0);
    }
};

EDGELINK_TEST_MAIN(InstallTest)
#include "tst_install.moc"
