// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/theme.h"

#include <QByteArray>
#include <QString>

namespace edgelink::shell {

/// Where the window was and how it looked, kept per environment in one INI file. An empty file name keeps nothing.
class ShellSettings
{
public:
    explicit ShellSettings(QString file);

    struct Window {
        QByteArray geometry;
        QString page;
    };
    [[nodiscard]] Window window(const QString &environment) const;
    void setWindow(const QString &environment, const Window &window);
    [[nodiscard]] ui::ThemeKind theme() const;
    void setTheme(ui::ThemeKind theme);
    [[nodiscard]] QString language() const; ///< empty: never chosen
    void setLanguage(const QString &language);

private:
    void write(const QString &key, const QVariant &value);
    [[nodiscard]] QVariant read(const QString &key) const;

    QString m_file;
};

} // namespace edgelink::shell
