// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/runbook.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace edgelink {

namespace {

constexpr std::array<std::pair<StepState, const char *>, 8> StepStateIds{{
    {StepState::Waiting, "waiting"},
    {StepState::Running, "running"},
    {StepState::Done, "done"},
    {StepState::Warning, "warning"},
    {StepState::Failed, "failed"},
    {StepState::Skipped, "skipped"},
    {StepState::Undone, "undone"},
    {StepState::Unknown, "unknown"},
}};

} // namespace

QString filledIn(const QString &sentence, const QMap<QString, QString> &names)
{
    static const QRegularExpression placeholder(QStringLiteral(R"(\$\{([^}]*)\})"));
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

QString stepStateId(StepState state)
{
    for (const auto &[value, id] : StepStateIds) {
        if (value == state)
            return QString::fromLatin1(id);
    }
    return QStringLiteral("unknown");
}

StepState stepStateFromId(const QString &id)
{
    for (const auto &[value, text] : StepStateIds) {
        if (id == QLatin1String(text))
            return value;
    }
    return StepState::Unknown;
}

QString runStateId(RunState state)
{
    switch (state) {
    case RunState::Preflight:
        return QStringLiteral("preflight");
    case RunState::AwaitingConfirmation:
        return QStringLiteral("awaiting-confirmation");
    case RunState::Refused:
        return QStringLiteral("refused");
    case RunState::Running:
        return QStringLiteral("running");
    case RunState::AwaitingDecision:
        return QStringLiteral("awaiting-decision");
    case RunState::Stopping:
        return QStringLiteral("stopping");
    case RunState::Finished:
        break;
    }
    return QStringLiteral("finished");
}

QString runChoiceId(RunChoice choice)
{
    switch (choice) {
    case RunChoice::Retry:
        return QStringLiteral("retry");
    case RunChoice::Skip:
        return QStringLiteral("skip");
    case RunChoice::Undo:
        return QStringLiteral("undo");
    case RunChoice::Stop:
        break;
    }
    return QStringLiteral("stop");
}

QString observationStateId(Observation::State state)
{
    switch (state) {
    case Observation::State::Passed:
        return QStringLiteral("passed");
    case Observation::State::Warning:
        return QStringLiteral("warning");
    case Observation::State::Failed:
        return QStringLiteral("failed");
    case Observation::State::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

} // namespace edgelink
