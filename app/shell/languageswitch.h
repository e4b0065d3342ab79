// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

#include <memory>

namespace edgelink::shell {

/// Changes the language of everything on screen at run time: every widget gets QEvent::LanguageChange.
class LanguageSwitch : public QObject
{
    Q_OBJECT

public:
    explicit LanguageSwitch(QObject *parent = nullptr);
    ~LanguageSwitch() override;
    [[nodiscard]] QString language() const; ///< "en" or "zh_CN"
    void setLanguage(const QString &language); ///< anything unknown is English

signals:
    void changed(const QString &language);

private:
    std::unique_ptr<QTranslator> m_translator;
    std::unique_ptr<QTranslator> m_toolkit; ///< Qt's own texts: file dialogs, context menus
};

} // namespace edgelink::shell
