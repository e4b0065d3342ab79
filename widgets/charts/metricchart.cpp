// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/metricchart.h"

#include "models/items/decimator.h"
#include "widgets/charts/chartplot.h"
#include "widgets/charts/crosshair.h"
#include "widgets/charts/repaintclock.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/numbertext.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace edgelink::ui {

namespace {
constexpr qint64 ShortestRangeMs = 10'000;
constexpr qint64 EmptyPastMs = qint64(7) * 86'400'000; ///< before what is loaded
constexpr double ZoomStep = 1.25; ///< of a key, or of one notch of a wheel
constexpr double EighthsPerNotch = 120;
} // namespace

MetricChart::MetricChart(Density density, QWidget *parent)
    : QWidget(parent)
    , m_density(density)
    , m_plot(new ChartPlot(density, this))
{
    setMouseTracking(true);
    m_sinceRefresh.start();
    // While live the present moves on also without data: a gap must grow where everyone can see it.
    connect(&SecondTick::instance(), &SecondTick::tick, this, [this] {
        const qint64 perPixel = m_span.count() / std::max(1, width());
        if (m_live && isVisible() && nowUtc().toMSecsSinceEpoch() - m_toMs >= std::max<qint64>(2000, 2 * perPixel))
            requestRefresh();
    });
}

MetricChart::~MetricChart() = default;

void MetricChart::setUnit(const QString &unit, int decimals)
{
    m_unit = unit;
    m_decimals = decimals;
    requestRefresh();
}

void MetricChart::apply(const MetricBatch &batch)
{
    m_ring.apply(batch);
    requestRefresh();
}

void MetricChart::setSamples(const QList<MetricSample> &samples)
{
    m_ring.replace(samples);
    requestRefresh();
}

void MetricChart::appendSamples(const QList<MetricSample> &samples)
{
    m_ring.append(samples);
    requestRefresh();
}

void MetricChart::setThreshold(std::optional<double> threshold)
{
    if (m_threshold == threshold)
        return;
    m_threshold = threshold;
    requestRefresh();
}

void MetricChart::setBaseline(std::optional<double> baseline)
{
    if (m_baseline == baseline)
        return;
    m_baseline = baseline;
    requestRefresh();
}

void MetricChart::setCurveRole(Role role)
{
    if (m_role == role)
        return;
    m_role = role;
    requestRefresh();
}

void MetricChart::setBreach(qint64 sinceMs, qint64 untilMs)
{
    if (m_breachSinceMs == sinceMs && m_breachUntilMs == untilMs)
        return;
    m_breachSinceMs = sinceMs;
    m_breachUntilMs = untilMs;
    requestRefresh();
}

void MetricChart::setMarkers(const QList<ChartMarker> &markers)
{
    if (m_markers == markers)
        return;
    m_markers = markers;
    requestRefresh();
}

void MetricChart::setSpan(std::chrono::milliseconds span)
{
    m_span = span;
    requestRefresh();
}

void MetricChart::setGap(std::chrono::milliseconds gap)
{
    m_gap = gap;
    requestRefresh();
}

void MetricChart::setCrosshair(Crosshair *crosshair)
{
    m_crosshair = crosshair;
    connect(crosshair, &Crosshair::moved, this, [this](qint64 timeMs) {
        ChartPlot::Pointer pointer;
        pointer.timeMs = timeMs;
        pointer.dragFromMs = m_dragFromMs;
        if (timeMs != 0) {
            const std::optional<MetricSample> sample = sampleAt(timeMs);
            const QString time = QDateTime::fromMSecsSinceEpoch(timeMs, Qt::UTC).toString(QStringLiteral("HH:mm:ss"));
            pointer.value = sample ? std::optional(sample->value) : std::nullopt;
            pointer.text = time + QStringLiteral("  ")
                + (sample ? quantityText(sample->value, m_decimals, m_unit) : tr("no data"));
        }
        if (isVisible())
            m_plot->point(pointer);
    });
}

void MetricChart::setZoomable(bool on)
{
    m_zoomable = on;
    setFocusPolicy(on ? Qt::StrongFocus : Qt::NoFocus);
    if (on) {
        setAccessibleName(tr("Curve"));
        setAccessibleDescription(tr("Plus and minus zoom, arrows move, zero goes back to the present"));
    }
}

void MetricChart::setRange(qint64 fromMs, qint64 toMs)
{
    m_live = false;
    m_fromMs = fromMs;
    m_toMs = std::max(fromMs + ShortestRangeMs, toMs);
    requestRefresh();
    emit rangeChanged(m_fromMs, m_toMs, false);
}

void MetricChart::setLive()
{
    m_live = true;
    followPresent();
    requestRefresh();
    emit rangeChanged(m_fromMs, m_toMs, true);
}

void MetricChart::followPresent()
{
    m_toMs = nowUtc().toMSecsSinceEpoch();
    m_fromMs = m_toMs - std::max<qint64>(ShortestRangeMs, m_span.count());
}

std::optional<MetricSample> MetricChart::sampleAt(qint64 timeMs) const
{
    const std::span<const MetricSample> samples = m_ring.samples();
    if (samples.empty())
        return std::nullopt;
    const auto next = std::lower_bound(samples.begin(), samples.end(), timeMs,
                                       [](const MetricSample &sample, qint64 time) { return sample.timeMs < time; });
    const auto after = static_cast<std::size_t>(next - samples.begin());
    const MetricSample *best = after == samples.size() ? &samples.back() : &samples[after];
    if (after > 0 && std::abs(samples[after - 1].timeMs - timeMs) < std::abs(best->timeMs - timeMs))
        best = &samples[after - 1];
    const qint64 perPixel = (m_toMs - m_fromMs) / std::max(1, width());
    const qint64 reach = std::max({qint64(1500), qint64(m_gap.count()), 2 * perPixel});
    if (!std::isfinite(best->value) || std::abs(best->timeMs - timeMs) > reach)
        return std::nullopt;
    return *best;
}

void MetricChart::requestRefresh()
{
    if (isVisible())
        RepaintClock::instance().request(this);
}

bool MetricChart::lacksPicture() const
{
    // The first curve does not wait behind the empty picture that the window opened with.
    const bool firstCurve = m_shownEmpty && !m_ring.samples().empty();
    return m_refreshes == 0 || firstCurve;
}

qint64 MetricChart::sinceRefreshMs() const
{
    return lacksPicture() ? std::numeric_limits<qint64>::max() : m_sinceRefresh.elapsed();
}

QList<QList<QPointF>> MetricChart::pieces() const
{
    const CurveView view{m_fromMs, m_toMs, std::max(1, width()), m_gap};
    const std::vector<CurveSegment> segments = decimate(m_ring.samples(), view);
    QList<QList<QPointF>> pieces;
    pieces.reserve(qsizetype(segments.size()));
    for (const CurveSegment &segment : segments) {
        QList<QPointF> piece;
        piece.reserve(qsizetype(segment.size()) + 1);
        for (const MetricSample &sample : segment)
            piece << QPointF(double(sample.timeMs), sample.value);
        // A lone sample between two gaps must still be seen.
        if (piece.size() == 1)
            piece << piece.first() + QPointF(double(m_toMs - m_fromMs) / view.width, 0);
        pieces << piece;
    }
    return pieces;
}

void MetricChart::refreshNow()
{
    if (!isVisible() || window()->isMinimized())
        return;
    if (m_live)
        followPresent();
    ChartPlot::Scene scene;
    scene.fromMs = m_fromMs;
    scene.toMs = m_toMs;
    scene.pieces = pieces();
    double highest = std::max(m_threshold.value_or(0), m_baseline.value_or(0));
    double lowest = 0;
    for (const QList<QPointF> &piece : std::as_const(scene.pieces)) {
        for (const QPointF &point : piece) {
            highest = std::max(highest, point.y());
            lowest = std::min(lowest, point.y());
        }
    }
    // Small charts need more room above the threshold for its label.
    m_scale.fit(m_density == Density::Small ? highest * 1.2 : highest, lowest);
    scene.bottom = m_scale.bottom();
    scene.top = m_scale.top();
    scene.step = m_scale.step();
    scene.threshold = m_threshold;
    scene.baseline = m_baseline;
    scene.thresholdText = m_threshold && *m_threshold != 0 ? limitText(*m_threshold, m_unit) : QString();
    scene.unit = m_unit;
    scene.decimals = m_decimals;
    scene.role = m_role;
    scene.breachSinceMs = m_breachSinceMs;
    scene.breachUntilMs = m_breachUntilMs;
    scene.markers = m_markers;
    m_plot->present(scene);
    m_shownEmpty = m_ring.samples().empty();
    m_sinceRefresh.restart();
    ++m_refreshes;
}

qint64 MetricChart::timeAt(qreal x) const
{
    return m_fromMs + qint64(std::llround(std::clamp(x / std::max(1, width()), 0.0, 1.0) * double(m_toMs - m_fromMs)));
}

void MetricChart::zoomAround(qint64 centerMs, double factor)
{
    const double range = std::max(double(ShortestRangeMs), double(m_toMs - m_fromMs) * factor);
    const double left = double(centerMs - m_fromMs) / double(m_toMs - m_fromMs);
    showWithin(double(centerMs) - range * left, range);
}

void MetricChart::moveBy(double fraction)
{
    const auto range = double(m_toMs - m_fromMs);
    showWithin(double(m_fromMs) + range * fraction, range);
}

void MetricChart::showWithin(double fromMs, double rangeMs)
{
    // Neither the future nor a past of which nothing is known shows anything, and every picture of it costs more.
    const std::span<const MetricSample> samples = m_ring.samples();
    qint64 newest = nowUtc().toMSecsSinceEpoch();
    qint64 oldest = newest - m_span.count();
    if (!samples.empty()) {
        newest = std::max(newest, samples.back().timeMs); // the clock over there may be ahead
        oldest = std::min(oldest, samples.front().timeMs);
    }
    oldest -= EmptyPastMs;
    const double range = std::min(rangeMs, double(newest - oldest));
    const double from = std::clamp(fromMs, double(oldest), double(newest) - range);
    setRange(qint64(from), qint64(from + range));
}

void MetricChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_plot->setGeometry(rect());
    refreshNow();
}

void MetricChart::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // The first picture at once: a wall that fills seat by seat looks broken.
    if (m_refreshes == 0)
        refreshNow();
    else
        requestRefresh();
}

void MetricChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshNow();
}

void MetricChart::mouseMoveEvent(QMouseEvent *event)
{
    if (m_crosshair)
        m_crosshair->setTimeMs(timeAt(event->position().x()));
    event->setAccepted(m_zoomable);
}

void MetricChart::mousePressEvent(QMouseEvent *event)
{
    if (!m_zoomable || event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    m_dragFromMs = timeAt(event->position().x());
}

void MetricChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_zoomable) {
        event->ignore();
        return;
    }
    const qint64 to = timeAt(event->position().x());
    const qint64 from = m_dragFromMs;
    m_dragFromMs = 0;
    const qint64 perPixel = (m_toMs - m_fromMs) / std::max(1, width());
    if (from != 0 && std::abs(to - from) > 6 * perPixel)
        setRange(std::min(from, to), std::max(from, to));
}

void MetricChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_zoomable)
        setLive();
    else
        event->ignore();
}

void MetricChart::wheelEvent(QWheelEvent *event)
{
    if (!m_zoomable || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    // A touch pad sends many events of a few eighths of a degree each: together they zoom as far as a notch does.
    zoomAround(timeAt(event->position().x()), std::pow(ZoomStep, -event->angleDelta().y() / EighthsPerNotch));
    event->accept();
}

void MetricChart::keyPressEvent(QKeyEvent *event)
{
    const qint64 center = m_fromMs + (m_toMs - m_fromMs) / 2;
    switch (m_zoomable ? event->key() : 0) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomAround(center, 1 / ZoomStep);
        return;
    case Qt::Key_Minus:
        zoomAround(center, ZoomStep);
        return;
    case Qt::Key_0:
        setLive();
        return;
    case Qt::Key_Left:
        moveBy(-0.2);
        return;
    case Qt::Key_Right:
        moveBy(0.2);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void MetricChart::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    if (m_crosshair)
        m_crosshair->setTimeMs(0);
}

} // namespace edgelink::ui

#include "moc_metricchart.cpp"
