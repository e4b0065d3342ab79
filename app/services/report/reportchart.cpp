// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/report/reportchart.h"

#include <QColor>
#include <QDateTime>
#include <QFont>
#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgelink::report {

namespace {

constexpr double Left = 56;
constexpr double Right = 16;
constexpr double Top = 14;
constexpr double Bottom = 24;

struct Style {
    const char *color;
    double width;
    const char *dashes; ///< SVG
};

Style styleOf(ChartDrawing::Role role)
{
    switch (role) {
    case ChartDrawing::Role::Curve:
        return {"#16202C", 1.5, ""};
    case ChartDrawing::Role::Beyond:
        return {"#C21F18", 2.0, ""};
    case ChartDrawing::Role::Limit:
        return {"#C21F18", 1.0, ""};
    case ChartDrawing::Role::Baseline:
        return {"#0F6B46", 1.0, "5 4"};
    case ChartDrawing::Role::Frame:
        break;
    }
    return {"#9AA7B5", 1.0, ""};
}

/// First, least, greatest and last of each pixel column; a NaN breaks the line.
QList<QList<QPointF>> columns(const QList<QPointF> &points)
{
    QList<QList<QPointF>> pieces{{}};
    for (qsizetype i = 0; i < points.size();) {
        if (std::isnan(points.at(i).y())) {
            if (!pieces.last().isEmpty())
                pieces << QList<QPointF>{};
            ++i;
            continue;
        }
        const double column = std::floor(points.at(i).x());
        QPointF least = points.at(i);
        QPointF greatest = least;
        QPointF last = least;
        pieces.last() << least;
        for (++i; i < points.size() && !std::isnan(points.at(i).y()) && std::floor(points.at(i).x()) == column; ++i) {
            last = points.at(i);
            least = last.y() < least.y() ? last : least;
            greatest = last.y() > greatest.y() ? last : greatest;
        }
        for (const QPointF &point : {least, greatest, last}) {
            if (point != pieces.last().last())
                pieces.last() << point;
        }
    }
    return pieces;
}

QString shortNumber(double value)
{
    return QString::number(value, 'g', 4);
}

QString svgNumber(double value)
{
    return QString::number(value, 'f', 1);
}

/// A picture is looked at away from its report: the first time has its date and zone, and each day that begins is
/// marked. Where its date finds no room between the first and the last time, the last one's date says it.
void drawTimes(ChartDrawing &drawing, qint64 first, qint64 last, double left, double right)
{
    using Anchor = ChartDrawing::Anchor;
    constexpr double DateWidth = 66;
    constexpr double StampWidth = 150;
    constexpr qint64 Day = qint64{24} * 60 * 60 * 1000;
    const double line = drawing.height - 6;
    const double bottom = drawing.height - Bottom;
    const auto write = [&](double x, const QString &text, Anchor anchor) {
        drawing.words << ChartDrawing::Word{{x, line}, text, ChartDrawing::Role::Frame, anchor};
    };
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(first, Qt::UTC);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(last, Qt::UTC);
    write(left, from.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'")), Anchor::Start);
    write(right,
          to.toString(from.date() == to.date() ? QStringLiteral("HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm:ss")),
          Anchor::End);
    double free = left + StampWidth;
    const double width = (right - left) / static_cast<double>(std::max<qint64>(last - first, 1));
    const QDateTime midnight(from.date().addDays(1), QTime(0, 0), Qt::UTC);
    const qint64 begin = midnight.toMSecsSinceEpoch();
    // More days than the picture has room for are not marked one by one.
    const qint64 step = Day * std::max<qint64>(1, (last - first) / (100 * Day));
    for (qint64 ms = begin; ms <= last; ms += step) {
        const double x = left + static_cast<double>(ms - first) * width;
        drawing.strokes << ChartDrawing::Stroke{ChartDrawing::Role::Frame, {{x, bottom}, {x, bottom + 5}}};
        if (x - DateWidth / 2 < free || x + DateWidth / 2 > right - StampWidth)
            continue;
        write(x, QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date().toString(Qt::ISODate), Anchor::Middle);
        free = x + DateWidth;
    }
}

const char *svgAnchor(ChartDrawing::Anchor anchor)
{
    switch (anchor) {
    case ChartDrawing::Anchor::Middle:
        return " text-anchor=\"middle\"";
    case ChartDrawing::Anchor::End:
        return " text-anchor=\"end\"";
    case ChartDrawing::Anchor::Start:
        break;
    }
    return "";
}

} // namespace

ChartDrawing drawChart(const Curve &curve, const ChartLabels &labels)
{
    ChartDrawing drawing;
    drawing.title = labels.title;
    const double right = drawing.width - Right;
    const double bottom = drawing.height - Bottom;
    drawing.strokes << ChartDrawing::Stroke{ChartDrawing::Role::Frame, {{Left, Top}, {Left, bottom}, {right, bottom}}};

    double top = std::max(curve.limit, curve.baseline.value_or(0));
    for (const auto &sample : curve.samples) {
        if (std::isfinite(sample.second))
            top = std::max(top, sample.second);
    }
    top = top > 0 && std::isfinite(top) ? top * 1.1 : 1;
    const auto y = [&](double value) { return bottom - std::clamp(value / top, 0.0, 1.0) * (bottom - Top); };
    const auto level = [&](ChartDrawing::Role role, double value, const QString &name) {
        drawing.strokes << ChartDrawing::Stroke{role, {{Left, y(value)}, {right, y(value)}}};
        drawing.words << ChartDrawing::Word{{Left + 6, y(value) - 4}, name, role};
    };
    drawing.words << ChartDrawing::Word{{4, Top + 8}, shortNumber(top), ChartDrawing::Role::Frame}
                  << ChartDrawing::Word{{4, bottom}, QStringLiteral("0"), ChartDrawing::Role::Frame};
    if (curve.samples.isEmpty()) {
        drawing.words << ChartDrawing::Word{{Left + 20, (Top + bottom) / 2}, labels.noData, ChartDrawing::Role::Frame};
        return drawing;
    }
    const qint64 first = curve.samples.first().first;
    const qint64 last = curve.samples.last().first;
    const double span = static_cast<double>(std::max<qint64>(last - first, 1));
    QList<QPointF> points;
    for (const auto &[ms, value] : curve.samples) {
        const double x = Left + static_cast<double>(ms - first) / span * (right - Left);
        points << QPointF(x, std::isfinite(value) ? y(value) : std::numeric_limits<double>::quiet_NaN());
    }
    for (const QList<QPointF> &piece : columns(points)) {
        if (!piece.isEmpty())
            drawing.strokes << ChartDrawing::Stroke{ChartDrawing::Role::Curve, piece};
    }
    if (curve.baseline)
        level(ChartDrawing::Role::Baseline, *curve.baseline, labels.baseline);
    level(ChartDrawing::Role::Limit, curve.limit, labels.limit);
    drawTimes(drawing, first, last, Left, right);
    return drawing;
}

QByteArray toSvg(const ChartDrawing &drawing)
{
    QString svg = QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" role=\"img\" "
                                 "font-family=\"sans-serif\" font-size=\"11\"><title>%3</title>")
                      .arg(svgNumber(drawing.width), svgNumber(drawing.height), drawing.title.toHtmlEscaped());
    for (const ChartDrawing::Stroke &stroke : drawing.strokes) {
        const Style style = styleOf(stroke.role);
        QStringList points;
        for (const QPointF &point : stroke.points)
            points << svgNumber(point.x()) + QLatin1Char(',') + svgNumber(point.y());
        svg += QStringLiteral("<polyline fill=\"none\" stroke=\"%1\" stroke-width=\"%2\"%3 points=\"%4\"/>")
                   .arg(QLatin1String(style.color), svgNumber(style.width),
                        *style.dashes == '\0'
                            ? QString()
                            : QStringLiteral(" stroke-dasharray=\"%1\"").arg(QLatin1String(style.dashes)),
                        points.join(QLatin1Char(' ')));
    }
    for (const ChartDrawing::Word &word : drawing.words) {
        const QString color = word.role == ChartDrawing::Role::Frame ? QStringLiteral("#566373")
                                                                     : QLatin1String(styleOf(word.role).color);
        svg += QStringLiteral("<text x=\"%1\" y=\"%2\" fill=\"%3\"%4>")
                   .arg(svgNumber(word.at.x()), svgNumber(word.at.y()), color, QLatin1String(svgAnchor(word.anchor)))
            + word.text.toHtmlEscaped() + QStringLiteral("</text>");
    }
    return (svg + QStringLiteral("</svg>")).toUtf8();
}

QImage toImage(const ChartDrawing &drawing, double scale)
{
    QImage image(static_cast<int>(drawing.width * scale), static_cast<int>(drawing.height * scale),
                 QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    for (const ChartDrawing::Stroke &stroke : drawing.strokes) {
        const Style style = styleOf(stroke.role);
        QPen pen(QColor(QLatin1String(style.color)), style.width);
        if (*style.dashes != '\0')
            pen.setStyle(Qt::DashLine);
        painter.setPen(pen);
        painter.drawPolyline(stroke.points.constData(), static_cast<int>(stroke.points.size()));
    }
    QFont font;
    font.setPixelSize(11);
    painter.setFont(font);
    for (const ChartDrawing::Word &word : drawing.words) {
        painter.setPen(QColor(word.role == ChartDrawing::Role::Frame ? QLatin1String("#566373")
                                                                     : QLatin1String(styleOf(word.role).color)));
        const double length = painter.fontMetrics().horizontalAdvance(word.text);
        const double before = word.anchor == ChartDrawing::Anchor::Start ? 0
            : word.anchor == ChartDrawing::Anchor::End                   ? length
                                                                         : length / 2;
        painter.drawText(word.at - QPointF(before, 0), word.text);
    }
    return image;
}

} // namespace edgelink::report
