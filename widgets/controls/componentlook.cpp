// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/componentlook.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPixmap>

namespace edgelink::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("State", text);
}

} // namespace

StateLook componentLook(const QString &state)
{
    if (state == QLatin1String("ready"))
        return {Glyph::Check, Role::Good, say(QT_TRANSLATE_NOOP("State", "ready"))};
    if (state == QLatin1String("building"))
        return {Glyph::Play, Role::Action, say(QT_TRANSLATE_NOOP("State", "building"))};
    if (state == QLatin1String("starting"))
        return {Glyph::Play, Role::Action, say(QT_TRANSLATE_NOOP("State", "starting"))};
    if (state == QLatin1String("failed"))
        return {Glyph::Cross, Role::Caution, say(QT_TRANSLATE_NOOP("State", "failed"))};
    if (state == QLatin1String("waiting"))
        return {Glyph::Ring, Role::Muted, say(QT_TRANSLATE_NOOP("State", "waiting"))};
    if (state == QLatin1String("stopped"))
        return {Glyph::Ring, Role::Muted, say(QT_TRANSLATE_NOOP("State", "stopped"))};
    return {Glyph::Question, Role::Unknown, state, true};
}

QIcon glyphIcon(const StateLook &look)
{
    constexpr int Side = 14;
    constexpr int Sharpest = 3; // the largest scale factor
    QPixmap pixmap(Side * Sharpest, Side * Sharpest);
    pixmap.setDevicePixelRatio(Sharpest);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawGlyph(painter, QRectF(0, 0, Side, Side), look.glyph, color(look.role));
    painter.end();
    QIcon icon;
    for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Selected, QIcon::Disabled})
        icon.addPixmap(pixmap, mode); // its colour means something: a selection must not tint it
    return icon;
}

} // namespace edgelink::ui
