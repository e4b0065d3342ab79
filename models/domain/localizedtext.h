// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace edgelink {

/// A sentence in the languages the product speaks. Source: YAML `{en: …, zh: …}`.
struct LocalizedText {
    QString en;
    QString zh;
    [[nodiscard]] QString in(const QString &language) const
    {
        return language.startsWith(QLatin1String("zh")) && !zh.isEmpty() ? zh : en;
    }
    bool operator==(const LocalizedText &) const = default;
};

} // namespace edgelink
