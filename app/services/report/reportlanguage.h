// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace edgelink::report {

/// The language of one report: asked for with it, whatever language the window speaks. English texts are the keys;
/// Chinese stands in reportchinese.cpp, so that a report needs no translation file. One thread.
class Language
{
public:
    explicit Language(const QString &name); ///< "en", "zh_CN"; anything else is English

    [[nodiscard]] QString operator()(const char *english) const;
    [[nodiscard]] bool isChinese() const { return m_chinese; }
    [[nodiscard]] QString tag() const; ///< for HTML's lang attribute
    [[nodiscard]] QString duration(std::optional<std::chrono::milliseconds> duration) const; ///< "17 min 05 s"
    [[nodiscard]] const QStringList &missing() const { return m_missing; } ///< what was asked for and has no Chinese

private:
    bool m_chinese = false;
    mutable QStringList m_missing;
};

[[nodiscard]] QString chinese(const QString &english); ///< empty: not known

} // namespace edgelink::report
