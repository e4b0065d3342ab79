// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window keeps somebody waiting while everything streams in at once: a metronome on the GUI thread, its
// lateness without and with the storm. 7 curves of 11,000 samples, 500 metric events and 5,000 log lines a second from
// threads of their own, and a timeline over 100,000 rows of a real journal.
#include "app/services/journal/sqlitejournal.h"
#include "tests/bench/measure.h"
#include "tests/support/demodata.h"
#include "tests/support/screenports.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/clock.h"
#include "widgets/run/executionpane.h"
#include "widgets/style/look.h"
#include "widgets/timeline/timelinepage.h"
#include "widgets/wall/wallpage.h"

#include <QHBoxLayout>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <cmath>

using namespace edgelink;
using std::chrono::milliseconds;

namespace {

constexpr int HistorySamples = 11'000;
constexpr int EventsPerSecond = 500;
constexpr int LinesPerSecond = 5'000;
constexpr int TimelineRows = 100'000;
constexpr milliseconds Span{6'000};
constexpr milliseconds Beat{2};

MetricBatch history(const Threshold &threshold, qint64 endMs)
{
    MetricBatch batch;
    batch.thresholdId = threshold.id;
    batch.receivedAt = QDateTime::fromMSecsSinceEpoch(endMs, Qt::UTC);
    batch.series.samples.reserve(HistorySamples);
    for (int i = 0; i < HistorySamples; ++i)
        batch.series.samples.append(
            {endMs - (HistorySamples - i) * 1000LL, threshold.threshold * (0.5 + 0.4 * std::sin(i / 40.0))});
    return batch;
}

/// Emits from a thread of its own, as sources do, until it is told to stop.
template<typename Emit>
class Torrent : public QThread
{
public:
    Torrent(milliseconds every, Emit emitOne)
        : m_every(every)
        , m_emit(std::move(emitOne))
    {
    }
    ~Torrent() override
    {
        requestInterruption();
        wait();
    }
    [[nodiscard]] int emitted() const { return m_emitted; }

protected:
    void run() override
    {
        QElapsedTimer clock;
        clock.start();
        for (qint64 turn = 1; !isInterruptionRequested(); ++turn) {
            m_emit(turn);
            m_emitted = static_cast<int>(turn);
            const qint64 due = turn * m_every.count() - clock.elapsed();
            if (due > 0)
                QThread::msleep(static_cast<unsigned long>(due)); // paces the storm; nothing is awaited here
        }
    }

private:
    milliseconds m_every;
    Emit m_emit;
    std::atomic<int> m_emitted{0};
};

/// Lateness of a precise timer of the GUI thread.
bench::Samples lateness()
{
    bench::Samples late;
    QEventLoop loop;
    QElapsedTimer since;
    QTimer beat;
    beat.setTimerType(Qt::PreciseTimer);
    QObject::connect(&beat, &QTimer::timeout, &loop, [&] {
        const double gap = static_cast<double>(since.nsecsElapsed()) / 1e6 - static_cast<double>(Beat.count());
        since.restart();
        late.add(std::max(0.0, gap));
    });
    QTimer::singleShot(Span, &loop, &QEventLoop::quit);
    since.start();
    beat.start(Beat);
    loop.exec();
    return late;
}

void print(const char *what, const bench::Samples &late, const bench::Samples &idle)
{
    std::printf("%-24s GUI stall p50 %6.2f  p99 %6.2f  p99.9 %6.2f  max %6.2f ms; p99.9 = %.1f x the idle window's\n",
                what, late.percentile(0.5), late.percentile(0.99), late.percentile(0.999), late.percentile(1),
                late.percentile(0.999) / std::max(0.01, idle.percentile(0.999)));
    std::fflush(stdout);
}

} // namespace

class BenchStall : public test::Suite
{
    Q_OBJECT

    test::ScriptedMetrics m_metrics;
    test::ScriptedReleases m_releases;
    test::ScriptedVerdicts m_verdicts;
    test::FakeAlerts m_alerts;
    test::FakeTracker m_tracker;
    QTemporaryDir m_folder;
    std::unique_ptr<journal::SqliteJournal> m_journal;
    ui::Arming m_arming;

    void fillJournal()
    {
        m_journal = std::make_unique<journal::SqliteJournal>(journal::JournalOptions{
            .file = m_folder.filePath(QStringLiteral("journal.sqlite")), .outputsDirectory = m_folder.path()});
        QFuture<Result<JournalEvent>> last;
        for (int i = 0; i < TimelineRows; ++i) {
            JournalDraft draft;
            draft.kind = QString::fromLatin1(journalkind::Note);
            draft.actor = QStringLiteral("bench");
            draft.environment = QStringLiteral("drill");
            draft.stream = QStringLiteral("drill");
            draft.payload = {{"text", QStringLiteral("note %1").arg(i)}};
            last = m_journal->append(draft);
        }
        const auto committed = await(last, std::chrono::minutes{5});
        QVERIFY(committed && *committed);
    }

private slots:
    void underAStorm()
    {
        test::expectLog(QStringLiteral("propagateSizeHints")); // the offscreen platform says so of any window
        ui::applyLook(*qApp, ui::ThemeKind::Dark);
        m_releases.onHistory = [] { return Result<ReleaseHistory>(demo::history()); };
        m_verdicts.onVerdict = [](int) { return Result<Verdict>(demo::verdict()); };
        fillJournal();

        bench::Samples idle;
        {
            QWidget empty;
            empty.resize(1440, 900);
            empty.show();
            QVERIFY(QTest::qWaitForWindowExposed(&empty));
            idle = lateness();
        }
        const QList<Threshold> thresholds = demo::thresholds();
        QWidget window;
        auto *row = new QHBoxLayout(&window);
        auto *wall = new ui::WallPage(
            ui::WallPorts{&m_metrics, &m_alerts, &m_tracker, &m_verdicts, &m_releases, m_journal.get()},
            demo::environment(), thresholds, &m_arming, QStringLiteral("bench"));
        auto *timeline = new ui::TimelinePage(m_journal.get(), QStringLiteral("drill"));
        auto *run = new ui::ExecutionPane;
        for (QWidget *page : std::initializer_list<QWidget *>{wall, timeline, run})
            row->addWidget(page);
        RunSnapshot snapshot;
        snapshot.runId = QStringLiteral("run-1");
        snapshot.state = RunState::Running;
        snapshot.current = 0;
        StepRecord step;
        step.id = QStringLiteral("rollback");
        step.state = StepState::Running;
        step.startedAt = QDateTime::currentDateTimeUtc();
        snapshot.steps << step;
        run->setRun(snapshot);
        window.resize(2400, 1000); // three pages at once: more than any screen of the product shows
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));

        const qint64 end = QDateTime::currentMSecsSinceEpoch();
        for (const Threshold &threshold : thresholds)
            emit m_metrics.batchReady(history(threshold, end));
        print("empty window", idle, idle);
        print("three pages, quiet", lateness(), idle);

        Torrent events(milliseconds{1000 / EventsPerSecond}, [this, &thresholds, end](qint64 turn) {
            const Threshold &threshold = thresholds.at(turn % thresholds.size());
            MetricBatch batch;
            batch.thresholdId = threshold.id;
            batch.incremental = true;
            batch.receivedAt = QDateTime::currentDateTimeUtc();
            batch.series.samples.append({end + turn * 2, threshold.threshold * 0.7});
            emit m_metrics.batchReady(batch);
        });
        constexpr int BatchEveryMs = 50; // lines come in batches, as from the command layer
        QObject scope;
        Torrent lines(milliseconds{BatchEveryMs}, [run, &scope](qint64 turn) {
            OutputBatch batch;
            batch.runId = QStringLiteral("run-1");
            batch.stepId = QStringLiteral("rollback");
            for (int i = 0; i < LinesPerSecond * BatchEveryMs / 1000; ++i)
                batch.lines.append({QDateTime::currentMSecsSinceEpoch(), OutputStream::StandardOutput,
                                    QStringLiteral("line %1 of batch %2").arg(i).arg(turn)});
            QMetaObject::invokeMethod(
                &scope, [run, batch] { run->appendOutput(batch); }, Qt::QueuedConnection);
        });
        events.start();
        lines.start();
        const bench::Samples stormy = lateness();
        print("three pages, storm", stormy, idle);
        std::printf("%-24s %d metric events and %d lines in %lld ms\n", "the storm was", events.emitted(),
                    lines.emitted() * LinesPerSecond * BatchEveryMs / 1000, static_cast<long long>(Span.count()));
        QVERIFY2(events.emitted() > EventsPerSecond * Span.count() / 2000, "the storm was only a breeze");
    }
};

EDGELINK_GUI_TEST_MAIN(BenchStall)
#include "bench_stall.moc"
