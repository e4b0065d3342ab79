// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/eventtext.h"

#include "models/domain/eventsentence.h"
#include "models/domain/outcome.h"
#include "models/domain/runbook.h"
#include "widgets/controls/numbertext.h"
#include "widgets/controls/states.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>

namespace edgelink::ui {

namespace {

/// The journal's own vocabulary, as eventsentence.h has it.
QString sayTimeline(const char *text)
{
    return QCoreApplication::translate("timeline", text);
}

/// Not named tr(): lupdate would take the macro inside for the text.
QString sayEvent(const char *text)
{
    return QCoreApplication::translate("Event", text);
}

QString textOf(const QJsonObject &payload, const char *key)
{
    const QJsonValue value = payload.value(QLatin1String(key));
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 4);
    return value.toVariant().toString();
}

/// An organisation's own trigger has its name on the record.
QString nameOf(const QString &trigger, const QJsonObject &titled)
{
    const QString ours = triggerName(trigger);
    const QString title = ours == trigger ? titleInWords(titled, sayTimeline) : QString();
    return title.isEmpty() ? ours : title;
}

QString joined(const QJsonObject &opened, const char *triggers)
{
    QStringList parts;
    const QJsonObject titles = opened.value(QLatin1String("triggerTitles")).toObject();
    const QJsonArray array = opened.value(QLatin1String(triggers)).toArray();
    for (const QJsonValue part : array)
        parts << nameOf(part.toString(), {{"titles", titles.value(part.toString())}});
    return namesInARow(parts);
}

EventLook ofCommand(const JournalEvent &event, bool finished)
{
    const QJsonObject &payload = event.draft.payload;
    if (!finished) {
        const QString purpose = textOf(payload, "purpose");
        return {Glyph::Play, Role::Action,
                sayEvent(QT_TRANSLATE_NOOP("Event", "starting %1"))
                    .arg(purpose.isEmpty() ? textOf(payload, "program") : purpose)};
    }
    const StateLook look = stateLook(outcomeFromId(textOf(payload, "outcome")));
    const QString code = textOf(payload, "exitCode");
    return {look.glyph, look.role,
            code.isEmpty() ? sayEvent(QT_TRANSLATE_NOOP("Event", "command %1")).arg(look.word)
                           : sayEvent(QT_TRANSLATE_NOOP("Event", "command %1, exit code %2")).arg(look.word, code)};
}

EventLook ofRun(const JournalEvent &event)
{
    const QJsonObject &payload = event.draft.payload;
    const QString title = titleInWords(payload, sayTimeline);
    if (event.draft.kind == QLatin1String(journalkind::RunStarted))
        return {Glyph::Play, Role::Action, sayEvent(QT_TRANSLATE_NOOP("Event", "run started: %1")).arg(title)};
    if (event.draft.kind == QLatin1String(journalkind::RunFinished)) {
        const StateLook look = stateLook(outcomeFromId(textOf(payload, "outcome")));
        return {look.glyph, look.role, sayEvent(QT_TRANSLATE_NOOP("Event", "run %1")).arg(look.word)};
    }
    if (event.draft.kind == QLatin1String(journalkind::StepStarted))
        return {Glyph::Play, Role::Muted, sayEvent(QT_TRANSLATE_NOOP("Event", "step started: %1")).arg(title)};
    const StateLook look = stateLook(stepStateFromId(textOf(payload, "state")));
    const QString text = textOf(payload, "text");
    const QString step = title.isEmpty() ? event.draft.stepId : title;
    return {look.glyph, look.role,
            text.isEmpty() ? sayEvent(QT_TRANSLATE_NOOP("Event", "step %1: %2")).arg(look.word, step)
                           : QStringLiteral("%1: %2").arg(step, text)};
}

EventLook ofIncident(const JournalEvent &event)
{
    const QJsonObject &payload = event.draft.payload;
    const QString &kind = event.draft.kind;
    if (kind == QLatin1String(journalkind::Breach)) {
        const auto measured = [&payload](const char *key) {
            const QJsonValue number = payload.value(QLatin1String(key));
            return number.isDouble() ? limitText(number.toDouble(), textOf(payload, "unit")) : textOf(payload, key);
        };
        const QString value = measured("value");
        const QString limit = measured("limit");
        const QString note = textOf(payload, "text").simplified();
        const QString name = nameOf(textOf(payload, "threshold"), payload)
            + (note.isEmpty() ? QString() : QStringLiteral(" — ") + note);
        return {Glyph::Triangle, Role::Alarm,
                value.isEmpty()
                    ? sayEvent(QT_TRANSLATE_NOOP("Event", "breach: %1")).arg(name)
                    : sayEvent(QT_TRANSLATE_NOOP("Event", "breach: %1 at %2, limit %3")).arg(name, value, limit)};
    }
    if (kind == QLatin1String(journalkind::Recovered))
        return {Glyph::Check, Role::Good,
                sayEvent(QT_TRANSLATE_NOOP("Event", "back to normal: %1"))
                    .arg(nameOf(textOf(payload, "threshold"), payload))};
    if (kind == QLatin1String(journalkind::IncidentOpened)) {
        QString why = joined(payload, "manual");
        if (why.isEmpty())
            why = joined(payload, "triggers");
        return {Glyph::Triangle, Role::Alarm, sayEvent(QT_TRANSLATE_NOOP("Event", "incident opened: %1")).arg(why)};
    }
    return {Glyph::Check, Role::Muted, sayEvent(QT_TRANSLATE_NOOP("Event", "incident closed"))};
}

} // namespace

QString namesInARow(const QStringList &names)
{
    return names.join(sayEvent(QT_TRANSLATE_NOOP("Event", ", ")));
}

QString triggerName(const QString &id)
{
    static const QMap<QString, const char *> names{
        {QStringLiteral("http-5xx"), QT_TRANSLATE_NOOP("Event", "HTTP 5xx rate")},
        {QStringLiteral("p95-latency"), QT_TRANSLATE_NOOP("Event", "P95 latency")},
        {QStringLiteral("crash-loop"), QT_TRANSLATE_NOOP("Event", "CrashLoopBackOff")},
        {QStringLiteral("probe-failures"), QT_TRANSLATE_NOOP("Event", "Probe failures")},
        {QStringLiteral("memory"), QT_TRANSLATE_NOOP("Event", "Memory")},
        {QStringLiteral("cpu"), QT_TRANSLATE_NOOP("Event", "CPU")},
        {QStringLiteral("connections"), QT_TRANSLATE_NOOP("Event", "Active connections")},
        {QStringLiteral("feature-down"), QT_TRANSLATE_NOOP("Event", "a key feature does not work")},
        {QStringLiteral("data-inconsistency"), QT_TRANSLATE_NOOP("Event", "data is inconsistent")},
        {QStringLiteral("security-fix"), QT_TRANSLATE_NOOP("Event", "urgent security rollback")},
        {QStringLiteral("client-incompatibility"), QT_TRANSLATE_NOOP("Event", "old clients cannot connect")},
    };
    const char *name = names.value(id);
    return name != nullptr ? sayEvent(name) : id;
}

EventLook eventLook(const JournalEvent &event)
{
    const QJsonObject &payload = event.draft.payload;
    const QString &kind = event.draft.kind;
    const auto is = [&kind](const char *name) { return kind == QLatin1String(name); };
    if (is(journalkind::Intent) || is(journalkind::OutcomeOf))
        return ofCommand(event, is(journalkind::OutcomeOf));
    if (is(journalkind::RunStarted) || is(journalkind::RunFinished) || is(journalkind::StepStarted)
        || is(journalkind::StepFinished))
        return ofRun(event);
    if (is(journalkind::Breach) || is(journalkind::Recovered) || is(journalkind::IncidentOpened)
        || is(journalkind::IncidentClosed))
        return ofIncident(event);
    if (is(journalkind::Observation)) {
        const bool passed = payload.value(QLatin1String("passed")).toBool();
        const QString text = textOf(payload, "text");
        return {passed ? Glyph::Check : Glyph::Exclamation, passed ? Role::Good : Role::Caution,
                text.isEmpty() ? textOf(payload, "probe") : text};
    }
    if (is(journalkind::Decision)) {
        const QString choice = idInWords(textOf(payload, "choice"), sayTimeline);
        const QString reason = textOf(payload, "reason");
        return {Glyph::Play, Role::Action,
                reason.isEmpty()
                    ? sayEvent(QT_TRANSLATE_NOOP("Event", "%1 chose: %2")).arg(event.draft.actor, choice)
                    : sayEvent(QT_TRANSLATE_NOOP("Event", "%1 chose: %2 — %3")).arg(event.draft.actor, choice, reason)};
    }
    if (is(journalkind::Suspects))
        return {Glyph::Question, Role::Muted, sayEvent(QT_TRANSLATE_NOOP("Event", "suspects listed"))};
    if (is(journalkind::VerdictGiven)) {
        const QString id = textOf(payload, "kind");
        const VerdictKind verdict = id == QLatin1String("go") ? VerdictKind::Go
            : id == QLatin1String("go-with-warnings")         ? VerdictKind::GoWithWarnings
                                                              : VerdictKind::NoGo;
        const StateLook look = stateLook(verdict);
        return {look.glyph, look.role,
                sayEvent(QT_TRANSLATE_NOOP("Event", "verdict for revision %1: %2"))
                    .arg(textOf(payload, "target"), look.word)};
    }
    if (is(journalkind::Note))
        return {Glyph::None, Role::Text,
                sayEvent(QT_TRANSLATE_NOOP("Event", "%1: “%2”")).arg(event.draft.actor, textOf(payload, "text"))};
    if (is(journalkind::Silenced))
        return {Glyph::Skip, Role::Caution,
                sayEvent(QT_TRANSLATE_NOOP("Event", "%1 silenced an alert: %2"))
                    .arg(event.draft.actor, textOf(payload, "comment"))};
    if (is(journalkind::SilenceEnded))
        return {Glyph::Ring, Role::Muted,
                sayEvent(QT_TRANSLATE_NOOP("Event", "%1 ended a silence: %2"))
                    .arg(event.draft.actor, textOf(payload, "comment"))};
    if (is(journalkind::Armed))
        return {Glyph::Exclamation, Role::Caution,
                sayEvent(QT_TRANSLATE_NOOP("Event", "%1 armed the session")).arg(event.draft.actor)};
    if (is(journalkind::Disarmed))
        return {Glyph::Ring, Role::Muted, sayEvent(QT_TRANSLATE_NOOP("Event", "session read-only again"))};
    if (is(journalkind::Debt))
        return {Glyph::Exclamation, Role::Caution,
                sayEvent(QT_TRANSLATE_NOOP("Event", "left to do: %1")).arg(textOf(payload, "text"))};
    if (is(journalkind::Exported))
        return {Glyph::Check, Role::Muted,
                sayEvent(QT_TRANSLATE_NOOP("Event", "exported: %1")).arg(textOf(payload, "what"))};
    return {Glyph::None, Role::Muted, kind};
}

} // namespace edgelink::ui
