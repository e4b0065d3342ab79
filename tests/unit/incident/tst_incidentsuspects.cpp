// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// When suspects are sought again, and what a search that failed leaves on the record.
#include "tests/support/scriptedsources.h"
#include "tests/unit/incident/incidentrig.h"

#include <QRegularExpression>

using namespace edgelink;
using namespace edgelink::test;

namespace {

/// Searches only when something happens, unless a test says otherwise.
IncidentOptions quiet()
{
    IncidentOptions options;
    options.suspectInterval = 1h;
    options.suspectRetry = 1h;
    return options;
}

Revision revision(int number, qint64 second)
{
    return {number, QDateTime::fromMSecsSinceEpoch(Origin + second * 1000, Qt::UTC), "deployed", "edge-0.2.0", {}, {},
            {}};
}

qsizetype rows(const Rig &rig)
{
    return rig.journal.count(QString::fromLatin1(journalkind::Suspects));
}

} // namespace

class IncidentSuspectsTest : public test::Suite
{
    Q_OBJECT

private slots:
    void noneFoundAndFailedAreNotTheSame()
    {
        Rig rig(nullptr, quiet());
        rig.releases.error = Error{ErrorKind::Unreachable, "the API server does not answer", {}, {}, {}};
        QTRY_VERIFY(rig.ready());
        rig.feed("errors", QList<double>(6, 15.0));
        QTRY_COMPARE(rows(rig), 1);
        QTRY_VERIFY(!rig.current().suspectSearch.running);
        SuspectSearchState search = rig.current().suspectSearch;
        QVERIFY(search.soughtAt.isValid());
        QCOMPARE(search.problems, QStringList{"the API server does not answer"});
        static const QRegularExpression watched(R"(schema 12, watched since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC)");
        QVERIFY2(search.lookedAt.join(' ').contains(watched), qPrintable(search.lookedAt.join(' ')));

        rig.releases.error.reset(); // an earlier revision, before the day that counts
        rig.releases.given.revisions = {revision(1, -200'000)};
        QVERIFY(await(rig.service->seekSuspects(), 5s)->has_value());
        search = rig.current().suspectSearch;
        QVERIFY(search.problems.isEmpty());
        QVERIFY(search.lookedAt.contains("1 revision(s)"));
        QVERIFY(rig.current().suspects.isEmpty());
        QCOMPARE(rows(rig), 2);
        QVERIFY(await(rig.service->seekSuspects(), 5s)->has_value());
        QCOMPARE(rows(rig), 2); // the same answer is not written again
    }

    void whatIsKnownSurvivesAFailedSearch()
    {
        Rig rig(nullptr, quiet());
        rig.releases.given.revisions = {revision(1, -9000), revision(2, -60)};
        QTRY_VERIFY(rig.ready());
        rig.feed("errors", QList<double>(6, 15.0));
        QTRY_COMPARE(rig.current().suspects.size(), 1);
        rig.releases.error = Error{ErrorKind::Timeout, "too slow", {}, {}, {}};
        QVERIFY(await(rig.service->seekSuspects(), 5s)->has_value());
        QCOMPARE(rig.current().suspects.size(), 1);
        QCOMPARE(rig.current().suspectSearch.problems, QStringList{"too slow"});
    }

    void newFactsStartAnotherSearch_data()
    {
        QTest::addColumn<QString>("fact");
        QTest::newRow("a trigger joins") << "breach";
        QTest::newRow("the history changed") << "history";
        QTest::newRow("somebody asks") << "retry";
        QTest::newRow("time passed") << "interval";
        QTest::newRow("the schema changed") << "schema";
    }

    void newFactsStartAnotherSearch()
    {
        QFETCH(QString, fact);
        IncidentOptions options = quiet();
        options.schemaInterval = fact == "schema" ? 50ms : std::chrono::milliseconds{1h};
        if (fact == "interval")
            options.suspectInterval = 200ms;
        Rig rig(nullptr, options);
        QTRY_VERIFY(rig.ready());
        rig.feed("errors", QList<double>(6, 15.0));
        QTRY_COMPARE(rows(rig), 1);
        QVERIFY(rig.current().suspects.isEmpty());
        rig.releases.given.revisions = {revision(1, -9000), revision(2, -60)};
        if (fact == "breach") {
            rig.known["crash"] = rig.now;
            rig.feed("crash", {0, 1});
        } else if (fact == "history") {
            emit rig.releases.historyChanged(rig.releases.given);
        } else if (fact == "retry") {
            QVERIFY(await(rig.service->seekSuspects(), 5s)->has_value());
        } else if (fact == "schema") {
            rig.schema.version = 13;
        }
        QTRY_VERIFY_WITH_TIMEOUT(!rig.current().suspects.isEmpty(), 10'000);
        const QList<Suspect> suspects = rig.current().suspects;
        QVERIFY(std::any_of(suspects.cbegin(), suspects.cend(),
                            [](const Suspect &suspect) { return suspect.revision == 2; }));
    }

    void aMigrationSeenAfterTheImpactIsASuspect()
    {
        Rig rig(nullptr, quiet());
        QTRY_VERIFY(rig.ready()); // schema 12 is seen at the origin
        rig.schema.version = 13; // applied, then deployed, and the impact begins before anybody looks again
        rig.feed("errors", QList<double>(6, 15.0));
        QTRY_COMPARE(rig.current().suspects.size(), 1);
        const Suspect migration = rig.current().suspects.first();
        QCOMPARE(migration.kind, Suspect::Kind::Migration);
        QVERIFY2(migration.title.contains("12 → 13"), qPrintable(migration.title));
        QVERIFY(migration.at <= rig.current().impactStart);
        static const QRegularExpression between(R"(between (\d{4}-\d\d-\d\d) \S+ and \1 \S+ UTC)");
        QVERIFY2(migration.details.join(' ').contains(between), qPrintable(migration.details.join(' ')));
        rig.schema.error = Error{ErrorKind::Unreachable, "no database", {}, {}, {}};
        QVERIFY(await(rig.service->seekSuspects(), 5s)->has_value());
        QCOMPARE(rig.current().suspects.size(), 1);
        QVERIFY(rig.current().suspectSearch.problems.first().contains("no database"));
    }

    /// A revision makes rollouts and edits ConfigMaps; those are not suspects beside it.
    void whatARevisionBroughtIsTheRevision_data()
    {
        QTest::addColumn<int>("after"); // seconds from a revision to the change
        QTest::addColumn<bool>("isSuspect");
        QTest::newRow("well before it") << -30 << true;
        QTest::newRow("two seconds before it") << -2 << true;
        QTest::newRow("the second before, for the API has whole seconds") << -1 << false;
        QTest::newRow("with it") << 0 << false;
        QTest::newRow("within a minute") << 59 << false;
        QTest::newRow("after a minute") << 60 << false;
        QTest::newRow("after more than a minute") << 61 << true;
    }

    void whatARevisionBroughtIsTheRevision()
    {
        QFETCH(int, after);
        QFETCH(bool, isSuspect);
        constexpr int Deployed = -600; // before the impact
        FakeReleases releases;
        // One that never got a time explains nothing.
        releases.given.revisions = {{1, {}, "superseded", "edge-0.1.0", {}, {}, {}}, revision(2, Deployed)};
        ScriptedCluster cluster;
        const QString at
            = QDateTime::fromMSecsSinceEpoch(Origin + (Deployed + after) * 1000, Qt::UTC).toString(Qt::ISODate);
        cluster.onObject = [at](const QString &path) -> Result<QJsonObject> {
            if (path.endsWith(QLatin1String("replicasets")))
                return QJsonObject{
                    {"items",
                     QJsonArray{QJsonObject{
                         {"metadata",
                          QJsonObject{{"creationTimestamp", at},
                                      {"ownerReferences",
                                       QJsonArray{QJsonObject{{"kind", "Deployment"}, {"name", "api"}}}}}}}}}};
            return QJsonObject{
                {"items",
                 QJsonArray{QJsonObject{
                     {"metadata",
                      QJsonObject{
                          {"name", "app"},
                          {"managedFields", QJsonArray{QJsonObject{{"manager", "kubectl-edit"}, {"time", at}}}}}}}}}};
        };
        SuspectSearch search;
        search.troubles = {QDateTime::fromMSecsSinceEpoch(Origin, Qt::UTC)};
        search.nameSpace = QStringLiteral("edge");
        std::optional<SuspectList> found;
        auto *finder = new SuspectFinder(
            {&releases, &cluster}, search, [&found](const SuspectList &list) { found = list; }, this);
        finder->start();
        QTRY_VERIFY(found.has_value());
        QVERIFY2(found->problems.isEmpty(), qPrintable(found->problems.join(' ')));
        QList<Suspect::Kind> kinds;
        for (const Suspect &suspect : found->suspects)
            kinds << suspect.kind;
        QCOMPARE(kinds.contains(Suspect::Kind::Revision), true);
        QCOMPARE(kinds.contains(Suspect::Kind::Rollout), isSuspect);
        QCOMPARE(kinds.contains(Suspect::Kind::ConfigChange), isSuspect);
    }

    void whatKubernetesPublishesByItselfIsNoSuspect_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("manager");
        QTest::addColumn<bool>("isSuspect");
        QTest::newRow("the authority in every namespace") << "kube-root-ca.crt"
                                                          << "kube-controller-manager" << false;
        QTest::newRow("the same, by hand") << "kube-root-ca.crt"
                                           << "kubectl-edit" << true;
        QTest::newRow("another by a controller") << "app"
                                                 << "kube-controller-manager" << true;
    }

    void whatKubernetesPublishesByItselfIsNoSuspect()
    {
        QFETCH(QString, name);
        QFETCH(QString, manager);
        QFETCH(bool, isSuspect);
        ScriptedCluster cluster;
        const QString at = QDateTime::fromMSecsSinceEpoch(Origin - 60'000, Qt::UTC).toString(Qt::ISODate);
        cluster.onObject = [&](const QString &path) -> Result<QJsonObject> {
            if (path.endsWith(QLatin1String("replicasets")))
                return QJsonObject{{"items", QJsonArray()}};
            const QJsonArray fields{QJsonObject{{"manager", manager}, {"time", at}}};
            const QJsonObject metadata{{"name", name}, {"managedFields", fields}};
            return QJsonObject{{"items", QJsonArray{QJsonObject{{"metadata", metadata}}}}};
        };
        SuspectSearch search;
        search.troubles = {QDateTime::fromMSecsSinceEpoch(Origin, Qt::UTC)};
        search.nameSpace = QStringLiteral("edge");
        std::optional<SuspectList> found;
        auto *finder = new SuspectFinder(
            {nullptr, &cluster}, search, [&found](const SuspectList &list) { found = list; }, this);
        finder->start();
        QTRY_VERIFY(found.has_value());
        QCOMPARE(found->suspects.size(), isSuspect ? 1 : 0);
    }

    void aClosedIncidentIsNotSearched()
    {
        IncidentOptions options = quiet();
        options.suspectInterval = 50ms;
        Rig rig(nullptr, options);
        QTRY_VERIFY(rig.ready());
        QCOMPARE(await(rig.service->seekSuspects(), 5s)->error().kind, ErrorKind::NotFound);
        rig.feed("errors", QList<double>(6, 15.0));
        QTRY_VERIFY(rig.releases.asked > 2); // again and again while it is open
        QVERIFY(await(rig.service->close(rig.current().id, "enough", "ana"), 5s)->has_value());
        QTRY_VERIFY(rig.current().id.isEmpty());
        QCOMPARE(await(rig.service->seekSuspects(), 5s)->error().kind, ErrorKind::NotFound);
    }
};

EDGELINK_TEST_MAIN(IncidentSuspectsTest)
#include "tst_incidentsuspects.moc"
