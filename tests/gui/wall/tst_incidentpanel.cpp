// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The incident on the wall: closing it.
#include "tests/gui/wall/wallrig.h"
#include "widgets/wall/closedialog.h"

#include <QPlainTextEdit>
#include <QPointer>

using namespace edgelink;
using namespace edgelink::ui;
using namespace edgelink::test;

class TestIncidentPanel : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyLook(*qApp, ThemeKind::Dark);
        setClock(&demo::now);
    }
    void cleanupTestCase() { setClock({}); }

    void closesWhatRecoveredAndAsksWhyOtherwise_data()
    {
        QTest::addColumn<IncidentState>("state");
        QTest::addColumn<QStringList>("inBreach");
        QTest::addColumn<bool>("asksWhy");
        QTest::addColumn<QString>("says");
        QTest::newRow("recovered") << IncidentState::Recovered << QStringList{} << false << "It recovered at";
        QTest::newRow("in breach") << IncidentState::Open << QStringList{"http-5xx", "crash-loop"} << true
                                   << "Still in breach: HTTP 5xx rate, CrashLoopBackOff";
        QTest::newRow("declared") << IncidentState::Open << QStringList{} << true << "nothing has proved";
        QTest::newRow("mitigated") << IncidentState::Mitigated << QStringList{"memory"} << true
                                   << "Still in breach: Memory";
    }

    void closesWhatRecoveredAndAsksWhyOtherwise()
    {
        QFETCH(IncidentState, state);
        QFETCH(QStringList, inBreach);
        QFETCH(bool, asksWhy);
        QFETCH(QString, says);
        Wall wall;
        Button *close = wall.page->suspects()->closeButton();
        QVERIFY(!close->isVisible());
        Incident incident = demo::incident();
        incident.state = state;
        incident.inBreach = inBreach;
        if (state == IncidentState::Recovered)
            incident.recoveredAt = demo::now();
        emit wall.tracker.incidentChanged(incident);
        QVERIFY(close->isVisible() && close->isEnabled());
        QVERIFY(close->accessibleName().contains(incident.id));
        QTest::keyClick(close, Qt::Key_Space);
        auto *dialog = wall.page->findChild<CloseDialog *>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QVERIFY2(labelSaying(dialog, says), qPrintable(says));
        Button *submit = buttonStarting(dialog, QStringLiteral("Close INC"));
        auto *reason = dialog->findChild<QPlainTextEdit *>();
        QCOMPARE(submit->isEnabled(), !asksWhy);
        QTest::keyClicks(reason, QStringLiteral(" "));
        QCOMPARE(submit->isEnabled(), !asksWhy);
        QTest::keyClicks(reason, QStringLiteral("known"));
        QVERIFY(submit->isEnabled());
        wall.tracker.error = Error{ErrorKind::Io, QStringLiteral("the disk is full"), {}, {}, {}};
        submit->click();
        QTRY_VERIFY(labelSaying(dialog, QStringLiteral("the disk is full")));
        QVERIFY(dialog->isVisible());
        wall.tracker.error.reset();
        submit->click();
        QCOMPARE(wall.tracker.closed.last(),
                 (QStringList{incident.id, QStringLiteral("known"), QStringLiteral("wang")}));
        QTRY_VERIFY(wall.page->findChild<CloseDialog *>() == nullptr);
        incident.state = IncidentState::Closed;
        emit wall.tracker.incidentChanged(incident);
        QVERIFY(!close->isVisible());
        wall.page->closeIncident(); // nothing is open
        QVERIFY(wall.page->findChild<CloseDialog *>() == nullptr);
    }

    void theCloseDialogFollowsTheIncident()
    {
        Wall wall;
        Incident incident = demo::incident();
        emit wall.tracker.incidentChanged(incident);
        wall.page->closeIncident();
        const QPointer<CloseDialog> dialog = wall.page->findChild<CloseDialog *>();
        Button *submit = buttonStarting(dialog, QStringLiteral("Close INC"));
        QVERIFY(!submit->isEnabled());
        incident.state = IncidentState::Recovered;
        incident.recoveredAt = demo::now();
        emit wall.tracker.incidentChanged(incident); // recovers while the person thinks about a reason
        QVERIFY(submit->isEnabled());
        incident.state = IncidentState::Closed;
        emit wall.tracker.incidentChanged(incident); // by somebody else
        QVERIFY(!submit->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(dialog.isNull());
        wall.arming.setViewer(true);
        incident.state = IncidentState::Open;
        emit wall.tracker.incidentChanged(incident);
        QVERIFY(!wall.page->suspects()->closeButton()->isEnabled());
    }
};

EDGELINK_TEST_MAIN(TestIncidentPanel)
#include "tst_incidentpanel.moc"
