// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of the console at seeded random instants of a rollback: no lost intent, no lost outcome, and each restart
// settles the run.
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

    [[nodiscard]] QList<QJsonObject> journal() const
    {
        QList<QJsonObject> events;
        const auto exported = m_stage->console({"journal", "export"});
        const QJsonArray rows = QJsonDocument::fromJson(exported.standardOutput).object().value("events").toArray();
        for (const QJsonValue row : rows)
            events << row.toObject();
        return events;
    }

    [[nodiscard]] QStringList unfinishedRuns() const
    {
        QStringList ids;
        const auto listed = m_stage->console({"runs", "--json"});
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
            for (const QString &run : unfinishedRuns()) {
                const auto resumed
                    = m_stage->console({"resume", run, "--confirm", "edge-link-production"}, std::chrono::minutes{3});
                if (resumed.exitCode != 0) // whole: the test framework cuts long messages
                    std::fprintf(stderr, "%s: exit code %d\n%s\n", qPrintable(where), resumed.exitCode,
                                 resumed.standardError.constData());
                QVERIFY2(resumed.exitCode == 0, qPrintable(where));
            }
            QVERIFY2(unfinishedRuns().isEmpty(), qPrintable(where));
            const QString status = m_stage->helmHistory().last().toObject().value("status").toString();
            QVERIFY2(status == QLatin1String("deployed"), qPrintable(where + QStringLiteral(": helm says ") + status));
        }
        qInfo("%d kills, %d of them cut a run off", kills, cutOff);
        QVERIFY2(cutOff >= kills / 3, "too few kills met a running console: the campaign proves nothing");
        checkRecord();
    }

private:
    void checkRecord()
    {
        QCOMPARE(m_stage->console({"journal", "verify"}).exitCode, 0);
        QSet<QString> intents;
        QSet<QString> mutating;
        QHash<QString, int> outcomes;
        for (const QJsonObject &event : journal()) {
            const QString kind = event.value("kind").toString();
            const QJsonObject payload = event.value("payload").toObject();
            const QString command = payload.value("commandId").toString();
            if (kind == QLatin1String("intent")) {
                intents.insert(command);
                if (payload.value("mutating").toBool())
                    mutating.insert(command);
            } else if (kind == QLatin1String("outcome")) {
                ++outcomes[command];
                QVERIFY2(intents.contains(command), "an outcome without its intent");
            }
        }
        for (const QString &command : mutating)
            QVERIFY2(outcomes.value(command) >= 1,
                     qPrintable(QStringLiteral("command %1 has an intent and no outcome").arg(command)));
        // Every revision that helm made after the stage was set was intended by somebody.
        qInfo("%lld intents to change something", static_cast<long long>(mutating.size()));
        const qsizetype made = m_stage->helmHistory().last().toObject().value("revision").toInt() - 2;
        QVERIFY2(mutating.size() >= made,
                 qPrintable(QStringLiteral("%1 intents for %2 revisions").arg(mutating.size()).arg(made)));
    }
};

EDGELINK_TEST_MAIN(KillCampaign)
#include "tst_kill_campaign.moc"
