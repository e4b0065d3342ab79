// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of the console at seeded random instants of a rollback, and of a whole drill: no lost intent, no lost
// outcome, and each restart settles the run.
#include "tests/e2e/stage.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSet>

#include <cstdio>

using namespace edgelink;

namespace {

constexpr double Compression = 300; // the observation window takes 3 s, so that many kills fit
constexpr quint32 DefaultSeed = 20261123;
constexpr int DefaultKills = 15;
constexpr int Span = 16000; // ms; about the length of an undisturbed run
constexpr int DefaultDrillKills = 3;
constexpr int DrillSpan = 45000; // of an undisturbed drill: fault, breach, verdict, rollback, checks, observation

int setting(const char *name, int fallback)
{
    bool ok = false;
    const int value = qEnvironmentVariableIntValue(name, &ok);
    return ok ? value : fallback;
}

} // namespace

class KillCampaign : public test::Suite
{
    Q_OBJECT

    std::unique_ptr<test::Stage> m_stage;

    [[nodiscard]] static QList<QJsonObject> journal(const test::Stage &stage)
    {
        QList<QJsonObject> events;
        const auto exported = stage.console({"journal", "export"});
        const QJsonArray rows = QJsonDocument::fromJson(exported.standardOutput).object().value("events").toArray();
        for (const QJsonValue row : rows)
            events << row.toObject();
        return events;
    }

    [[nodiscard]] static QStringList unfinishedRuns(const test::Stage &stage)
    {
        QStringList ids;
        const auto listed = stage.console({"runs", "--json"});
        const QJsonArray runs = QJsonDocument::fromJson(listed.standardOutput).array();
        for (const QJsonValue run : runs) {
            if (run.toObject().value("outcome").toString().isEmpty()
                && run.toObject().value("state").toString() != QLatin1String("refused"))
                ids << run.toObject().value("run").toString();
        }
        return ids;
    }

private slots:
    void initTestCase()
    {
        m_stage = std::make_unique<test::Stage>(QStringLiteral("3"), Compression);
        // Two good revisions and no fault of the scenario's own: its upgrade would get into a run's way, or under a
        // check.
        QVERIFY2(m_stage->up(QStringLiteral("healthy")), qPrintable(m_stage->problem()));
    }

    void cleanupTestCase() { m_stage.reset(); }

    void everyKillIsSettled()
    {
        const quint32 seed = static_cast<quint32>(setting("EDGELINK_KILL_SEED", static_cast<int>(DefaultSeed)));
        const int kills = setting("EDGELINK_KILLS", DefaultKills);
        QRandomGenerator random(seed);
        int cutOff = 0;
        for (int i = 0; i < kills; ++i) {
            const int delay = random.bounded(200, Span);
            // Alternate between the two good revisions: each run is a real change.
            const int target = i % 2 == 0 ? 1 : 2;
            auto console = test::startProgram(
                test::consoleProgram(),
                m_stage->consoleArguments({"run", "helm-rollback", "--param", QStringLiteral("revision=%1").arg(target),
                                           "--confirm", "edge-link-production", "--reason", "kill campaign"}));
            const bool ended = console->waitForFinished(delay);
            if (!ended) {
                console->kill(); // SIGKILL
                QVERIFY(console->waitForFinished());
                ++cutOff;
            }
            const QString where = QStringLiteral("seed %1, kill %2 after %3 ms").arg(seed).arg(i).arg(delay);
            settle(*m_stage, where);
            lookAtRelease(*m_stage, where);
            if (QTest::currentTestFailed())
                return;
        }
        qInfo("%d kills, %d of them cut a run off", kills, cutOff);
        QVERIFY2(cutOff >= kills / 3, "too few kills met a running console: the campaign proves nothing");
        qsizetype intended = 0;
        checkRecord(*m_stage, intended);
        // Every revision that helm made after the stage was set was intended by somebody.
        const qsizetype made = m_stage->helmHistory().last().toObject().value("revision").toInt() - 2;
        QVERIFY2(intended >= made, qPrintable(QStringLiteral("%1 intents for %2 revisions").arg(intended).arg(made)));
    }

    /// The fault is under the kill too, the breach, the incident and its verdict.
    void everyKillOfADrillIsSettled()
    {
        m_stage.reset();
        test::Stage stage(QStringLiteral("3"), Compression);
        QVERIFY2(stage.up(), qPrintable(stage.problem()));
        const quint32 seed = static_cast<quint32>(setting("EDGELINK_KILL_SEED", static_cast<int>(DefaultSeed)));
        const int kills = setting("EDGELINK_DRILL_KILLS", DefaultDrillKills);
        const QStringList drill{"drill", "run", "bad-release", "--confirm", "edge-link-production"};
        QRandomGenerator random(seed);
        for (int i = 0; i < kills; ++i) {
            // One in each part of it, whatever the seed.
            const int part = DrillSpan / kills;
            const int delay = i * part + random.bounded(200, part);
            auto console = test::startProgram(test::consoleProgram(), stage.consoleArguments(drill));
            if (!console->waitForFinished(delay)) {
                console->kill(); // SIGKILL
                QVERIFY(console->waitForFinished());
            }
            const QString where = QStringLiteral("seed %1, drill %2 after %3 ms").arg(seed).arg(i).arg(delay);
            settle(stage, where);
            if (QTest::currentTestFailed())
                return;
            const auto cleared = stage.sandbox({"clear"}); // where no rollback had begun, the fault stands
            QVERIFY2(cleared.exitCode == 0, cleared.standardError.constData());
            lookAtRelease(stage, where);
            if (QTest::currentTestFailed())
                return;
        }
        const auto whole = stage.console(drill, std::chrono::minutes{6});
        if (whole.exitCode != 0)
            std::fprintf(stderr, "exit code %d\n%s\n", whole.exitCode, whole.standardError.constData());
        QCOMPARE(whole.exitCode, 0);
        qsizetype intended = 0;
        checkRecord(stage, intended);
        QVERIFY2(intended >= 1, "the drill's own rollback has no intent");
    }

private:
    static void settle(const test::Stage &stage, const QString &where)
    {
        for (const QString &run : unfinishedRuns(stage)) {
            const auto resumed
                = stage.console({"resume", run, "--confirm", "edge-link-production"}, std::chrono::minutes{3});
            if (resumed.exitCode != 0) // whole: the test framework cuts long messages
                std::fprintf(stderr, "%s: exit code %d\n%s\n", qPrintable(where), resumed.exitCode,
                             resumed.standardError.constData());
            QVERIFY2(resumed.exitCode == 0, qPrintable(where));
        }
        QVERIFY2(unfinishedRuns(stage).isEmpty(), qPrintable(where));
    }

    static void lookAtRelease(const test::Stage &stage, const QString &where)
    {
        const QString status = stage.helmHistory().last().toObject().value("status").toString();
        QVERIFY2(status == QLatin1String("deployed"), qPrintable(where + QStringLiteral(": helm says ") + status));
    }

    static void checkRecord(const test::Stage &stage, qsizetype &intended)
    {
        QCOMPARE(stage.console({"journal", "verify"}).exitCode, 0);
        QSet<QString> intents;
        QSet<QString> mutating;
        QHash<QString, int> outcomes;
        for (const QJsonObject &event : journal(stage)) {
            const QString kind = event.value("kind").toString();
            const QJsonObject payload = event.value("payload").toObject();
            const QString command = payload.value("commandId").toString();
            if (kind == QLatin1String("intent")) {
                intents.insert(command);
                // What a killed console asked of the sandbox is settled by the next window, once it must have ended.
                const bool ofRun = !payload.value("program").toString().endsWith(QLatin1String("edgelink-sandbox"));
                if (payload.value("mutating").toBool() && ofRun)
                    mutating.insert(command);
            } else if (kind == QLatin1String("outcome")) {
                ++outcomes[command];
                QVERIFY2(intents.contains(command), "an outcome without its intent");
            }
        }
        for (const QString &command : mutating)
            QVERIFY2(outcomes.value(command) >= 1,
                     qPrintable(QStringLiteral("command %1 has an intent and no outcome").arg(command)));
        intended = mutating.size();
        qInfo("%lld intents to change something", static_cast<long long>(intended));
    }
};

EDGELINK_TEST_MAIN(KillCampaign)
#include "tst_kill_campaign.moc"
