// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents in the real journal: written, verified, read back by a new process's tracker.
#include "app/services/incident/incidentservice.h"
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/metricsource.h"
#include "tests/support/heard.h"
#include "tests/support/testsink.h"

#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <mutex>
#include <tuple>
#include <utility>
#include <vector>

using namespace edgelink;
using namespace edgelink::incident;
using namespace std::chrono_literals;

namespace {

class SilentMetrics : public MetricSource
{
public:
    void watch(const QList<Threshold> & /*thresholds*/) override { }
    QFuture<Result<RangeResult>> range(const RangeQuery & /*query*/) override
    {
        return readyFuture<Result<RangeResult>>(RangeResult{});
    }
    QFuture<Result<RangeResult>> instant(const QString & /*query*/) override
    {
        return readyFuture<Result<RangeResult>>(RangeResult{});
    }
};

/// A real journal whose readings can be kept on their way: what they saw is what stood when they were asked.
class SlowJournal : public Journal
{
public:
    explicit SlowJournal(const journal::JournalOptions &options)
        : m_journal(options)
    {
        connect(&m_journal, &Journal::committed, this, &Journal::committed, Qt::DirectConnection);
        connect(&m_journal, &Journal::failed, this, &Journal::failed, Qt::DirectConnection);
    }
    QFuture<Result<JournalEvent>> append(const JournalDraft &draft) override { return m_journal.append(draft); }
    QFuture<Result<qint64>> count(const JournalQuery &query) override { return m_journal.count(query); }
    QFuture<Result<JournalCheck>> verify() override { return m_journal.verify(); }
    QFuture<Result<QList<JournalEvent>>> read(const JournalQuery &query) override
    {
        QFuture<Result<QList<JournalEvent>>> reading = m_journal.read(query);
        reading.waitForFinished();
        const Result<QList<JournalEvent>> page = reading.result();
        const std::lock_guard lock(m_mutex);
        if (query.incidentId.isEmpty() || !m_keeping)
            return readyFuture(page);
        auto promise = std::make_shared<QPromise<Result<QList<JournalEvent>>>>();
        promise->start();
        m_kept.emplace_back(promise, page);
        return promise->future();
    }
    [[nodiscard]] size_t kept() const
    {
        const std::lock_guard lock(m_mutex);
        return m_kept.size();
    }
    void letGo()
    {
        const std::lock_guard lock(m_mutex);
        m_keeping = false;
        for (const auto &[promise, page] : m_kept)
            fulfil(promise, page);
        m_kept.clear();
    }

private:
    journal::SqliteJournal m_journal;
    mutable std::mutex m_mutex;
    bool m_keeping = true; ///< pages of a whole incident: the last step of a restore
    std::vector<std::pair<SharedPromise<Result<QList<JournalEvent>>>, Result<QList<JournalEvent>>>> m_kept;
};

/// A journal and a tracker on a thread of its own, as in the product.
class Console
{
public:
    explicit Console(const QString &file, SlowJournal **slow = nullptr)
    {
        journal::JournalOptions options;
        options.file = file;
        if (slow != nullptr) {
            auto made = std::make_unique<SlowJournal>(options);
            *slow = made.get();
            journal = std::move(made);
        } else {
            journal = std::make_unique<journal::SqliteJournal>(options);
        }
        Environment environment;
        environment.name = QStringLiteral("drill");
        environment.kind = EnvironmentKind::Drill;
        Threshold crash;
        crash.id = QStringLiteral("crash-loop");
        tracker = new IncidentService({&metrics, journal.get(), nullptr, nullptr, nullptr}, {crash}, environment);
        tracker->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, tracker, &QObject::deleteLater);
        m_thread.start();
        tracker->start();
    }
    ~Console()
    {
        m_thread.quit();
        m_thread.wait();
    }
    [[nodiscard]] Incident current() { return await(tracker->current(), 5s).value_or(Incident{}); }

    SilentMetrics metrics;
    std::unique_ptr<Journal> journal;
    IncidentService *tracker = nullptr;

private:
    QThread m_thread;
};

} // namespace

class IncidentJournalTest : public test::Suite
{
    Q_OBJECT

private slots:
    void writtenVerifiedAndReadBack()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("journal.sqlite"));
        Incident before;
        {
            Console console(file);
            std::optional<Result<Incident>> declared;
            const auto declare = [&] {
                declared = await(console.tracker->declare("feature-down", "no registration", "ana"), 10s);
                return declared && declared->has_value();
            };
            QTRY_VERIFY2(declare(), declared && !*declared ? qPrintable(declared->error().sentence()) : "");
            MetricBatch batch; // and a real breach joins it
            batch.thresholdId = QStringLiteral("crash-loop");
            batch.series.samples << MetricSample{QDateTime::currentMSecsSinceEpoch(), 1};
            emit console.metrics.batchReady(batch);
            QTRY_COMPARE(console.current().triggers, QStringList{"crash-loop"});
            before = console.current();
        }
        Console again(file);
        const auto onRecord = [](Incident incident) {
            incident.suspectSearch = {}; // how far a search is belongs to the process that searches
            return incident;
        };
        QTRY_COMPARE(onRecord(again.current()), onRecord(before));
        const auto check = await(again.journal->verify(), 10s);
        QVERIFY(check && check->has_value());
        QVERIFY2((*check)->intact, qPrintable((*check)->reason));
        QVERIFY((*check)->events >= 4); // opened, declared, breach, snapshot
        QVERIFY(await(again.tracker->note("still looking", "bo"), 10s)->has_value());
        QCOMPARE(again.current().id, before.id);
    }

    void twoConsolesOnOneJournal()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("journal.sqlite"));
        Console first(file);
        Console second(file);
        const auto declare = [](Console &console) {
            const auto declared = await(console.tracker->declare("security-fix", "now", "ana"), 10s);
            return declared && declared->has_value();
        };
        QTRY_VERIFY(declare(first));
        QTRY_COMPARE(second.current().id, first.current().id);
    }

    /// One console breaches while the other reads the last page of its restore: the row is in no page, and comes before
    /// the tracker knows of its incident.
    void aBreachOfAnotherConsoleWhileTheLastPageIsRead()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("journal.sqlite"));
        Console first(file);
        const auto declared = [&first] {
            const auto answer = await(first.tracker->declare("feature-down", "no registration", "ana"), 10s);
            return answer && answer->has_value();
        };
        QTRY_VERIFY(declared());
        SlowJournal *slow = nullptr;
        Console second(file, &slow);
        const test::Heard committed(slow, &Journal::committed); // after the tracker, which listens longer
        const auto breachIsHeard = [&committed] {
            const auto isBreach = [](const JournalEvent &event) {
                return event.draft.payload.value("threshold").toString() == QLatin1String("crash-loop");
            };
            return std::any_of(committed.said().cbegin(), committed.said().cend(), [&](const auto &said) {
                return std::any_of(std::get<0>(said).cbegin(), std::get<0>(said).cend(), isBreach);
            });
        };
        QTRY_VERIFY(slow->kept() > 0);
        MetricBatch batch;
        batch.thresholdId = QStringLiteral("crash-loop");
        batch.series.samples << MetricSample{QDateTime::currentMSecsSinceEpoch(), 1};
        emit first.metrics.batchReady(batch);
        QTRY_VERIFY(breachIsHeard()); // by the second console's journal
        // Whatever is queued to the tracker so far has been handled when this comes back.
        QVERIFY(QMetaObject::invokeMethod(
            second.tracker, [] {}, Qt::BlockingQueuedConnection));
        slow->letGo();
        QTRY_COMPARE(second.current().triggers, QStringList{"crash-loop"});
        QCOMPARE(second.current().id, first.current().id);
    }
};

EDGELINK_TEST_MAIN(IncidentJournalTest)
#include "tst_incident_journal.moc"
