// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/workloadmodel.h"
#include "tests/support/testsink.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace edgelink;

namespace {

Workload workload(const QString &name, int ready, int desired = 2, const QString &kind = QStringLiteral("Deployment"))
{
    Workload workload;
    workload.kind = kind;
    workload.name = name;
    workload.desired = desired;
    workload.updated = workload.ready = workload.available = ready;
    workload.images = {{QStringLiteral("main"), QStringLiteral("ghcr.io/e/%1:v1").arg(name)}};
    return workload;
}

Pod pod(const QString &owner, const QString &waiting)
{
    Pod pod;
    pod.name = owner + QStringLiteral("-x");
    pod.owner = owner;
    ContainerState container;
    container.waitingReason = waiting;
    pod.containers = {container};
    return pod;
}

QStringList keys(const WorkloadModel &model)
{
    QStringList keys;
    for (int row = 0; row < model.rowCount(); ++row)
        keys << model.index(row, 0).data(WorkloadModel::KeyRole).toString();
    return keys;
}

} // namespace

class WorkloadModelTest : public test::Suite
{
    Q_OBJECT

private slots:
    void states()
    {
        WorkloadModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Workload stuck = workload("stuck", 1);
        stuck.progressReason = QStringLiteral("ProgressDeadlineExceeded");
        Workload paused = workload("paused", 1);
        paused.paused = true;
        Workload unseen = workload("unseen", 2);
        unseen.generation = 2;
        Workload surplus = workload("surplus", 2);
        surplus.replicas = 3;
        Workload overdue = workload("overdue", 2);
        overdue.progressReason = QStringLiteral("ProgressDeadlineExceeded");
        model.setWorkloads({workload("api", 2), workload("db", 1, 1, "StatefulSet"), stuck, paused, unseen,
                            workload("slow", 1), surplus, overdue});
        model.setPods({pod("ReplicaSet/slow-6d4cf", "CrashLoopBackOff"), pod("ReplicaSet/slow-6d4cf", ""),
                       pod("StatefulSet/db", "ImagePullBackOff")});
        QStringList states;
        for (int row = 0; row < model.rowCount(); ++row)
            states << model.index(row, 0).data(WorkloadModel::StateRole).toString();
        QCOMPARE(keys(model),
                 (QStringList{"Deployment/api", "Deployment/overdue", "Deployment/paused", "Deployment/slow",
                              "Deployment/stuck", "Deployment/surplus", "Deployment/unseen", "StatefulSet/db"}));
        QCOMPARE(states,
                 (QStringList{"settled", "stuck", "paused", "crash-loop", "stuck", "progressing", "progressing",
                              "settled"}));
        QCOMPARE(model.index(3, WorkloadModel::ReadyColumn).data().toString(), "1/2");
        QCOMPARE(model.index(3, WorkloadModel::ImagesColumn).data().toString(), "slow:v1");
        QCOMPARE(model.index(3, 0).data(WorkloadModel::CrashingRole).toInt(), 1);
        model.setPods({});
        QCOMPARE(model.index(3, 0).data(WorkloadModel::StateRole).toString(), "progressing");
    }

    void anyUpdateMerges()
    {
        WorkloadModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QRandomGenerator random(3);
        for (int round = 0; round < 300; ++round) {
            QList<Workload> workloads;
            QStringList expected;
            for (int i = 0; i < 15; ++i) {
                if (random.bounded(3) == 0)
                    continue;
                workloads.insert(random.bounded(static_cast<int>(workloads.size()) + 1),
                                 workload(QStringLiteral("w%1").arg(i), random.bounded(3)));
                expected << QStringLiteral("Deployment/w%1").arg(i);
            }
            if (!workloads.isEmpty())
                workloads << workloads.first();
            expected.sort();
            model.setWorkloads(workloads);
            QCOMPARE(keys(model), expected);
        }
        QCOMPARE(resets.size(), 0);
    }

    void tenThousandPodsAreQuick()
    {
        WorkloadModel model;
        model.setWorkloads({workload("api", 2)});
        QList<Pod> pods;
        for (int i = 0; i < 10'000; ++i)
            pods << pod("ReplicaSet/api-77", "CrashLoopBackOff");
        QElapsedTimer timer;
        timer.start();
        model.setPods(pods);
        qInfo("10,000 pods: %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(model.index(0, 0).data(WorkloadModel::CrashingRole).toInt(), 10'000);
    }
};

EDGELINK_TEST_MAIN(WorkloadModelTest)
#include "tst_workloadmodel.moc"
