// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/report/markdownescape.h"

namespace edgelink::report {

QString escaped(const QString &text)
{
    // People read the source as well: only what would mean something where it stands is escaped. These do anywhere
    // (the last two where GitHub shows it: a mention, a formula).
    static const QString everywhere = QStringLiteral("\\`*[]<|~&@$");
    // And these at the beginning of a line only: a heading, a quotation, lists, an underlined heading.
    static const QString first = QStringLiteral("#>-+=");
    QString result;
    result.reserve(text.size() + text.size() / 8);
    bool isBeginning = true; // nothing but blanks, then digits came: "1." would begin a list
    bool hasDigits = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool invisible = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
        if (invisible) {
            result += QLatin1Char(' ');
            continue;
        }
        const bool inWord
            = i > 0 && text.at(i - 1).isLetterOrNumber() && i + 1 < text.size() && text.at(i + 1).isLetterOrNumber();
        const bool enumerates = hasDigits && (c == QLatin1Char('.') || c == QLatin1Char(')'))
            && (i + 1 == text.size() || text.at(i + 1).isSpace());
        if (everywhere.contains(c) || (c == QLatin1Char('_') && !inWord)
            || (isBeginning && (enumerates || (!hasDigits && first.contains(c))))) // a date begins with digits
            result += QLatin1Char('\\');
        result += c;
        const bool hadDigits = hasDigits;
        hasDigits = c.isDigit();
        isBeginning = isBeginning && (hasDigits || (c.isSpace() && !hadDigits));
    }
    return result;
}

} // namespace edgelink::report
