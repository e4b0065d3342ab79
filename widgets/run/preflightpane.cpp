// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/preflightpane.h"

#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/glyph.h"
#include "widgets/controls/label.h"
#include "widgets/controls/reasonline.h"
#include "widgets/controls/states.h"
#include "widgets/run/runtext.h"

#include <QBoxLayout>
#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace edgelink::ui {

PreflightPane::PreflightPane(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Small);
    m_heading = new Label(this);
    m_heading->setTextSize(TextSize::Heading, QFont::DemiBold);
    m_hint = new Label({}, TextSize::Body, Role::Muted, this);
    m_hint->setWordWrap(true);
    layout->addWidget(m_heading);
    auto *hint = new QHBoxLayout;
    hint->setSpacing(space::Small);
    m_hintGlyph = new GlyphLabel(this);
    m_again = new Button({}, Button::Kind::Primary, this);
    hint->addWidget(m_hintGlyph);
    hint->addWidget(m_hint, 1);
    hint->addWidget(m_again);
    layout->addLayout(hint);
    m_againReason = new ReasonLine(m_again, this);
    m_againReason->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    layout->addWidget(m_againReason);
    connect(m_again, &Button::clicked, this, &PreflightPane::againRequested);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(m_scroll);
    m_rows = new QVBoxLayout(content);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(space::Medium);
    m_rows->addStretch(1);
    m_scroll->setWidget(content);
    // A column of its card, not a box in it.
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    layout->addWidget(m_scroll, 1);
    // Later, when the rows have their places.
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, &PreflightPane::showFailed,
            Qt::QueuedConnection);
    rebuild();
}

void PreflightPane::setRun(const RunSnapshot &run)
{
    const bool same = m_run.preflight == run.preflight && m_run.state == run.state;
    m_run = run;
    if (!same)
        rebuild();
}

void PreflightPane::rebuild()
{
    m_heading->setText(tr("Pre-flight"));
    m_scroll->setAccessibleName(tr("Checks of the pre-flight"));
    const bool refused = m_run.state == RunState::Refused;
    m_hint->setText(refused ? tr("Refused: a check that must hold does not. Nothing was changed.")
                        : m_run.state == RunState::Preflight
                        ? tr("Only reads. Nothing is changed before the review is confirmed.")
                        : QString());
    m_hint->setRole(refused ? Role::Caution : Role::Muted);
    m_hint->setTextSize(TextSize::Body, refused ? QFont::DemiBold : QFont::Normal);
    m_hintGlyph->setGlyph(Glyph::Exclamation, Role::Caution);
    m_hintGlyph->setVisible(refused);
    refreshAgain();
    while (m_rows->count() > 1) {
        QLayoutItem *item = m_rows->takeAt(0);
        delete item->widget();
        delete item;
    }
    QWidget *firstFailed = nullptr;
    for (const StepRecord &check : std::as_const(m_run.preflight)) {
        auto *row = new QWidget(this);
        auto *lines = new QVBoxLayout(row);
        lines->setContentsMargins(0, 0, 0, 0);
        lines->setSpacing(2);
        auto *state = new StateLabel(row);
        state->setLook(stateLook(check.state), runText(check.title, m_run));
        state->setTextRole(Role::Text);
        lines->addWidget(state);
        if (!check.text.isEmpty()) {
            auto *text = new Label(check.text, TextSize::Small, Role::Muted, row);
            text->setWordWrap(true);
            text->setSelectable(true);
            // Below the title's first letter, which stands behind a glyph as wide as the letters are high.
            text->setContentsMargins(state->fontMetrics().ascent() - 1 + space::Tiny, 0, 0, 0);
            lines->addWidget(text);
        }
        m_rows->insertWidget(m_rows->count() - 1, row);
        if (check.state == StepState::Failed && firstFailed == nullptr)
            firstFailed = row;
    }
    m_firstFailed = firstFailed;
    QMetaObject::invokeMethod(this, &PreflightPane::showFailed, Qt::QueuedConnection); // the range may stay as it is
}

void PreflightPane::setArming(Arming *arming)
{
    m_arming = arming;
    connect(arming, &Arming::changed, this, &PreflightPane::refreshAgain);
    refreshAgain();
}

void PreflightPane::refreshAgain()
{
    m_again->setText(tr("Run the pre-flight again"));
    m_again->setVisible(m_run.state == RunState::Refused);
    m_again->setBlocked(m_arming && m_arming->isViewer() ? m_arming->blockedReason() : QString());
    m_againReason->setVisible(m_run.state == RunState::Refused && !m_again->isEnabled());
}

void PreflightPane::showFailed()
{
    // There are more checks than a small screen shows: what holds the run up comes first in sight, with what was seen.
    if (m_firstFailed)
        m_scroll->verticalScrollBar()->setValue(m_firstFailed->y());
}

void PreflightPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rebuild();
}

} // namespace edgelink::ui

#include "moc_preflightpane.cpp"
