// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/report/reportlanguage.h"

namespace edgelink::report {

Language::Language(const QString &name)
    : m_chinese(name.startsWith(QLatin1String("zh")))
{
}

QString Language::operator()(const char *english) const
{
    QString text = QString::fromUtf8(english);
    if (!m_chinese)
        return text;
    QString translated = chinese(text);
    if (!translated.isEmpty())
        return translated;
    m_missing << text;
    return text;
}

QString Language::tag() const
{
    return m_chinese ? QStringLiteral("zh-CN") : QStringLiteral("en");
}

QString Language::duration(std::optional<std::chrono::milliseconds> duration) const
{
    if (!duration)
        return (*this)("not on record");
    if (duration->count() < 0)
        return (*this)("not known: by the clock it ended before it began");
    const qint64 seconds = duration->count() / 1000;
    if (seconds < 60)
        return (*this)("%1 s").arg(static_cast<double>(duration->count()) / 1000.0, 0, 'f', 1);
    return (*this)("%1 min %2 s").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace edgelink::report
