// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/sqlitejournal.h"
#include "models/items/describe.h"
#include "models/items/timelinemodel.h"
#include "tests/support/fakejournal.h"
#include "tests/support/testsink.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace edgelink;
using namespace std::chrono_literals;

namespace {

JournalDraft draft(const char *kind, const QJsonObject &payload = {})
{
    JournalDraft draft;
    draft.kind = QLatin1String(kind);
    draft.actor = QStringLiteral("chen");
    draft.environment = QStringLiteral("sandbox");
    draft.stream = QStringLiteral("drill");
    draft.incidentId = QStringLiteral("INC-2026-1123-001");
    draft.runId = QStringLiteral("0123456789abcdef");
    draft.stepId = QStringLiteral("rollback");
    draft.payload = payload;
    return draft;
}

/// A journal that answers when told to.
class SlowJournal : public test::FakeJournal
{
public:
    QFuture<Result<QList<JournalEvent>>> read(const JournalQuery &query) override
    {
        queries << query;
        promises << std::make_shared<QPromise<Result<QList<JournalEvent>>>>();
        promises.last()->start();
        return promises.last()->future();
    }
    void answer(qsizetype i) { fulfil(promises.at(i), FakeJournal::read(queries.at(i)).result()); }

    QList<JournalQuery> queries;
    QList<SharedPromise<Result<QList<JournalEvent>>>> promises;
};

QString text(const TimelineModel &model, int row, int column = TimelineModel::TextColumn)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TimelineModelTest : public test::Suite
{
    Q_OBJECT

private slots:
    void showsWhatIsCommitted()
    {
        test::FakeJournal journal;
        (void)journal.append(draft(journalkind::Note, {{"text", "first"}}));
        TimelineModel model(&journal);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(text(model, 0), QStringLiteral("first"), 60'000);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const QPersistentModelIndex kept(model.index(0, 0));
        for (int i = 0; i < 450; ++i)
            (void)journal.append(draft(journalkind::Note, {{"text", QString::number(i)}}));
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 451, 60'000);
        QCOMPARE(kept.row(), 0);
        QVERIFY(inserted.size() <= 451);
        for (const int row : {0, 1, 199, 200, 201, 450})
            QTRY_COMPARE_WITH_TIMEOUT(text(model, row), row == 0 ? QStringLiteral("first") : QString::number(row - 1),
                                      60'000);
        QCOMPARE(text(model, 0, TimelineModel::WhoColumn), QStringLiteral("chen"));
        QCOMPARE(text(model, 0, TimelineModel::PlaceColumn), QStringLiteral("rollback · abcdef"));
        QCOMPARE(model.index(0, 0).data(TimelineModel::SequenceRole).toInt(), 1);
        QCOMPARE(model.index(0, 0)
                     .data(TimelineModel::EventRole)
                     .value<JournalEvent>()
                     .draft.payload.value("text")
                     .toString(),
                 QStringLiteral("first"));
        QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), QStringLiteral("Time (UTC)"));
        QVERIFY(!model.isLoading());
    }

    void foldsReadsAndFilters()
    {
        test::FakeJournal journal;
        (void)journal.append(draft(journalkind::Intent, {{"mutating", false}, {"command", "kubectl get pods"}}));
        (void)journal.append(draft(journalkind::OutcomeOf, {{"mutating", false}, {"outcome", "success"}}));
        (void)journal.append(draft(journalkind::Intent, {{"mutating", true}, {"command", "helm rollback edge 2"}}));
        (void)journal.append(draft(journalkind::Note, {{"text", "hello"}}));
        TimelineModel model(&journal);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 2, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(text(model, 0), QStringLiteral("Starts: helm rollback edge 2"), 60'000);
        QVERIFY(model.index(0, 0).data(TimelineModel::MutatingRole).toBool());
        model.setIncludeReads(true);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 4, 60'000);
        model.setText(QStringLiteral("HELLO"));
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(text(model, 0), QStringLiteral("hello"), 60'000);
        JournalQuery kinds;
        kinds.kinds = QStringList{QLatin1String(journalkind::OutcomeOf)};
        model.setFilter(kinds);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(text(model, 0, TimelineModel::ResultColumn), QStringLiteral("success"), 60'000);
        kinds.kinds = QStringList{QStringLiteral("nothing")};
        model.setFilter(kinds);
        QTRY_VERIFY_WITH_TIMEOUT(!model.isLoading(), 60'000);
        QCOMPARE(model.rowCount(), 0);
    }

    void lateAnswersAreDropped()
    {
        SlowJournal journal;
        for (int i = 0; i < 3; ++i)
            (void)journal.append(draft(journalkind::Note, {{"text", QStringLiteral("old %1").arg(i)}}));
        (void)journal.append(draft(journalkind::Decision, {{"choice", "skip"}, {"reason", "new"}}));
        TimelineModel model(&journal);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 4, 60'000);
        QCOMPARE(text(model, 0), QString()); // on its way
        QCOMPARE(journal.queries.size(), 1);
        QVERIFY(model.isLoading());
        JournalQuery decisions;
        decisions.kinds = QStringList{QLatin1String(journalkind::Decision)};
        model.setFilter(decisions);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1, 60'000);
        QCOMPARE(text(model, 0), QString());
        QTRY_COMPARE_WITH_TIMEOUT(journal.queries.size(), 2, 60'000);
        journal.answer(1);
        QTRY_COMPARE_WITH_TIMEOUT(text(model, 0), QStringLiteral("Decided: skip the step — new"), 60'000);
        journal.answer(0); // of the filter before
        QCoreApplication::sendPostedEvents();
        QCOMPARE(text(model, 0), QStringLiteral("Decided: skip the step — new"));
    }

    void aFastScrollGetsWhatItStopsAt()
    {
        SlowJournal journal;
        for (int i = 0; i < 4000; ++i)
            (void)journal.append(draft(journalkind::Note, {{"text", QString::number(i)}}));
        TimelineModel model(&journal);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 4000, 60'000);
        for (int row = 0; row < 4000; row += 50)
            (void)text(model, row);
        const qsizetype asked = journal.queries.size();
        QVERIFY2(asked < 20, qPrintable(QString::number(asked)));
        for (qsizetype i = 0; i < journal.queries.size(); ++i) {
            journal.answer(i);
            if (i == asked - 1)
                QTRY_VERIFY_WITH_TIMEOUT(journal.queries.size() > asked,
                                         60'000); // the last one looked at is asked for then
        }
        QTRY_COMPARE_WITH_TIMEOUT(text(model, 3999), QStringLiteral("3999"), 60'000);
    }

    void aJournalThatFailsIsSaid()
    {
        class FailingJournal : public test::FakeJournal
        {
        public:
            QFuture<Result<qint64>> count(const JournalQuery &query) override
            {
                return broken ? readyFuture<Result<qint64>>(failure(ErrorKind::Io, QStringLiteral("damaged")))
                              : FakeJournal::count(query);
            }
            using FakeJournal::count;
            bool broken = true;
        } journal;
        (void)journal.append(draft(journalkind::Note, {{"text", "x"}}));
        TimelineModel model(&journal);
        QSignalSpy changed(&model, &TimelineModel::errorChanged);
        QTRY_VERIFY_WITH_TIMEOUT(model.error().has_value(), 60'000);
        QCOMPARE(model.rowCount(), 0);
        journal.broken = false;
        model.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1, 60'000);
        QVERIFY(!model.error());
        QCOMPARE(changed.size(), 2);
    }

    void hundredThousandRowsStayFluid()
    {
        QTemporaryDir folder;
        journal::SqliteJournal journal({.file = folder.filePath(QStringLiteral("journal.sqlite"))});
        QElapsedTimer filling;
        filling.start();
        QFuture<Result<JournalEvent>> last;
        for (int i = 0; i < 100'000; ++i)
            last = journal.append(draft(journalkind::Note, {{"text", QString::number(i)}}));
        QTRY_VERIFY_WITH_TIMEOUT(last.isFinished(), 240'000);
        qInfo("appended in %lld ms", filling.elapsed());
        TimelineModel model(&journal);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 100'000, 30'000);
        QList<qint64> micros;
        for (const int row : {99'999, 0, 50'000, 12'345, 87'654, 99'000, 250, 66'666}) {
            QElapsedTimer timer;
            timer.start();
            (void)text(model, row); // what a view waits for
            micros << timer.nsecsElapsed() / 1000;
            QTRY_COMPARE_WITH_TIMEOUT(text(model, row), QString::number(row), 10'000);
            qInfo("row %d: view waited %lld us, shown after %lld ms", row, micros.last(), timer.elapsed());
        }
        QElapsedTimer timer;
        timer.start();
        model.setText(QStringLiteral("9999"));
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 19, 20'000);
        qInfo("search over 100,000 events: %lld ms", timer.elapsed());
    }

    void sentences_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *kind, const QJsonObject &payload, const char *sentence) {
            QTest::addRow("%s %lld", kind, static_cast<long long>(qHash(payload) % 1000))
                << QString::fromLatin1(kind) << payload << QString::fromUtf8(sentence);
        };
        row(journalkind::Intent, {{"command", "helm rollback"}, {"mutating", true}, {"purpose", "go back"}},
            "Starts: helm rollback — go back");
        row(journalkind::Intent, {{"program", "kubectl"}, {"argv", QJsonArray{"get", "pods"}}, {"mutating", false}},
            "Reads: kubectl get pods");
        row(journalkind::OutcomeOf, {{"program", "/opt/helm"}, {"outcome", "success"}, {"durationMs", 2500}},
            "helm ended with success after 2.5 s");
        row(journalkind::OutcomeOf,
            {{"program", "helm"}, {"outcome", "error"}, {"durationMs", 100}, {"error", "exit code 1"}},
            "helm failed after 0.1 s — exit code 1");
        row(journalkind::OutcomeOf, {{"program", "helm"}, {"outcome", "cancelled"}}, "helm was cancelled after 0.0 s");
        row(journalkind::OutcomeOf, {{"outcome", "unknown"}, {"observed", "passed"}, {"mutating", true}},
            "How a command ended is not known — its effect was seen afterwards");
        row(journalkind::OutcomeOf, {{"outcome", "unknown"}, {"observed", "failed"}, {"error", "revision 3 is live"}},
            "How a command ended is not known — its effect was not there afterwards — revision 3 is live");
        row(journalkind::OutcomeOf, {{"outcome", "unknown"}, {"observed", "unknown"}},
            "How a command ended is not known — whether it took effect could not be seen");
        row(journalkind::OutcomeOf, {{"outcome", "unknown"}, {"observed", "there is no sandbox"}},
            "How a command ended is not known — there is no sandbox");
        row(journalkind::OutcomeOf,
            {{"outcome", "unknown"}, {"observed", "not-observed"}, {"mutating", false}, {"error", "it only read"}},
            "How a command ended is not known — it only read");
        row(journalkind::Observation, {{"probe", "pods-ready"}, {"text", "6/6"}}, "Observed pods-ready: 6/6");
        row(journalkind::RunStarted, {{"title", "Roll back"}}, "Run started: Roll back");
        row(journalkind::RunFinished,
            {{"title", "Roll back"}, {"outcome", "success"}, {"endState", "revision 4 is live"}},
            "Run ended: Roll back (success) — revision 4 is live");
        row(journalkind::StepStarted, {{"title", "Pods"}, {"attempt", 2}}, "Step begun: Pods (attempt 2)");
        row(journalkind::StepFinished, {{"title", "Pods"}, {"state", "skipped"}, {"reason", "known"}},
            "Step skipped: Pods — known");
        row(journalkind::Decision, {{"choice", "retry"}}, "Decided: try again");
        row(journalkind::Breach,
            {{"threshold", "http-5xx"}, {"value", 15.25}, {"limit", 5}, {"unit", "%"}, {"worst", "api-gateway"}},
            "Threshold crossed: HTTP 5xx rate is 15.25 %, limit 5 % — worst: api-gateway");
        row(journalkind::Breach, {{"threshold", "crash-loop"}, {"value", 1}, {"limit", 0}, {"unit", "pods"}},
            "Threshold crossed: CrashLoopBackOff is 1 pod, limit 0 pods");
        row(journalkind::Breach, {{"threshold", "connections"}, {"value", 5200.4}, {"limit", 6225}},
            "Threshold crossed: active connections is 5200, limit 6225");
        row(journalkind::Breach, {{"threshold", "connections"}, {"value", 12451}, {"limit", 12500}},
            "Threshold crossed: active connections is 12451, limit 12500");
        row(journalkind::Breach, {{"threshold", "http-5xx"}, {"value", 5.004}, {"limit", 5}, {"unit", "%"}},
            "Threshold crossed: HTTP 5xx rate is 5.004 %, limit 5 %");
        row(journalkind::Breach, {{"manual", "data-inconsistency"}, {"text", "orders"}},
            "Declared: data is inconsistent — orders");
        row(journalkind::Recovered, {{"threshold", "cpu"}}, "Back within its threshold: CPU");
        row(journalkind::IncidentOpened, {{"triggers", QJsonArray{"http-5xx", "own-rule"}}},
            "Incident INC-2026-1123-001 opened — HTTP 5xx rate, own-rule");
        row(journalkind::IncidentClosed, {}, "Incident INC-2026-1123-001 closed");
        row(journalkind::Suspects, {{"list", QJsonArray{QJsonObject{{"title", "Revision 3 deployed"}}}}},
            "Changed shortly before: Revision 3 deployed");
        row(journalkind::Suspects, {}, "Nothing changed shortly before");
        row(journalkind::Suspects, {{"list", QJsonArray{}}, {"problems", QJsonArray{"helm: refused", "kube: timeout"}}},
            "What changed shortly before is not known — could not be read: helm: refused; kube: timeout");
        row(journalkind::VerdictGiven, {{"target", 2}, {"kind", "go-with-warnings"}},
            "Verdict on going back to revision 2: go, with warnings");
        row(journalkind::Note, {{"text", "two\nlines\u202e\u0007"}}, "two lines");
        row(journalkind::Silenced, {{"until", "15:00"}, {"comment", "rolling back"}},
            "Alert silenced until 15:00 — rolling back");
        row(journalkind::Armed, {{"until", "15:00"}}, "Armed for sandbox until 15:00");
        row(journalkind::Disarmed, {}, "Disarmed: reading only");
        row(journalkind::Debt, {{"text", "HPA replicas differ"}, {"object", "hpa/api"}},
            "Left behind: HPA replicas differ — hpa/api");
        row(journalkind::Exported, {{"what", "report"}}, "Exported: report");
        row(journalkind::MetricSnapshot, {{"threshold", "memory"}, {"samples", QJsonArray{1, 2}}},
            "Curve kept: memory (2 samples)");
        row(journalkind::ClockStep, {{"stepMs", -3601000}}, "This machine's clock stepped by -3601 s");
        row("from-the-future", {{"a", 1}}, "from-the-future {\"a\":1}");
    }

    void sentences()
    {
        QFETCH(QString, kind);
        QFETCH(QJsonObject, payload);
        QFETCH(QString, sentence);
        JournalEvent event;
        event.draft = draft("", payload);
        event.draft.kind = kind;
        QCOMPARE(describe(event), sentence);
        event.draft.payload.insert(QStringLiteral("text"), QString(100'000, QLatin1Char('x')));
        QVERIFY(describe(event).size() < 1000);
    }
};

EDGELINK_TEST_MAIN(TimelineModelTest)
#include "tst_timelinemodel.moc"
