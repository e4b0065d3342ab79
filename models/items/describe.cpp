// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/describe.h"

#include "models/domain/eventsentence.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace edgelink {

namespace {

QString inWindowLanguage(const char *text)
{
    return QCoreApplication::translate("timeline", text);
}

constexpr std::array<std::pair<const char *, const char *>, 24> Kinds{{
    {journalkind::Intent, QT_TRANSLATE_NOOP("timeline", "command")},
    {journalkind::OutcomeOf, QT_TRANSLATE_NOOP("timeline", "command ended")},
    {journalkind::Observation, QT_TRANSLATE_NOOP("timeline", "observation")},
    {journalkind::RunStarted, QT_TRANSLATE_NOOP("timeline", "run started")},
    {journalkind::RunFinished, QT_TRANSLATE_NOOP("timeline", "run ended")},
    {journalkind::StepStarted, QT_TRANSLATE_NOOP("timeline", "step begun")},
    {journalkind::StepFinished, QT_TRANSLATE_NOOP("timeline", "step ended")},
    {journalkind::Decision, QT_TRANSLATE_NOOP("timeline", "decision")},
    {journalkind::Breach, QT_TRANSLATE_NOOP("timeline", "breach")},
    {journalkind::Recovered, QT_TRANSLATE_NOOP("timeline", "back to normal")},
    {journalkind::IncidentOpened, QT_TRANSLATE_NOOP("timeline", "incident opened")},
    {journalkind::IncidentClosed, QT_TRANSLATE_NOOP("timeline", "incident closed")},
    {journalkind::Suspects, QT_TRANSLATE_NOOP("timeline", "suspects")},
    {journalkind::VerdictGiven, QT_TRANSLATE_NOOP("timeline", "verdict")},
    {journalkind::Note, QT_TRANSLATE_NOOP("timeline", "note")},
    {journalkind::Silenced, QT_TRANSLATE_NOOP("timeline", "silence")},
    {journalkind::SilenceEnded, QT_TRANSLATE_NOOP("timeline", "silence ended")},
    {journalkind::Armed, QT_TRANSLATE_NOOP("timeline", "armed")},
    {journalkind::Disarmed, QT_TRANSLATE_NOOP("timeline", "read-only again")},
    {journalkind::Debt, QT_TRANSLATE_NOOP("timeline", "debt")},
    {journalkind::Exported, QT_TRANSLATE_NOOP("timeline", "export")},
    {journalkind::ReportField, QT_TRANSLATE_NOOP("timeline", "report")},
    {journalkind::MetricSnapshot, QT_TRANSLATE_NOOP("timeline", "curve")},
    {journalkind::ClockStep, QT_TRANSLATE_NOOP("timeline", "clock step")},
}};

} // namespace

QString describeKind(const JournalEvent &event)
{
    for (const auto &[kind, words] : Kinds) {
        if (event.draft.kind == QLatin1String(kind))
            return inWindowLanguage(words);
    }
    return event.draft.kind;
}

QString describe(const JournalEvent &event)
{
    return eventSentence(event, inWindowLanguage);
}

QString describeResult(const JournalEvent &event)
{
    return eventResult(event, inWindowLanguage);
}

} // namespace edgelink
