// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>

namespace edgelink {

/// "zh_CN" where the system (LC_ALL, LC_MESSAGES, LANG) speaks Chinese, else "en".
[[nodiscard]] QString languageOfSystem();

/// The product's texts in "zh_CN" or "en" (which has the plurals alone), installed while this lives.
/// Main thread, and while there is a QCoreApplication.
class Translation
{
public:
    explicit Translation(const QString &language);
    ~Translation();
    Q_DISABLE_COPY_MOVE(Translation)

private:
    QTranslator m_translator;
};

} // namespace edgelink
