// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/componentlook.h"

#include <QCoreApplication>

namespace edgelink::ui {

namespace {

QString sayComponent(const char *text)
{
    return QCoreApplication::translate("State", text);
}

} // namespace

StateLook componentLook(const QString &state)
{
    if (state == QLatin1String("ready"))
        return {Glyph::Check, Role::Good, sayComponent(QT_TRANSLATE_NOOP("State", "ready"))};
    if (state == QLatin1String("building"))
        return {Glyph::Play, Role::Action, sayComponent(QT_TRANSLATE_NOOP("State", "building"))};
    if (state == QLatin1String("starting"))
        return {Glyph::Play, Role::Action, sayComponent(QT_TRANSLATE_NOOP("State", "starting"))};
    if (state == QLatin1String("failed"))
        return {Glyph::Cross, Role::Caution, sayComponent(QT_TRANSLATE_NOOP("State", "failed"))};
    if (state == QLatin1String("waiting"))
        return {Glyph::Ring, Role::Muted, sayComponent(QT_TRANSLATE_NOOP("State", "waiting"))};
    if (state == QLatin1String("stopped"))
        return {Glyph::Ring, Role::Muted, sayComponent(QT_TRANSLATE_NOOP("State", "stopped"))};
    return {Glyph::Question, Role::Unknown, state, true};
}

} // namespace edgelink::ui
