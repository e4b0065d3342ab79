// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/triggerpanel.h"

#include "widgets/charts/metricchart.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/numbertext.h"
#include "widgets/style/painting.h"
#include "widgets/wall/triggertext.h"

#include <QAccessible>
#include <QEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace edgelink::ui {

namespace {

/// The worst culprits first: highest where above is bad, lowest where below is.
QList<std::pair<QString, double>> worstFirst(const QMap<QString, double> &worst, Direction direction)
{
    QList<std::pair<QString, double>> list;
    for (auto it = worst.cbegin(); it != worst.cend(); ++it) {
        if (std::isfinite(it.value()))
            list.append({it.key(), it.value()});
    }
    std::stable_sort(list.begin(), list.end(), [direction](const auto &one, const auto &other) {
        return direction == Direction::Above ? one.second > other.second : one.second < other.second;
    });
    return list;
}

} // namespace

TriggerPanel::TriggerPanel(const Threshold &threshold, Seat seat, QWidget *parent)
    : QAbstractButton(parent)
    , m_threshold(threshold)
    , m_seat(seat)
    , m_chart(new MetricChart(seat == Seat::Large ? MetricChart::Density::Large : MetricChart::Density::Small, this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    m_reading.thresholdId = threshold.id;
    m_reading.baseline = threshold.baseline;
    m_chart->setUnit(threshold.unit, threshold.decimals);
    m_look = stateLook(m_reading.state);
    refreshChart();
    describe();
    connect(&SecondTick::instance(), &SecondTick::tick, this, &TriggerPanel::onTick);
}

void TriggerPanel::apply(const MetricBatch &batch)
{
    m_chart->apply(batch);
    m_batch = batch;
    m_batch.series.samples.clear();
    update(place().footer);
}

void TriggerPanel::setReading(const TriggerReading &reading)
{
    const bool alarmed = reading.state == TriggerState::Breach && m_reading.state != TriggerState::Breach;
    m_reading = reading;
    m_look = stateLook(reading.state);
    refreshChart();
    describe();
    if (alarmed && QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
    update();
}

void TriggerPanel::setMarkers(const QList<ChartMarker> &markers)
{
    m_chart->setMarkers(markers);
}

void TriggerPanel::setCrosshair(Crosshair *crosshair)
{
    m_chart->setCrosshair(crosshair);
}

void TriggerPanel::setScrapeInterval(std::chrono::milliseconds interval)
{
    m_chart->setGap(3 * interval + std::chrono::milliseconds(500));
}

void TriggerPanel::setSpan(std::chrono::milliseconds span)
{
    m_chart->setSpan(span);
}

void TriggerPanel::refreshChart()
{
    const bool measured = !m_threshold.baselineQuery.isEmpty();
    m_chart->setThreshold(measured && m_reading.baseline ? std::optional(m_reading.effectiveThreshold)
                              : measured                 ? std::nullopt
                                                         : std::optional(m_threshold.threshold));
    m_chart->setBaseline(m_reading.baseline ? m_reading.baseline : m_threshold.baseline);
    m_chart->setCurveRole(m_look.role);
    m_chart->setBreach(m_reading.state == TriggerState::Breach ? m_reading.beyondSinceMs : 0);
    // A small seat without a value needs its room to say why.
    m_chart->setVisible(large() || !isUnknown(m_reading.state));
}

void TriggerPanel::describe()
{
    const QString title = triggerTitle(m_threshold);
    if (accessibleName() != title)
        setAccessibleName(title);
    QStringList parts{stateLine()};
    if (!isUnknown(m_reading.state) && m_reading.value)
        parts << quantityText(*m_reading.value, m_threshold.decimals, m_threshold.unit);
    parts << unknownLines(m_threshold, m_reading, nowUtc()) << limitsText(m_threshold, m_reading);
    if (!m_reading.worstName.isEmpty())
        parts << tr("worst: %1").arg(m_reading.worstName);
    QStringList warnings;
    for (const QString &warning : std::as_const(m_reading.warnings))
        warnings << tr("Prometheus warns: %1").arg(warning);
    parts << warnings;
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
    setToolTip((QStringList{title, limitsText(m_threshold, m_reading), windowText(m_reading)} + warnings)
                   .join(QLatin1Char('\n'))
                   .toHtmlEscaped()
                   .replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

QString TriggerPanel::stateLine() const
{
    return stateSentence(m_reading, nowUtc(), !large());
}

QString TriggerPanel::valueLine() const
{
    return valueText(m_threshold, m_reading);
}

void TriggerPanel::setRelease(const QString &release)
{
    m_prefix = release.isEmpty() ? QString() : release + QLatin1Char('-');
}

/// Every series is of the release; its name would only push the part that tells them apart out of sight.
QString TriggerPanel::shortName(const QString &series) const
{
    return !m_prefix.isEmpty() && series.startsWith(m_prefix) ? series.mid(m_prefix.size()) : series;
}

QString TriggerPanel::footerLine() const
{
    if (!m_reading.warnings.isEmpty() && !isUnknown(m_reading.state) && !large())
        return tr("warning"); // whole in a small seat; the tool tip says from whom
    if (isUnknown(m_reading.state))
        return large() ? unknownLines(m_threshold, m_reading, nowUtc()).join(QStringLiteral("  ")) : QString();
    const auto worst = worstFirst(m_batch.worst, m_threshold.direction);
    if (!worst.isEmpty()) {
        QStringList parts;
        for (qsizetype i = 0; i < std::min<qsizetype>(worst.size(), large() ? 2 : 1); ++i) {
            const QString quantity = quantityText(worst.at(i).second, m_threshold.decimals, m_threshold.unit);
            const QString name = shortName(worst.at(i).first);
            parts << (large() ? name + QLatin1Char(' ') + quantity : name);
        }
        return parts.join(QStringLiteral(" · "));
    }
    if (m_reading.worstName.isEmpty())
        return {};
    const QString name = shortName(m_reading.worstName);
    return m_reading.worstValue && large()
        ? name + QLatin1Char(' ') + quantityText(*m_reading.worstValue, m_threshold.decimals, m_threshold.unit)
        : name;
}

double TriggerPanel::progress() const
{
    if (m_reading.state != TriggerState::Pending || m_reading.window.count() <= 0)
        return 0;
    return std::clamp(double(m_reading.held.count()) / double(m_reading.window.count()), 0.0, 1.0);
}

void TriggerPanel::onTick()
{
    if (!isVisible())
        return;
    const Places places = this->place();
    update(places.footer);
    if (m_reading.state != TriggerState::Ok) {
        update(places.state);
        if (!large() && isUnknown(m_reading.state))
            update(places.chart);
    }
}

TriggerPanel::Places TriggerPanel::place() const
{
    const int w = width();
    const int h = height();
    Places at;
    if (large()) {
        const int x = space::Large;
        const int inner = w - 2 * x;
        const int half = inner / 2;
        at.title = QRect(x, 12, inner - std::min(half + 20, 250) - space::Small, 20);
        at.state = QRect(x + inner - std::min(half + 20, 250), 12, std::min(half + 20, 250), 20);
        at.value = QRect(x, 34, inner * 45 / 100, 46);
        at.limits = QRect(x + inner * 45 / 100, 56, inner - inner * 45 / 100, 20);
        at.progress = QRect(x, 84, inner, 3);
        at.footer = QRect(x, h - 32, inner, 20);
        at.chart = QRect(x, 94, inner, std::max(0, at.footer.top() - 8 - 94));
    } else {
        const int x = space::Medium;
        const int inner = w - 2 * x;
        at.title = QRect(x, 10, inner, 18);
        at.value = QRect(x, 29, inner, 36);
        at.state = QRect(x, 66, inner, 18);
        at.progress = QRect(x, 86, inner, 2);
        at.footer = QRect(x, h - 26, inner, 18);
        at.chart = QRect(x, 92, inner, std::max(0, at.footer.top() - 6 - 92));
    }
    return at;
}

QList<QRect> TriggerPanel::places() const
{
    const Places at = place();
    return {at.title, at.value, at.state, at.limits, at.progress, m_chart->geometry(), at.footer};
}

void TriggerPanel::resizeEvent(QResizeEvent *event)
{
    QAbstractButton::resizeEvent(event);
    m_chart->setGeometry(place().chart);
}

void TriggerPanel::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_look = stateLook(m_reading.state);
        describe();
        update();
    }
}

void TriggerPanel::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const Places at = place();
    // Every second only an age is new; laying out all the other texts for it was a third of what the idle wall took.
    const auto isDue = [event](const QRect &part) { return event->region().intersects(part.adjusted(-2, -2, 2, 2)); };
    drawRoundedFrame(painter, rect(), color(Role::Surface), {});
    if (m_look.hatched) {
        QPainterPath clip;
        clip.addRoundedRect(rect(), Radius, Radius);
        painter.setClipPath(clip);
        drawHatching(painter, rect(), color(Role::Hatch));
        painter.setClipping(false);
    }
    const bool quiet = m_reading.state == TriggerState::Ok;
    drawRoundedFrame(painter, rect(), Qt::transparent,
                     quiet ? color(underMouse() ? Role::Control : Role::Line) : color(m_look.role), quiet ? 1 : 1.6);

    if (isDue(at.title)) {
        painter.setFont(textFont(large() ? TextSize::Body : TextSize::Small, QFont::DemiBold));
        painter.setPen(color(Role::Text));
        painter.drawText(at.title, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(accessibleName(), Qt::ElideRight, at.title.width()));
    }
    if (isDue(at.value))
        drawValue(painter, at.value);
    if (isDue(at.state))
        drawState(painter, at.state);
    if (large() && isDue(at.limits)) {
        painter.setFont(textFont(TextSize::Small));
        painter.setPen(color(Role::Muted));
        painter.drawText(
            at.limits, Qt::AlignRight | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(limitsText(m_threshold, m_reading), Qt::ElideRight, at.limits.width()));
    }
    if (const double part = progress(); part > 0) {
        painter.fillRect(at.progress, color(Role::Line));
        painter.fillRect(
            QRectF(at.progress.left(), at.progress.top(), at.progress.width() * part, at.progress.height()),
            color(Role::Caution));
    }
    if (!large() && isUnknown(m_reading.state))
        drawUnknown(painter, at.chart); // it reaches into the footer
    if (isDue(at.footer))
        drawFooter(painter, at);
    // Inside the frame: the ring must not hide the state's colour.
    if (hasFocus())
        drawFocusRing(painter, QRectF(rect()).adjusted(4, 4, -4, -4), color(Role::Action));
}

void TriggerPanel::drawValue(QPainter &painter, const QRect &area) const
{
    const Role role = m_reading.state == TriggerState::Ok ? Role::Text : m_look.role;
    const QString number = valueLine();
    if (number.isEmpty()) {
        const int side = large() ? 34 : 26;
        drawGlyph(painter, QRectF(area.left(), area.center().y() - side / 2.0, side, side), m_look.glyph, color(role));
        return;
    }
    const QString unit = unitText(m_threshold.unit, m_reading.value.value_or(0));
    const QFont unitFont = textFont(large() ? TextSize::Heading : TextSize::Body, QFont::Medium);
    const qreal unitWidth = unit.isEmpty() ? 0 : QFontMetricsF(unitFont).horizontalAdvance(unit) + 6;
    // Long numbers shrink in their seat rather than push or clip.
    QFont font = textFont(large() ? TextSize::Value : TextSize::Number, QFont::Bold);
    while (font.pixelSize() > 14 && tabularWidth(QFontMetricsF(font), number) + unitWidth > area.width())
        font.setPixelSize(font.pixelSize() - 2);
    painter.setFont(font);
    painter.setPen(color(role));
    drawTabularText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, number);
    const qreal x = area.left() + tabularWidth(QFontMetricsF(font), number) + 6;
    const QFontMetricsF metrics(font);
    const qreal baseline = area.top() + (area.height() - metrics.height()) / 2 + metrics.ascent();
    painter.setFont(unitFont);
    painter.setPen(color(Role::Muted));
    painter.drawText(QPointF(x, baseline), unit);
}

void TriggerPanel::drawState(QPainter &painter, const QRect &area) const
{
    const int side = large() ? 13 : 11;
    painter.setFont(textFont(large() ? TextSize::Body : TextSize::Small,
                             m_reading.state == TriggerState::Ok ? QFont::Medium : QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    const QString text = painter.fontMetrics().elidedText(stateLine(), Qt::ElideRight, area.width() - side - 6);
    const qreal width = tabularWidth(metrics, text);
    const qreal left = large() ? area.right() - width - side - 6 : area.left();
    drawGlyph(painter, QRectF(left, area.center().y() - side / 2.0 + 0.5, side, side), m_look.glyph,
              color(m_look.role));
    painter.setPen(color(m_look.role));
    drawTabularText(painter, QRectF(left + side + 6, area.top(), width + 2, area.height()),
                    Qt::AlignLeft | Qt::AlignVCenter, text);
}

void TriggerPanel::drawUnknown(QPainter &painter, const QRect &area) const
{
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(color(Role::Text));
    QRectF used;
    const QString lines = unknownLines(m_threshold, m_reading, nowUtc()).join(QLatin1Char('\n'));
    painter.drawText(QRectF(area), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, lines, &used);
    const QRect footer = place().footer;
    painter.setPen(color(Role::Action));
    painter.setFont(textFont(TextSize::Small, QFont::Medium));
    painter.drawText(footer, Qt::AlignLeft | Qt::AlignVCenter, tr("why?"));
}

void TriggerPanel::drawFooter(QPainter &painter, const Places &places) const
{
    if (!large() && isUnknown(m_reading.state))
        return;
    QRectF area = places.footer;
    painter.setFont(textFont(TextSize::Small));
    if (large() && isUnknown(m_reading.state)) {
        const QString why = tr("why?");
        const qreal width = QFontMetricsF(painter.font()).horizontalAdvance(why);
        painter.setPen(color(Role::Action));
        painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, why);
        area.setRight(area.right() - width - space::Medium);
    } else if (m_reading.sampleTimeMs > 0) {
        const QString age = ageText(QDateTime::fromMSecsSinceEpoch(m_reading.sampleTimeMs, Qt::UTC).secsTo(nowUtc()));
        const qreal width = tabularWidth(QFontMetricsF(painter.font()), age);
        painter.setPen(color(Role::Muted));
        drawTabularText(painter, area, Qt::AlignRight | Qt::AlignVCenter, age);
        area.setRight(area.right() - width - space::Medium);
    }
    const bool warned = !m_reading.warnings.isEmpty();
    if (warned) {
        drawGlyph(painter, QRectF(area.left(), area.center().y() - 5.5, 11, 11), Glyph::Exclamation,
                  color(Role::Caution));
        area.setLeft(area.left() + 16);
        painter.setPen(color(Role::Caution));
    }
    if (warned && large() && !isUnknown(m_reading.state)) {
        const QString said = tr("Prometheus warns") + QStringLiteral(" · ");
        painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, said);
        area.setLeft(area.left() + QFontMetricsF(painter.font()).horizontalAdvance(said));
    }
    const QString text = footerLine();
    if (text.isEmpty())
        return;
    // A small seat has no room for the word beside name and age.
    const QString lead = isUnknown(m_reading.state) || !large() ? QString() : tr("worst");
    painter.setPen(color(Role::Muted));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, lead);
    if (!lead.isEmpty())
        area.setLeft(area.left() + QFontMetricsF(painter.font()).horizontalAdvance(lead) + 6);
    painter.setPen(color(warned && !large()                        ? Role::Caution
                             : m_reading.state == TriggerState::Ok ? Role::Muted
                                                                   : Role::Text));
    const QString shown
        = painter.fontMetrics().elidedText(text, large() ? Qt::ElideRight : Qt::ElideMiddle, int(area.width()));
    drawTabularText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, shown);
}

QSize TriggerPanel::sizeHint() const
{
    return large() ? QSize(480, 420) : QSize(180, 190);
}

QSize TriggerPanel::minimumSizeHint() const
{
    return large() ? QSize(300, 220) : QSize(120, 150);
}

} // namespace edgelink::ui

#include "moc_triggerpanel.cpp"
