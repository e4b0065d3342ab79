// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertmodel.h"
#include "tests/support/testsink.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace edgelink;

namespace {

const QDateTime Start = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);

Alert alert(const QString &fingerprint, const QString &severity = QStringLiteral("warning"), int seconds = 0,
            const QStringList &silencedBy = {})
{
    Alert alert;
    alert.fingerprint = fingerprint;
    alert.name = QStringLiteral("Alert %1").arg(fingerprint);
    alert.labels = {{QStringLiteral("severity"), severity}, {QStringLiteral("service"), QStringLiteral("api")}};
    alert.startsAt = Start.addSecs(seconds);
    alert.state = silencedBy.isEmpty() ? QStringLiteral("active") : QStringLiteral("suppressed");
    alert.silencedBy = silencedBy;
    return alert;
}

QStringList order(const AlertModel &model)
{
    QStringList fingerprints;
    for (int row = 0; row < model.rowCount(); ++row)
        fingerprints << model.index(row, 0).data(AlertModel::FingerprintRole).toString();
    return fingerprints;
}

} // namespace

class AlertModelTest : public test::Suite
{
    Q_OBJECT

private slots:
    void rowsAreOrderedForAnEye()
    {
        AlertModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setAlerts({alert("old", "critical", 0), alert("info", "info", 9), alert("new", "critical", 5),
                         alert("quiet", "critical", 9, {"s1"}), alert("warn", "warning", 9)},
                        {});
        QCOMPARE(order(model), (QStringList{"new", "old", "warn", "info", "quiet"}));
        QCOMPARE(model.firing(), 4);
        QCOMPARE(model.silenced(), 1);
    }

    void selectionSurvivesARefresh()
    {
        AlertModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setAlerts({alert("a"), alert("b"), alert("c")}, {});
        const QPersistentModelIndex selected = model.index(1, AlertModel::NameColumn);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setAlerts({alert("c"), alert("b"), alert("a")}, {}); // the same in another order
        QCOMPARE(changes.size(), 0);
        model.setAlerts({alert("z", "critical"), alert("b"), alert("c", "critical")}, {});
        QVERIFY(selected.isValid());
        QCOMPARE(selected.data(AlertModel::FingerprintRole).toString(), QStringLiteral("b"));
        QCOMPARE(resets.size(), 0);
    }

    void silencesAreNamed()
    {
        AlertModel model;
        Silence silence;
        silence.id = QStringLiteral("s1");
        silence.createdBy = QStringLiteral("ana");
        silence.endsAt = Start.addSecs(3600);
        QSignalSpy counts(&model, &AlertModel::countsChanged);
        model.setAlerts({alert("a", "warning", 0, {"s1"}), alert("b", "warning", 0, {"gone"})}, {silence});
        QCOMPARE(counts.size(), 1);
        const QModelIndex state = model.index(0, AlertModel::StateColumn);
        QVERIFY(state.data().toString().contains(QLatin1String("ana")));
        QCOMPARE(state.data(AlertModel::SilenceRole).value<Silence>().id, QStringLiteral("s1"));
        QCOMPARE(model.index(1, AlertModel::StateColumn).data().toString(), QStringLiteral("silenced"));
    }

    void randomRefreshesKeepTheModelConsistent()
    {
        AlertModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            QList<Alert> alerts;
            for (int i = 0; i < 12; ++i) {
                if (random.bounded(2) == 0)
                    alerts << alert(QString::number(random.bounded(12)),
                                    random.bounded(2) == 0 ? "critical" : "warning",
                                    static_cast<int>(random.bounded(5)));
            }
            model.setAlerts(alerts, {});
            QSet<QString> unique;
            for (const Alert &one : alerts)
                unique << one.fingerprint;
            QCOMPARE(model.rowCount(), static_cast<int>(unique.size()));
        }
    }

    void aFloodIsBounded()
    {
        AlertModel model;
        QList<Alert> alerts;
        for (int i = 0; i < 5000; ++i)
            alerts << alert(QString::number(i));
        model.setAlerts(alerts, {});
        QCOMPARE(model.rowCount(), static_cast<int>(AlertModel::MostRows));
    }
};

EDGELINK_TEST_MAIN(AlertModelTest)
#include "tst_alertmodel.moc"
