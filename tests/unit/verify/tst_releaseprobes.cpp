// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The probes that look at the release: its history, its manifests, what is live, and what the account may do.
#include "tests/unit/verify/probebench.h"

#include <QJsonArray>

using namespace edgelink;
using namespace edgelink::verify;
using Bench = test::ProbeBench;
using State = Observation::State;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

ReleaseHistory historyOf(const QList<std::pair<QString, QString>> &statusAndDescription)
{
    ReleaseHistory history;
    history.release = QStringLiteral("edge-link-production");
    for (const auto &[status, description] : statusAndDescription) {
        Revision revision;
        revision.number = static_cast<int>(history.revisions.size()) + 1;
        revision.status = status;
        revision.description = description;
        history.revisions << revision;
    }
    return history;
}

} // namespace

class ReleaseProbesTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void aPendingReleaseIsSeenInTheHistory_data()
    {
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<State>("state");
        QTest::newRow("deployed") << QStringList{"superseded", "deployed"} << State::Passed;
        QTest::newRow("failed") << QStringList{"deployed", "failed"} << State::Passed;
        QTest::newRow("pending") << QStringList{"deployed", "pending-upgrade"} << State::Failed;
        QTest::newRow("was pending") << QStringList{"pending-upgrade", "deployed"} << State::Passed;
        QTest::newRow("no history") << QStringList() << State::Unknown;
    }

    void aPendingReleaseIsSeenInTheHistory()
    {
        QFETCH(QStringList, statuses);
        QFETCH(State, state);
        Bench bench;
        bench.releases.onHistory = [statuses] {
            QList<std::pair<QString, QString>> revisions;
            for (const QString &status : statuses)
                revisions << std::pair{status, QString()};
            return Result<ReleaseHistory>(historyOf(revisions));
        };
        QCOMPARE(bench.see(QStringLiteral("no-pending")).state, state);
    }

    void onlyTheRecordedPendingRevisionIsFreed_data()
    {
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("says");
        QTest::newRow("pending") << QStringList{"deployed", "pending-upgrade"} << State::Passed << "pending-upgrade";
        QTest::newRow("pending rollback") << QStringList{"deployed", "pending-rollback"} << State::Passed << "";
        QTest::newRow("healthy") << QStringList{"superseded", "deployed"} << State::Failed << "helm-rollback";
        QTest::newRow("failed") << QStringList{"deployed", "failed"} << State::Failed << "not pending";
        QTest::newRow("somebody rolled back")
            << QStringList{"superseded", "pending-upgrade", "deployed"} << State::Failed << "not 2";
        QTest::newRow("another one is pending")
            << QStringList{"deployed", "failed", "pending-upgrade"} << State::Failed << "not 2";
        QTest::newRow("no history") << QStringList() << State::Failed << "no history";
    }

    void onlyTheRecordedPendingRevisionIsFreed()
    {
        QFETCH(QStringList, statuses);
        QFETCH(State, state);
        QFETCH(QString, says);
        Bench bench;
        bench.releases.onHistory = [statuses] {
            QList<std::pair<QString, QString>> revisions;
            for (const QString &status : statuses)
                revisions << std::pair{status, QString()};
            return Result<ReleaseHistory>(historyOf(revisions));
        };
        const Observation seen = bench.see(QStringLiteral("still-pending"), {{"revision", 2}});
        QCOMPARE(seen.state, state);
        QVERIFY2(seen.text.contains(says), qPrintable(seen.text));
        QCOMPARE(bench.see(QStringLiteral("still-pending")).state, State::Unknown); // which one, nobody said
    }

    void permissionsNameWhatIsMissing()
    {
        Bench bench;
        bench.cluster.onMayI = [](const QList<AccessQuestion> &questions) {
            QList<AccessAnswer> answers;
            for (const AccessQuestion &question : questions)
                answers << AccessAnswer{question, question.verb != QLatin1String("patch"), {}};
            return Result<QList<AccessAnswer>>(answers);
        };
        const QJsonObject read{{"verb", "get"}, {"group", "apps"}, {"resource", "deployments"}};
        const QJsonObject write{{"verb", "patch"}, {"group", "apps"}, {"resource", "deployments"}};
        QCOMPARE(bench.see(QStringLiteral("permissions"), {{"questions", QJsonArray{read}}}).state, State::Passed);
        const Observation denied = bench.see(QStringLiteral("permissions"), {{"questions", QJsonArray{read, write}}});
        QCOMPARE(denied.state, State::Failed);
        QVERIFY2(denied.text.contains(QStringLiteral("patch apps/deployments in edgelink-prod")),
                 qPrintable(denied.text));
        QCOMPARE(bench.see(QStringLiteral("permissions"), {{"questions", QJsonArray()}}).state, State::Unknown);
        bench.cluster.onMayI
            = [](const QList<AccessQuestion> &) { return Result<QList<AccessAnswer>>(QList<AccessAnswer>()); };
        QCOMPARE(bench.see(QStringLiteral("permissions"), {{"questions", QJsonArray{read}}}).state, State::Unknown);
    }

    void releaseAtComparesManifests()
    {
        Bench bench;
        bench.releases.onHistory = [] {
            return Result<ReleaseHistory>(historyOf({{"superseded", "Install complete"},
                                                     {"superseded", "Upgrade complete"},
                                                     {"superseded", "Upgrade complete"},
                                                     {"deployed", "Rollback to 2"}}));
        };
        bench.releases.onDiff = [](int, int) { return Result<ReleaseDiff>(ReleaseDiff()); };
        QCOMPARE(bench.see(QStringLiteral("release-at"), {{"revision", 2}}).state, State::Passed);
        const Observation other = bench.see(QStringLiteral("release-at"), {{"revision", 1}});
        QCOMPARE(other.state, State::Failed);
        QVERIFY2(other.text.contains(QStringLiteral("rollback to 2, not to 1")), qPrintable(other.text));
        bench.releases.onDiff = [](int, int) {
            ReleaseDiff diff;
            diff.objects = {ObjectDiff{"Deployment/api", {{DiffLine::Kind::Added, "image: bad"}}}};
            return Result<ReleaseDiff>(diff);
        };
        QCOMPARE(bench.see(QStringLiteral("release-at"), {{"revision", 2}}).state, State::Failed);
        bench.releases.onDiff = [](int, int) { return test::notScripted<ReleaseDiff>("diff"); };
        QCOMPARE(bench.see(QStringLiteral("release-at"), {{"revision", 2}}).state, State::Unknown);
        QCOMPARE(bench.see(QStringLiteral("release-at"), {{"revision", 9}}).state, State::Unknown); // pruned
    }

    void releaseAtWaitsForPending()
    {
        Bench bench;
        std::atomic<int> reads{0};
        bench.releases.onHistory = [&reads] {
            return Result<ReleaseHistory>(
                ++reads < 3 ? historyOf({{"superseded", ""}, {"pending-rollback", "Preparing rollback"}})
                            : historyOf({{"superseded", ""}, {"deployed", "Rollback to 1"}}));
        };
        bench.releases.onDiff = [](int, int) { return Result<ReleaseDiff>(ReleaseDiff()); };
        QCOMPARE(bench.see(QStringLiteral("release-at"), {{"revision", 1}}).state, State::Passed);
        reads = -1000;
        const Observation stuck = bench.see(QStringLiteral("release-at"), {{"revision", 1}}, seconds{3});
        QCOMPARE(stuck.state, State::Failed);
        QVERIFY2(stuck.text.contains(QStringLiteral("still pending-rollback")), qPrintable(stuck.text));
    }

    void aFailedThreeWayMergeIsExplained()
    {
        Bench bench;
        bench.releases.onHistory = [] {
            return Result<ReleaseHistory>(
                historyOf({{"superseded", "Install complete"},
                           {"deployed", "Upgrade complete"},
                           {"failed", "Rollback \"edge-link-production\" failed: context deadline exceeded"}}));
        };
        bench.releases.onDiffLive = [](int) {
            ReleaseDiff diff;
            diff.foreignFields = {"Deployment/api: pod template annotation drill.edgelink/fault"};
            return Result<ReleaseDiff>(diff);
        };
        bench.cluster.onWorkloads = [] {
            Workload workload;
            workload.kind = QStringLiteral("Deployment");
            workload.name = QStringLiteral("api");
            workload.desired = 1;
            workload.updated = 1;
            return Result<QList<Workload>>(QList<Workload>{workload});
        };
        bench.cluster.onObject = [](const QString &path) {
            if (!path.endsWith(QLatin1String("/deployments/api")))
                return test::notScripted<QJsonObject>("object");
            const QJsonObject annotation{
                {"f:template",
                 QJsonObject{
                     {"f:metadata",
                      QJsonObject{{"f:annotations", QJsonObject{{"f:drill.edgelink/fault", QJsonObject()}}}}}}}};
            const QJsonObject entry{{"manager", "kubectl-patch"}, {"fieldsV1", QJsonObject{{"f:spec", annotation}}}};
            return Result<QJsonObject>(QJsonObject{{"metadata", QJsonObject{{"managedFields", QJsonArray{entry}}}}});
        };
        const Observation observation = bench.see(QStringLiteral("release-at"), {{"revision", 1}});
        QCOMPARE(observation.state, State::Failed);
        for (const char *part :
             {"Deployment/api", "drill.edgelink/fault", "kubectl-patch", "revision 2 as deployed", "What to do"})
            QVERIFY2(observation.text.contains(QLatin1String(part)), qPrintable(observation.text));
    }

    void liveDifferencesAreDebt()
    {
        Bench bench;
        bench.releases.onDiffLive = [](int) {
            ReleaseDiff diff;
            diff.objects = {ObjectDiff{
                "Deployment/api", {{DiffLine::Kind::Removed, "replicas: 3"}, {DiffLine::Kind::Added, "replicas: 5"}}}};
            return Result<ReleaseDiff>(diff);
        };
        const Observation observation = bench.see(QStringLiteral("live-matches"), {{"revision", 2}});
        QCOMPARE(observation.state, State::Warning);
        QCOMPARE(observation.debt.size(), 1);
        QVERIFY(observation.debt.first().contains(QStringLiteral("Deployment/api")));
        bench.releases.onDiffLive = [](int) { return Result<ReleaseDiff>(ReleaseDiff()); };
        QCOMPARE(bench.see(QStringLiteral("live-matches"), {{"revision", 2}}).state, State::Passed);
    }
};

EDGELINK_TEST_MAIN(ReleaseProbesTest)
#include "tst_releaseprobes.moc"
