// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the pinned tools a sandbox asks for: those that it runs, and no other.
#include "app/sandbox/cancellation.h"
#include "app/sandbox/programs.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace edgelink;
using namespace edgelink::sandbox;

class SandboxProgramsTest : public test::Suite
{
    Q_OBJECT

private slots:
    void onlyTheChosenHelmIsWanted_data()
    {
        QTest::addColumn<int>("helm");
        QTest::addColumn<QString>("absent");
        QTest::addColumn<QString>("complaint"); ///< empty: all is there
        QTest::addColumn<QString>("next");
        QTest::newRow("helm 3, nothing absent") << 3 << ""
                                                << ""
                                                << "";
        QTest::newRow("helm 3 without helm 4") << 3 << "helm4"
                                               << ""
                                               << "";
        QTest::newRow("helm 4 without helm 3") << 4 << "helm3"
                                               << ""
                                               << "";
        QTest::newRow("helm 4 without helm 4") << 4 << "helm4"
                                               << "helm4"
                                               << "packaging/toolchain/build helm4";
        QTest::newRow("two of one tool") << 3 << "kubectl kube-scheduler etcd"
                                         << "etcd, kube-scheduler, kubectl"
                                         << "packaging/toolchain/build etcd kubernetes";
    }

    void onlyTheChosenHelmIsWanted()
    {
        QFETCH(int, helm);
        QFETCH(QString, absent);
        QFETCH(QString, complaint);
        QFETCH(QString, next);
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("bin")));
        for (const char *name : {"etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl",
                                 "kwok", "helm3", "helm4", "migrate"}) {
            if (absent.split(QLatin1Char(' ')).contains(QLatin1String(name)))
                continue;
            QFile file(folder.filePath(QStringLiteral("bin/")) + QLatin1String(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::ExeOwner));
        }
        const auto found = findToolchain(
            folder.path(), helm, QStringLiteral("run"), [](const QString &) {}, Cancellation());
        QCOMPARE(found.has_value(), complaint.isEmpty());
        if (found) {
            const QString mine = helmProgram(helm);
            QCOMPARE(found->path(mine), folder.filePath(QStringLiteral("bin/") + mine));
            QVERIFY(!found->paths.contains(helmProgram(7 - helm)));
        } else {
            QVERIFY2(found.error().what.endsWith(QStringLiteral(": ") + complaint), qPrintable(found.error().what));
            QVERIFY2(found.error().next.endsWith(next), qPrintable(found.error().next));
        }
    }
};

EDGELINK_TEST_MAIN(SandboxProgramsTest)
#include "tst_sandbox_programs.moc"
