// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The drill "bad release" from breach to report, headless, against the real stack, with helm 3 and helm 4.
#include "models/domain/journal.h"
#include "tests/e2e/stage.h"
#include "tests/support/testsink.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QSize>
#include <QtEndian>

#include <cmath>
#include <cstdio>

using namespace edgelink;

class BadReleaseDrill : public test::Suite
{
    Q_OBJECT

private slots:
    void fromBreachToReport_data()
    {
        QTest::addColumn<QString>("helm");
        QTest::newRow("helm 3") << "3";
        QTest::newRow("helm 4") << "4";
    }

    void fromBreachToReport()
    {
        QFETCH(QString, helm);
        test::Stage stage(helm);
        QVERIFY2(stage.up(), qPrintable(stage.problem()));

        // Nothing changes without the name.
        const qsizetype revisions = stage.helmHistory().size();
        QVERIFY(revisions > 0);
        const auto refused = stage.console({"drill", "run", "bad-release"});
        QCOMPARE(refused.exitCode, 3);
        QCOMPARE(stage.helmHistory().size(), revisions);

        const QDateTime before = QDateTime::currentDateTimeUtc();
        const QString out = stage.dataDirectory() + QStringLiteral("/report");
        const QString screens = stage.dataDirectory() + QStringLiteral("/screens");
        QStringList words{"drill", "run", "bad-release", "--confirm", "edge-link-production", "--out", out};
        if (helm == QLatin1String("3")) // once is enough: nothing in them depends on the tool
            words << "--screens" << screens;
        const auto drill = stage.console(words, std::chrono::minutes{8});
        const QDateTime after = QDateTime::currentDateTimeUtc();
        if (drill.exitCode != 0) // whole: the test framework cuts long messages
            std::fprintf(stderr, "exit code %d\n%s\n", drill.exitCode, drill.standardError.constData());
        QCOMPARE(drill.exitCode, 0);

        // The cluster's own word: one revision for the bad release, one for the rollback, and that one is deployed.
        const QJsonArray history = stage.helmHistory();
        QCOMPARE(history.size(), revisions + 2);
        const QJsonObject newest = history.last().toObject();
        QCOMPARE(newest.value("status").toString(), QStringLiteral("deployed"));
        QCOMPARE(
            newest.value("description").toString(),
            QStringLiteral("Rollback to %1").arg(history.at(history.size() - 3).toObject().value("revision").toInt()));
        const auto pods = stage.kubectl({"get", "pods", "-o", "json"});
        const QJsonArray items = QJsonDocument::fromJson(pods.standardOutput).object().value("items").toArray();
        for (const QJsonValue pod : items) {
            const QJsonArray containers
                = pod.toObject().value("status").toObject().value("containerStatuses").toArray();
            for (const QJsonValue container : containers)
                QVERIFY2(container.toObject().value("ready").toBool(),
                         qPrintable(pod.toObject().value("metadata").toObject().value("name").toString()));
        }

        QCOMPARE(stage.console({"journal", "verify"}).exitCode, 0);

        const QStringList reports = QDir(out).entryList({"INC-*.en.json"});
        QCOMPARE(reports.size(), 1);
        for (const char *suffix : {"en.md", "en.html", "en.pdf", "zh_CN.md", "zh_CN.html", "zh_CN.pdf"})
            QCOMPARE(QDir(out).entryList({QStringLiteral("INC-*.") + QLatin1String(suffix)}).size(), 1);
        QFile file(out + QLatin1Char('/') + reports.first());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject report = QJsonDocument::fromJson(file.readAll()).object();
        QStringList triggers = report.value("triggers").toVariant().toStringList();
        triggers.sort();
        QCOMPARE(triggers, (QStringList{"crash-loop", "http-5xx", "p95-latency"}));
        checkTimes(report, before, after);
        checkAgainstHelm(report, history);
        if (helm == QLatin1String("3"))
            checkPictures(screens);
        // Whoever declared the drill decided on one, and the run's pre-flight on one for all of its checks.
        int verdicts = 0;
        const QJsonArray timeline = report.value("timeline").toArray();
        for (const QJsonValue row : timeline)
            verdicts += row.toObject().value("kind").toString() == QLatin1String(journalkind::VerdictGiven) ? 1 : 0;
        QCOMPARE(verdicts, 2);
        if (helm == QLatin1String("4")) // once is enough: nothing in it depends on the tool
            anotherDrillIsAnotherIncident(stage, reports.first());
    }

private:
    /// On the same data folder and sandbox: the release is really made bad again, and the first drill's incident, which
    /// nobody closed, does not pass for this one's breach.
    static void anotherDrillIsAnotherIncident(test::Stage &stage, const QString &firstReport)
    {
        const qsizetype revisions = stage.helmHistory().size();
        const QString out = stage.dataDirectory() + QStringLiteral("/again");
        const auto drill
            = stage.console({"drill", "run", "bad-release", "--confirm", "edge-link-production", "--out", out},
                            std::chrono::minutes{6});
        if (drill.exitCode != 0)
            std::fprintf(stderr, "exit code %d\n%s\n", drill.exitCode, drill.standardError.constData());
        QCOMPARE(drill.exitCode, 0);
        QCOMPARE(stage.helmHistory().size(), revisions + 2);
        const QStringList reports = QDir(out).entryList({"INC-*.en.json"});
        QCOMPARE(reports.size(), 1);
        QVERIFY2(reports.first() != firstReport, qPrintable(firstReport));
        QCOMPARE(stage.console({"journal", "verify"}).exitCode, 0);
    }

    /// Every page in both languages, both themes and both sizes.
    static void checkPictures(const QString &folder)
    {
        const QDir pictures(folder);
        for (const char *page : {"wall", "releases", "runs", "timeline", "report", "drills"}) {
            for (const char *look : {"en-dark", "en-light", "zh_CN-dark", "zh_CN-light"}) {
                for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
                    const QString name = QStringLiteral("%1-%2-%3x%4.png")
                                             .arg(QLatin1String(page), QLatin1String(look))
                                             .arg(size.width())
                                             .arg(size.height());
                    const QByteArray head = headOf(pictures.filePath(name));
                    QVERIFY2(head.startsWith("\x89PNG"), qPrintable(name));
                    QCOMPARE(qFromBigEndian<quint32>(head.constData() + 16), static_cast<quint32>(size.width()));
                    QCOMPARE(qFromBigEndian<quint32>(head.constData() + 20), static_cast<quint32>(size.height()));
                }
            }
        }
    }
    static QByteArray headOf(const QString &path)
    {
        constexpr qint64 UpToTheSize = 24;
        QFile file(path);
        return file.open(QIODevice::ReadOnly) && file.size() > 1000 ? file.read(UpToTheSize)
                                                                    : QByteArray(UpToTheSize, 0);
    }

    /// Helm dates a revision by the beginning of the operation.
    static void checkAgainstHelm(const QJsonObject &report, const QJsonArray &history)
    {
        const auto deployed = [&history](qsizetype fromEnd) {
            const QString text = history.at(history.size() - fromEnd).toObject().value("updated").toString();
            return QDateTime::fromString(text, Qt::ISODateWithMs);
        };
        const auto told = [&report](const char *name) {
            return QDateTime::fromString(report.value(QLatin1String(name)).toString(), Qt::ISODateWithMs);
        };
        const QDateTime bad = deployed(2);
        const QDateTime back = deployed(1);
        QVERIFY(bad.isValid() && back.isValid());
        QVERIFY2(told("impactStart") >= bad.addSecs(-1), "the impact began before the bad release"); // whole seconds
        QVERIFY2(told("detectedAt") <= back, "rolled back before it was detected");
        QVERIFY2(told("mitigatedAt") >= back, "mitigated before the rollback began");
        const QJsonArray timeline = report.value("timeline").toArray();
        for (const QJsonValue row : timeline) {
            if (row.toObject().value("kind").toString() != QLatin1String(journalkind::Breach))
                continue;
            const QString at = row.toObject().value("time").toString();
            QVERIFY2(bad.secsTo(QDateTime::fromString(at, Qt::ISODateWithMs)) <= 120,
                     qPrintable(QStringLiteral("a breach was seen only at ") + at));
        }
        const double achieved = report.value("rto").toObject().value("achievedSeconds").toDouble(-1);
        const double between = static_cast<double>(told("impactStart").msecsTo(told("recoveredAt"))) / 1000.0;
        QVERIFY2(std::abs(achieved - between) < 0.01, qPrintable(QString::number(achieved)));
        QVERIFY2(told("recoveredAt") >= told("mitigatedAt"), "recovered before it was mitigated");
    }

    /// The report's times lie within the drill, in the order in which things happened.
    static void checkTimes(const QJsonObject &report, const QDateTime &before, const QDateTime &after)
    {
        QVERIFY2(!report.isEmpty(), "the JSON report is empty");
        QDateTime previous = before.addSecs(-1); // samples carry whole seconds
        for (const char *name : {"impactStart", "detectedAt", "mitigatedAt", "rollbackDoneAt"}) {
            const QDateTime time
                = QDateTime::fromString(report.value(QLatin1String(name)).toString(), Qt::ISODateWithMs);
            QVERIFY2(time.isValid(), name);
            QVERIFY2(time >= previous, name);
            QVERIFY2(time <= after, name);
            previous = time;
        }
    }
};

EDGELINK_TEST_MAIN(BadReleaseDrill)
#include "tst_bad_release.moc"
