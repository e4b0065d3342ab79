// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict as a table over collected inputs: one good situation, and what each change of it must do.
#include "tests/unit/verdict/goodcase.h"

#include <functional>

using namespace edgelink;
using namespace edgelink::verdict;
using namespace edgelink::verdict::fixtures;

using Change = std::function<void(VerdictInputs &)>;
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(edgelink::FactState)

class AssessTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void theGoodCaseIsAGo()
    {
        const Verdict verdict = assess(good());
        for (const VerdictFact &one : verdict.facts)
            QVERIFY2(one.state == FactState::Good, qPrintable(one.id + ": " + one.text));
        QCOMPARE(verdict.facts.size(), 13);
        QCOMPARE(verdict.kind(), VerdictKind::Go);
        QCOMPARE(verdict.currentRevision, 3);
        QCOMPARE(verdict.notReverted.size(), 1);
        QVERIFY(verdict.notReverted.first().contains(QStringLiteral("version 12")));
        QVERIFY(verdict.predictedDuration.count() >= 15);
    }

    void nothingReadIsNothingGood()
    {
        const Verdict verdict = assess(VerdictInputs());
        QCOMPARE(verdict.facts.size(), 13);
        for (const VerdictFact &one : verdict.facts) {
            QVERIFY2(one.state == FactState::Unknown, qPrintable(one.id));
            QVERIFY2(one.text.contains(QStringLiteral("could not be read")), qPrintable(one.text));
        }
    }

    void changes_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("id");
        QTest::addColumn<FactState>("state");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *id, FactState state, const char *says, const Change &change) {
            QTest::newRow(name) << change << QString::fromLatin1(id) << state << QString::fromUtf8(says);
        };
        constexpr FactState Warning = FactState::Warning;
        constexpr FactState Blocking = FactState::Blocking;
        constexpr FactState Unknown = FactState::Unknown;
        constexpr FactState Good = FactState::Good;

        row("pruned target", "target-exists", Blocking, "oldest left is 2", [](VerdictInputs &in) {
            in.target = 1;
            in.history->revisions.removeFirst();
        });
        row("failed target", "target-exists", Blocking, "never deployed",
            [](VerdictInputs &in) { in.history->revisions[1].status = "failed"; });
        row("no target at all", "target-exists", Blocking, "nothing to roll back to",
            [](VerdictInputs &in) { in.target = 0; });
        row("empty history", "target-exists", Blocking, "no history",
            [](VerdictInputs &in) { in.history->revisions.clear(); });
        row("target is live", "target-exists", Warning, "newest already", [](VerdictInputs &in) { in.target = 3; });
        row("no incident", "target-exists", Good, "was deployed",
            [](VerdictInputs &in) { in.troubleSince = QDateTime(); });
        row("it ran when the trouble began", "target-exists", Warning,
            "ran when the trouble began (2026-11-23 11:20:00 UTC)",
            [](VerdictInputs &in) { in.troubleSince = Now.addSecs(-60 * 40); });
        row("a rollback to it did not help", "target-exists", Warning, "What revision 2 holds",
            [](VerdictInputs &in) { in.history->revisions << revision(4, "deployed", "0.1.1", "Rollback to 2", 5); });
        row("incidents unreadable", "target-exists", Unknown, "connection refused",
            [](VerdictInputs &in) { in.troubleSince = broken(); });
        row("history unreadable", "target-exists", Unknown, "connection refused",
            [](VerdictInputs &in) { in.history = broken(); });

        row("pending", "pending", Warning, "helm-pending-recovery",
            [](VerdictInputs &in) { in.history->revisions[2].status = "pending-upgrade"; });
        row("old pending", "concurrent-helm", Warning, "most likely gone",
            [](VerdictInputs &in) { in.history->revisions[2].status = "pending-upgrade"; });
        row("young pending", "concurrent-helm", Blocking, "2026-11-23 12:04:00 UTC", [](VerdictInputs &in) {
            in.history->revisions[2].status = "pending-upgrade";
            in.history->revisions[2].updated = Now.addSecs(-120);
        });
        row("pending without time", "concurrent-helm", Unknown, "since when", [](VerdictInputs &in) {
            in.history->revisions[2].status = "pending-rollback";
            in.history->revisions[2].updated = {};
        });
        row("another helm", "concurrent-helm", Blocking, "pid 77", [](VerdictInputs &in) {
            in.helmProcesses = QList<HelmProcess>{{77, "helm upgrade edge-link-production"}};
        });
        row("no process list", "concurrent-helm", Unknown, "connection refused",
            [](VerdictInputs &in) { in.helmProcesses = broken(); });

        row("automatic rollback", "automation", Warning, "rolled back to 2",
            [](VerdictInputs &in) { in.history->revisions << revision(4, "deployed", "0.1.1", "Rollback to 2", 3); });
        row("an old rollback is history", "automation", Good, "",
            [](VerdictInputs &in) { in.history->revisions[2].description = "Rollback to 1"; });
        row("a rollback before a later release is over", "automation", Good, "", [](VerdictInputs &in) {
            in.history->revisions[1].description = "Rollback to 1";
            in.history->revisions[1].updated = Now.addSecs(-300);
            in.history->revisions[2].updated = Now.addSecs(-60);
        });
        row("a rollback under way", "automation", Warning, "under way", [](VerdictInputs &in) {
            in.history->revisions << revision(4, "pending-rollback", "0.1.1", "Preparing rollback", 1);
        });
        row("receiver's mark", "automation", Warning, "auto-rollback", [](VerdictInputs &in) {
            in.automationMarks = QStringList{"Deployment/api: edgelink.io/auto-rollback=armed"};
        });

        row("dirty", "schema", Blocking, "dirty", [](VerdictInputs &in) { in.schema->dirty = true; });
        row("too new", "schema", Blocking, "Migrate down", [](VerdictInputs &in) { in.schema->version = 13; });
        row("too old", "schema", Blocking, "Migrate up", [](VerdictInputs &in) { in.schema->version = 8; });
        row("empty", "schema", Blocking, "no migration", [](VerdictInputs &in) { in.schema->present = false; });
        row("lower end", "schema", Good, "", [](VerdictInputs &in) { in.schema->version = 9; });
        row("no range known", "schema", Unknown, "schema_by_app_version",
            [](VerdictInputs &in) { in.environment.schemaByAppVersion.clear(); });
        row("database down", "schema", Unknown, "connection refused", [](VerdictInputs &in) { in.schema = broken(); });

        row("Argo CD", "gitops", Blocking, "Argo CD", [](VerdictInputs &in) {
            in.owners = QList<OwnerMark>{{"Argo CD", "Deployment/api", "label", "Application edge", {}, std::nullopt}};
        });
        row("Flux, suspended", "gitops", Warning, "paused", [](VerdictInputs &in) {
            in.owners = QList<OwnerMark>{{"Flux", "Deployment/api", "label", "HelmRelease a/b", {}, true}};
        });
        row("Flux owns a neighbour", "gitops", Good, "", [](VerdictInputs &in) {
            in.otherOwners = {{"Flux", "Deployment/other", "label", "HelmRelease a/other", {}, std::nullopt}};
        });
        row("labels unreadable", "gitops", Unknown, "connection refused",
            [](VerdictInputs &in) { in.owners = broken(); });

        row("what helm waits by may not be listed", "rbac", Blocking, "list apps/replicasets", [](VerdictInputs &in) {
            *in.permissions << Permission{{{"list", "apps", "replicasets", "ns"}, false, {}}, true, "helm waits"};
        });
        row("a verb is missing", "rbac", Blocking, "patch apps/deployments",
            [](VerdictInputs &in) { (*in.permissions)[0].answer.allowed = false; });
        row("a verb that is hardly needed", "rbac", Warning, "vanished", [](VerdictInputs &in) {
            (*in.permissions)[0].answer.allowed = false;
            (*in.permissions)[0].essential = false;
        });
        row("nothing asked", "rbac", Unknown, "", [](VerdictInputs &in) { in.permissions->clear(); });

        row("rollback hook", "hooks", Warning, "Job/drain", [](VerdictInputs &in) {
            in.targetHooks = QList<ReleaseHook>{{"Job/drain", {"pre-rollback"}}};
        });
        row("other hooks do not run", "hooks", Good, "", [](VerdictInputs &in) {
            in.targetHooks = QList<ReleaseHook>{{"Job/migrate", {"pre-upgrade"}}};
        });

        row("image on no node", "images", Unknown, "cannot be proven",
            [](VerdictInputs &in) { in.images->onNodes.clear(); });
        row("image ran before", "images", Unknown, "cannot be proven", [](VerdictInputs &in) {
            in.images->onNodes.clear();
            in.images->earlier = {"api:v0.1.1"};
        });
        row("image runs", "images", Good, "", [](VerdictInputs &in) {
            in.images->onNodes.clear();
            in.images->running = {"api:v0.1.1"};
        });
        row("image cannot be pulled", "images", Blocking, "ErrImagePull", [](VerdictInputs &in) {
            in.images->onNodes.clear();
            in.images->pullFailures = {{"api:v0.1.1", "api-1: ErrImagePull"}};
        });

        row("an object goes", "leftovers", Warning, "deletes ConfigMap/new", [](VerdictInputs &in) {
            ManifestEntry entry;
            entry.kind = "ConfigMap";
            entry.name = "new";
            *in.newestManifest << entry;
        });
        row("a kept object stays", "leftovers", Warning, "stays behind", [](VerdictInputs &in) {
            ManifestEntry entry;
            entry.kind = "PersistentVolumeClaim";
            entry.name = "data";
            entry.keep = true;
            *in.newestManifest << entry;
        });
        row("an object comes back", "leftovers", Good, "made anew", [](VerdictInputs &in) {
            ManifestEntry entry;
            entry.kind = "ConfigMap";
            entry.name = "old";
            *in.targetManifest << entry;
        });
        row("immutable field", "leftovers", Blocking, "never lets change",
            [](VerdictInputs &in) { (*in.targetManifest)[0].immutable = "other"; });
        const auto both = [](const char *newest, const char *target) -> Change {
            return [newest, target](VerdictInputs &in) {
                in.newestManifest = summarise(QString::fromUtf8(newest), in.environment.nameSpace);
                in.targetManifest = summarise(QString::fromUtf8(target), in.environment.nameSpace);
            };
        };
        row("the release's namespace, stated once", "leftovers", Good, "same objects",
            both("{kind: ConfigMap, metadata: {name: c, namespace: edgelink-prod}}",
                 "{kind: ConfigMap, metadata: {name: c}}"));
        row("another namespace", "leftovers", Warning, "deletes other/ConfigMap/c",
            both("{kind: ConfigMap, metadata: {name: c, namespace: other}}", "{kind: ConfigMap, metadata: {name: c}}"));
        row("a volume shrinks", "leftovers", Blocking,
            "PersistentVolumeClaim/data: a volume cannot shrink from 20 GiB to 0.5 GiB",
            both(
                "{kind: PersistentVolumeClaim, metadata: {name: data}, spec: {resources: {requests: {storage: 20Gi}}}}",
                "{kind: PersistentVolumeClaim, metadata: {name: data}, spec: {resources: {requests: {storage: "
                "512Mi}}}}"));
        row("a volume grows", "leftovers", Good, "same objects",
            both("{kind: PersistentVolumeClaim, metadata: {name: data}, spec: {resources: {requests: {storage: 1Gi}}}}",
                 "{kind: PersistentVolumeClaim, metadata: {name: data}, spec: {resources: {requests: {storage: "
                 "2048Mi}}}}"));
        row("immutable data", "leftovers", Blocking, "ConfigMap/c: it is marked immutable and its data differs",
            both("{kind: ConfigMap, immutable: true, metadata: {name: c}, data: {a: x}}",
                 "{kind: ConfigMap, immutable: true, metadata: {name: c}, data: {a: y}}"));
        row("immutable and no more", "leftovers", Blocking, "Secret/c: the mark immutable cannot be taken off",
            both("{kind: Secret, immutable: true, metadata: {name: c}}", "{kind: Secret, metadata: {name: c}}"));
        row("immutable since the target", "leftovers", Good, "same objects",
            both("{kind: ConfigMap, metadata: {name: c}, data: {a: x}}",
                 "{kind: ConfigMap, immutable: true, metadata: {name: c}, data: {a: y}}"));
        row("immutable and alike", "leftovers", Good, "same objects",
            both("{kind: ConfigMap, immutable: true, metadata: {name: c, labels: {v: '2'}}, data: {a: x, b: y}}",
                 "{kind: ConfigMap, immutable: true, metadata: {name: c}, data: {b: y, a: x}}"));
        row("immutable and masked", "leftovers", Warning, "If the values of Secret/c differ",
            both("{kind: Secret, immutable: true, metadata: {name: c}, data: {a: ●●●●}}",
                 "{kind: Secret, immutable: true, metadata: {name: c}, data: {a: ●●●●}}"));
        row("a Secret of another type", "leftovers", Blocking, "Secret/c: its type differs",
            both("{kind: Secret, type: kubernetes.io/tls, metadata: {name: c}}",
                 "{kind: Secret, metadata: {name: c}}"));
        row("a Secret of the default type", "leftovers", Good, "same objects",
            both("{kind: Secret, type: Opaque, metadata: {name: c}}", "{kind: Secret, metadata: {name: c}}"));
        constexpr auto NewJob = "{kind: Job, metadata: {name: j}, spec: {template: {metadata: {labels: {v: '2'}}}}}";
        constexpr auto OldJob = "{kind: Job, metadata: {name: j}, spec: {template: {metadata: {labels: {v: '1'}}}}}";
        row("a Job's template", "leftovers", Blocking, "Job/j: its template differs and can never be changed",
            both(NewJob, OldJob));
        row("a Job that is gone", "leftovers", Good, "same objects", [both](VerdictInputs &in) {
            both(NewJob, OldJob)(in);
            in.drift->missingObjects = {"Job/j"};
        });
        row("a Job of that name is gone elsewhere", "leftovers", Blocking, "Job/j", [both](VerdictInputs &in) {
            both(NewJob, OldJob)(in);
            in.drift->missingObjects = {"Job/j (other)"};
        });
        row("a RoleBinding's role", "leftovers", Blocking, "RoleBinding/r: its roleRef differs",
            both("{kind: RoleBinding, metadata: {name: r}, roleRef: {kind: Role, name: b}}",
                 "{kind: RoleBinding, metadata: {name: r}, roleRef: {kind: Role, name: a}}"));
        row("a RoleBinding's subjects", "leftovers", Good, "same objects",
            both("{kind: RoleBinding, metadata: {name: r}, roleRef: {kind: Role, name: b}, subjects: [{name: x}]}",
                 "{kind: RoleBinding, metadata: {name: r}, roleRef: {name: b, kind: Role}}"));
        row("a ClusterRoleBinding's role", "leftovers", Blocking, "ClusterRoleBinding/r: its roleRef differs",
            both("{kind: ClusterRoleBinding, metadata: {name: r}, roleRef: {name: b}}",
                 "{kind: ClusterRoleBinding, metadata: {name: r}, roleRef: {name: a}}"));
        row("a DaemonSet's selector", "leftovers", Blocking, "DaemonSet/d: its selector differs",
            both("{kind: DaemonSet, metadata: {name: d}, spec: {selector: {matchLabels: {a: b}}}}",
                 "{kind: DaemonSet, metadata: {name: d}, spec: {selector: {matchLabels: {a: c}}}}"));
        row("manifest unreadable", "leftovers", Unknown, "connection refused",
            [](VerdictInputs &in) { in.newestManifest = broken(); });

        row("autoscaler shrinks", "hpa", Warning, "api 5 → 3", [](VerdictInputs &in) {
            in.autoscalers = QList<Autoscaler>{{"api", "Deployment/api", 3, 8, 5}};
        });
        row("below the autoscaler's minimum", "hpa", Warning, "", [](VerdictInputs &in) {
            in.autoscalers = QList<Autoscaler>{{"api", "Deployment/api", 4, 8, 0}};
        });
        row("autoscaler at rest", "hpa", Good, "", [](VerdictInputs &in) {
            in.autoscalers = QList<Autoscaler>{{"api", "Deployment/api", 3, 8, 3}};
        });

        row("foreign field", "debt", Warning, "survives the rollback", [](VerdictInputs &in) {
            in.drift->foreignFields = {"Deployment/api: pod template annotation drill.edgelink/fault"};
        });
        row("drift", "debt", Warning, "Service/api", [](VerdictInputs &in) {
            in.drift->objects = {ObjectDiff{"Service/api", {}}};
        });
        row("missing object", "debt", Warning, "missing",
            [](VerdictInputs &in) { in.drift->missingObjects = {"Service/api"}; });
        row("unreadable object", "debt", Unknown, "may not be read",
            [](VerdictInputs &in) { in.drift->unreadableObjects = {"Secret/x"}; });
    }

    void changes()
    {
        QFETCH(Change, change);
        QFETCH(QString, id);
        QFETCH(FactState, state);
        QFETCH(QString, says);
        VerdictInputs inputs = good();
        change(inputs);
        const Verdict verdict = assess(inputs);
        const VerdictFact &one = factOf(verdict, id);
        QVERIFY2(one.state == state, qPrintable(one.text));
        QVERIFY2(one.text.contains(says), qPrintable(one.text));
        if (state == FactState::Blocking)
            QCOMPARE(verdict.kind(), VerdictKind::NoGo);
        else if (state != FactState::Good)
            QVERIFY(verdict.kind() != VerdictKind::Go);
    }

    void whatStaysIsListed()
    {
        VerdictInputs inputs = good();
        ManifestEntry store;
        store.apiVersion = QStringLiteral("apps/v1");
        store.kind = QStringLiteral("StatefulSet");
        store.name = QStringLiteral("postgres");
        store.claimTemplates = {QStringLiteral("data")};
        ManifestEntry rules;
        rules.apiVersion = QStringLiteral("monitoring.coreos.com/v1");
        rules.kind = QStringLiteral("PrometheusRule");
        ManifestEntry policy;
        policy.apiVersion = QStringLiteral("networking.k8s.io/v1");
        policy.kind = QStringLiteral("NetworkPolicy");
        *inputs.newestManifest << store << rules << policy;
        inputs.newestHooks = QList<ReleaseHook>{{"Job/migrate", {"pre-upgrade"}}};
        const QStringList left = assess(inputs).notReverted;
        QCOMPARE(left.size(), 4);
        QVERIFY(left[1].contains(QStringLiteral("data-postgres-")));
        QVERIFY(left[2].contains(QStringLiteral("PrometheusRule"))
                && !left[2].contains(QStringLiteral("NetworkPolicy")));
        QVERIFY(left[3].contains(QStringLiteral("Job/migrate")));
    }

    void durations_data()
    {
        QTest::addColumn<int>("replicas");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<int>("wave");
        QTest::newRow("25 % and 25 % of 4") << 4 << "Deployment"
                                            << "" << 2;
        QTest::newRow("of 1") << 1 << "Deployment"
                              << "" << 1;
        QTest::newRow("of 10: 3 and 2") << 10 << "Deployment"
                                        << "RollingUpdate" << 5;
        QTest::newRow("Recreate") << 10 << "Deployment"
                                  << "Recreate" << 10;
        QTest::newRow("StatefulSet") << 5 << "StatefulSet"
                                     << "" << 1;
    }

    void durations()
    {
        QFETCH(int, replicas);
        QFETCH(QString, kind);
        QFETCH(QString, strategy);
        QFETCH(int, wave);
        ManifestEntry entry = deployment("x", "new", replicas);
        entry.kind = kind;
        entry.strategy = strategy;
        QCOMPARE(waveSize(entry, replicas), wave);
        // What does not change does not roll.
        QCOMPARE(predictDuration({entry}, {entry}), std::chrono::seconds{5});
        QVERIFY(predictDuration({}, {entry}) > std::chrono::seconds{10});
    }
};

EDGELINK_TEST_MAIN(AssessTest)
#include "tst_assess.moc"
