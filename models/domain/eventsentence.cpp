// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/eventsentence.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <array>
#include <utility>

// Marked for lupdate; translated by whoever asks.
#define TEXT(text) QT_TRANSLATE_NOOP("timeline", text)

namespace edgelink {

namespace {

constexpr qsizetype Longest = 400;

/// One line, bounded, without control and direction characters that could make it read as something else.
QString oneLine(const QString &text)
{
    QString line;
    line.reserve(std::min(text.size(), Longest) + 1);
    for (const QChar c : text) {
        if (line.size() >= Longest)
            return line + QStringLiteral("…");
        const bool invisible = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
        line += invisible ? QLatin1Char(' ') : c;
    }
    return line.simplified();
}

class Sentence
{
public:
    Sentence(const JournalEvent &event, const Translate &translate)
        : m_event(event)
        , m_payload(event.draft.payload)
        , m_translate(translate)
    {
    }

    [[nodiscard]] QString text() const
    {
        using Maker = QString (Sentence::*)() const;
        static const std::array<std::pair<const char *, Maker>, 24> makers{{
            {journalkind::Intent, &Sentence::intent},
            {journalkind::OutcomeOf, &Sentence::outcome},
            {journalkind::Observation, &Sentence::observation},
            {journalkind::RunStarted, &Sentence::runStarted},
            {journalkind::RunFinished, &Sentence::runFinished},
            {journalkind::StepStarted, &Sentence::stepStarted},
            {journalkind::StepFinished, &Sentence::stepFinished},
            {journalkind::Decision, &Sentence::decision},
            {journalkind::Breach, &Sentence::breach},
            {journalkind::Recovered, &Sentence::recovered},
            {journalkind::IncidentOpened, &Sentence::opened},
            {journalkind::IncidentClosed, &Sentence::closed},
            {journalkind::Suspects, &Sentence::suspects},
            {journalkind::VerdictGiven, &Sentence::verdict},
            {journalkind::Note, &Sentence::note},
            {journalkind::Silenced, &Sentence::silenced},
            {journalkind::Armed, &Sentence::armed},
            {journalkind::Disarmed, &Sentence::disarmed},
            {journalkind::Debt, &Sentence::debt},
            {journalkind::SilenceEnded, &Sentence::silenceEnded},
            {journalkind::Exported, &Sentence::exported},
            {journalkind::ReportField, &Sentence::reportField},
            {journalkind::MetricSnapshot, &Sentence::snapshot},
            {journalkind::ClockStep, &Sentence::clockStep},
        }};
        for (const auto &[kind, maker] : makers) {
            if (m_event.draft.kind == QLatin1String(kind))
                return (this->*maker)();
        }
        return m_event.draft.kind + QLatin1Char(' ')
            + QString::fromUtf8(QJsonDocument(m_payload).toJson(QJsonDocument::Compact));
    }

private:
    [[nodiscard]] QString tr(const char *text) const { return m_translate(text); }
    [[nodiscard]] QString field(const char *name) const
    {
        const QJsonValue value = m_payload.value(QLatin1String(name));
        return value.isString() ? value.toString() : value.toVariant().toString();
    }
    [[nodiscard]] QString words(const char *name) const { return idInWords(field(name), m_translate); }
    /// "text — more", or the one that is there.
    [[nodiscard]] static QString joined(const QString &text, const QString &more)
    {
        if (text.isEmpty() || more.isEmpty())
            return text + more;
        return QStringLiteral("%1 — %2").arg(text, more);
    }
    [[nodiscard]] QString seconds() const
    {
        return QString::number(m_payload.value(QLatin1String("durationMs")).toDouble() / 1000.0, 'f', 1);
    }
    [[nodiscard]] QString title() const
    {
        const QString title = field("title");
        return title.isEmpty() ? words("threshold") : title;
    }
    [[nodiscard]] QString trigger() const
    {
        const QString id = field("threshold");
        const QString inWords = idInWords(id, m_translate);
        return inWords == id ? title() : inWords;
    }
    [[nodiscard]] QString number(const char *name) const
    {
        const QJsonValue value = m_payload.value(QLatin1String(name));
        const QString unit = field("unit");
        return QString::number(value.toDouble(), 'g', 4) + (unit.isEmpty() ? QString() : QLatin1Char(' ') + unit);
    }

    [[nodiscard]] QString intent() const
    {
        QString command = field("command");
        if (command.isEmpty()) {
            QStringList all{field("program")};
            const QJsonArray argv = m_payload.value(QLatin1String("argv")).toArray();
            for (const QJsonValue word : argv)
                all << word.toString();
            command = all.join(QLatin1Char(' '));
        }
        const bool reads = m_payload.value(QLatin1String("mutating")) == QJsonValue(false);
        return joined(tr(reads ? TEXT("Reads: %1") : TEXT("Starts: %1")).arg(command), field("purpose"));
    }
    [[nodiscard]] QString outcome() const
    {
        const QString program = field("program").section(QLatin1Char('/'), -1);
        const QString outcome = field("outcome");
        if (outcome == QLatin1String("success"))
            return tr(TEXT("%1 ended with success after %2 s")).arg(program, seconds());
        if (outcome == QLatin1String("cancelled"))
            return joined(tr(TEXT("%1 was cancelled after %2 s")).arg(program, seconds()), field("error"));
        if (outcome == QLatin1String("error"))
            return joined(tr(TEXT("%1 failed after %2 s")).arg(program, seconds()), field("error"));
        return joined(tr(TEXT("How a command ended is not known; its effect was looked at again")),
                      joined(field("observed"), field("error")));
    }
    [[nodiscard]] QString observation() const { return tr(TEXT("Observed %1: %2")).arg(field("probe"), field("text")); }
    [[nodiscard]] QString runStarted() const { return tr(TEXT("Run started: %1")).arg(field("title")); }
    [[nodiscard]] QString runFinished() const
    {
        return joined(tr(TEXT("Run ended: %1 (%2)")).arg(field("title"), words("outcome")), field("endState"));
    }
    [[nodiscard]] QString stepStarted() const
    {
        const int attempt = m_payload.value(QLatin1String("attempt")).toInt();
        return attempt > 1 ? tr(TEXT("Step begun: %1 (attempt %2)")).arg(field("title")).arg(attempt)
                           : tr(TEXT("Step begun: %1")).arg(field("title"));
    }
    [[nodiscard]] QString stepFinished() const
    {
        return joined(tr(TEXT("Step %1: %2")).arg(words("state"), field("title")),
                      joined(field("text"), field("reason")));
    }
    [[nodiscard]] QString decision() const
    {
        return joined(tr(TEXT("Decided: %1")).arg(words("choice")), field("reason"));
    }
    [[nodiscard]] QString breach() const
    {
        if (const QString manual = field("manual"); !manual.isEmpty())
            return joined(tr(TEXT("Declared: %1")).arg(words("manual")), field("note"));
        QString text
            = tr(TEXT("Threshold crossed: %1 is %2, limit %3")).arg(trigger(), number("value"), number("limit"));
        const QString worst = field("worst");
        return worst.isEmpty() ? text : joined(text, tr(TEXT("worst: %1")).arg(worst));
    }
    [[nodiscard]] QString recovered() const { return tr(TEXT("Back within its threshold: %1")).arg(trigger()); }
    [[nodiscard]] QString opened() const
    {
        QStringList causes;
        for (const char *list : {"triggers", "manual"}) {
            const QJsonArray ids = m_payload.value(QLatin1String(list)).toArray();
            for (const QJsonValue id : ids)
                causes << idInWords(id.toString(), m_translate);
        }
        return joined(tr(TEXT("Incident %1 opened")).arg(m_event.draft.incidentId), causes.join(QStringLiteral(", ")));
    }
    [[nodiscard]] QString closed() const
    {
        return joined(tr(TEXT("Incident %1 closed")).arg(m_event.draft.incidentId), field("reason"));
    }
    [[nodiscard]] QString suspects() const
    {
        QStringList titles;
        const QJsonArray list = m_payload.value(QLatin1String("list")).toArray();
        for (const QJsonValue suspect : list)
            titles << suspect.toObject().value(QLatin1String("title")).toString();
        return titles.isEmpty() ? tr(TEXT("Nothing changed shortly before"))
                                : tr(TEXT("Changed shortly before: %1")).arg(titles.join(QStringLiteral(", ")));
    }
    [[nodiscard]] QString verdict() const
    {
        return tr(TEXT("Verdict on going back to revision %1: %2")).arg(field("target"), words("kind"));
    }
    [[nodiscard]] QString note() const { return field("text"); }
    [[nodiscard]] QString silenced() const
    {
        return joined(tr(TEXT("Alert silenced until %1")).arg(field("until")), field("comment"));
    }
    [[nodiscard]] QString silenceEnded() const { return joined(tr(TEXT("A silence was ended")), field("comment")); }
    [[nodiscard]] QString armed() const
    {
        return tr(TEXT("Armed for %1 until %2")).arg(m_event.draft.environment, field("until"));
    }
    [[nodiscard]] QString disarmed() const { return tr(TEXT("Disarmed: reading only")); }
    [[nodiscard]] QString debt() const
    {
        return joined(tr(TEXT("Left behind: %1")).arg(field("text")), field("object"));
    }
    [[nodiscard]] QString exported() const
    {
        return joined(tr(TEXT("Exported: %1")).arg(field("what")), field("file"));
    }
    [[nodiscard]] QString reportField() const
    {
        const QString text = field("text");
        return text.isEmpty() ? tr(TEXT("Emptied in the report: %1")).arg(words("field"))
                              : tr(TEXT("Written into the report, %1: %2")).arg(words("field"), text);
    }
    [[nodiscard]] QString snapshot() const
    {
        return tr(TEXT("Curve kept: %1 (%2 samples)"))
            .arg(trigger())
            .arg(m_payload.value(QLatin1String("samples")).toArray().size());
    }
    [[nodiscard]] QString clockStep() const
    {
        return tr(TEXT("This machine's clock stepped by %1 s"))
            .arg(m_payload.value(QLatin1String("stepMs")).toDouble() / 1000.0);
    }

    const JournalEvent &m_event;
    const QJsonObject m_payload;
    const Translate &m_translate;
};

constexpr std::array<std::pair<const char *, const char *>, 43> Words{{
    {"success", TEXT("success")},
    {"error", TEXT("failed")},
    {"cancelled", TEXT("cancelled")},
    {"unknown", TEXT("unknown")},
    {"waiting", TEXT("waiting")},
    {"running", TEXT("running")},
    {"done", TEXT("done")},
    {"warning", TEXT("done with a warning")},
    {"failed", TEXT("failed")},
    {"skipped", TEXT("skipped")},
    {"undone", TEXT("undone")},
    {"passed", TEXT("passed")},
    {"retry", TEXT("try again")},
    {"skip", TEXT("skip the step")},
    {"stop", TEXT("stop the run")},
    {"undo", TEXT("undo the step")},
    {"resume", TEXT("go on with the run")},
    {"override", TEXT("go on in spite of a failed check")},
    {"go", TEXT("go")},
    {"go-with-warnings", TEXT("go, with warnings")},
    {"no-go", TEXT("no go")},
    {"http-5xx", TEXT("HTTP 5xx rate")},
    {"p95-latency", TEXT("P95 latency")},
    {"crash-loop", TEXT("CrashLoopBackOff")},
    {"probe-failures", TEXT("probe failures")},
    {"memory", TEXT("memory")},
    {"cpu", TEXT("CPU")},
    {"connections", TEXT("active connections")},
    {"feature-down", TEXT("a core feature is down")},
    {"data-inconsistency", TEXT("data is inconsistent")},
    {"security-fix", TEXT("a security hole needs a fix")},
    {"client-incompatibility", TEXT("clients are incompatible")},
    {"open", TEXT("open")},
    {"mitigated", TEXT("mitigated")},
    {"recovered", TEXT("recovered")},
    {"closed", TEXT("closed")},
    {"confirm", TEXT("confirmed")},
    {"impact", TEXT("scope of impact")},
    {"owner", TEXT("owner")},
    {"data-loss", TEXT("data lost")},
    {"root-cause", TEXT("root cause")},
    {"improvements", TEXT("improvements")},
    {"lessons", TEXT("lessons")},
}};

} // namespace

QString idInWords(const QString &id, const Translate &translate)
{
    for (const auto &[known, words] : Words) {
        if (id == QLatin1String(known))
            return translate(words);
    }
    return id;
}

QString eventSentence(const JournalEvent &event, const Translate &translate)
{
    return oneLine(Sentence(event, translate).text());
}

QString eventResult(const JournalEvent &event, const Translate &translate)
{
    const QJsonObject &payload = event.draft.payload;
    for (const char *field : {"state", "outcome", "kind"}) {
        const QString id = payload.value(QLatin1String(field)).toString();
        if (!id.isEmpty())
            return oneLine(idInWords(id, translate));
    }
    return {};
}

} // namespace edgelink
