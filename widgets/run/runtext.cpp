// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/runtext.h"

#include "widgets/controls/language.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace edgelink::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Run", text);
}

} // namespace

QString filledIn(const LocalizedText &text, const QMap<QString, QString> &names)
{
    static const QRegularExpression placeholder(QStringLiteral(R"(\$\{([^}]*)\})"));
    const QString sentence = text.in(uiLanguage());
    QString filled;
    qsizetype from = 0;
    QRegularExpressionMatchIterator matches = placeholder.globalMatch(sentence);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const QString value = names.value(match.captured(1));
        filled += sentence.mid(from, match.capturedStart() - from) + (value.isEmpty() ? QStringLiteral("…") : value);
        from = match.capturedEnd();
    }
    return filled + sentence.mid(from);
}

QString runText(const LocalizedText &text, const RunSnapshot &run)
{
    return filledIn(text, run.parameters);
}

QString phaseTitle(const QString &phase)
{
    if (phase == QLatin1String("verify"))
        return say(QT_TRANSLATE_NOOP("Run", "Verify"));
    if (phase == QLatin1String("smoke"))
        return say(QT_TRANSLATE_NOOP("Run", "Smoke tests"));
    if (phase == QLatin1String("observe"))
        return say(QT_TRANSLATE_NOOP("Run", "Observe"));
    if (phase == QLatin1String("summary"))
        return say(QT_TRANSLATE_NOOP("Run", "Summary"));
    return say(QT_TRANSLATE_NOOP("Run", "Execute"));
}

QString outcomeTitle(const RunSnapshot &run)
{
    if (run.state == RunState::Refused)
        return say(QT_TRANSLATE_NOOP("Run", "Refused by pre-flight; nothing was changed"));
    switch (run.outcome.value_or(Outcome::Unknown)) {
    case Outcome::Success:
        return say(QT_TRANSLATE_NOOP("Run", "Done and proven"));
    case Outcome::Error:
        return say(QT_TRANSLATE_NOOP("Run", "Failed"));
    case Outcome::Cancelled:
        return say(QT_TRANSLATE_NOOP("Run", "Stopped"));
    case Outcome::Unknown:
        break;
    }
    return say(QT_TRANSLATE_NOOP("Run", "Outcome unknown"));
}

} // namespace edgelink::ui
