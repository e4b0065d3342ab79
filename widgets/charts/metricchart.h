// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/threshold.h"
#include "models/items/metricring.h"
#include "widgets/charts/yscale.h"
#include "widgets/style/look.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QWidget>

#include <optional>

namespace edgelink::ui {

class ChartPlot;
class Crosshair;

/// Something that happened at an instant, marked on the time axis.
struct ChartMarker {
    qint64 timeMs = 0; ///< UTC
    QString label; ///< "revision 3", "rolled back"
    bool ours = false; ///< the console's own doing (solid) rather than a change found (dotted)
    bool operator==(const ChartMarker &) const = default;
};

/// One curve over time with its threshold (solid), baseline (dashed), the time in breach (tinted) and markers.
/// Follows the present until zoomed. Copies what it is given; repaints through RepaintClock. GUI thread only.
class MetricChart : public QWidget
{
    Q_OBJECT

public:
    enum class Density { Small, Large }; ///< Large: axis labels and marker labels

    explicit MetricChart(Density density, QWidget *parent = nullptr);
    ~MetricChart() override;

    void setUnit(const QString &unit, int decimals);
    void apply(const MetricBatch &batch); ///< replaces or continues, as the batch says
    void setSamples(const QList<MetricSample> &samples); ///< ascending; replaces
    void appendSamples(const QList<MetricSample> &samples); ///< continues; what is not newer is dropped
    void setThreshold(std::optional<double> threshold);
    void setBaseline(std::optional<double> baseline);
    void setCurveRole(Role role); ///< the state's colour
    void setBreach(qint64 sinceMs, qint64 untilMs = 0); ///< tints; since 0: nothing, until 0: till now
    void setMarkers(const QList<ChartMarker> &markers);
    void setSpan(std::chrono::milliseconds span); ///< how much of the past is shown while live
    void setGap(std::chrono::milliseconds gap); ///< a longer pause between samples is drawn as a gap
    void setCrosshair(Crosshair *crosshair); ///< shared; not owned
    /// Wheel, drag, + − 0 and arrows zoom. Otherwise only hovering works and clicks go to the parent.
    void setZoomable(bool on);
    void setRange(qint64 fromMs, qint64 toMs); ///< fixed range, e.g. a history
    void setLive(); ///< back to following the present

    [[nodiscard]] bool isLive() const { return m_live; }
    [[nodiscard]] qint64 fromMs() const { return m_fromMs; }
    [[nodiscard]] qint64 toMs() const { return m_toMs; }
    [[nodiscard]] std::span<const MetricSample> samples() const { return m_ring.samples(); }
    /// The sample nearest to an instant, if any is close enough to speak for it.
    [[nodiscard]] std::optional<MetricSample> sampleAt(qint64 timeMs) const;

    [[nodiscard]] const QList<ChartMarker> &markers() const { return m_markers; }
    void refreshNow(); ///< what RepaintClock calls; does nothing while hidden
    [[nodiscard]] bool lacksPicture() const; ///< what is on screen is not yet a curve, though there is one
    [[nodiscard]] qint64 sinceRefreshMs() const; ///< endless while what is on screen is not yet a curve
    [[nodiscard]] int refreshes() const { return m_refreshes; } ///< for tests and benches

signals:
    void rangeChanged(qint64 fromMs, qint64 toMs, bool live);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void requestRefresh();
    [[nodiscard]] QList<QList<QPointF>> pieces() const;
    void followPresent();
    void zoomAround(qint64 centerMs, double factor);
    void moveBy(double fraction);
    void showWithin(double fromMs, double rangeMs); ///< as far as there can be something to see
    [[nodiscard]] qint64 timeAt(qreal x) const;

    Density m_density;
    ChartPlot *m_plot = nullptr;
    QPointer<Crosshair> m_crosshair;
    MetricRing m_ring;
    QList<ChartMarker> m_markers;
    std::optional<double> m_threshold;
    std::optional<double> m_baseline;
    QString m_unit;
    int m_decimals = 1;
    Role m_role = Role::Muted;
    qint64 m_breachSinceMs = 0;
    qint64 m_breachUntilMs = 0;
    std::chrono::milliseconds m_span{std::chrono::minutes{15}};
    std::chrono::milliseconds m_gap{0};
    qint64 m_fromMs = 0;
    qint64 m_toMs = 0;
    bool m_live = true;
    bool m_zoomable = false;
    qint64 m_dragFromMs = 0;
    YScale m_scale;
    QElapsedTimer m_sinceRefresh;
    bool m_shownEmpty = true; ///< the picture on screen has no samples
    int m_refreshes = 0;
};

} // namespace edgelink::ui
