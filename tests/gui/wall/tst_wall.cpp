// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/wall/wallrig.h"
#include "widgets/charts/metricchart.h"
#include "widgets/controls/states.h"
#include "widgets/wall/alertdialog.h"
#include "widgets/wall/alertspanel.h"
#include "widgets/wall/declaredialog.h"
#include "widgets/wall/timelinepanel.h"
#include "widgets/wall/triggerdetail.h"
#include "widgets/wall/triggerpanel.h"

#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>

using namespace edgelink;
using namespace edgelink::ui;
using namespace edgelink::test;

class TestWall : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyLook(*qApp, ThemeKind::Dark);
        setClock(&demo::now);
    }
    void cleanupTestCase() { setClock({}); }

    void sevenSeatsInOrder()
    {
        Wall wall;
        QCOMPARE(wall.page->seats().size(), 7);
        QCOMPARE(wall.page->seats().first()->threshold().id, QStringLiteral("http-5xx"));
        QVERIFY(wall.page->seats().at(0)->width() > 2 * wall.page->seats().at(2)->width());
        QCOMPARE(wall.page->seats().at(2)->y(), wall.page->seats().at(6)->y());
    }

    void nothingMovesWhenThingsBreak()
    {
        Wall wall;
        wall.tell(demo::Story::Healthy);
        QTRY_COMPARE(wall.page->suspects()->targetRevision(), 2);
        const auto geometries = [&wall] {
            QList<QRect> all;
            for (const TriggerPanel *seat : wall.page->seats())
                all << seat->geometry();
            all << wall.page->suspects()->geometry() << wall.page->alerts()->geometry()
                << wall.page->timeline()->geometry() << wall.page->suspects()->rollBackButton()->geometry()
                << wall.page->suspects()->suspectList()->geometry() << wall.page->suspects()->factList()->geometry()
                << wall.page->alerts()->list()->geometry() << wall.page->timeline()->list()->geometry();
            return all;
        };
        const Button *rollBack = wall.page->suspects()->rollBackButton();
        QTRY_VERIFY(rollBack->width() >= rollBack->sizeHint().width()); // laid out with its revision
        const QList<QRect> quiet = geometries();
        wall.tell(demo::Story::BadRelease);
        emit wall.tracker.incidentChanged(demo::incident());
        emit wall.alerts.alertsChanged(demo::alerts(), {});
        QCOMPARE(geometries(), quiet);
        wall.page->suspects()->setVerdict(demo::verdict());
        QCOMPARE(geometries(), quiet);
        wall.page->suspects()->setVerdictError({ErrorKind::Timeout, QStringLiteral("x").repeated(300), {}, {}, {}});
        SourceStatus down;
        down.state = SourceStatus::State::Down;
        down.error = Error{ErrorKind::Unreachable, QStringLiteral("y").repeated(300), {}, {}, {}};
        emit wall.alerts.statusChanged(down);
        wall.tell(demo::Story::Unreachable);
        QCOMPARE(geometries(), quiet);
    }

    void readingsReachTheirSeats()
    {
        Wall wall;
        wall.tell(demo::Story::BadRelease);
        QCOMPARE(int(wall.page->seat(QStringLiteral("http-5xx"))->reading().state), int(TriggerState::Breach));
        QCOMPARE(int(wall.page->seat(QStringLiteral("connections"))->reading().state), int(TriggerState::NoData));
        QVERIFY(!wall.page->seat(QStringLiteral("cpu"))->chart()->samples().empty());
        MetricBatch foreign;
        foreign.thresholdId = QStringLiteral("nobody");
        emit wall.metrics.batchReady(foreign); // no seat: no matter
        QTRY_VERIFY(!wall.page->seat(QStringLiteral("cpu"))->chart()->markers().isEmpty());
        QCOMPARE(wall.page->seat(QStringLiteral("cpu"))->chart()->markers().last().label, QStringLiteral("revision 3"));
    }

    void breachLeadsToVerdictAndRollback()
    {
        Wall wall;
        SuspectPanel *suspects = wall.page->suspects();
        QTRY_COMPARE(suspects->targetRevision(), 2);
        QVERIFY(wall.verdicts.asked.isEmpty());
        emit wall.tracker.incidentChanged(demo::incident());
        QCOMPARE(wall.verdicts.asked, QList<int>{2});
        QVERIFY(suspects->suspectList()->lines().first().text.contains(QStringLiteral("Revision 3")));
        QVERIFY(suspects->factList()->lines().isEmpty());
        fulfil(wall.verdicts.promises.first(), Result<Verdict>(demo::verdict()));
        QTRY_COMPARE(suspects->factList()->lines().size(), 7);
        QCOMPARE(suspects->factList()->lines().first().key, QStringLiteral("hpa")); // what wants attention first
        QSignalSpy rollbacks(wall.page.get(), &WallPage::rollbackRequested);
        QSignalSpy diffs(wall.page.get(), &WallPage::diffRequested);
        suspects->rollBackButton()->click();
        buttonStarting(suspects, QStringLiteral("Diff"))->click();
        QCOMPARE(rollbacks.first().first().toInt(), 2);
        QCOMPARE(diffs.first().at(0).toInt(), 2);
        QCOMPARE(diffs.first().at(1).toInt(), 3);
        wall.arming.setViewer(true);
        QVERIFY(!suspects->rollBackButton()->isEnabled());
        QVERIFY(!suspects->rollBackButton()->accessibleDescription().isEmpty());
    }

    void lateVerdictsAreDropped()
    {
        Wall wall;
        SuspectPanel *suspects = wall.page->suspects();
        QTRY_COMPARE(suspects->targetRevision(), 2);
        emit suspects->verdictWanted(2);
        emit suspects->verdictWanted(2);
        QCOMPARE(wall.verdicts.promises.size(), 2);
        Verdict old = demo::verdict();
        old.facts = {old.facts.first()};
        fulfil(wall.verdicts.promises.at(1), Result<Verdict>(demo::verdict()));
        QTRY_COMPARE(suspects->factList()->lines().size(), 7);
        fulfil(wall.verdicts.promises.at(0), Result<Verdict>(old));
        QCoreApplication::sendPostedEvents();
        QTest::qWait(20);
        QCOMPARE(suspects->factList()->lines().size(), 7);
    }

    void rollsBackOnlyWhatIsWrong_data()
    {
        QTest::addColumn<bool>("incident");
        QTest::addColumn<IncidentState>("state");
        QTest::addColumn<QList<int>>("seats"); // ok, pending, breached, unknown
        QTest::addColumn<bool>("offered");
        const QList<int> quiet{7, 0, 0, 0};
        const QList<int> breached{5, 0, 2, 0};
        QTest::newRow("all quiet") << false << IncidentState::Open << quiet << false;
        QTest::newRow("a breach that opened nothing yet") << false << IncidentState::Open << breached << true;
        QTest::newRow("beyond a threshold, window not full")
            << false << IncidentState::Open << QList{6, 1, 0, 0} << true;
        QTest::newRow("one not known") << false << IncidentState::Open << QList{6, 0, 0, 1} << true;
        QTest::newRow("metrics gone") << false << IncidentState::Open << QList{0, 0, 0, 7} << true;
        QTest::newRow("no values yet") << false << IncidentState::Open << QList{0, 0, 0, 0} << true;
        QTest::newRow("open, back within bounds") << true << IncidentState::Open << quiet << true;
        QTest::newRow("open and in breach") << true << IncidentState::Open << breached << true;
        QTest::newRow("mitigated, not proven") << true << IncidentState::Mitigated << quiet << true;
        QTest::newRow("recovered") << true << IncidentState::Recovered << quiet << false;
        QTest::newRow("recovered, then in breach again") << true << IncidentState::Recovered << breached << true;
        QTest::newRow("recovered, then metrics gone") << true << IncidentState::Recovered << QList{0, 0, 0, 7} << true;
        QTest::newRow("closed") << true << IncidentState::Closed << quiet << false;
    }

    void rollsBackOnlyWhatIsWrong()
    {
        QFETCH(bool, incident);
        QFETCH(IncidentState, state);
        QFETCH(QList<int>, seats);
        QFETCH(bool, offered);
        SuspectPanel suspects;
        suspects.setHistory(demo::history());
        if (incident) {
            Incident told = demo::incident();
            told.state = state;
            suspects.setIncident(told);
        }
        // The seats come last: what they say alone must reach the button, both ways.
        for (const QList<int> &now : {offered ? QList{7, 0, 0, 0} : QList{5, 0, 2, 0}, seats})
            suspects.setSeats(now[0], now[1], now[2], now[3]);
        QCOMPARE(suspects.rollBackButton()->isEnabled(), offered);
        QCOMPARE(suspects.rollBackButton()->accessibleDescription().contains(QStringLiteral("All quiet")), !offered);
    }

    void noHistoryNoButton()
    {
        SuspectPanel suspects;
        suspects.setIncident(demo::incident());
        QCOMPARE(suspects.targetRevision(), 0);
        QVERIFY(!suspects.rollBackButton()->isEnabled());
        ReleaseHistory one = demo::history();
        one.revisions = {one.revisions.first()};
        suspects.setHistory(one);
        QVERIFY(!suspects.rollBackButton()->isEnabled());
    }

    void unknownIsNotCalledQuiet()
    {
        Wall wall;
        const auto *line = wall.page->suspects()->findChild<StateLabel *>();
        QVERIFY(line->text().contains(QStringLiteral("Waiting")));
        wall.tell(demo::Story::Healthy);
        QCOMPARE(line->text(), QStringLiteral("All 7 triggers quiet"));
        wall.tell(demo::Story::Unreachable);
        QCOMPARE(line->text(), QStringLiteral("7 of 7 triggers not known"));
        QCOMPARE(int(line->role()), int(Role::Unknown));
    }

    void alertsKeepTheirSelection()
    {
        Wall wall;
        emit wall.alerts.alertsChanged(demo::alerts(), {});
        LineList *list = wall.page->alerts()->list();
        QCOMPARE(list->lines().size(), 2);
        list->setCurrentIndex(list->model()->index(1, 0));
        const QString chosen = list->currentKey();
        QList<Alert> more = demo::alerts();
        more.prepend(more.first());
        more.first().fingerprint = QStringLiteral("newest");
        more.first().startsAt = demo::now();
        emit wall.alerts.alertsChanged(more, {});
        QCOMPARE(list->lines().size(), 3);
        QCOMPARE(list->currentKey(), chosen);
    }

    void silencingNeedsArmsAndAReason()
    {
        Wall wall;
        emit wall.tracker.incidentChanged(demo::incident());
        emit wall.alerts.alertsChanged(demo::alerts(), {});
        wall.page->alerts()->openAlert(QStringLiteral("fp-EdgeLinkHighErrorRate"));
        auto *dialog = wall.page->findChild<AlertDialog *>();
        QVERIFY(dialog != nullptr);
        Button *submit = buttonStarting(dialog, QStringLiteral("Silence EdgeLinkHighErrorRate until"));
        QVERIFY(submit != nullptr && !submit->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("known, being rolled back"));
        QVERIFY(!submit->isEnabled());
        wall.arming.arm(std::chrono::minutes(5));
        QVERIFY(submit->isEnabled());
        submit->click();
        QCOMPARE(wall.alerts.asked.size(), 1);
        QCOMPARE(wall.alerts.asked.first().matchers, demo::alerts().first().labels);
        QCOMPARE(wall.alerts.asked.first().createdBy, QStringLiteral("wang"));
        QCOMPARE(wall.alerts.asked.first().endsAt, demo::now().addSecs(15 * 60));
        QCOMPARE(wall.alerts.incidents, QStringList{demo::incident().id}); // the record is the source's, under this
        QTRY_VERIFY(wall.page->findChild<AlertDialog *>() == nullptr);
    }

    void endingASilenceNamesWhoDoesIt()
    {
        Wall wall;
        wall.arming.arm(std::chrono::minutes(5));
        QList<Alert> alerts = demo::alerts();
        alerts.first().state = QStringLiteral("suppressed");
        alerts.first().silencedBy = QStringList{QStringLiteral("s1")};
        Silence silence;
        silence.id = QStringLiteral("s1");
        silence.matchers = alerts.first().labels;
        silence.createdBy = QStringLiteral("chen");
        silence.comment = QStringLiteral("known");
        silence.endsAt = demo::now().addSecs(600);
        emit wall.alerts.alertsChanged(alerts, {silence});
        wall.page->alerts()->openAlert(alerts.first().fingerprint);
        auto *dialog = wall.page->findChild<AlertDialog *>();
        buttonStarting(dialog, QStringLiteral("End the silence"))->click();
        QCOMPARE(wall.alerts.expired,
                 QList<QStringList>{QStringList({QStringLiteral("s1"), QStringLiteral("wang"), {}})});
    }

    void aFailedSilenceSaysWhy()
    {
        Wall wall;
        wall.alerts.error = Error{ErrorKind::Forbidden, QStringLiteral("Alertmanager refused the silence"), {}, {}, {}};
        wall.arming.arm(std::chrono::minutes(5));
        emit wall.alerts.alertsChanged(demo::alerts(), {});
        wall.page->alerts()->openAlert(QStringLiteral("fp-EdgeLinkHighErrorRate"));
        auto *dialog = wall.page->findChild<AlertDialog *>();
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("why"));
        buttonStarting(dialog, QStringLiteral("Silence"))->click();
        QTRY_VERIFY(labelSaying(dialog, QStringLiteral("refused")));
        QVERIFY(dialog->isVisible());
    }

    void declaringNeedsAKindAndANote()
    {
        Wall wall;
        wall.tracker.incident = demo::incident();
        wall.page->declareIncident();
        auto *dialog = wall.page->findChild<DeclareDialog *>();
        Button *submit = buttonStarting(dialog, QStringLiteral("Declare"));
        QVERIFY(!submit->isEnabled());
        QVERIFY(labelSaying(dialog, QStringLiteral("Choose what is wrong first.")));
        dialog->findChildren<QRadioButton *>().at(1)->click();
        QVERIFY(!submit->isEnabled());
        QVERIFY(labelSaying(dialog, QStringLiteral("Write a note first.")));
        dialog->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("wrong topology since 14:30"));
        QVERIFY(submit->isEnabled());
        submit->click();
        QTRY_COMPARE(wall.tracker.declared.size(), 1);
        QCOMPARE(wall.tracker.declared.first(),
                 (QStringList{QStringLiteral("data-inconsistency"), QStringLiteral("wrong topology since 14:30"),
                              QStringLiteral("wang")}));
    }

    void timelineFollowsItsOwnEnvironment()
    {
        Wall wall;
        const LineList *list = wall.page->timeline()->list();
        QTRY_COMPARE(list->lines().first().key, QStringLiteral("none"));
        for (const JournalDraft &draft : demo::eventDrafts())
            (void)wall.journal.append(draft);
        QTRY_COMPARE(list->lines().size(), 5);
        JournalDraft foreign = demo::eventDrafts().first();
        foreign.environment = QStringLiteral("drill-2");
        (void)wall.journal.append(foreign);
        JournalDraft detail = demo::eventDrafts().first();
        detail.kind = QString::fromLatin1(journalkind::Intent); // for the timeline page, not for the wall
        (void)wall.journal.append(detail);
        QCOMPARE(list->lines().size(), 5);
        emit wall.journal.failed({ErrorKind::Io, QStringLiteral("disk full"), {}, {}, {}});
        QVERIFY(list->lines().last().text.contains(QStringLiteral("disk full")));
        QVERIFY(wall.page->timeline()->isHatched());
    }

    /// What was done stands on the time axis of every curve, beside what it led to.
    void whatOperatorsDidIsMarkedOnEachCurve()
    {
        Wall wall;
        wall.tell(demo::Story::BadRelease);
        const auto did = [&wall](const char *kind, int secondsAgo, const QString &environment) {
            const qint64 time = demo::now().addSecs(-secondsAgo).toMSecsSinceEpoch() * 1000;
            wall.journal.setClock([time] { return time; });
            JournalDraft draft;
            draft.kind = QString::fromLatin1(kind);
            draft.environment = environment;
            draft.stream = QStringLiteral("drill");
            (void)wall.journal.append(draft);
        };
        const auto ours = [](const TriggerPanel *seat) {
            QStringList labels;
            for (const ChartMarker &marker : seat->chart()->markers()) {
                if (marker.ours)
                    labels << QStringLiteral("%1 %2")
                                  .arg((demo::now().toMSecsSinceEpoch() - marker.timeMs) / 1000)
                                  .arg(marker.label);
            }
            return labels;
        };
        const TriggerPanel *first = wall.page->seats().first();
        QTRY_VERIFY(!first->chart()->markers().isEmpty()); // the revisions
        QCOMPARE(ours(first), QStringList());
        first->chart()->refreshNow();
        const QImage before = first->chart()->grab().toImage();
        const QString here = demo::environment().name;
        did(journalkind::RunStarted, 180, here);
        did(journalkind::RunFinished, 60, here);
        did(journalkind::Silenced, 120, here);
        did(journalkind::Note, 90, here); // said, not done
        did(journalkind::RunStarted, 30, QStringLiteral("production")); // done elsewhere
        const QStringList wanted{QStringLiteral("180 run started"), QStringLiteral("120 silenced"),
                                 QStringLiteral("60 run ended")};
        for (const TriggerPanel *seat : wall.page->seats())
            QTRY_COMPARE(ours(seat), wanted);
        first->chart()->refreshNow();
        QVERIFY(first->chart()->grab().toImage() != before); // and is drawn
    }

    void detailShowsTheQueryAndClosesByEsc()
    {
        Wall wall;
        wall.tell(demo::Story::BadRelease);
        TriggerPanel *seat = wall.page->seat(QStringLiteral("http-5xx"));
        seat->setFocus();
        QTest::keyClick(seat, Qt::Key_Space);
        auto *detail = wall.page->findChild<TriggerDetail *>();
        QVERIFY(detail != nullptr && detail->isVisible());
        QVERIFY(labelSaying(detail, seat->lastBatch().query));
        wall.metrics.onRange = [](const RangeQuery &) {
            return Result<RangeResult>(failure(ErrorKind::Timeout, QStringLiteral("Prometheus took too long"), {}, {}));
        };
        QPushButton *quarter = buttonStarting(detail, QStringLiteral("15 min"));
        QPushButton *day = buttonStarting(detail, QStringLiteral("24 h"));
        QVERIFY(quarter->isChecked() && !day->isChecked());
        day->click();
        QVERIFY(day->isChecked() && !quarter->isChecked()); // the range that is shown is the marked one
        QTRY_VERIFY(labelSaying(detail, QStringLiteral("took too long")));
        const QPointer<TriggerDetail> guard(detail);
        QTest::keyClick(detail, Qt::Key_Escape);
        QTRY_VERIFY(guard.isNull());
    }

    /// What nobody can vouch for is not beside the threshold as if it were of now.
    void detailTellsAnOldValueOnlyWithItsAge()
    {
        Wall wall;
        wall.tell(demo::Story::Unreachable);
        TriggerPanel *seat = wall.page->seat(QStringLiteral("memory"));
        seat->setFocus();
        QTest::keyClick(seat, Qt::Key_Space);
        auto *detail = wall.page->findChild<TriggerDetail *>();
        QVERIFY(detail != nullptr);
        QVERIFY(labelSaying(detail, QStringLiteral("threshold 90")));
        QVERIFY(labelSaying(detail, QStringLiteral("48 s ago")));
        QVERIFY(!labelSaying(detail, QStringLiteral(" · threshold")));
    }

    void keyboardReachesEverythingInReadingOrder()
    {
        Wall wall;
        wall.page->window()->activateWindow();
        QTRY_VERIFY(wall.page->isActiveWindow());
        wall.tell(demo::Story::BadRelease);
        emit wall.tracker.incidentChanged(demo::incident());
        QTRY_COMPARE(wall.page->suspects()->targetRevision(), 2);
        wall.page->seats().first()->setFocus();
        QList<QWidget *> visited;
        for (int i = 0; i < 30 && (visited.isEmpty() || QApplication::focusWidget() != visited.first()); ++i) {
            visited << QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (qsizetype i = 0; i < 7; ++i)
            QCOMPARE(visited.at(i), wall.page->seats().at(i));
        QVERIFY(visited.contains(wall.page->suspects()->rollBackButton()));
        QVERIFY(visited.contains(wall.page->alerts()->list()));
        QVERIFY(visited.contains(wall.page->timeline()->list()));
        for (QWidget *widget : std::as_const(visited)) {
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(accessible != nullptr && !accessible->text(QAccessible::Name).isEmpty(),
                     widget->metaObject()->className());
        }
    }

    void missingPortsAreNoCrash()
    {
        WallPage page({}, demo::environment(), demo::thresholds(), nullptr, {});
        page.resize(1280, 634);
        page.show();
        page.declareIncident();
        page.addNote();
        page.openDetail(QStringLiteral("http-5xx"));
        page.openDetail(QStringLiteral("nobody"));
        QVERIFY(page.findChild<TriggerDetail *>() != nullptr);
    }
};

EDGELINK_GUI_TEST_MAIN(TestWall)
#include "tst_wall.moc"
