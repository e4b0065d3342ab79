// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Collecting over ports: what answers, what does not, and that nobody waits for the slow ones one by one.
#include "app/services/verdict/rollbackverdict.h"
#include "tests/support/fakejournal.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

using namespace edgelink;
using namespace edgelink::verdict;
using std::chrono::seconds;

namespace {

constexpr auto Manifest = R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec: {replicas: 2, template: {spec: {containers: [{name: c, image: "api:%1"}]}}}
)";

struct Bench {
    test::ScriptedReleases releases;
    test::ScriptedCluster cluster;
    test::ScriptedDatabase database;
    VerdictDependencies with;

    Bench()
    {
        // A name of its own: the helms that run on this machine are looked at too.
        with.environment.release = QStringLiteral("collected-by-this-test");
        with.environment.nameSpace = QStringLiteral("of-this-test");
        with.environment.schemaByAppVersion = {{QStringLiteral("0.1.1"), {9, 12}}};
        with.releases = &releases;
        with.cluster = &cluster;
        with.database = &database;
        releases.onHistory = [] {
            ReleaseHistory history;
            for (int number = 1; number <= 3; ++number) {
                Revision revision;
                revision.number = number;
                revision.status = number == 3 ? QStringLiteral("deployed") : QStringLiteral("superseded");
                revision.appVersion = number == 3 ? QStringLiteral("0.2.0") : QStringLiteral("0.1.1");
                revision.updated = QDateTime::currentDateTimeUtc().addSecs(-3600);
                history.revisions << revision;
            }
            return Result<ReleaseHistory>(history);
        };
        releases.onManifest = [](int number) { return Result<QString>(QString::fromLatin1(Manifest).arg(number)); };
        releases.onHooks = [](int) { return Result<QList<ReleaseHook>>(QList<ReleaseHook>()); };
        releases.onDiffLive = [](int) { return Result<ReleaseDiff>(ReleaseDiff()); };
        database.onSchema = [] { return Result<SchemaVersion>(SchemaVersion{true, 12, false}); };
        cluster.onPods = [] { return Result<QList<Pod>>(QList<Pod>()); };
        cluster.onMayI = [](const QList<AccessQuestion> &questions) {
            QList<AccessAnswer> answers;
            for (const AccessQuestion &question : questions)
                answers << AccessAnswer{question, true, {}};
            return Result<QList<AccessAnswer>>(answers);
        };
        cluster.onObject = [](const QString &path) {
            const char *text = R"({"items":[]})";
            if (path == QLatin1String("/apis/apps/v1"))
                text = R"({"resources":[{"name":"deployments","kind":"Deployment","namespaced":true}]})";
            else if (path == QLatin1String("/api/v1/nodes"))
                text
                    = R"({"items":[{"metadata":{"name":"node-1"},"status":{"images":[{"names":["api:2","api@sha256:x"]}],
                    "allocatable":{"cpu":"4","memory":"8Gi","pods":"110"},"conditions":[{"type":"Ready","status":"True"}]}}]})";
            return Result<QJsonObject>(QJsonDocument::fromJson(text).object());
        };
    }

    Verdict see(int target)
    {
        RollbackVerdict source(with);
        const auto verdict = await(source.verdict(target), seconds{60});
        return verdict && *verdict ? **verdict : Verdict();
    }
};

QStringList ids(const Verdict &verdict, FactState state)
{
    QStringList found;
    for (const VerdictFact &fact : verdict.facts) {
        if (fact.state == state)
            found << fact.id;
    }
    return found;
}

} // namespace

class CollectTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    /// Somebody upgraded on top of the bad revision 2 while it made trouble; revision 1 ran before it.
    void whatRanWhenTheTroubleBeganIsSaid()
    {
        const QDateTime begun = QDateTime::currentDateTimeUtc().addSecs(-1200);
        const auto stateOf = [](const Verdict &verdict) { return verdict.facts.value(0).state; };
        Bench bench;
        test::FakeJournal journal;
        bench.with.journal = &journal;
        bench.with.environment.name = QStringLiteral("here");
        bench.releases.onHistory = [begun] {
            ReleaseHistory history;
            for (int number = 1; number <= 3; ++number)
                history.revisions.append({number,
                                          begun.addSecs(number == 3 ? 600 : -3600 / number),
                                          number == 3 ? QStringLiteral("deployed") : QStringLiteral("superseded"),
                                          {},
                                          {},
                                          QStringLiteral("Upgrade complete"),
                                          {}});
            return Result<ReleaseHistory>(history);
        };
        const auto record = [&journal](const char *kind, const char *environment, const QJsonObject &payload) {
            JournalDraft draft;
            draft.kind = QString::fromLatin1(kind);
            draft.environment = QString::fromLatin1(environment);
            draft.incidentId = QStringLiteral("INC-") + draft.environment;
            draft.payload = payload;
            QVERIFY(await(journal.append(draft), seconds{5})->has_value());
        };
        QCOMPARE(stateOf(bench.see(2)), FactState::Good);
        QCOMPARE(bench.see(0).targetRevision, 2);
        const QJsonObject breach{{"threshold", "http_5xx_ratio"}, {"since", begun.toString(Qt::ISODateWithMs)}};
        for (const char *environment : {"elsewhere", "here"}) {
            record(journalkind::IncidentOpened, environment, {{"impactStart", begun.toString(Qt::ISODateWithMs)}});
            record(journalkind::Breach, environment, breach);
            const bool isOurs = environment == QLatin1String("here");
            QCOMPARE(stateOf(bench.see(2)), isOurs ? FactState::Warning : FactState::Good);
            QCOMPARE(stateOf(bench.see(1)), FactState::Good);
            QCOMPARE(bench.see(0).targetRevision, isOurs ? 1 : 2);
        }
        record(journalkind::IncidentClosed, "here", {});
        QCOMPARE(stateOf(bench.see(2)), FactState::Good);
    }

    void whatIsDecidedOnIsOnTheRecordFirst()
    {
        Bench bench;
        test::FakeJournal journal;
        bench.with.journal = &journal;
        RollbackVerdict source(bench.with);
        QVERIFY(await(source.verdict(2), seconds{60})->has_value());
        QVERIFY(journal.events().isEmpty()); // looking is no decision
        const auto decided = await(source.decide(2, {"INC-1", "run-1", "ana"}), seconds{60});
        QVERIFY(decided && decided->has_value());
        QVERIFY(await(source.decide(2, {}), seconds{60})->has_value());
        const QList<JournalEvent> events = journal.events();
        QCOMPARE(events.size(), 2);
        const JournalDraft first = events.first().draft;
        QCOMPARE(first.kind, QString::fromLatin1(journalkind::VerdictGiven));
        QCOMPARE(first.incidentId, QStringLiteral("INC-1"));
        QCOMPARE(first.runId, QStringLiteral("run-1"));
        QCOMPARE(first.actor, QStringLiteral("ana"));
        QCOMPARE(events.last().draft.actor, QStringLiteral("console"));
        QCOMPARE(first.payload.value("target").toInt(), 2);
        QCOMPARE(first.payload.value("kind").toString(), verdictKindId((*decided)->kind()));
        QCOMPARE(first.payload.value("facts").toArray().size(), (*decided)->facts.size());
        QCOMPARE(first.payload.value("facts").toArray().first().toObject().value("state").toString(),
                 factStateId((*decided)->facts.first().state));
        QVERIFY(first.payload.value("generation").toInt() < events.last().draft.payload.value("generation").toInt());
        journal.failWith(Error{ErrorKind::Io, "the disk is full", {}, {}, {}});
        const auto refused = await(source.decide(2, {}), seconds{60});
        QVERIFY(refused && !*refused);
        QVERIFY2(refused->error().what.contains("the disk is full"), qPrintable(refused->error().what));
    }

    void aGoodSituationIsAGo()
    {
        Bench bench;
        const Verdict verdict = bench.see(2);
        QVERIFY2(verdict.kind() == VerdictKind::Go,
                 qPrintable((ids(verdict, FactState::Warning) + ids(verdict, FactState::Unknown)
                             + ids(verdict, FactState::Blocking))
                                .join(' ')));
        QVERIFY(verdict.collectedAt.isValid());
    }

    void onlyOwnersOfThisReleaseCount_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("release"); // Helm's annotation
        QTest::addColumn<bool>("readable"); // the manifests
        QTest::addColumn<bool>("counts");
        const QString own = QStringLiteral("collected-by-this-test");
        QTest::newRow("in the manifest, unmarked") << "api" << QString() << true << true;
        QTest::newRow("of this release") << "worker" << own << true << true;
        QTest::newRow("of another release") << "other"
                                            << "other" << true << false;
        QTest::newRow("of none") << "bare" << QString() << true << false;
        QTest::newRow("in the manifest, marked for another") << "api"
                                                             << "other" << true << true;
        QTest::newRow("of none, and the manifests are unread") << "bare" << QString() << false << true;
        QTest::newRow("of another, and the manifests are unread") << "other"
                                                                  << "other" << false << false;
    }

    void onlyOwnersOfThisReleaseCount()
    {
        QFETCH(QString, name);
        QFETCH(QString, release);
        QFETCH(bool, readable);
        QFETCH(bool, counts);
        Bench bench;
        if (!readable)
            bench.releases.onManifest = [](int) { return test::notScripted<QString>("manifest"); };
        bench.cluster.onObject = [name, release, usual = bench.cluster.onObject](const QString &path) {
            if (path != QLatin1String("/apis/apps/v1/namespaces/of-this-test/deployments"))
                return usual(path);
            QJsonObject annotations{{"ops.example/auto-rollback", "armed"}};
            if (!release.isEmpty())
                annotations.insert(QStringLiteral("meta.helm.sh/release-name"), release);
            const QJsonObject labels{{"kustomize.toolkit.fluxcd.io/name", "apps"},
                                     {"kustomize.toolkit.fluxcd.io/namespace", "flux-system"}};
            const QJsonObject metadata{{"name", name}, {"labels", labels}, {"annotations", annotations}};
            return Result<QJsonObject>(QJsonObject{{"items", QJsonArray{QJsonObject{{"metadata", metadata}}}}});
        };
        const Verdict verdict = bench.see(2);
        QCOMPARE(ids(verdict, FactState::Blocking).contains("gitops"), counts);
        QCOMPARE(ids(verdict, FactState::Warning).contains("automation"), counts);
        for (const VerdictFact &fact : verdict.facts) { // what does not count is said all the same
            if (fact.id == QLatin1String("gitops") || fact.id == QLatin1String("automation")) {
                QVERIFY2(fact.evidence.contains(QStringLiteral("Deployment/") + name), qPrintable(fact.evidence));
                QCOMPARE(fact.evidence.contains(QStringLiteral("not of this release")), !counts);
            }
        }
    }

    void zeroMeansTheSafeProposal() { QCOMPARE(Bench().see(0).targetRevision, 2); }

    void withoutPortsNothingIsGood()
    {
        Bench bench;
        bench.with.releases = nullptr;
        bench.with.cluster = nullptr;
        bench.with.database = nullptr;
        const Verdict verdict = bench.see(2);
        QCOMPARE(verdict.facts.size(), 13);
        QCOMPARE(ids(verdict, FactState::Unknown).size(), 13);
    }

    void oneBrokenReadIsOneUnknownFact()
    {
        Bench bench;
        bench.database.onSchema
            = [] { return Result<SchemaVersion>(failure(ErrorKind::Timeout, QStringLiteral("frozen"))); };
        const Verdict verdict = bench.see(2);
        QCOMPARE(ids(verdict, FactState::Unknown), QStringList{"schema"});
        QCOMPARE(verdict.kind(), VerdictKind::GoWithWarnings);
    }

    /// The pod that takes the node's only place stands on the second page.
    void podsAreReadPageByPage()
    {
        Bench bench;
        QStringList asked;
        bool endless = false;
        const auto usual = bench.cluster.onObject;
        bench.cluster.onObject = [&](const QString &path) {
            QByteArray text;
            if (path == QLatin1String("/api/v1/nodes"))
                text = R"({"items":[{"metadata":{"name":"node-1"},"status":{"images":[{"names":["api:2"]}],
                    "allocatable":{"cpu":"4","memory":"8Gi","pods":"1"},"conditions":[{"type":"Ready","status":"True"}]}}]})";
            else if (!path.startsWith(QLatin1String("/api/v1/pods?limit=500&")))
                return usual(path);
            else if (asked << path; asked.size() == 1 || endless)
                text = R"({"metadata":{"continue":"a/b="},"items":[]})";
            else
                text = R"({"items":[{"spec":{"nodeName":"node-1"},"status":{"phase":"Running"}}]})";
            return Result<QJsonObject>(QJsonDocument::fromJson(text).object());
        };
        QCOMPARE(ids(bench.see(2), FactState::Warning), QStringList{"capacity"});
        QCOMPARE(asked.size(), 2);
        QVERIFY(!asked.first().contains(QLatin1String("continue")));
        QVERIFY2(asked.last().endsWith(QLatin1String("&continue=a%2Fb%3D")), qPrintable(asked.last()));
        endless = true;
        QCOMPARE(ids(bench.see(2), FactState::Unknown), QStringList{"capacity"});
        QCOMPARE(asked.size(), 2 + 20);
    }

    void aMissingTargetIsSaidOnce()
    {
        const Verdict verdict = Bench().see(9);
        QCOMPARE(ids(verdict, FactState::Blocking), QStringList{"target-exists"});
        QCOMPARE(verdict.kind(), VerdictKind::NoGo);
    }

    void aHangingReadDoesNotHangTheVerdict()
    {
        Bench bench;
        class Hanging : public DatabaseSource
        {
        public:
            QFuture<Result<SchemaVersion>> schemaVersion() override
            {
                m_promise.start();
                return m_promise.future();
            }
            QFuture<Result<QMap<QString, qint64>>> counts(const QStringList &) override { return {}; }

        private:
            QPromise<Result<SchemaVersion>> m_promise;
        } hanging;
        class Halting : public test::ScriptedCluster // after the first page
        {
        public:
            QFuture<Result<QJsonObject>> object(const QString &path) override
            {
                if (!path.startsWith(QLatin1String("/api/v1/pods?")))
                    return ScriptedCluster::object(path);
                if (!path.contains(QLatin1String("continue=")))
                    return readyFuture(Result<QJsonObject>(QJsonObject{{"metadata", QJsonObject{{"continue", "x"}}}}));
                m_promise.start();
                return m_promise.future();
            }

        private:
            QPromise<Result<QJsonObject>> m_promise;
        } halting;
        halting.onPods = bench.cluster.onPods;
        halting.onMayI = bench.cluster.onMayI;
        halting.onObject = bench.cluster.onObject;
        bench.with.database = &hanging;
        bench.with.cluster = &halting;
        QElapsedTimer together;
        together.start();
        const Verdict verdict = bench.see(2);
        QCOMPARE(ids(verdict, FactState::Unknown), (QStringList{"schema", "capacity"}));
        QVERIFY2(together.elapsed() < 28'000, "one waited for the other"); // each may take 15 s
        bench.with.cluster = &bench.cluster;

        Hanging second;
        bench.with.database = &second;
        QElapsedTimer clock;
        clock.start();
        {
            RollbackVerdict source(bench.with);
            const auto future = source.verdict(2);
            QVERIFY(!future.isCanceled());
        }
        QVERIFY(clock.elapsed() < 10'000); // destroying it does not wait for deadlines
    }
};

EDGELINK_TEST_MAIN(CollectTest)
#include "tst_collect.moc"
