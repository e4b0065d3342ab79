// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What news costs the GUI thread: a value for each of the seven seats, whole histories of 11,000 samples each, one seat
// alone; against repainting an empty widget of the wall's size. Processor time of the GUI thread, so that waiting for a
// frame does not count.
#include "tests/bench/measure.h"
#include "tests/support/demodata.h"
#include "tests/support/fakejournal.h"
#include "tests/support/screenports.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"
#include "widgets/charts/metricchart.h"
#include "widgets/charts/repaintclock.h"
#include "widgets/controls/arming.h"
#include "widgets/style/look.h"
#include "widgets/wall/triggerpanel.h"
#include "widgets/wall/wallpage.h"

#include <QSet>

#include <cmath>
#include <ctime>

using namespace edgelink;

namespace {

constexpr QSize WallSize(1440, 800);
constexpr int Rounds = 40;
constexpr int HistorySamples = 11'000;

double threadCpuMs()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

MetricBatch history(const Threshold &threshold, qint64 endMs)
{
    MetricBatch batch;
    batch.thresholdId = threshold.id;
    batch.receivedAt = QDateTime::fromMSecsSinceEpoch(endMs, Qt::UTC);
    batch.series.samples.reserve(HistorySamples);
    for (int i = 0; i < HistorySamples; ++i)
        batch.series.samples.append(
            {endMs - (HistorySamples - 1 - i) * 1000LL, threshold.threshold * (0.5 + 0.4 * std::sin(i / 40.0))});
    return batch;
}

MetricBatch news(const Threshold &threshold, qint64 timeMs, double value)
{
    MetricBatch batch;
    batch.thresholdId = threshold.id;
    batch.incremental = true;
    batch.receivedAt = QDateTime::fromMSecsSinceEpoch(timeMs, Qt::UTC);
    batch.series.samples.append({timeMs, value});
    return batch;
}

/// Which seats are painted, and what else.
class PaintLog : public QObject
{
public:
    QSet<const ui::TriggerPanel *> seats;
    int others = 0;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && watched->isWidgetType()) {
            const auto *panel = qobject_cast<ui::TriggerPanel *>(watched);
            for (auto *at = static_cast<QWidget *>(watched); at != nullptr && panel == nullptr; at = at->parentWidget())
                panel = qobject_cast<ui::TriggerPanel *>(at);
            if (panel != nullptr)
                seats << panel;
            else
                ++others;
        }
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

class BenchWall : public test::Suite
{
    Q_OBJECT

    test::ScriptedMetrics m_metrics;
    test::ScriptedReleases m_releases;
    test::ScriptedVerdicts m_verdicts;
    test::FakeAlerts m_alerts;
    test::FakeTracker m_tracker;
    test::FakeJournal m_journal;
    ui::Arming m_arming;
    QList<Threshold> m_thresholds = demo::thresholds();
    std::unique_ptr<ui::WallPage> m_wall;
    bench::Samples m_empty;
    qint64 m_now = 0;
    int m_turn = 0;

    /// Runs the event loop until every curve has had its frame. The longest single turn goes to `longest`.
    void drain(bench::Samples *longest)
    {
        double most = 0;
        const QDeadlineTimer deadline(20'000);
        const auto turn = [&most](QEventLoop::ProcessEventsFlags flags) {
            const double before = threadCpuMs();
            QCoreApplication::processEvents(flags);
            most = std::max(most, threadCpuMs() - before);
        };
        while (!ui::RepaintClock::instance().isIdle() && !deadline.hasExpired())
            turn(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        turn(QEventLoop::AllEvents); // the last one's paint
        turn(QEventLoop::AllEvents);
        QVERIFY2(ui::RepaintClock::instance().isIdle(), "the curves never came to rest");
        if (longest != nullptr)
            longest->add(most);
    }

    void tellValues(const QList<Threshold> &thresholds)
    {
        m_now += 1000;
        ++m_turn;
        for (const Threshold &threshold : thresholds) {
            const double value = threshold.threshold * (0.3 + 0.01 * (m_turn % 30)) + 0.1;
            emit m_metrics.batchReady(news(threshold, m_now, value));
            TriggerReading reading = demo::reading(threshold, TriggerState::Ok);
            reading.value = value;
            emit m_tracker.readingChanged(reading);
        }
    }

    void print(const char *what, const bench::Samples &cost, const bench::Samples &longest) const
    {
        bench::printRatio(what, cost, "repainting an empty widget", m_empty);
        std::printf("    longest turn of the event loop: median %.2f ms, p99 %.2f ms (a frame is 16 ms)\n",
                    longest.median(), longest.percentile(0.99));
        std::fflush(stdout);
    }

private slots:
    void initTestCase()
    {
        test::expectLog(QStringLiteral("propagateSizeHints")); // the offscreen platform says so of any window
        ui::applyLook(*qApp, ui::ThemeKind::Dark);
        QWidget empty;
        empty.resize(WallSize);
        empty.show();
        QVERIFY(QTest::qWaitForWindowExposed(&empty));
        for (int i = 0; i < Rounds; ++i) {
            const double before = threadCpuMs();
            empty.repaint();
            m_empty.add(threadCpuMs() - before);
        }
        m_releases.onHistory = [] { return Result<ReleaseHistory>(demo::history()); };
        m_verdicts.onVerdict = [](int) { return Result<Verdict>(demo::verdict()); };
        m_now = QDateTime::currentMSecsSinceEpoch();
        m_wall = std::make_unique<ui::WallPage>(
            ui::WallPorts{&m_metrics, &m_alerts, &m_tracker, &m_verdicts, &m_releases, &m_journal}, demo::environment(),
            m_thresholds, &m_arming, QStringLiteral("bench"));
        m_wall->resize(WallSize);
        m_wall->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_wall.get()));
        for (const Threshold &threshold : std::as_const(m_thresholds))
            emit m_metrics.batchReady(history(threshold, m_now));
        tellValues(m_thresholds);
        drain(nullptr);
    }

    void cleanupTestCase() { m_wall.reset(); }

    void sevenNewValues()
    {
        bench::Samples cost;
        bench::Samples longest;
        for (int i = 0; i < Rounds; ++i) {
            const double before = threadCpuMs();
            tellValues(m_thresholds);
            drain(&longest);
            cost.add(threadCpuMs() - before);
        }
        print("7 seats x 1 new value", cost, longest);
    }

    void sevenWholeHistories()
    {
        bench::Samples cost;
        bench::Samples longest;
        for (int i = 0; i < Rounds / 2; ++i) {
            QList<MetricBatch> batches; // parsed on another thread in the product
            for (const Threshold &threshold : std::as_const(m_thresholds))
                batches << history(threshold, m_now);
            const double before = threadCpuMs();
            for (const MetricBatch &batch : std::as_const(batches))
                emit m_metrics.batchReady(batch);
            drain(&longest);
            cost.add(threadCpuMs() - before);
        }
        print("7 seats x 11,000 samples", cost, longest);
    }

    void oneSeatPaintsOnlyItself()
    {
        bench::Samples cost;
        bench::Samples longest;
        PaintLog log;
        qApp->installEventFilter(&log);
        for (int i = 0; i < Rounds; ++i) {
            const double before = threadCpuMs();
            tellValues({m_thresholds.first()});
            drain(&longest);
            cost.add(threadCpuMs() - before);
        }
        qApp->removeEventFilter(&log);
        print("1 seat x 1 new value", cost, longest);
        std::printf("    painted: %lld seats, %d paints of anything else in %d updates\n",
                    static_cast<long long>(log.seats.size()), log.others, Rounds);
        QVERIFY(log.seats.contains(m_wall->seats().first()));
    }

    void everythingAtOnce()
    {
        bench::Samples cost;
        for (int i = 0; i < Rounds; ++i) {
            tellValues(m_thresholds);
            const double before = threadCpuMs();
            for (ui::TriggerPanel *seat : m_wall->seats())
                seat->chart()->refreshNow();
            QCoreApplication::sendPostedEvents();
            m_wall->repaint();
            cost.add(threadCpuMs() - before);
            drain(nullptr);
        }
        bench::printRatio("whole wall refreshed and repainted at once", cost, "repainting an empty widget", m_empty);
    }
};

EDGELINK_GUI_TEST_MAIN(BenchWall)
#include "bench_wall.moc"
