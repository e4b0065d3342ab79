// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/report/reportfacts.h"

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QPointF>
#include <QString>

namespace edgelink::report {

/// A curve as strokes and words on a white ground, so that HTML (SVG) and PDF (painted) show the same picture.
struct ChartDrawing {
    enum class Role { Curve, Beyond, Limit, Baseline, Frame };
    struct Stroke {
        Role role = Role::Frame;
        QList<QPointF> points;
    };
    enum class Anchor { Start, Middle, End };
    struct Word {
        QPointF at; ///< baseline; which part of the text stands there, the anchor says
        QString text;
        Role role = Role::Frame;
        Anchor anchor = Anchor::Start;
    };
    double width = 720;
    double height = 200;
    QString title;
    QList<Stroke> strokes;
    QList<Word> words;
};

/// In the report's language.
struct ChartLabels {
    QString title;
    QString limit; ///< with its value and unit
    QString baseline; ///< likewise; shown where the curve has one
    QString noData;
};

/// Min/max per pixel: a spike survives. Gaps (NaN) stay gaps. Times are UTC and say so, with the date at the first one
/// and where a day begins.
[[nodiscard]] ChartDrawing drawChart(const Curve &curve, const ChartLabels &labels);
[[nodiscard]] QByteArray toSvg(const ChartDrawing &drawing); ///< self-contained element, everything escaped
[[nodiscard]] QImage toImage(const ChartDrawing &drawing, double scale); ///< needs a QGuiApplication for its words

} // namespace edgelink::report
