// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chartplot.h"

#include "widgets/charts/timeticks.h"
#include "widgets/controls/numbertext.h"
#include "widgets/style/painting.h"

#include <QDateTime>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>
#include <QtMath>

#include <algorithm>
#include <cmath>

namespace edgelink::ui {

namespace {

constexpr int TimeAxisHeight = 18;
constexpr int MostPieces = 200; ///< a curve torn oftener than this is shown as far as that goes

} // namespace

ChartPlot::ChartPlot(MetricChart::Density density, QWidget *parent)
    : QChartView(parent)
    , m_density(density)
    , m_x(new QValueAxis(this))
    , m_y(new QValueAxis(this))
    , m_threshold(new QLineSeries(this))
    , m_baseline(new QLineSeries(this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_TranslucentBackground);
    viewport()->setAutoFillBackground(false);
    viewport()->setFocusPolicy(Qt::NoFocus);
    QChart *const chart = this->chart();
    chart->setBackgroundVisible(false);
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->legend()->hide();
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    for (QValueAxis *axis : {m_x, m_y}) {
        axis->setVisible(false);
        axis->setGridLineVisible(false);
    }
    chart->addAxis(m_x, Qt::AlignBottom);
    chart->addAxis(m_y, Qt::AlignLeft);
    for (QLineSeries *series : {m_baseline, m_threshold}) {
        chart->addSeries(series);
        series->attachAxis(m_x);
        series->attachAxis(m_y);
    }
}

QRectF ChartPlot::plotArea() const
{
    const int bottom = large() ? TimeAxisHeight : 1;
    return QRectF(0, 1, width(), std::max(1, height() - bottom - 1));
}

void ChartPlot::placePlot()
{
    chart()->setPlotArea(plotArea());
}

void ChartPlot::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    placePlot();
}

qreal ChartPlot::xOf(double timeMs) const
{
    const QRectF area = plotArea();
    return area.left() + (timeMs - double(m_scene.fromMs)) / double(m_scene.toMs - m_scene.fromMs) * area.width();
}

qreal ChartPlot::yOf(double value) const
{
    const QRectF area = plotArea();
    return area.bottom() - (value - m_scene.bottom) / (m_scene.top - m_scene.bottom) * area.height();
}

void ChartPlot::present(const Scene &scene)
{
    m_scene = scene;
    m_x->setRange(double(scene.fromMs), double(scene.toMs));
    m_y->setRange(scene.bottom, scene.top);
    const auto level = [&](QLineSeries *series, const std::optional<double> &value, const QPen &pen) {
        series->setPen(pen);
        series->setVisible(value.has_value());
        if (value)
            series->replace(QList<QPointF>{{double(scene.fromMs), *value}, {double(scene.toMs), *value}});
    };
    level(m_threshold, scene.threshold, QPen(color(Role::Muted), 1.4));
    level(m_baseline, scene.baseline, QPen(color(Role::Muted), 1, Qt::CustomDashLine));
    QPen dashed = m_baseline->pen();
    dashed.setDashPattern({4, 4});
    m_baseline->setPen(dashed);
    showPieces();
    viewport()->update(); // the chart's own repaint() would leave the plot as it was
}

void ChartPlot::showPieces()
{
    const qsizetype wanted = std::min<qsizetype>(m_scene.pieces.size(), MostPieces);
    while (m_pieces.size() < wanted) {
        auto *series = new QLineSeries(this);
        chart()->addSeries(series);
        series->attachAxis(m_x);
        series->attachAxis(m_y);
        m_pieces << series;
    }
    const QPen pen(color(m_scene.role), large() ? 1.8 : 1.5, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    const qsizetype skipped = m_scene.pieces.size() - wanted; // the newest matter most
    for (qsizetype i = 0; i < m_pieces.size(); ++i) {
        const bool used = i < wanted;
        QLineSeries *series = m_pieces.at(i);
        if (used) {
            series->setPen(pen);
            series->replace(m_scene.pieces.at(i + skipped));
        } else if (series->count() > 0) {
            series->clear();
        }
        series->setVisible(used);
    }
}

void ChartPlot::point(const Pointer &pointer)
{
    m_pointer = pointer;
    viewport()->update();
}

void ChartPlot::drawBackground(QPainter *painter, const QRectF &)
{
    const QRectF area = plotArea();
    if (m_scene.breachSinceMs > 0) {
        const qreal from = std::max(area.left(), xOf(double(m_scene.breachSinceMs)));
        const qreal to
            = m_scene.breachUntilMs > 0 ? std::min(area.right(), xOf(double(m_scene.breachUntilMs))) : area.right();
        if (to > from)
            painter->fillRect(QRectF(from, area.top(), to - from, area.height()), color(Role::AlarmTint));
    }
    drawGrid(*painter);
}

void ChartPlot::drawGrid(QPainter &painter) const
{
    const QRectF area = plotArea();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(textFont(TextSize::Small));
    if (m_scene.step > 0 && (m_scene.top - m_scene.bottom) / m_scene.step < 20) {
        const double first = std::ceil(m_scene.bottom / m_scene.step) * m_scene.step;
        const int lines = qCeil((m_scene.top - first) / m_scene.step);
        for (int i = 0; i < lines; ++i) {
            const double value = first + i * m_scene.step;
            const qreal y = std::round(yOf(value));
            painter.setPen(color(Role::Grid));
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
            const bool besideThreshold = m_scene.threshold && std::abs(yOf(*m_scene.threshold) - y) < 16;
            if (!large() || value <= m_scene.bottom || y - area.top() < 14 || besideThreshold)
                continue;
            painter.setPen(color(Role::Muted));
            painter.drawText(QRectF(area.left(), y - 16, 80, 15), Qt::AlignLeft | Qt::AlignBottom,
                             limitText(value, {}));
        }
    }
    if (large()) {
        const TimeTicks ticks = timeTicks(m_scene.fromMs, m_scene.toMs, int(area.width()));
        painter.setPen(color(Role::Muted));
        for (const qint64 time : ticks.timesMs) {
            const qreal x = xOf(double(time));
            if (x < area.left() + 18 || x > area.right() - 18)
                continue;
            painter.drawText(QRectF(x - 40, area.bottom() + 2, 80, TimeAxisHeight - 2),
                             Qt::AlignHCenter | Qt::AlignVCenter, ticks.label(time));
        }
        painter.setPen(color(Role::Line));
        painter.drawLine(area.bottomLeft(), area.bottomRight());
    }
    painter.restore();
}

void ChartPlot::drawForeground(QPainter *painter, const QRectF &)
{
    drawMarkers(*painter);
    drawThresholdLabel(*painter);
    drawPointer(*painter);
}

void ChartPlot::drawMarkers(QPainter &painter) const
{
    const QRectF area = plotArea();
    painter.setFont(textFont(TextSize::Small, QFont::Medium));
    const QFontMetricsF metrics(painter.font());
    constexpr int LabelRows = 4; // one of them may be the threshold label's
    constexpr qreal RowHeight = 16;
    const auto place = [this](const ChartMarker &marker) { return std::round(xOf(double(marker.timeMs))) + 0.5; };
    for (const ChartMarker &marker : m_scene.markers) {
        const qreal x = place(marker);
        if (x < area.left() || x > area.right())
            continue;
        QPen pen(color(Role::Action), 1.4);
        if (!marker.ours)
            pen.setDashPattern({1.5, 2.5});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
    if (!large())
        return;
    QList<QRectF> occupied{thresholdLabelBox()};
    // The newest first: where there is no room for every label, the older ones go without.
    for (auto it = m_scene.markers.crbegin(); it != m_scene.markers.crend(); ++it) {
        const ChartMarker &marker = *it;
        const qreal x = place(marker);
        if (x < area.left() || x > area.right() || marker.label.isEmpty())
            continue;
        const qreal width = metrics.horizontalAdvance(marker.label) + 8;
        const bool leftward = x + width > area.right();
        for (int row = 0; row < LabelRows; ++row) {
            const QRectF box(leftward ? x - width : x + 2, area.top() + row * RowHeight, width, RowHeight);
            if (std::any_of(occupied.cbegin(), occupied.cend(),
                            [&box](const QRectF &other) { return other.intersects(box); }))
                continue;
            painter.fillRect(box, [] {
                QColor ground = color(Role::Surface);
                ground.setAlphaF(0.85F); // over the lines of other markers
                return ground;
            }());
            painter.setPen(color(Role::Action));
            painter.drawText(box, leftward ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter,
                             QStringLiteral(" ") + marker.label + QStringLiteral(" "));
            occupied << box;
            break;
        }
    }
}

QRectF ChartPlot::thresholdLabelBox() const
{
    if (!m_scene.threshold || m_scene.thresholdText.isEmpty())
        return {};
    const QRectF area = plotArea();
    const QFontMetricsF metrics(textFont(TextSize::Small));
    const qreal width = metrics.horizontalAdvance(m_scene.thresholdText);
    const qreal y = yOf(*m_scene.threshold);
    const bool above = y - area.top() >= 13;
    return {area.right() - width - 6, above ? y - 14 : y + 2, width + 4, 13};
}

void ChartPlot::drawThresholdLabel(QPainter &painter) const
{
    const QRectF box = thresholdLabelBox();
    if (box.isEmpty())
        return;
    painter.setFont(textFont(TextSize::Small));
    QColor ground = color(Role::Surface);
    ground.setAlphaF(0.7F);
    painter.fillRect(box, ground);
    painter.setPen(color(Role::Muted));
    painter.drawText(box, Qt::AlignCenter, m_scene.thresholdText);
}

void ChartPlot::drawPointer(QPainter &painter) const
{
    if (m_pointer.timeMs == 0)
        return;
    const QRectF area = plotArea();
    const qreal x = xOf(double(m_pointer.timeMs));
    if (x < area.left() || x > area.right())
        return;
    if (m_pointer.dragFromMs != 0) {
        QColor fill = color(Role::Action);
        fill.setAlphaF(0.16F);
        const qreal from = std::clamp(xOf(double(m_pointer.dragFromMs)), area.left(), area.right());
        painter.fillRect(QRectF(std::min(from, x), area.top(), std::abs(x - from), area.height()), fill);
    }
    painter.setPen(QPen(color(Role::Text), 1));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    if (m_pointer.value) {
        painter.setBrush(color(m_scene.role));
        painter.setPen(QPen(color(Role::Surface), 1.5));
        painter.drawEllipse(QPointF(x, yOf(*m_pointer.value)), 4, 4);
    }
    painter.setFont(textFont(TextSize::Small, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    const qreal width = tabularWidth(metrics, m_pointer.text) + 12;
    const bool leftward = x + width + 8 > area.right();
    const QRectF box(leftward ? std::max(area.left(), x - width - 6) : x + 6, area.bottom() - 24, width, 20);
    drawRoundedFrame(painter, box, color(Role::Raised), color(Role::Control));
    painter.setPen(color(Role::Text));
    drawTabularText(painter, box.adjusted(6, 0, -6, 0), Qt::AlignLeft | Qt::AlignVCenter, m_pointer.text);
}

} // namespace edgelink::ui
