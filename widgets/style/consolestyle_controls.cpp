// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The compound controls: labels of buttons, headers, tabs, progress, scroll bars, combo boxes.
#include "widgets/style/consolestyle.h"
#include "widgets/style/look.h"
#include "widgets/style/painting.h"

#include <QFrame>
#include <QPainter>
#include <QStyleOption>
#include <QVariant>

namespace edgelink::ui {

namespace {

void drawChevron(QPainter &painter, const QRectF &area, const QColor &pen)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(pen, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF center = area.center();
    const QPointF points[] = {center + QPointF(-4, -2), center + QPointF(0, 2), center + QPointF(4, -2)};
    painter.drawPolyline(points, 3);
    painter.restore();
}

} // namespace

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button == nullptr || widget == nullptr)
            break;
        const QString kind = widget->property(ButtonKindProperty).toString();
        QStyleOptionButton copy(*button);
        if (copy.state.testFlag(State_Enabled)) {
            if (kind == QLatin1String("primary"))
                copy.palette.setColor(QPalette::ButtonText, color(Role::OnAction));
            else if (kind == QLatin1String("link"))
                copy.palette.setColor(QPalette::ButtonText, color(Role::Action));
            else if (kind == QLatin1String("quiet"))
                copy.palette.setColor(QPalette::ButtonText,
                                      color(copy.state.testFlag(State_MouseOver) ? Role::Text : Role::Muted));
        }
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return;
    }
    case CE_HeaderSection:
        painter->fillRect(option->rect, color(Role::Surface));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          color(Role::Line));
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, color(Role::Surface));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          color(Role::Line));
        return;
    case CE_HeaderLabel: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (header == nullptr)
            break;
        // V2 carries the elide mode; slicing it away would clip instead of eliding.
        QStyleOptionHeaderV2 copy;
        if (const auto *v2 = qstyleoption_cast<const QStyleOptionHeaderV2 *>(option))
            copy = *v2;
        else
            static_cast<QStyleOptionHeader &>(copy) = *header;
        copy.palette.setColor(QPalette::ButtonText, color(Role::Muted));
        copy.state &= ~State_On; // no bold header over a selected cell
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return;
    }
    case CE_TabBarTabShape: {
        const bool selected = option->state.testFlag(State_Selected);
        if (selected)
            painter->fillRect(QRect(option->rect.left(), option->rect.bottom() - 1, option->rect.width(), 2),
                              color(Role::Action));
        else if (option->state.testFlag(State_MouseOver))
            painter->fillRect(option->rect.adjusted(0, 0, 0, -2), color(Role::Raised));
        if (option->state.testFlag(State_HasFocus) && selected)
            drawFocusRing(*painter, option->rect, color(Role::Action));
        return;
    }
    case CE_ProgressBarGroove:
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color(Role::Line));
        painter->drawRoundedRect(option->rect, 3, 3);
        painter->restore();
        return;
    case CE_ProgressBarContents: {
        const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
        if (bar == nullptr || bar->maximum <= bar->minimum)
            break;
        const double fraction = double(bar->progress - bar->minimum) / double(bar->maximum - bar->minimum);
        QRectF filled(option->rect);
        filled.setWidth(filled.width() * qBound(0.0, fraction, 1.0));
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color(Role::Action));
        painter->drawRoundedRect(filled, 3, 3);
        painter->restore();
        return;
    }
    case CE_ShapedFrame: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame == nullptr || (frame->frameShape != QFrame::HLine && frame->frameShape != QFrame::VLine))
            break;
        painter->fillRect(option->rect, color(Role::Line));
        return;
    }
    case CE_Splitter:
        return; // the gap itself says where it can be dragged; the cursor tells
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                      const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(*option, *painter, widget);
        return;
    }
    if (control == CC_ComboBox) {
        const bool enabled = option->state.testFlag(State_Enabled);
        drawRoundedFrame(*painter, option->rect, enabled ? color(Role::Surface) : color(Role::Background),
                         color(Role::Control));
        if (option->state.testFlag(State_HasFocus))
            drawFocusRing(*painter, option->rect, color(Role::Action));
        drawChevron(*painter, QRectF(option->rect.right() - 26, option->rect.top(), 22, option->rect.height()),
                    color(Role::Muted));
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void ConsoleStyle::drawScrollBar(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Base));
    const QRect slider = subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    const bool active = option.state.testFlag(State_MouseOver) || option.state.testFlag(State_Sunken);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(active ? Role::Muted : Role::Control));
    const bool horizontal = option.state.testFlag(State_Horizontal);
    const QRectF thumb = horizontal ? QRectF(slider).adjusted(2, 3, -2, -3) : QRectF(slider).adjusted(3, 2, -3, -2);
    painter.drawRoundedRect(thumb, 3, 3);
    painter.restore();
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                   const QWidget *widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return option->rect.adjusted(space::Small, 0, -28, 0);
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || bar == nullptr)
        return QProxyStyle::subControlRect(control, option, part, widget);
    // No arrow buttons: the whole bar is groove.
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const int length = horizontal ? bar->rect.width() : bar->rect.height();
    const int range = bar->maximum - bar->minimum;
    int thumb = length;
    if (range > 0) {
        const qint64 room = qint64(length) * bar->pageStep / (qint64(range) + bar->pageStep);
        thumb = qBound(qMin(32, length), int(room), length);
    }
    const int start
        = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
    const auto along = [&](int from, int size) {
        const QRect area = horizontal ? QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height())
                                      : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size);
        return visualRect(bar->direction, bar->rect, area);
    };
    switch (part) {
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSlider:
        return along(start, thumb);
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + thumb, length - start - thumb);
    default:
        return {};
    }
}

} // namespace edgelink::ui
