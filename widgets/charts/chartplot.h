// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/metricchart.h"

#include <QChartView>

class QLineSeries;
class QValueAxis;

namespace edgelink::ui {

/// The Qt Charts part of MetricChart; nothing outside this folder includes it. No OpenGL: with it, off-screen
/// rendering crashes and pictures stay empty (Qt 6.4).
class ChartPlot : public QChartView
{
public:
    struct Scene {
        qint64 fromMs = 0;
        qint64 toMs = 1;
        double bottom = 0;
        double top = 1;
        double step = 1;
        QList<QList<QPointF>> pieces;
        std::optional<double> threshold;
        std::optional<double> baseline;
        QString thresholdText;
        QString unit;
        int decimals = 1;
        Role role = Role::Muted;
        qint64 breachSinceMs = 0;
        qint64 breachUntilMs = 0;
        QList<ChartMarker> markers;
    };
    struct Pointer {
        qint64 timeMs = 0; ///< 0: none
        std::optional<double> value;
        QString text;
        qint64 dragFromMs = 0;
    };

    ChartPlot(MetricChart::Density density, QWidget *parent);

    void present(const Scene &scene);
    void point(const Pointer &pointer);
    [[nodiscard]] QRectF plotArea() const;

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] qreal xOf(double timeMs) const;
    [[nodiscard]] qreal yOf(double value) const;
    [[nodiscard]] bool large() const { return m_density == MetricChart::Density::Large; }
    void placePlot();
    void showPieces();
    void drawGrid(QPainter &painter) const;
    void drawMarkers(QPainter &painter) const;
    [[nodiscard]] QRectF thresholdLabelBox() const; ///< empty without one
    void drawThresholdLabel(QPainter &painter) const;
    void drawPointer(QPainter &painter) const;

    MetricChart::Density m_density;
    QValueAxis *m_x = nullptr;
    QValueAxis *m_y = nullptr;
    QLineSeries *m_threshold = nullptr;
    QLineSeries *m_baseline = nullptr;
    QList<QLineSeries *> m_pieces; ///< owned by the chart; reused
    Scene m_scene;
    Pointer m_pointer;
};

} // namespace edgelink::ui
