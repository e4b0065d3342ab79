// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/states.h"

#include "widgets/style/painting.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace edgelink::ui {

namespace {

/// Not named tr(): lupdate would take the macro inside for the text.
QString say(const char *text)
{
    return QCoreApplication::translate("State", text);
}

} // namespace

StateLook stateLook(TriggerState state)
{
    switch (state) {
    case TriggerState::Ok:
        return {Glyph::Dot, Role::Muted, say(QT_TRANSLATE_NOOP("State", "ok"))};
    case TriggerState::Pending:
        return {Glyph::Quarter, Role::Caution, say(QT_TRANSLATE_NOOP("State", "pending"))};
    case TriggerState::Breach:
        return {Glyph::Triangle, Role::Alarm, say(QT_TRANSLATE_NOOP("State", "breach"))};
    case TriggerState::NoData:
        return {Glyph::EmptySet, Role::Unknown, say(QT_TRANSLATE_NOOP("State", "no data")), true};
    case TriggerState::Stale:
        return {Glyph::Hourglass, Role::Unknown, say(QT_TRANSLATE_NOOP("State", "stale")), true};
    case TriggerState::Error:
        break;
    }
    return {Glyph::Exclamation, Role::Unknown, say(QT_TRANSLATE_NOOP("State", "error")), true};
}

StateLook stateLook(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return {Glyph::Ring, Role::Muted, say(QT_TRANSLATE_NOOP("State", "waiting"))};
    case StepState::Running:
        return {Glyph::Play, Role::Action, say(QT_TRANSLATE_NOOP("State", "running"))};
    case StepState::Done:
        return {Glyph::Check, Role::Good, say(QT_TRANSLATE_NOOP("State", "done"))};
    case StepState::Warning:
        return {Glyph::Exclamation, Role::Caution, say(QT_TRANSLATE_NOOP("State", "warning"))};
    case StepState::Failed:
        return {Glyph::Cross, Role::Caution, say(QT_TRANSLATE_NOOP("State", "failed"))};
    case StepState::Skipped:
        return {Glyph::Skip, Role::Caution, say(QT_TRANSLATE_NOOP("State", "skipped"))};
    case StepState::Undone:
        return {Glyph::Undo, Role::Caution, say(QT_TRANSLATE_NOOP("State", "undone"))};
    case StepState::Unknown:
        break;
    }
    return {Glyph::Question, Role::Unknown, say(QT_TRANSLATE_NOOP("State", "unknown")), true};
}

StateLook stateLook(FactState state)
{
    switch (state) {
    case FactState::Good:
        return {Glyph::Check, Role::Good, say(QT_TRANSLATE_NOOP("State", "good"))};
    case FactState::Warning:
        return {Glyph::Exclamation, Role::Caution, say(QT_TRANSLATE_NOOP("State", "warning"))};
    case FactState::Blocking:
        return {Glyph::Cross, Role::Caution, say(QT_TRANSLATE_NOOP("State", "blocking"))};
    case FactState::Unknown:
        break;
    }
    return {Glyph::Question, Role::Unknown, say(QT_TRANSLATE_NOOP("State", "unknown")), true};
}

StateLook stateLook(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
        return {Glyph::Check, Role::Good, say(QT_TRANSLATE_NOOP("State", "succeeded"))};
    case Outcome::Error:
        return {Glyph::Cross, Role::Caution, say(QT_TRANSLATE_NOOP("State", "failed"))};
    case Outcome::Cancelled:
        return {Glyph::Skip, Role::Caution, say(QT_TRANSLATE_NOOP("State", "cancelled"))};
    case Outcome::Unknown:
        break;
    }
    return {Glyph::Question, Role::Unknown, say(QT_TRANSLATE_NOOP("State", "unknown")), true};
}

StateLook stateLook(Observation::State state)
{
    switch (state) {
    case Observation::State::Passed:
        return {Glyph::Check, Role::Good, say(QT_TRANSLATE_NOOP("State", "passed"))};
    case Observation::State::Warning:
        return {Glyph::Exclamation, Role::Caution, say(QT_TRANSLATE_NOOP("State", "warning"))};
    case Observation::State::Failed:
        return {Glyph::Cross, Role::Caution, say(QT_TRANSLATE_NOOP("State", "failed"))};
    case Observation::State::Unknown:
        break;
    }
    return {Glyph::Question, Role::Unknown, say(QT_TRANSLATE_NOOP("State", "unknown")), true};
}

StateLook stateLook(SourceStatus::State state)
{
    switch (state) {
    case SourceStatus::State::Idle:
        return {Glyph::Ring, Role::Muted, say(QT_TRANSLATE_NOOP("State", "not started"))};
    case SourceStatus::State::Connecting:
        return {Glyph::Quarter, Role::Muted, say(QT_TRANSLATE_NOOP("State", "connecting"))};
    case SourceStatus::State::Live:
        return {Glyph::Dot, Role::Muted, say(QT_TRANSLATE_NOOP("State", "live"))};
    case SourceStatus::State::Degraded:
        return {Glyph::Hourglass, Role::Unknown, say(QT_TRANSLATE_NOOP("State", "degraded")), true};
    case SourceStatus::State::Down:
        break;
    }
    return {Glyph::Exclamation, Role::Unknown, say(QT_TRANSLATE_NOOP("State", "unreachable")), true};
}

StateLook stateLook(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Go:
        return {Glyph::Check, Role::Good, say(QT_TRANSLATE_NOOP("State", "go"))};
    case VerdictKind::GoWithWarnings:
        return {Glyph::Exclamation, Role::Caution, say(QT_TRANSLATE_NOOP("State", "go with warnings"))};
    case VerdictKind::NoGo:
        break;
    }
    return {Glyph::Cross, Role::Caution, say(QT_TRANSLATE_NOOP("State", "no-go"))};
}

StateLabel::StateLabel(QWidget *parent)
    : QWidget(parent)
{
    setFont(textFont(TextSize::Body));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StateLabel::setLook(const StateLook &look, const QString &text)
{
    const QString shown = text.isEmpty() ? look.word : text;
    const bool same = shown == m_text && look.glyph == m_look.glyph && look.role == m_look.role;
    m_look = look;
    if (same)
        return;
    m_text = shown;
    setAccessibleName(look.word == shown || look.word.isEmpty() ? shown : look.word + QStringLiteral(": ") + shown);
    updateGeometry();
    update();
}

void StateLabel::setTextSize(TextSize size, QFont::Weight weight)
{
    setFont(textFont(size, weight));
    updateGeometry();
}

void StateLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

void StateLabel::setTextRole(Role role)
{
    m_textRole = role;
    update();
}

int StateLabel::glyphSide() const
{
    return fontMetrics().ascent() - 1;
}

QSize StateLabel::sizeHint() const
{
    const int glyph = m_look.glyph == Glyph::None ? 0 : glyphSide() + space::Tiny;
    return {glyph + int(std::ceil(tabularWidth(QFontMetricsF(font()), m_text))) + 1, fontMetrics().height() + 2};
}

QSize StateLabel::minimumSizeHint() const
{
    return {glyphSide() + space::Tiny + fontMetrics().horizontalAdvance(QStringLiteral("…")), sizeHint().height()};
}

void StateLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int glyph = m_look.glyph == Glyph::None ? 0 : glyphSide() + space::Tiny;
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideRight, width() - glyph);
    const qreal textWidth = tabularWidth(QFontMetricsF(font()), shown);
    const qreal left = m_alignment & Qt::AlignRight ? std::max<qreal>(0, width() - textWidth - glyph) : 0;
    drawGlyph(painter, QRectF(left, (height() - glyphSide()) / 2.0, glyphSide(), glyphSide()), m_look.glyph,
              color(m_look.role));
    painter.setPen(color(m_textRole == Role::Count ? m_look.role : m_textRole));
    drawTabularText(painter, QRectF(left + glyph, 0, width() - left - glyph, height()),
                    Qt::AlignLeft | Qt::AlignVCenter, shown);
}

bool StateLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && sizeHint().width() > width()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), m_text.toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace edgelink::ui

#include "moc_states.cpp"
