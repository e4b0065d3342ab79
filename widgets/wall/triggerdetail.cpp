// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/triggerdetail.h"

#include "models/ports/marshal.h"
#include "models/ports/metricsource.h"
#include "widgets/charts/crosshair.h"
#include "widgets/charts/metricchart.h"
#include "widgets/controls/button.h"
#include "widgets/controls/card.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/commandline.h"
#include "widgets/controls/label.h"
#include "widgets/controls/linelist.h"
#include "widgets/controls/numbertext.h"
#include "widgets/controls/textdialog.h"
#include "widgets/wall/triggerpanel.h"
#include "widgets/wall/triggertext.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QEvent>

#include <algorithm>
#include <cmath>

namespace edgelink::ui {

using namespace std::chrono_literals;

TriggerDetail::TriggerDetail(TriggerPanel *seat, MetricSource *metrics, QWidget *parent)
    : QDialog(parent)
    , m_seat(seat)
    , m_metrics(metrics)
    , m_crosshair(new Crosshair(this))
{
    resize(980, 660);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Huge, space::Large, space::Huge, space::Large);
    layout->setSpacing(space::Small);

    auto *heading = new QHBoxLayout;
    m_title = new Label(this);
    m_title->setTextSize(TextSize::Title, QFont::DemiBold);
    m_state = new StateLabel(this);
    m_state->setTextSize(TextSize::Heading, QFont::DemiBold);
    m_state->setAlignment(Qt::AlignRight);
    heading->addWidget(m_title);
    heading->addWidget(m_state, 1);
    layout->addLayout(heading);

    auto *facts = new QHBoxLayout;
    m_limits = new Label(this);
    m_limits->setRole(Role::Muted);
    facts->addWidget(m_limits, 1);
    auto *spans = new QButtonGroup(this); // exclusive: the marked one is what is shown
    for (const std::chrono::seconds span : {15min, 60min, 360min, 1440min}) {
        auto *button = new Button(this);
        button->setKind(Button::Kind::Link);
        button->setCheckable(true);
        button->setChecked(span == 15min); // as the chart begins
        spans->addButton(button);
        button->setPlainText(spanText(span.count()));
        connect(button, &Button::clicked, this, [this, span] { load(span); });
        facts->addWidget(button);
        m_spans.append({button, span});
    }
    layout->addLayout(facts);

    m_problem = new Label(this);
    m_problem->setRole(Role::Unknown);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);

    const Threshold &threshold = seat->threshold();
    auto *card = new Card(this);
    m_chart = new MetricChart(MetricChart::Density::Large, card);
    card->body()->addWidget(m_chart);
    m_chart->setUnit(threshold.unit, threshold.decimals);
    m_chart->setCrosshair(m_crosshair);
    m_chart->setZoomable(true);
    m_chart->setMinimumHeight(220);
    const std::span<const MetricSample> known = seat->chart()->samples();
    m_chart->setSamples(QList<MetricSample>(known.begin(), known.end()));
    layout->addWidget(card, 1);
    m_hint = new Label(this);
    m_hint->setTextSize(TextSize::Small);
    m_hint->setRole(Role::Muted);
    layout->addWidget(m_hint);

    m_worstTitle = new Label(this);
    m_worstTitle->setTextSize(TextSize::Body, QFont::DemiBold);
    layout->addWidget(m_worstTitle);
    m_worst = new LineList(this);
    m_worst->setFixedHeight(4 * 22);
    layout->addWidget(m_worst);

    m_queryTitle = new Label(this);
    m_queryTitle->setTextSize(TextSize::Body, QFont::DemiBold);
    layout->addWidget(m_queryTitle);
    m_query = new CommandLine(this);
    m_query->setWrapping(true);
    layout->addWidget(m_query);

    auto *buttons = new QHBoxLayout;
    m_raw = new Button(this);
    m_close = new Button(this);
    buttons->addWidget(m_raw);
    buttons->addStretch();
    buttons->addWidget(m_close);
    layout->addLayout(buttons);
    connect(m_raw, &Button::clicked, this, [this] {
        if (m_seat && m_seat->reading().error)
            TextDialog::open(this, m_seat->reading().error->what, m_seat->reading().error->raw);
    });
    connect(m_close, &Button::clicked, this, &QDialog::reject);

    retranslate();
    m_chart->setFocus();
}

void TriggerDetail::retranslate()
{
    if (!m_seat)
        return;
    setWindowTitle(triggerTitle(m_seat->threshold()));
    m_title->setText(windowTitle());
    m_worstTitle->setText(tr("Worst series"));
    m_queryTitle->setText(tr("PromQL, as it was sent"));
    m_raw->setPlainText(tr("Show the whole error…"));
    m_close->setPlainText(tr("Close"));
    m_worst->setAccessibleName(m_worstTitle->text());
    for (const auto &[button, span] : std::as_const(m_spans))
        button->setAccessibleDescription(tr("Show this much history"));
    refresh();
}

void TriggerDetail::refresh()
{
    if (!m_seat)
        return;
    const Threshold &threshold = m_seat->threshold();
    const TriggerReading &reading = m_seat->reading();
    m_state->setLook(m_seat->look(), stateSentence(reading, nowUtc(), false));
    QString limits = limitsText(threshold, reading) + QStringLiteral(" · ") + windowText(reading);
    if (reading.value && !isUnknown(reading.state)) // else the last one is told with its age
        limits.prepend(quantityText(*reading.value, threshold.decimals, threshold.unit) + QStringLiteral(" · "));
    m_limits->setText(limits);
    QStringList problems = unknownLines(threshold, reading, nowUtc());
    if (reading.error && !reading.error->next.isEmpty())
        problems << reading.error->next;
    for (const QString &warning : reading.warnings)
        problems << tr("Prometheus warns: %1").arg(warning);
    if (!m_historyProblem.isEmpty())
        problems << m_historyProblem;
    m_problem->setText(problems.join(QLatin1Char('\n')));
    m_problem->setRole(isUnknown(reading.state) || !m_historyProblem.isEmpty() ? Role::Unknown : Role::Caution);
    m_problem->setVisible(!problems.isEmpty());
    m_raw->setVisible(reading.error && !reading.error->raw.isEmpty());
    m_hint->setText(tr("Wheel, drag or + − zoom · arrows move · 0 goes back to the present"));
    const QString query = m_seat->lastBatch().query;
    m_query->setCommand(query.isEmpty() ? threshold.query : query);

    m_chart->setThreshold(threshold.baselineQuery.isEmpty() ? std::optional(threshold.threshold)
                              : reading.baseline            ? std::optional(reading.effectiveThreshold)
                                                            : std::nullopt);
    m_chart->setBaseline(reading.baseline ? reading.baseline : threshold.baseline);
    m_chart->setMarkers(m_seat->chart()->markers());
    m_chart->setCurveRole(m_seat->look().role);
    m_chart->setBreach(reading.state == TriggerState::Breach ? reading.beyondSinceMs : 0);
    refreshWorst();
}

void TriggerDetail::refreshWorst()
{
    const Threshold &threshold = m_seat->threshold();
    QList<std::pair<double, QString>> worst;
    const QMap<QString, double> &values = m_seat->lastBatch().worst;
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        if (std::isfinite(it.value()))
            worst.append({it.value(), it.key()});
    }
    std::sort(worst.begin(), worst.end());
    if (threshold.direction == Direction::Above)
        std::reverse(worst.begin(), worst.end());
    QList<ListLine> lines;
    for (const auto &[value, name] : std::as_const(worst)) {
        ListLine line;
        line.key = name;
        line.text = name;
        line.aside = quantityText(value, threshold.decimals, threshold.unit);
        lines << line;
        if (lines.size() >= 100)
            break;
    }
    if (lines.isEmpty())
        lines << ListLine::remark(QStringLiteral("none"), tr("None is known."));
    m_worst->setLines(lines);
}

void TriggerDetail::follow(const MetricBatch &batch)
{
    if (batch.incremental)
        m_chart->apply(batch);
    refresh();
}

void TriggerDetail::load(std::chrono::seconds span)
{
    m_chart->setSpan(span);
    m_chart->setLive();
    if (!m_metrics || !m_seat)
        return;
    const QString query = m_seat->lastBatch().query;
    if (query.isEmpty())
        return;
    RangeQuery range;
    range.query = query;
    range.end = nowUtc();
    range.start = range.end.addSecs(-span.count());
    range.step = std::max<std::chrono::milliseconds>(1s, span / 1200);
    const quint64 generation = ++m_generation;
    whenFinished(m_metrics->range(range), this, [this, generation](const std::optional<Result<RangeResult>> &result) {
        if (generation == m_generation && result) // a late answer to an older question is dropped
            onHistory(*result);
    });
}

void TriggerDetail::onHistory(const Result<RangeResult> &result)
{
    if (!result) {
        m_historyProblem = tr("The history could not be read: %1").arg(result.error().sentence());
    } else {
        m_historyProblem.clear();
        m_chart->setGap(std::max<std::chrono::milliseconds>(3 * result->step, 3s));
        m_chart->setSamples(result->series.isEmpty() ? QList<MetricSample>() : result->series.first().samples);
    }
    refresh();
}

void TriggerDetail::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace edgelink::ui

#include "moc_triggerdetail.cpp"
