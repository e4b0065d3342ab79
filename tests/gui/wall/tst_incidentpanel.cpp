// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The incident on the wall: closing it.
#include "tests/gui/wall/wallrig.h"
#include "widgets/wall/closedialog.h"

#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>

Q_DECLARE_METATYPE(edgelink::SuspectSearchState)

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

    void anOrganisationsOwnTriggerIsCalledByItsTitle()
    {
        Incident incident = demo::incident();
        incident.state = IncidentState::Open;
        incident.inBreach = {QStringLiteral("queue-depth"), QStringLiteral("memory"), QStringLiteral("gone")};
        Threshold own;
        own.id = QStringLiteral("queue-depth");
        own.title = QStringLiteral("Queue depth");
        const CloseDialog dialog(incident, demo::thresholds() << own, QStringLiteral("wang"));
        const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
        const bool said = std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->text().contains(QStringLiteral("Still in breach: Queue depth, Memory, gone"));
        });
        QVERIFY(said);
    }

    void howTheSearchStands_data()
    {
        QTest::addColumn<SuspectSearchState>("search");
        QTest::addColumn<bool>("found");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("unknown");
        const QDateTime at = demo::now();
        const QStringList looked{QStringLiteral("3 revisions"), QStringLiteral("12 rollouts")};
        const QStringList problem{QStringLiteral("helm history: forbidden"), QStringLiteral("configmaps: forbidden")};
        QTest::newRow("not yet") << SuspectSearchState{false, {}, {}, {}} << false << "Not looked for yet" << false;
        QTest::newRow("searching") << SuspectSearchState{true, {}, {}, {}} << false << "Looking for what changed"
                                   << false;
        QTest::newRow("none") << SuspectSearchState{false, at, looked, {}} << false << "read: 12 rollouts" << false;
        QTest::newRow("none, looking again")
            << SuspectSearchState{true, at, looked, {}} << false << "Nothing changed shortly before" << false;
        QTest::newRow("failed") << SuspectSearchState{false, at, {}, problem} << false << "The search failed:" << true;
        QTest::newRow("failed, and how") << SuspectSearchState{false, at, {}, problem} << false
                                         << "configmaps: forbidden" << true;
        QTest::newRow("failed in part") << SuspectSearchState{false, at, looked, problem} << true
                                        << "Not everything could be read:" << true;
        QTest::newRow("found") << SuspectSearchState{false, at, looked, {}} << true << "Revision 3" << false;
    }

    void howTheSearchStands()
    {
        QFETCH(SuspectSearchState, search);
        QFETCH(bool, found);
        QFETCH(QString, says);
        QFETCH(bool, unknown);
        Wall wall;
        SuspectPanel *suspects = wall.page->suspects();
        QTRY_COMPARE(suspects->targetRevision(), 2);
        Incident incident = demo::incident();
        incident.suspectSearch = search;
        if (!found)
            incident.suspects.clear();
        emit wall.tracker.incidentChanged(incident);
        fulfil(wall.verdicts.promises.last(), Result<Verdict>(demo::verdict()));
        QTRY_COMPARE(suspects->factList()->lines().size(), 7);
        const QList<ListLine> lines = suspects->suspectList()->lines();
        const auto line = std::find_if(lines.cbegin(), lines.cend(),
                                       [&says](const ListLine &each) { return each.text.contains(says); });
        QVERIFY2(line != lines.cend(), qPrintable(says));
        QCOMPARE(line->textRole == Role::Unknown, unknown);
        QCOMPARE(suspects->checkButton()->isEnabled(), !search.running);
        if (search.running)
            return;
        QTest::keyClick(suspects->checkButton(), Qt::Key_Space);
        QCOMPARE(wall.tracker.searches, 1);
        QCOMPARE(wall.verdicts.asked.last(), 2);
    }

    void theSearchCanBeRepeatedWithoutARevisionToGoBackTo()
    {
        SuspectPanel panel;
        QVERIFY(!panel.checkButton()->isEnabled());
        panel.setIncident(demo::incident());
        QVERIFY(panel.checkButton()->isEnabled());
        QSignalSpy wanted(&panel, &SuspectPanel::suspectsWanted);
        QSignalSpy verdicts(&panel, &SuspectPanel::verdictWanted);
        panel.checkButton()->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(verdicts.size(), 0);
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

EDGELINK_GUI_TEST_MAIN(TestIncidentPanel)
#include "tst_incidentpanel.moc"
