// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/languageswitch.h"

#include "widgets/controls/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>

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
    if (QCoreApplication::instance() == nullptr)
        return;
    for (const std::unique_ptr<QTranslator> *translator : {&m_toolkit, &m_translator}) {
        if (*translator)
            QCoreApplication::removeTranslator(translator->get());
    }
}

QString LanguageSwitch::language() const
{
    return ui::uiLanguage();
}

void LanguageSwitch::setLanguage(const QString &language)
{
    const QString wanted = language == Chinese ? Chinese : English;
    if (wanted == ui::uiLanguage() && m_translator)
        return;
    ui::setUiLanguage(wanted);
    // Texts of services and of QLocale stay as they were made; what is drawn from now on is in the new language.
    const auto replace = [](std::unique_ptr<QTranslator> &held, const QString &name, const QString &folder) {
        if (const std::unique_ptr<QTranslator> old = std::move(held))
            QCoreApplication::removeTranslator(old.get());
        auto translator = std::make_unique<QTranslator>();
        if (translator->load(name, folder)) {
            held = std::move(translator);
            QCoreApplication::installTranslator(held.get());
        }
    };
    replace(m_toolkit, QStringLiteral("qtbase_") + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English has one for its plurals alone.
    replace(m_translator, QStringLiteral("edgelink_") + wanted, QStringLiteral(":/i18n"));
    emit changed(wanted);
}

} // namespace edgelink::shell

#include "moc_languageswitch.cpp"
