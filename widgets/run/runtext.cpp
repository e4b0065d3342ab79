// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/runtext.h"

#include "widgets/controls/language.h"

#include <QCoreApplication>

namespace edgelink::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Run", text);
}

} // namespace

QString filledIn(const LocalizedText &text, const QMap<QString, QString> &names)
{
    return edgelink::filledIn(localized(text), names);
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
