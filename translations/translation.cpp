// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "translations/translation.h"

#include <QCoreApplication>
#include <QLocale>

namespace edgelink {

QString languageOfSystem()
{
    return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

Translation::Translation(const QString &language)
{
    if (m_translator.load(QStringLiteral("edgelink_") + language, QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&m_translator);
}

Translation::~Translation()
{
    QCoreApplication::removeTranslator(&m_translator);
}

} // namespace edgelink
