// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A helm that is killed in the middle of its work leaves the real release pending. While it may still be at work the
// recovery is refused; once it cannot be, the recovery frees the release.
#include "tests/e2e/stage.h"
#include "tests/support/testsink.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace edgelink;

namespace {
constexpr double Compression = 60;
}

class PendingRecovery : public test::Suite
{
    Q_OBJECT

    std::unique_ptr<test::Stage> m_stage;

    [[nodiscard]] QJsonObject newest() const
    {
        const QJsonArray history = m_stage->helmHistory();
        return history.isEmpty() ? QJsonObject() : history.last().toObject();
    }

    [[nodiscard]] test::ProgramResult recover(int revision) const
    {
        auto ran = m_stage->console({"run", "helm-pending-recovery", "--param",
                                     QStringLiteral("revision=%1").arg(revision), "--confirm", "edge-link-production"});
        std::fprintf(stderr, "exit code %d\n%s\n", ran.exitCode, ran.standardError.constData());
        return ran;
    }

    /// Helm's record of the newest revision, as if it had been written an hour ago. Waiting an hour is no test.
    void age(int revision)
    {
        const QString secret = QStringLiteral("sh.helm.release.v1.edge-link-production.v%1").arg(revision);
        const auto read = m_stage->kubectl({"get", "secret", secret, "-o", "jsonpath={.data.release}"});
        QCOMPARE(read.exitCode, 0);
        QProcess older;
        older.start(
            QStringLiteral("sh"),
            {QStringLiteral("-c"),
             QStringLiteral("now=$(date -u -d '-1 hour' +%Y-%m-%dT%H:%M:%S.000000000Z); base64 -d | base64 -d | gunzip"
                            " | sed \"s/\\\"last_deployed\\\":\\\"[^\\\"]*\\\"/\\\"last_deployed\\\":\\\"$now\\\"/\""
                            " | gzip | base64 -w 0 | base64 -w 0")});
        older.write(read.standardOutput);
        older.closeWriteChannel();
        QVERIFY(older.waitForFinished());
        const QByteArray release = older.readAllStandardOutput();
        QVERIFY2(release.size() > 1000, older.readAllStandardError().constData());
        const auto patched
            = m_stage->kubectl({"patch", "secret", secret, "--type", "merge", "-p",
                                QStringLiteral("{\"data\":{\"release\":\"%1\"}}").arg(QString::fromLatin1(release))});
        QVERIFY2(patched.exitCode == 0, patched.standardError.constData());
    }

private slots:
    void initTestCase()
    {
        m_stage = std::make_unique<test::Stage>(QStringLiteral("3"), Compression);
        QVERIFY2(m_stage->up(QStringLiteral("healthy")), qPrintable(m_stage->problem()));
    }

    void cleanupTestCase() { m_stage.reset(); }

    void aKilledHelmIsRecoveredFrom()
    {
        const int good = newest().value("revision").toInt();
        QVERIFY(good >= 2);
        const auto helm = m_stage->startHelm(
            {"rollback", "edge-link-production", "1", "--wait", "--timeout", "5m", "--history-max", "0"});
        QVERIFY(helm->waitForStarted());
        QDeadlineTimer deadline(std::chrono::seconds{30});
        while (!newest().value("status").toString().startsWith("pending") && !deadline.hasExpired())
            QVERIFY2(!helm->waitForFinished(1), helm->readAllStandardError().constData());
        helm->kill();
        QVERIFY(helm->waitForFinished());
        const QJsonObject pending = newest();
        QCOMPARE(pending.value("status").toString(), QStringLiteral("pending-rollback"));
        QCOMPARE(pending.value("revision").toInt(), good + 1);

        const auto early = recover(good); // its helm may still be at work: nobody has seen it die
        QCOMPARE(early.exitCode, 3);
        QVERIFY(early.standardError.contains("may still be at work"));
        QCOMPARE(newest(), pending);

        age(good + 1);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(newest().value("status").toString(), QStringLiteral("pending-rollback"));
        QCOMPARE(recover(good).exitCode, 0);
        const QJsonObject freed = newest();
        QCOMPARE(freed.value("revision").toInt(), good + 2);
        QCOMPARE(freed.value("status").toString(), QStringLiteral("deployed"));
        QVERIFY(freed.value("description").toString().contains(QString::number(good)));
        QCOMPARE(m_stage->console({"journal", "verify"}).exitCode, 0);
    }
};

EDGELINK_TEST_MAIN(PendingRecovery)
#include "tst_pending_recovery.moc"
