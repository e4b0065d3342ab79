// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/threshold.h"

#include <QDialog>
#include <QPointer>

#include <chrono>

namespace edgelink {
class MetricSource;
struct RangeResult;
} // namespace edgelink

namespace edgelink::ui {

class Button;
class CommandLine;
class Crosshair;
class Label;
class LineList;
class MetricChart;
class StateLabel;
class TriggerPanel;

/// The whole story of one seat: its history with zoom, the query as it was sent, the worst series, warnings, the
/// error in full. Follows the seat while it is open; Esc closes.
class TriggerDetail : public QDialog
{
    Q_OBJECT

public:
    TriggerDetail(TriggerPanel *seat, MetricSource *metrics, QWidget *parent = nullptr);
    void refresh(); ///< after the seat's reading or batch changed
    void follow(const MetricBatch &batch); ///< continues the curve while it is live

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void load(std::chrono::seconds span);
    void onHistory(const Result<RangeResult> &result);
    void refreshWorst();

    QPointer<TriggerPanel> m_seat;
    QPointer<MetricSource> m_metrics;
    Crosshair *m_crosshair = nullptr;
    Label *m_title = nullptr;
    StateLabel *m_state = nullptr;
    Label *m_limits = nullptr;
    Label *m_problem = nullptr;
    MetricChart *m_chart = nullptr;
    Label *m_hint = nullptr;
    LineList *m_worst = nullptr;
    Label *m_worstTitle = nullptr;
    Label *m_queryTitle = nullptr;
    CommandLine *m_query = nullptr;
    Button *m_raw = nullptr;
    Button *m_close = nullptr;
    QList<std::pair<Button *, std::chrono::seconds>> m_spans;
    quint64 m_generation = 0;
    QString m_historyProblem;
};

} // namespace edgelink::ui
