// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/consolestyle.h"

#include "widgets/style/look.h"
#include "widgets/style/painting.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTextEdit>
#include <QVariant>

#include <algorithm>

namespace edgelink::ui {

namespace {

bool has(const QStyleOption *option, QStyle::StateFlag flag)
{
    return option->state.testFlag(flag);
}

/// Where something can be typed the outline says so; around what is only read it orders the page.
bool isTypedInto(const QWidget *widget)
{
    if (const auto *plain = qobject_cast<const QPlainTextEdit *>(widget))
        return !plain->isReadOnly();
    const auto *rich = qobject_cast<const QTextEdit *>(widget);
    return rich != nullptr && !rich->isReadOnly();
}

void drawTick(QPainter &painter, const QRectF &box, const QColor &pen)
{
    painter.setPen(QPen(pen, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF points[] = {{box.left() + box.width() * 0.24, box.top() + box.height() * 0.52},
                              {box.left() + box.width() * 0.43, box.top() + box.height() * 0.71},
                              {box.left() + box.width() * 0.77, box.top() + box.height() * 0.31}};
    painter.drawPolyline(points, 3);
}

void drawCheck(const QStyleOption *option, QPainter &painter, bool round)
{
    const int side = std::min({option->rect.width(), option->rect.height(), 18});
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option->rect).center());
    const bool on = has(option, QStyle::State_On);
    const bool partial = has(option, QStyle::State_NoChange);
    const bool enabled = has(option, QStyle::State_Enabled);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on && enabled ? color(Role::Action) : color(Role::Control), 1.5));
    painter.setBrush(on && enabled ? color(Role::Action) : color(Role::Surface));
    const QRectF frame = box.adjusted(1, 1, -1, -1);
    if (round)
        painter.drawEllipse(frame);
    else
        painter.drawRoundedRect(frame, 3, 3);
    const QColor mark = enabled ? color(Role::OnAction) : color(Role::Muted);
    if (on && round) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark);
        painter.drawEllipse(box.adjusted(5.5, 5.5, -5.5, -5.5));
    } else if (on) {
        drawTick(painter, frame, mark);
    } else if (partial) {
        painter.setPen(QPen(color(Role::Text), 2));
        painter.drawLine(QPointF(frame.left() + 4, frame.center().y()), QPointF(frame.right() - 4, frame.center().y()));
    }
    painter.restore();
}

} // namespace

ConsoleStyle::ConsoleStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void ConsoleStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) != nullptr || qobject_cast<QComboBox *>(widget) != nullptr
        || qobject_cast<QScrollBar *>(widget) != nullptr)
        widget->setAttribute(Qt::WA_Hover);
    // A crowded dialog may not squeeze a field until its text is cut.
    if (const auto *edit = qobject_cast<QLineEdit *>(widget); edit != nullptr && edit->hasFrame())
        widget->setMinimumHeight(std::max(widget->minimumHeight(), ControlHeight));
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(*option, *painter, widget);
        return;
    case PE_FrameFocusRect:
        if (has(option, State_HasFocus) || qobject_cast<const QAbstractItemView *>(widget) != nullptr)
            drawFocusRing(*painter, option->rect, color(Role::Action));
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame != nullptr && frame->lineWidth == 0) {
            painter->fillRect(option->rect, color(Role::Surface));
            return;
        }
        drawRoundedFrame(*painter, option->rect,
                         has(option, State_Enabled) ? color(Role::Surface) : color(Role::Background),
                         color(Role::Control));
        if (has(option, State_HasFocus))
            drawFocusRing(*painter, option->rect, color(Role::Action));
        return;
    case PE_FrameLineEdit:
        return; // drawn with the panel
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheck(option, *painter, false);
        return;
    case PE_IndicatorRadioButton:
        drawCheck(option, *painter, true);
        return;
    case PE_Frame:
    case PE_FrameMenu:
    case PE_FrameGroupBox: {
        const bool focus = has(option, State_HasFocus) && element == PE_Frame;
        painter->save();
        painter->setBrush(Qt::NoBrush);
        const qreal width = focus ? FocusWidth : 1;
        const Role role = focus ? Role::Action : isTypedInto(widget) ? Role::Control : Role::Line;
        painter->setPen(QPen(color(role), width));
        // To the outermost pixel on each side: a scroll area's content covers what lies further in.
        painter->drawRect(QRectF(option->rect).adjusted(width / 2, width / 2, -width / 2, -width / 2));
        painter->restore();
        return;
    }
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, color(Role::Raised));
        painter->setPen(color(Role::Control));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          color(Role::Line));
        return;
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsoleStyle::drawButton(const QStyleOption &option, QPainter &painter, const QWidget *widget) const
{
    const QString kind = widget != nullptr ? widget->property(ButtonKindProperty).toString() : QString();
    const bool enabled = has(&option, State_Enabled);
    const bool pressed = has(&option, State_Sunken) || has(&option, State_On);
    const bool hovered = has(&option, State_MouseOver) && enabled;
    QColor fill = color(Role::Raised);
    QColor line = color(Role::Line);
    if (kind == QLatin1String("primary")) {
        fill = enabled ? color(Role::Action) : color(Role::Raised);
        line = enabled ? QColor() : color(Role::Line);
        if (enabled && (hovered || pressed))
            fill = currentTheme() == ThemeKind::Dark ? fill.lighter(pressed ? 118 : 108)
                                                     : fill.lighter(pressed ? 130 : 112);
    } else if (kind == QLatin1String("link") || kind == QLatin1String("quiet")) {
        fill = hovered || pressed ? color(Role::Raised) : QColor(Qt::transparent);
        line = has(&option, State_On) ? color(Role::Control) : QColor();
    } else if (hovered || pressed) {
        fill = color(Role::Selection);
        line = color(Role::Control);
    }
    drawRoundedFrame(painter, option.rect, fill, line);
    if (has(&option, State_HasFocus)) {
        // On an Action fill the ring takes the text's colour: a ring nobody sees is no ring.
        const QColor ring = kind == QLatin1String("primary") && enabled ? color(Role::Text) : color(Role::Action);
        drawFocusRing(painter, option.rect, ring);
    }
}

QRect ConsoleStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_PushButtonFocusRect)
        return {}; // the bevel draws the ring
    if (element == SE_LineEditContents) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        const QRect contents = QProxyStyle::subElementRect(element, option, widget);
        return frame != nullptr && frame->lineWidth > 0 ? contents.adjusted(space::Tiny, 0, -space::Tiny, 0) : contents;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                                     const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton: {
        const QString kind = widget != nullptr ? widget->property(ButtonKindProperty).toString() : QString();
        const bool link = kind == QLatin1String("link") || kind == QLatin1String("quiet");
        size.setWidth(contents.width() + 2 * (link ? space::Tiny : space::Medium));
        size.setHeight(std::max(contents.height() + space::Small, link ? 24 : ControlHeight));
        break;
    }
    case CT_ComboBox:
        size.rwidth() += 2 * space::Small;
        [[fallthrough]];
    case CT_LineEdit:
    case CT_SpinBox:
        size.setHeight(std::max(size.height(), ControlHeight));
        break;
    case CT_MenuItem:
        size.setHeight(std::max(size.height(), 28));
        break;
    default:
        break;
    }
    return size;
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return space::Small;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return space::Medium;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0; // nothing moves
    case PM_SplitterWidth:
        return space::Medium;
    case PM_TabBarTabHSpace:
        return 2 * space::Medium;
    case PM_TabBarTabVSpace:
        return 2 * space::Small;
    case PM_HeaderMargin:
        return space::Small;
    case PM_FocusFrameHMargin: // a cell's text stands under its header's
        return space::Small - 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
        return 0;
    case SH_Widget_Animation_Duration:
        return motionAllowed() ? 120 : 0;
    case SH_ToolTip_WakeUpDelay:
        return 350;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

} // namespace edgelink::ui

#include "moc_consolestyle.cpp"
