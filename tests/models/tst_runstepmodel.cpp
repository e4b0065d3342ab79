// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/runstepmodel.h"
#include "tests/support/testsink.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace edgelink;

namespace {

StepRecord step(const char *id, StepState state = StepState::Waiting)
{
    StepRecord record;
    record.id = QString::fromLatin1(id);
    record.title = {record.id + QStringLiteral(" en"), record.id + QStringLiteral(" zh")};
    record.state = state;
    return record;
}

} // namespace

class RunStepModelTest : public test::Suite
{
    Q_OBJECT

private slots:
    void announcesOnlyWhatDiffers()
    {
        RunStepModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        QList<StepRecord> steps{step("a"), step("b"), step("verify/c")};
        model.setSteps(steps, 0);
        QCOMPARE(resets.count(), 1);
        QCOMPARE(model.rowCount(), 3);

        model.setSteps(steps, 0); // the same again says nothing
        QCOMPARE(changes.count(), 0);

        steps[1].progress = 0.5;
        model.setSteps(steps, 0);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes.last().at(0).toModelIndex().row(), 1);
        QCOMPARE(changes.last().at(2).value<QList<int>>(),
                 (QList<int>{RunStepModel::RecordRole, RunStepModel::ProgressRole}));

        steps[0].state = StepState::Done;
        model.setSteps(steps, 1);
        QCOMPARE(changes.count(), 3); // row 0: state and no longer current; row 1: current
        QVERIFY(model.index(1).data(RunStepModel::CurrentRole).toBool());
        QVERIFY(!model.index(0).data(RunStepModel::CurrentRole).toBool());
        QCOMPARE(model.index(0).data(RunStepModel::StateIdRole).toString(), QStringLiteral("done"));
        QCOMPARE(resets.count(), 1);
    }

    void otherStepsReset()
    {
        RunStepModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setSteps({step("a"), step("b")});
        model.setSteps({step("a")});
        model.setSteps({});
        model.setSteps({step("x"), step("y"), step("z")}, 2);
        QCOMPARE(resets.count(), 4);
        QCOMPARE(model.rowOf(QStringLiteral("y")), 1);
        QCOMPARE(model.rowOf(QStringLiteral("b")), -1);
        QCOMPARE(model.current(), 2);
    }

    void speaksBothLanguages()
    {
        RunStepModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSteps({step("a")});
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("a en"));
        model.setLanguage(QStringLiteral("zh_CN"));
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("a zh"));
        QCOMPARE(model.index(0).data(RunStepModel::RecordRole).value<StepRecord>().id, QStringLiteral("a"));
        QVERIFY(!model.index(5).data().isValid());
    }
};

EDGELINK_TEST_MAIN(RunStepModelTest)
#include "tst_runstepmodel.moc"
