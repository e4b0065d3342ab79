// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/revisionmodel.h"
#include "tests/support/testsink.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace edgelink;

namespace {

Revision revision(int number, const QString &status, const QString &tag = {})
{
    Revision revision;
    revision.number = number;
    revision.status = status;
    revision.appVersion = QStringLiteral("0.%1.0").arg(number);
    revision.updated = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + number * 1000, Qt::UTC);
    if (!tag.isEmpty())
        revision.images = {{QStringLiteral("Deployment/edge-link-api/api"), QStringLiteral("ghcr.io/e/api:") + tag},
                           {QStringLiteral("Deployment/edge-link-nat/nat"), QStringLiteral("ghcr.io/e/nat:v1")}};
    return revision;
}

ReleaseHistory history(const QList<Revision> &revisions)
{
    ReleaseHistory history;
    history.release = QStringLiteral("edge-link");
    history.revisions = revisions;
    return history;
}

QList<int> numbers(const RevisionModel &model)
{
    QList<int> numbers;
    for (int row = 0; row < model.rowCount(); ++row)
        numbers << model.index(row, 0).data(RevisionModel::NumberRole).toInt();
    return numbers;
}

} // namespace

class RevisionModelTest : public test::Suite
{
    Q_OBJECT

private slots:
    void marksAndChanges()
    {
        RevisionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setHistory(history({revision(1, "superseded", "v0.1.0"), revision(2, "superseded", "v0.1.1"),
                                  revision(3, "deployed", "v0.2.0"), revision(4, "pending-upgrade")}));
        QCOMPARE(numbers(model), (QList<int>{4, 3, 2, 1}));
        const auto at = [&model](int number, int column, int role = Qt::DisplayRole) {
            return model.indexOf(number).siblingAtColumn(column).data(role);
        };
        QVERIFY(at(3, 0, RevisionModel::LiveRole).toBool());
        QVERIFY(!at(4, 0, RevisionModel::LiveRole).toBool());
        QVERIFY(at(4, 0, RevisionModel::PendingRole).toBool());
        QVERIFY(at(3, 0, RevisionModel::ProposedRole).toBool()); // what a stuck upgrade is rolled back to
        QCOMPARE(at(3, RevisionModel::ImagesColumn).toString(), "api v0.1.1 → v0.2.0");
        QCOMPARE(at(4, RevisionModel::ImagesColumn).toString(), "not read yet");
        QCOMPARE(at(1, RevisionModel::ImagesColumn).toString(), "first installation");
        QCOMPARE(at(2, RevisionModel::SchemaColumn).toString(), "not known");
        QVERIFY(!at(2, 0, RevisionModel::SchemaFitsRole).isValid());
        model.setSchema({{"0.1.0", {9, 9}}, {"0.2.0", {9, 12}}}, 12);
        QCOMPARE(at(2, RevisionModel::SchemaColumn).toString(), "9–12");
        QVERIFY(at(2, 0, RevisionModel::SchemaFitsRole).toBool());
        QCOMPARE(at(1, 0, RevisionModel::SchemaFitsRole), QVariant(false));
        QVERIFY(at(1, 0, Qt::AccessibleTextRole).toString().contains("does not fit"));
        QVERIFY(!model.indexOf(9).isValid());
    }

    void imageChanges_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("said");
        QTest::newRow("tag") << "r.io:5000/e/api:v1"
                             << "r.io:5000/e/api:v2"
                             << "api v1 → v2";
        QTest::newRow("no tag") << "e/api"
                                << "e/api:v2"
                                << "api api → v2";
        QTest::newRow("digest") << "e/api@sha256:0123456789abcdef"
                                << "e/api:v1@sha256:fedcba9876543210"
                                << "api 0123456789ab → v1";
        QTest::newRow("registry") << "a.io/api:v1"
                                  << "b.io/api:v1"
                                  << "api a.io/api:v1 → b.io/api:v1";
        QTest::newRow("new") << ""
                             << "e/api:v1"
                             << "+ api v1";
        QTest::newRow("gone") << "e/api:v1"
                              << ""
                              << "- api v1";
        QTest::newRow("same") << "e/api:v1"
                              << "e/api:v1"
                              << "";
    }
    void imageChanges()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, said);
        const auto map = [](const QString &image) {
            return image.isEmpty() ? QMap<QString, QString>() : QMap<QString, QString>{{"Deployment/x/api", image}};
        };
        QCOMPARE(RevisionModel::imageChanges(map(before), map(after)).join('|'), said);
    }

    void selectionSurvivesARollback()
    {
        RevisionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setHistory(history({revision(1, "superseded"), revision(2, "superseded"), revision(3, "deployed")}));
        const QPersistentModelIndex selected = model.indexOf(2);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
        // Revision 1 was pruned, 4 is new, 3 is superseded now.
        model.setHistory(history({revision(2, "superseded"), revision(3, "superseded"), revision(4, "deployed")}));
        QCOMPARE(numbers(model), (QList<int>{4, 3, 2}));
        QVERIFY(selected.isValid());
        QCOMPARE(selected.data(RevisionModel::NumberRole).toInt(), 2);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(inserts.size(), 1);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setHistory(model.history());
        QCOMPARE(changes.size(), 0);
    }

    void anyHistoryMerges()
    {
        RevisionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            QList<Revision> revisions;
            QList<int> expected;
            for (int number = 1; number < 20; ++number) {
                if (random.bounded(2) == 0)
                    continue;
                revisions << revision(number, random.bounded(2) == 0 ? "superseded" : "failed");
                if (random.bounded(8) == 0)
                    revisions << revisions.last(); // twice, as a lying tool may say
                expected.prepend(number);
            }
            model.setHistory(history(revisions));
            QCOMPARE(numbers(model), expected);
        }
    }
};

EDGELINK_TEST_MAIN(RevisionModelTest)
#include "tst_revisionmodel.moc"
