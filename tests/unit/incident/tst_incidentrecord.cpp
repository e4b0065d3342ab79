// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/incident/incidentrecord.h"
#include "app/services/incident/samplehistory.h"
#include "app/services/incident/suspectfinder.h"
#include "tests/support/testsink.h"

#include <QJsonDocument>

#include <cmath>
#include <limits>

using namespace edgelink;
using namespace edgelink::incident;
using namespace std::chrono_literals;

namespace {

const QDateTime Start({2026, 11, 23}, {12, 0}, Qt::UTC);

JournalEvent entry(const char *kind, int second, const QJsonObject &payload = {}, const QString &actor = "console",
                   const QString &incident = "INC-1")
{
    JournalEvent event;
    event.draft.kind = QString::fromLatin1(kind);
    event.draft.actor = actor;
    event.draft.incidentId = incident;
    event.draft.payload = payload;
    event.utcMicros = Start.addSecs(second).toMSecsSinceEpoch() * 1000;
    return event;
}

QJsonObject threshold(const QString &id, int since)
{
    return {{"threshold", id}, {"since", isoTime(Start.addSecs(since))}};
}

} // namespace

class IncidentRecordTest : public test::Suite
{
    Q_OBJECT

private slots:
    void theFold_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("mitigated"); // second; -1: not
        QTest::addColumn<int>("recovered");
        const auto row = [](const char *script, IncidentState state, int mitigated, int recovered) {
            QTest::newRow(script) << QString::fromLatin1(script) << static_cast<int>(state) << mitigated << recovered;
        };
        // One letter a second from 1 on: A/B breach, a/b recover, M declared, R run succeeded, F run failed, X closed.
        row("A", IncidentState::Open, -1, -1);
        row("Aa", IncidentState::Recovered, 2, 2);
        row("ABa", IncidentState::Open, -1, -1);
        row("ABab", IncidentState::Recovered, 4, 4);
        row("AR", IncidentState::Mitigated, 2, -1);
        row("ARa", IncidentState::Recovered, 2, 3);
        row("AF", IncidentState::Open, -1, -1);
        row("AaR", IncidentState::Recovered, 2, 2);
        row("AaA", IncidentState::Open, -1, -1);
        row("ARaB", IncidentState::Open, -1, -1);
        row("M", IncidentState::Open, -1, -1);
        row("MR", IncidentState::Recovered, 2, 2);
        row("MAa", IncidentState::Open, -1, -1);
        row("MAR", IncidentState::Mitigated, 3, -1);
        row("MARa", IncidentState::Recovered, 3, 4);
        row("AaX", IncidentState::Closed, 2, 2);
        row("AXA", IncidentState::Closed, -1, -1);
        row("b", IncidentState::Open, -1, -1); // a recovery nobody waits for
    }

    void theFold()
    {
        QFETCH(QString, script);
        QFETCH(int, state);
        QFETCH(int, mitigated);
        QFETCH(int, recovered);
        IncidentRecord record;
        record.apply(entry(journalkind::IncidentOpened, 0, {{"impactStart", isoTime(Start)}}));
        for (int i = 0; i < script.size(); ++i) {
            const int at = i + 1;
            const QString id = script.at(i).toLower();
            JournalEvent next;
            switch (script.at(i).toLatin1()) {
            case 'A':
            case 'B':
                next = entry(journalkind::Breach, at, threshold(id, at));
                break;
            case 'a':
            case 'b':
                next = entry(journalkind::Recovered, at, threshold(id, at));
                break;
            case 'M':
                next = entry(journalkind::Breach, at, {{"manual", "feature-down"}}, "ana");
                break;
            case 'R':
                next = entry(journalkind::RunFinished, at, {{"outcome", "success"}}, "ana");
                break;
            case 'F':
                next = entry(journalkind::RunFinished, at, {{"outcome", "error"}}, "ana");
                break;
            default:
                next = entry(journalkind::IncidentClosed, at, {}, "ana");
                break;
            }
            record.apply(next);
            record.apply(next); // the same event twice is one event
        }
        const auto second
            = [](const QDateTime &time) { return time.isValid() ? static_cast<int>(Start.secsTo(time)) : -1; };
        QCOMPARE(static_cast<int>(record.incident().state), state);
        QCOMPARE(second(record.incident().mitigatedAt), mitigated);
        QCOMPARE(second(record.incident().recoveredAt), recovered);
    }

    void closingSaysWhoAndWhy()
    {
        IncidentRecord record;
        record.apply(entry(journalkind::IncidentOpened, 0, {{"impactStart", isoTime(Start)}}));
        record.apply(entry(journalkind::Breach, 1, threshold("a", 0)));
        record.apply(entry(journalkind::Breach, 2, threshold("b", 1)));
        record.apply(entry(journalkind::Recovered, 3, threshold("a", 3)));
        QCOMPARE(record.incident().inBreach, QStringList{"b"});
        record.apply(entry(journalkind::IncidentClosed, 4, {{"reason", "wrong threshold"}}, "ana"));
        QCOMPARE(record.incident().closedAt, Start.addSecs(4));
        QCOMPARE(record.incident().closedBy, QStringLiteral("ana"));
        QCOMPARE(record.incident().closeReason, QStringLiteral("wrong threshold"));
        record.apply(entry(journalkind::Recovered, 9, threshold("b", 8)));
        QVERIFY(record.incident().inBreach.isEmpty());
        QCOMPARE(record.incident().state, IncidentState::Closed);
        QCOMPARE(incidentStateId(record.incident().state), QStringLiteral("closed"));
    }

    void theFirstPersonAcknowledges()
    {
        IncidentRecord record;
        record.apply(entry(journalkind::IncidentOpened, 0, {{"impactStart", isoTime(Start.addSecs(-20))}}));
        record.apply(entry(journalkind::Breach, 1, threshold("a", -30)));
        QVERIFY(!record.incident().acknowledgedAt.isValid());
        record.apply(entry(journalkind::Note, 2, {}, "ana", "INC-2")); // of another incident
        QVERIFY(!record.incident().acknowledgedAt.isValid());
        record.apply(entry(journalkind::RunStarted, 9, {}, "ana"));
        record.apply(entry(journalkind::Note, 12, {}, "bo"));
        QCOMPARE(record.incident().acknowledgedAt, Start.addSecs(9));
        QCOMPARE(record.incident().impactStart, Start.addSecs(-30)); // an earlier excursion moves it back
    }

    void numbers_data()
    {
        QTest::addColumn<QStringList>("known");
        QTest::addColumn<QString>("next");
        QTest::newRow("first") << QStringList{} << "INC-2026-1123-001";
        QTest::newRow("of another day") << QStringList{"INC-2026-1122-004"} << "INC-2026-1123-001";
        QTest::newRow("next") << QStringList{"INC-2026-1123-001", "INC-2026-1123-002"} << "INC-2026-1123-003";
        QTest::newRow("holes are not filled") << QStringList{"INC-2026-1123-009"} << "INC-2026-1123-010";
        QTest::newRow("nonsense") << QStringList{"INC-2026-1123-x", "hello"} << "INC-2026-1123-001";
        QTest::newRow("thousand") << QStringList{"INC-2026-1123-999"} << "INC-2026-1123-1000";
    }

    void numbers()
    {
        QFETCH(QStringList, known);
        QFETCH(QString, next);
        QCOMPARE(nextIncidentId(known, Start), next);
    }

    void suspectsSurviveTheJournal()
    {
        const QList<Suspect> suspects{{Suspect::Kind::Revision, "Revision 3", {"a", "b"}, Start, 3},
                                      {Suspect::Kind::Migration, "Schema", {}, Start.addSecs(1), 0},
                                      {Suspect::Kind::Rollout, "R", {}, Start, 0},
                                      {Suspect::Kind::ConfigChange, "C", {}, Start, 0}};
        QCOMPARE(suspectsFromJson(suspectsToJson(suspects)), suspects);
        QVERIFY(suspectsFromJson({QJsonValue(), QJsonValue(3)}).size() == 2); // damaged, but read
    }

    void revisionsShortlyBefore_data()
    {
        QTest::addColumn<QList<int>>("minutesBefore"); // revision 1, 2, …; negative: after
        QTest::addColumn<QList<int>>("suspects");
        QTest::newRow("the last one") << QList<int>{600, 300, 1} << QList<int>{3};
        QTest::newRow("two in the horizon") << QList<int>{600, 100, 1} << QList<int>{3, 2};
        QTest::newRow("after the impact") << QList<int>{600, 100, -1} << QList<int>{2};
        QTest::newRow("an old one, but the last") << QList<int>{2000, 500} << QList<int>{2};
        QTest::newRow("too old") << QList<int>{4000, 2000} << QList<int>{};
        QTest::newRow("at most three") << QList<int>{50, 40, 30, 20, 10} << QList<int>{5, 4, 3};
        QTest::newRow("none") << QList<int>{} << QList<int>{};
    }

    void revisionsShortlyBefore()
    {
        QFETCH(QList<int>, minutesBefore);
        QFETCH(QList<int>, suspects);
        QList<Revision> history;
        for (const int minutes : minutesBefore)
            history << Revision{
                static_cast<int>(history.size()) + 1, Start.addSecs(-60LL * minutes), "superseded", {}, {}, {}, {}};
        history << Revision{99, {}, "deployed", {}, {}, {}, {}}; // helm 4 omits a zero time
        SuspectSearch search;
        search.troubles = {Start};
        QList<int> found;
        for (const Revision &revision : suspectRevisions(history, search))
            found << revision.number;
        QCOMPARE(found, suspects);
    }

    /// A relapse, or a trigger that joins: what changed before the first one explains neither.
    void eachTroubleHasItsOwnSuspects_data()
    {
        QTest::addColumn<QList<int>>("troubles"); // minutes after the first
        QTest::addColumn<QList<int>>("suspects");
        QTest::newRow("the first") << QList<int>{0} << QList<int>{2};
        QTest::newRow("a relapse") << QList<int>{300} << QList<int>{3};
        QTest::newRow("both stand") << QList<int>{0, 300} << QList<int>{3, 2};
    }

    void eachTroubleHasItsOwnSuspects()
    {
        QFETCH(QList<int>, troubles);
        QFETCH(QList<int>, suspects);
        QList<Revision> history;
        for (const int minutes : {-3000, -5, 298, 400})
            history << Revision{
                static_cast<int>(history.size()) + 1, Start.addSecs(60LL * minutes), "superseded", {}, {}, {}, {}};
        SuspectSearch search;
        for (const int minutes : troubles)
            search.troubles << Start.addSecs(60LL * minutes);
        QList<int> found;
        for (const Revision &revision : suspectRevisions(history, search))
            found << revision.number;
        QCOMPARE(found, suspects);
        search.schemaChanges = {{Start.addSecs(17'900), Start.addSecs(17'990), {true, 12, false}, {true, 13, false}}};
        QCOMPARE(migrationsIn(search).size(), troubles.contains(300) ? 1 : 0);
    }

    void clusterChanges()
    {
        SuspectSearch search;
        search.troubles = {Start};
        const QJsonObject replicaSets = QJsonDocument::fromJson(R"({"items":[
            {"metadata":{"creationTimestamp":"2026-11-23T11:50:00Z","ownerReferences":[{"kind":"Deployment","name":"api"}]},
             "spec":{"template":{"spec":{"containers":[{"image":"gw:v2"}]}}}},
            {"metadata":{"creationTimestamp":"2026-11-23T02:00:00Z","ownerReferences":[{"kind":"Deployment","name":"old"}]}},
            {"metadata":{"creationTimestamp":"2026-11-23T12:30:00Z","ownerReferences":[{"kind":"Deployment","name":"late"}]}},
            {"metadata":{"creationTimestamp":"nonsense"}}, 7, null]})")
                                            .object();
        const QList<Suspect> rollouts = rolloutsIn(replicaSets, search);
        QCOMPARE(rollouts.size(), 1);
        QVERIFY(rollouts.first().title.contains("api"));
        QCOMPARE(rollouts.first().details, QStringList{"gw:v2"});
        const QJsonObject configMaps = QJsonDocument::fromJson(R"({"items":[
            {"metadata":{"name":"app","managedFields":[{"manager":"helm","time":"2026-11-23T11:59:00Z"},{"manager":"kubectl-edit","time":"2026-11-23T11:58:00Z"}]}},
            {"metadata":{"name":"quiet","managedFields":[{"manager":"helm","time":"2026-11-23T11:59:00Z"}]}}]})")
                                           .object();
        const QList<Suspect> changes = configChangesIn(configMaps, search);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().details, QStringList{"by kubectl-edit"});
        QVERIFY(rolloutsIn({}, search).isEmpty() && configChangesIn({}, search).isEmpty());
    }

    void migrationsShortlyBefore_data()
    {
        QTest::addColumn<int>("notBefore"); // seconds from the impact; 1: not known
        QTest::addColumn<int>("seenAt");
        QTest::addColumn<bool>("suspect");
        QTest::newRow("seen before") << -60 << -30 << true;
        QTest::newRow("seen after, old version last seen before") << -5 << 25 << true;
        QTest::newRow("applied after") << 5 << 35 << false;
        QTest::newRow("too early") << -9000 << -8000 << false;
        QTest::newRow("a long gap that ended in the horizon") << -9000 << -600 << true;
        QTest::newRow("a gap over all of it") << -9000 << 600 << true;
    }

    void migrationsShortlyBefore()
    {
        QFETCH(int, notBefore);
        QFETCH(int, seenAt);
        QFETCH(bool, suspect);
        SuspectSearch search;
        search.troubles = {Start};
        search.schemaChanges = {{Start.addSecs(notBefore), Start.addSecs(seenAt), {true, 12, false}, {true, 13, true}}};
        const QList<Suspect> found = migrationsIn(search);
        QCOMPARE(found.size(), suspect ? 1 : 0);
        if (!suspect)
            return;
        QVERIFY(found.first().at <= Start);
        QVERIFY(found.first().details.join(' ').contains("dirty"));
        QVERIFY(found.first().details.join(' ').contains("between"));
    }

    void changeLinesAreShort()
    {
        ReleaseDiff diff;
        diff.imageChanges.insert("Deployment/x/api", {"r/app:v1", "r/app:v2"});
        diff.imageChanges.insert("Deployment/x/web", {"r/web:v1", "other/web:v2"});
        diff.imageChanges.insert("Deployment/x/new", {"", "r/new:v1"});
        for (int i = 0; i < 40; ++i)
            diff.configKeyChanges << QStringLiteral("~ KEY_%1").arg(i);
        const QStringList lines = changeLines(diff);
        QCOMPARE(lines.size(), 12);
        QVERIFY(lines.contains("api v1 → v2"));
        QVERIFY(lines.contains("web r/web:v1 → other/web:v2"));
        QVERIFY(lines.contains("new none → r/new:v1"));
        QVERIFY(lines.last().startsWith("32 "));
    }

    /// Connections follow the day: what counts is how many there were just before, not what two days come to.
    void calmIsWhatWasJustBefore_data()
    {
        QTest::addColumn<int>("hour"); // of the impact, on the second day
        QTest::newRow("in the trough") << 18;
        QTest::newRow("on the way up") << 24;
        QTest::newRow("at the peak") << 30;
    }

    void calmIsWhatWasJustBefore()
    {
        QFETCH(int, hour);
        const auto connections = [](qint64 seconds) {
            constexpr double Day = 86'400;
            return 1000 + 900 * std::sin(2 * M_PI * static_cast<double>(seconds) / Day);
        };
        SampleHistory history;
        MetricBatch batch;
        for (qint64 second = 0; second < 48 * 3600; second += 15)
            batch.series.samples << MetricSample{second * 1000, connections(second)};
        history.apply(batch);
        const qint64 impact = hour * 3600LL;
        const std::optional<CalmValues> calm = history.before(impact * 1000, std::chrono::minutes{9}, Direction::Below);
        QVERIFY(calm);
        const double then = connections(impact);
        QVERIFY2(std::abs(calm->mean - then) < 0.05 * then, qPrintable(QString::number(calm->mean)));
    }

    void calmAndSnapshot()
    {
        SampleHistory history;
        MetricBatch batch;
        for (int i = 0; i < 100; ++i)
            batch.series.samples << MetricSample{i * 1000LL, i == 50 ? std::numeric_limits<double>::quiet_NaN() : i};
        history.apply(batch);
        using namespace std::chrono_literals;
        QVERIFY(!history.before(0, 1min, Direction::Above));
        QCOMPARE(history.before(5000, 1min, Direction::Above)->mean, 2.0);
        QCOMPARE(history.before(20'000, 1min, Direction::Above)->p95, 18.0);
        QCOMPARE(history.before(20'000, 1min, Direction::Below)->p95, 1.0);
        QCOMPARE(history.before(20'000, 5s, Direction::Above)->mean, 17.0);
        QCOMPARE(history.before(20'000, 5s, Direction::Above, 16.0)->mean, 15.5); // not those beyond
        QCOMPARE(history.before(20'000, 5s, Direction::Below, 18.0)->mean, 18.5);
        QVERIFY(!history.before(20'000, 5s, Direction::Above, 1.0));
        const QJsonArray samples = history.toJson();
        QCOMPARE(samples.size(), 100);
        QVERIFY(samples.at(50).toArray().at(1).isNull());
        batch.incremental = true;
        batch.series.samples.clear();
        for (int i = 100; i < 30'000; ++i)
            batch.series.samples << MetricSample{i * 1000LL, i == 25'000 ? 1e6 : 1};
        history.apply(batch);
        QVERIFY(history.samples().size() <= SampleHistory::Capacity);
        const QJsonArray thinned = history.toJson();
        QVERIFY(thinned.size() <= 1100);
        double highest = 0;
        for (const QJsonValue sample : thinned)
            highest = std::max(highest, sample.toArray().at(1).toDouble());
        QCOMPARE(highest, 1e6);
        QCOMPARE(history.toJson(29'000'000).size(), 1000); // of the end only
        QCOMPARE(history.toJson(29'000'000).first().toArray().first().toInteger(), 29'000'000);
    }

    void aValueMissingHidesNothingAroundIt()
    {
        SampleHistory history;
        MetricBatch batch;
        for (int i = 0; i < 10'000; ++i) // of each bucket of twenty one is not known
            batch.series.samples << MetricSample{
                i * 1000LL, i % 20 == 7 ? std::numeric_limits<double>::quiet_NaN() : (i == 5008 ? 99.0 : 1.0)};
        history.apply(batch);
        double highest = 0;
        bool gap = false;
        const QJsonArray thinned = history.toJson();
        for (const QJsonValue sample : thinned) {
            highest = std::max(highest, sample.toArray().at(1).toDouble());
            gap = gap || sample.toArray().at(1).isNull();
        }
        QCOMPARE(highest, 99.0);
        QVERIFY(gap);
        QVERIFY(thinned.size() <= 1500);
    }
};

EDGELINK_TEST_MAIN(IncidentRecordTest)
#include "tst_incidentrecord.moc"
