// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/languageswitch.h"

#include "widgets/controls/language.h"

#include <QCoreApplication>
#include <QLocale>

namespace edgelink::shell {

namespace {
constexpr QLatin1StringView English{"en"};
constexpr QLatin1StringView Chinese{"zh_CN"};
} // namespace

LanguageSwitch::LanguageSwitch(QObject *parent)
    : QObject(parent)
{
}

LanguageSwitch::~LanguageSwitch()
{
    if (m_translator && QCoreApplication::instance() != nullptr)
        QCoreApplication::removeTranslator(m_translator.get());
}

QString LanguageSwitch::language() const
{
    return ui::uiLanguage();
}

QString LanguageSwitch::ofSystem()
{
    return QLocale::system().language() == QLocale::Chinese ? Chinese : English;
}

void LanguageSwitch::setLanguage(const QString &language)
{
    const QString wanted = language == Chinese ? Chinese : English;
    if (wanted == ui::uiLanguage() && m_translator)
        return;
    ui::setUiLanguage(wanted);
    // Texts of services and of QLocale stay as they were made; what is drawn from now on is in the new language.
    if (m_translator) {
        const std::unique_ptr<QTranslator> old = std::move(m_translator);
        QCoreApplication::removeTranslator(old.get());
    }
    // English has one for its plurals alone.
    auto translator = std::make_unique<QTranslator>();
    if (translator->load(QStringLiteral(":/i18n/edgelink_%1.qm").arg(wanted))) {
        m_translator = std::move(translator);
        QCoreApplication::installTranslator(m_translator.get());
    }
    emit changed(wanted);
}

} // namespace edgelink::shell
