// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/language.h"

namespace edgelink::ui {

namespace {

QString &language()
{
    static QString name = QStringLiteral("en");
    return name;
}

} // namespace

QString uiLanguage()
{
    return language();
}

void setUiLanguage(const QString &name)
{
    language() = name;
}

} // namespace edgelink::ui
