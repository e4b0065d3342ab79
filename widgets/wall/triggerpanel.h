// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/threshold.h"
#include "widgets/controls/states.h"

#include <QAbstractButton>

#include <chrono>

namespace edgelink::ui {

class Crosshair;
class MetricChart;
struct ChartMarker;

/// One of the seven seats: number first, then the curve. Every part has its fixed place in the seat; a state changes
/// colours, words and hatching, never a position. Click or Enter asks for the whole story.
class TriggerPanel : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Seat { Large, Small };

    TriggerPanel(const Threshold &threshold, Seat seat, QWidget *parent = nullptr);

    void apply(const MetricBatch &batch);
    void setReading(const TriggerReading &reading);
    void setMarkers(const QList<ChartMarker> &markers);
    void setCrosshair(Crosshair *crosshair);
    void setScrapeInterval(std::chrono::milliseconds interval); ///< a gap is longer than three of it
    void setSpan(std::chrono::milliseconds span);
    void setRelease(const QString &release); ///< series are shown without this name before them

    [[nodiscard]] const Threshold &threshold() const { return m_threshold; }
    [[nodiscard]] const TriggerReading &reading() const { return m_reading; }
    [[nodiscard]] const MetricBatch &lastBatch() const { return m_batch; } ///< without its samples
    [[nodiscard]] MetricChart *chart() const { return m_chart; }

    // What it shows; for tests and for the detail dialog.
    [[nodiscard]] StateLook look() const { return m_look; }
    [[nodiscard]] QString stateLine() const;
    [[nodiscard]] QString valueLine() const; ///< "15.2", or the state's glyph when there is no value
    [[nodiscard]] QString footerLine() const;
    /// Places of title, value, state, progress, chart and footer.
    [[nodiscard]] QList<QRect> places() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Places {
        QRect title;
        QRect value;
        QRect state;
        QRect limits;
        QRect progress;
        QRect chart;
        QRect footer;
    };

    [[nodiscard]] Places place() const;
    [[nodiscard]] bool large() const { return m_seat == Seat::Large; }
    [[nodiscard]] double progress() const; ///< 0…1 while pending
    void onTick();
    void refreshChart();
    void describe();
    void drawValue(QPainter &painter, const QRect &area) const;
    void drawState(QPainter &painter, const QRect &area) const;
    void drawFooter(QPainter &painter, const Places &places) const;
    void drawUnknown(QPainter &painter, const QRect &area) const;
    [[nodiscard]] QString shortName(const QString &series) const;

    Threshold m_threshold;
    Seat m_seat;
    QString m_prefix; ///< of the names of series
    TriggerReading m_reading;
    MetricBatch m_batch;
    StateLook m_look;
    MetricChart *m_chart = nullptr;
};

} // namespace edgelink::ui
