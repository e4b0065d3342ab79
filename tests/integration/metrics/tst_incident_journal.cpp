// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents in the real journal: written, verified, read back by a new process's tracker.
#include "app/services/incident/incidentservice.h"
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/metricsource.h"
#include "tests/support/testsink.h"

#include <QTemporaryDir>
#include <QThread>

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

/// A journal and a tracker on a thread of its own, as in the product.
class Console
{
public:
    explicit Console(const QString &file)
    {
        journal::JournalOptions options;
        options.file = file;
        journal = std::make_unique<journal::SqliteJournal>(options);
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
    std::unique_ptr<journal::SqliteJournal> journal;
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
};

EDGELINK_TEST_MAIN(IncidentJournalTest)
#include "tst_incident_journal.moc"
