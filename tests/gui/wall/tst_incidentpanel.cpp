// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The incident on the wall: closing it.
#include "tests/gui/wall/wallrig.h"
#include "tests/support/demorun.h"
#include "tests/support/mixedverdict.h"
#include "widgets/controls/eventtext.h"
#include "widgets/controls/states.h"
#include "widgets/wall/alertspanel.h"
#include "widgets/wall/closedialog.h"
#include "widgets/wall/triggerpanel.h"
#include "widgets/wall/triggertext.h"

#include <QJsonArray>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTranslator>

Q_DECLARE_METATYPE(edgelink::SuspectSearchState)

using namespace edgelink;
using namespace edgelink::ui;
using namespace edgelink::test;

namespace {

/// Chinese sets names apart by a mark of its own.
class EnumerationComma : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *source, const char *, int) const override
    {
        const bool ours = qstrcmp(context, "Event") == 0 && qstrcmp(source, ", ") == 0;
        return ours ? QStringLiteral("、") : QString();
    }
};

} // namespace

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
        QCOMPARE(labelSaying(dialog, QStringLiteral("Write the reason first.")), asksWhy);
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

    void aRunAtWorkStandsWhereTheWayBackStood_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::addColumn<QString>("runbook");
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("says");
        QTest::newRow("running") << RunState::Running << QStringLiteral("helm-rollback") << "Show the running rollback"
                                 << "step";
        QTest::newRow("asking") << RunState::AwaitingDecision << QStringLiteral("helm-rollback")
                                << "Show the running rollback"
                                << "waits for your decision";
        QTest::newRow("stopping") << RunState::Stopping << QStringLiteral("helm-rollback")
                                  << "Show the running rollback"
                                  << "being stopped";
        QTest::newRow("another runbook") << RunState::Running << QStringLiteral("database-restore")
                                         << "Show the run at work"
                                         << "step";
    }

    void aRunAtWorkStandsWhereTheWayBackStood()
    {
        QFETCH(RunState, state);
        QFETCH(QString, runbook);
        QFETCH(QString, button);
        QFETCH(QString, says);
        Wall wall;
        SuspectPanel *suspects = wall.page->suspects();
        QTRY_COMPARE(suspects->targetRevision(), 2);
        emit wall.tracker.incidentChanged(demo::incident());
        fulfil(wall.verdicts.promises.last(), Result<Verdict>(demo::verdict()));
        QTRY_COMPARE(suspects->factList()->lines().size(), 7);
        QSignalSpy rollbacks(wall.page.get(), &WallPage::rollbackRequested);
        QSignalSpy runs(wall.page.get(), &WallPage::runRequested);

        RunSnapshot run = demo::run(state);
        run.runbookId = runbook;
        wall.page->setActiveRun(run);
        // As soon as Helm has written "Rollback to 2", another revision would be proposed.
        ReleaseHistory history = demo::history();
        Revision next = history.revisions.last();
        next.number = 4;
        history.revisions << next;
        emit wall.releases.historyChanged(history);
        QCOMPARE(wall.verdicts.asked, QList<int>{2}); // nothing is judged meanwhile
        QCOMPARE(suspects->rollBackButton()->text(), button);
        QVERIFY(suspects->rollBackButton()->isEnabled());
        QVERIFY(!suspects->checkButton()->isEnabled());
        QString said = suspects->findChild<StateLabel *>()->text();
        for (const ListLine &line : suspects->factList()->lines())
            said += line.text;
        QVERIFY2(said.contains(says), qPrintable(said));
        QTest::keyClick(suspects->rollBackButton(), Qt::Key_Space);
        QCOMPARE(runs.size(), 1);
        QCOMPARE(rollbacks.size(), 0);

        wall.page->setActiveRun(std::nullopt);
        QVERIFY(suspects->rollBackButton()->text().startsWith(QStringLiteral("Roll back to revision")));
        QCOMPARE(wall.verdicts.asked.size(), 2); // and now it is
    }

    void aNoGoBlocksTheWayBack()
    {
        Wall wall;
        SuspectPanel *suspects = wall.page->suspects();
        QTRY_COMPARE(suspects->targetRevision(), 2);
        emit wall.tracker.incidentChanged(demo::incident());
        QVERIFY(suspects->rollBackButton()->isEnabled());
        Verdict verdict = demo::verdict();
        verdict.facts.first().state = FactState::Blocking;
        fulfil(wall.verdicts.promises.last(), Result<Verdict>(verdict));
        QTRY_VERIFY(!suspects->rollBackButton()->isEnabled());
        QVERIFY(suspects->rollBackButton()->accessibleDescription().contains(QStringLiteral("no-go")));
        QVERIFY(labelSaying(suspects, QStringLiteral("The verdict is no-go: see the facts.")));
        suspects->checkButton()->click();
        fulfil(wall.verdicts.promises.last(), Result<Verdict>(demo::verdict()));
        QTRY_VERIFY(suspects->rollBackButton()->isEnabled());
        QVERIFY(!labelSaying(suspects, QStringLiteral("The verdict is no-go: see the facts.")));
    }

    void factsAreReadByRank_data()
    {
        QTest::addColumn<bool>("blocking");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("counts");
        QTest::newRow("go") << false << "Go"
                            << "2 unknown, 2 warning(s)";
        QTest::newRow("no-go") << true << "No-go"
                               << "1 blocking, 1 unknown, 2 warning(s)";
    }

    void factsAreReadByRank()
    {
        QFETCH(bool, blocking);
        QFETCH(QString, word);
        QFETCH(QString, counts);
        SuspectPanel panel;
        panel.setHistory(demo::history());
        panel.setVerdict(demo::mixedVerdict(blocking));
        QCOMPARE(panel.findChild<StateLabel *>()->text(), word);
        QVERIFY(panel.findChild<StateLabel *>()->role() != Role::Good); // unknown is not green
        QVERIFY2(labelSaying(&panel, counts), qPrintable(counts));
        panel.resize(330, 330); // as narrow as the wall makes it: the counts give way, not the word
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        const auto *said = panel.findChild<StateLabel *>();
        QVERIFY2(said->width() >= said->sizeHint().width(), qPrintable(QString::number(said->width())));
        QStringList read;
        const QList<ListLine> lines = panel.factList()->lines();
        for (const ListLine &line : lines)
            read << line.key;
        QCOMPARE(read, demo::mixedOrder(blocking));
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

    void namesAreSetApartInTheLanguageOnScreen()
    {
        Incident incident = demo::incident();
        incident.state = IncidentState::Open;
        incident.inBreach = {QStringLiteral("cpu"), QStringLiteral("memory")};
        JournalEvent opened;
        opened.draft.kind = QLatin1String(journalkind::IncidentOpened);
        opened.draft.payload = {{"triggers", QJsonArray{"cpu", "memory"}}};
        QVERIFY(eventLook(opened).text.endsWith(QStringLiteral("CPU, Memory")));
        EnumerationComma chinese;
        QVERIFY(QCoreApplication::installTranslator(&chinese));
        const CloseDialog dialog(incident, demo::thresholds(), QStringLiteral("wang"));
        const QString text = eventLook(opened).text;
        QCoreApplication::removeTranslator(&chinese);
        QVERIFY2(text.endsWith(QStringLiteral("CPU、Memory")), qPrintable(text));
        const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(),
                            [](const QLabel *label) { return label->text().contains(QStringLiteral("CPU、Memory")); }));
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

    void whoDoesNotAnswerIsSaid_data()
    {
        QTest::addColumn<QString>("next");
        QTest::addColumn<QString>("says");
        QTest::newRow("it says what to do") << QStringLiteral("Check the credentials.") << "Check the credentials.";
        QTest::newRow("it does not") << QString() << "Check that it runs and can be reached.";
    }

    void whoDoesNotAnswerIsSaid()
    {
        QFETCH(QString, next);
        QFETCH(QString, says);
        Wall wall;
        const auto said = [](const LineList *list) {
            QStringList texts;
            for (const ListLine &line : list->lines())
                texts << line.text;
            return texts.join(QLatin1Char('\n'));
        };
        const Error error{ErrorKind::Unreachable,
                          QStringLiteral("nobody listens there"),
                          QStringLiteral("http://127.0.0.1:9090"),
                          next,
                          {}};
        QTRY_COMPARE(wall.page->suspects()->targetRevision(), 2);
        wall.tell(demo::Story::Healthy);
        QVERIFY(said(wall.page->suspects()->factList()).isEmpty());
        for (TriggerReading reading : demo::readings(demo::Story::Unreachable)) {
            reading.error = error;
            emit wall.tracker.readingChanged(reading);
        }
        const TriggerPanel *seat = wall.page->seat(QStringLiteral("cpu"));
        QCOMPARE(unknownLines(seat->threshold(), seat->reading(), demo::now()).first(),
                 QStringLiteral("Prometheus: nobody listens there"));
        const QString once = said(wall.page->suspects()->factList());
        for (const QString &part : {QStringLiteral("Prometheus: nobody listens there"), error.subject, says})
            QCOMPARE(once.count(part), 1);
        emit wall.alerts.statusChanged({SourceStatus::State::Down, demo::now(), error, {}});
        const QString alerts = said(wall.page->alerts()->list());
        QVERIFY2(alerts.contains(QStringLiteral("Alertmanager: nobody listens there")), qPrintable(alerts));
        QVERIFY2(alerts.contains(says), qPrintable(alerts));
        // Beside a verdict too.
        emit wall.tracker.incidentChanged(demo::incident());
        fulfil(wall.verdicts.promises.last(), Result<Verdict>(demo::verdict()));
        QTRY_COMPARE(wall.page->suspects()->factList()->lines().size(), 7 + 3);
        wall.tell(demo::Story::Healthy);
        QCOMPARE(wall.page->suspects()->factList()->lines().size(), 7);
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

    /// "Go: rolling back to revision 1" beside a platform that is well again would propose one step too many.
    void aRecoveryTakesTheVerdictAway()
    {
        Wall wall;
        SuspectPanel *suspects = wall.page->suspects();
        QTRY_COMPARE(suspects->targetRevision(), 2);
        Incident incident = demo::incident();
        emit wall.tracker.incidentChanged(incident);
        fulfil(wall.verdicts.promises.last(), Result<Verdict>(demo::verdict()));
        QTRY_COMPARE(suspects->factList()->lines().size(), 7);
        RunSnapshot run = demo::run(RunState::Running);
        wall.page->setActiveRun(run);
        ReleaseHistory history = demo::history();
        Revision next = history.revisions.last();
        next.number = 4;
        next.description = QStringLiteral("Rollback to 2");
        history.revisions << next;
        emit wall.releases.historyChanged(history);
        incident.state = IncidentState::Recovered;
        incident.recoveredAt = demo::now();
        emit wall.tracker.incidentChanged(incident);
        wall.page->setActiveRun(std::nullopt);
        QVERIFY(suspects->factList()->lines().isEmpty());
        QCOMPARE(wall.verdicts.asked.size(), 1);
        suspects->checkButton()->click(); // whoever wants to know asks
        QCOMPARE(wall.verdicts.asked.size(), 2);
        fulfil(wall.verdicts.promises.last(), Result<Verdict>(demo::verdict()));
        QTRY_COMPARE(suspects->factList()->lines().size(), 7);
        incident.state = IncidentState::Open; // in breach again
        emit wall.tracker.incidentChanged(incident);
        QCOMPARE(wall.verdicts.asked.size(), 3);
    }

    /// A fix on top of the bad revision makes it "the newest that once ran"; it is no way back.
    void whatRanWhenTheTroubleBeganIsNotOffered_data()
    {
        QTest::addColumn<QString>("story");
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("title");
        QTest::newRow("a fix on top did not help") << "fix"
                                                   << "Roll back to revision 2…"
                                                   << "What changed before 14:34:10";
        QTest::newRow("a relapse after it had helped") << "relapse"
                                                       << "Roll back to revision 3…"
                                                       << "What changed before 14:44:10";
        QTest::newRow("the history does not reach back") << "pruned"
                                                         << "Roll back…"
                                                         << "What changed before 14:34:10";
    }

    void whatRanWhenTheTroubleBeganIsNotOffered()
    {
        QFETCH(QString, story);
        QFETCH(QString, button);
        QFETCH(QString, title);
        SuspectPanel panel;
        Incident incident = demo::incident();
        ReleaseHistory history = demo::history();
        Revision fix = history.revisions.last();
        history.revisions.last().status = QStringLiteral("superseded");
        fix.number = 4;
        fix.updated = incident.impactStart.addSecs(300);
        history.revisions << fix;
        if (story == QLatin1String("relapse"))
            incident.troubles = {incident.impactStart.addSecs(600)};
        if (story == QLatin1String("pruned")) {
            fix.number = 5;
            history.revisions = {history.revisions.last(), fix};
        }
        panel.setHistory(history);
        panel.setIncident(incident);
        QCOMPARE(panel.rollBackButton()->text(), button);
        QCOMPARE(!panel.rollBackButton()->blockedReason().isEmpty(), story == QLatin1String("pruned"));
        QVERIFY2(labelSaying(&panel, title), qPrintable(title));
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
