// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/eventsentence.h"

#include "models/domain/localizedtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <array>
#include <cmath>
#include <utility>

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
    /// Texts are marked for lupdate where they stand, which a function called tr would hide from it.
    [[nodiscard]] QString say(const char *text) const { return m_translate(text); }
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
    [[nodiscard]] QString subject() const { return titleInWords(m_payload, m_translate); }
    [[nodiscard]] QString trigger() const { return triggerInWords(field("threshold"), m_payload, m_translate); }
    [[nodiscard]] QString number(const char *name) const
    {
        return valueInWords(m_payload.value(QLatin1String(name)).toDouble(), field("unit"), m_translate);
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
        return joined(
            say(reads ? QT_TRANSLATE_NOOP("timeline", "Reads: %1") : QT_TRANSLATE_NOOP("timeline", "Starts: %1"))
                .arg(command),
            field("purpose"));
    }
    [[nodiscard]] QString outcome() const
    {
        const QString program = field("program").section(QLatin1Char('/'), -1);
        const QString outcome = field("outcome");
        if (outcome == QLatin1String("success"))
            return say(QT_TRANSLATE_NOOP("timeline", "%1 ended with success after %2 s")).arg(program, seconds());
        if (outcome == QLatin1String("cancelled"))
            return joined(say(QT_TRANSLATE_NOOP("timeline", "%1 was cancelled after %2 s")).arg(program, seconds()),
                          field("error"));
        if (outcome == QLatin1String("error"))
            return joined(say(QT_TRANSLATE_NOOP("timeline", "%1 failed after %2 s")).arg(program, seconds()),
                          field("error"));
        const bool reads = m_payload.value(QLatin1String("mutating")) == QJsonValue(false);
        return joined(say(QT_TRANSLATE_NOOP("timeline", "How a command ended is not known")),
                      joined(reads ? QString() : effectInWords(field("observed"), m_translate), field("error")));
    }
    [[nodiscard]] QString observation() const
    {
        return say(QT_TRANSLATE_NOOP("timeline", "Observed %1: %2")).arg(field("probe"), field("text"));
    }
    [[nodiscard]] QString runStarted() const
    {
        return say(QT_TRANSLATE_NOOP("timeline", "Run started: %1")).arg(subject());
    }
    [[nodiscard]] QString runFinished() const
    {
        return joined(say(QT_TRANSLATE_NOOP("timeline", "Run ended: %1 (%2)")).arg(subject(), words("outcome")),
                      field("endState"));
    }
    [[nodiscard]] QString stepStarted() const
    {
        const int attempt = m_payload.value(QLatin1String("attempt")).toInt();
        return attempt > 1
            ? say(QT_TRANSLATE_NOOP("timeline", "Step begun: %1 (attempt %2)")).arg(subject()).arg(attempt)
            : say(QT_TRANSLATE_NOOP("timeline", "Step begun: %1")).arg(subject());
    }
    [[nodiscard]] QString stepFinished() const
    {
        return joined(say(QT_TRANSLATE_NOOP("timeline", "Step %1: %2")).arg(words("state"), subject()),
                      joined(field("text"), field("reason")));
    }
    [[nodiscard]] QString decision() const
    {
        return joined(say(QT_TRANSLATE_NOOP("timeline", "Decided: %1")).arg(words("choice")), field("reason"));
    }
    [[nodiscard]] QString breach() const
    {
        if (const QString manual = field("manual"); !manual.isEmpty())
            return joined(say(QT_TRANSLATE_NOOP("timeline", "Declared: %1")).arg(words("manual")), field("text"));
        QString text = say(QT_TRANSLATE_NOOP("timeline", "Threshold crossed: %1 is %2, limit %3"))
                           .arg(trigger(), number("value"), number("limit"));
        const QString worst = field("worst");
        return worst.isEmpty() ? text : joined(text, say(QT_TRANSLATE_NOOP("timeline", "worst: %1")).arg(worst));
    }
    [[nodiscard]] QString recovered() const
    {
        return say(QT_TRANSLATE_NOOP("timeline", "Back within its threshold: %1")).arg(trigger());
    }
    [[nodiscard]] QString opened() const
    {
        QStringList causes;
        const QJsonObject titles = m_payload.value(QLatin1String("triggerTitles")).toObject();
        for (const char *list : {"triggers", "manual"}) {
            const QJsonArray ids = m_payload.value(QLatin1String(list)).toArray();
            for (const QJsonValue id : ids)
                causes << triggerInWords(id.toString(), {{"titles", titles.value(id.toString())}}, m_translate);
        }
        return joined(say(QT_TRANSLATE_NOOP("timeline", "Incident %1 opened")).arg(m_event.draft.incidentId),
                      causes.join(QStringLiteral(", ")));
    }
    [[nodiscard]] QString closed() const
    {
        return joined(say(QT_TRANSLATE_NOOP("timeline", "Incident %1 closed")).arg(m_event.draft.incidentId),
                      field("reason"));
    }
    [[nodiscard]] QString suspects() const
    {
        QStringList titles;
        const QJsonArray list = m_payload.value(QLatin1String("list")).toArray();
        for (const QJsonValue suspect : list)
            titles << suspect.toObject().value(QLatin1String("title")).toString();
        QStringList problems;
        const QJsonArray unread = m_payload.value(QLatin1String("problems")).toArray();
        for (const QJsonValue problem : unread)
            problems << problem.toString();
        if (!titles.isEmpty())
            return joined(
                say(QT_TRANSLATE_NOOP("timeline", "Changed shortly before: %1")).arg(titles.join(QStringLiteral(", "))),
                couldNotBeRead(problems));
        // A search that could not read everything does not show that nothing changed.
        return problems.isEmpty()
            ? say(QT_TRANSLATE_NOOP("timeline", "Nothing changed shortly before"))
            : joined(say(QT_TRANSLATE_NOOP("timeline", "What changed shortly before is not known")),
                     couldNotBeRead(problems));
    }
    [[nodiscard]] QString couldNotBeRead(const QStringList &problems) const
    {
        return problems.isEmpty()
            ? QString()
            : say(QT_TRANSLATE_NOOP("timeline", "could not be read: %1")).arg(problems.join(QStringLiteral("; ")));
    }
    [[nodiscard]] QString verdict() const
    {
        return say(QT_TRANSLATE_NOOP("timeline", "Verdict on going back to revision %1: %2"))
            .arg(field("target"), words("kind"));
    }
    [[nodiscard]] QString note() const { return field("text"); }
    [[nodiscard]] QString silenced() const
    {
        return joined(say(QT_TRANSLATE_NOOP("timeline", "Alert silenced until %1")).arg(field("until")),
                      field("comment"));
    }
    [[nodiscard]] QString silenceEnded() const
    {
        return joined(say(QT_TRANSLATE_NOOP("timeline", "A silence was ended")), field("comment"));
    }
    [[nodiscard]] QString armed() const
    {
        return say(QT_TRANSLATE_NOOP("timeline", "Armed for %1 until %2"))
            .arg(m_event.draft.environment, field("until"));
    }
    [[nodiscard]] QString disarmed() const { return say(QT_TRANSLATE_NOOP("timeline", "Disarmed: reading only")); }
    [[nodiscard]] QString debt() const
    {
        return joined(say(QT_TRANSLATE_NOOP("timeline", "Left behind: %1")).arg(field("text")), field("object"));
    }
    [[nodiscard]] QString exported() const
    {
        return joined(say(QT_TRANSLATE_NOOP("timeline", "Exported: %1")).arg(field("what")), field("file"));
    }
    [[nodiscard]] QString reportField() const
    {
        const QString text = field("text");
        return text.isEmpty()
            ? say(QT_TRANSLATE_NOOP("timeline", "Emptied in the report: %1")).arg(words("field"))
            : say(QT_TRANSLATE_NOOP("timeline", "Written into the report, %1: %2")).arg(words("field"), text);
    }
    [[nodiscard]] QString snapshot() const
    {
        return say(QT_TRANSLATE_NOOP("timeline", "Curve kept: %1 (%2 samples)"))
            .arg(trigger())
            .arg(m_payload.value(QLatin1String("samples")).toArray().size());
    }
    [[nodiscard]] QString clockStep() const
    {
        return say(QT_TRANSLATE_NOOP("timeline", "This machine's clock stepped by %1 s"))
            .arg(m_payload.value(QLatin1String("stepMs")).toDouble() / 1000.0);
    }

    const JournalEvent &m_event;
    const QJsonObject m_payload;
    const Translate &m_translate;
};

constexpr std::array<std::pair<const char *, const char *>, 44> Words{{
    {"success", QT_TRANSLATE_NOOP("timeline", "success")},
    {"error", QT_TRANSLATE_NOOP("timeline", "failed")},
    {"cancelled", QT_TRANSLATE_NOOP("timeline", "cancelled")},
    {"unknown", QT_TRANSLATE_NOOP("timeline", "unknown")},
    {"waiting", QT_TRANSLATE_NOOP("timeline", "waiting")},
    {"running", QT_TRANSLATE_NOOP("timeline", "running")},
    {"done", QT_TRANSLATE_NOOP("timeline", "done")},
    {"warning", QT_TRANSLATE_NOOP("timeline", "done with a warning")},
    {"failed", QT_TRANSLATE_NOOP("timeline", "failed")},
    {"skipped", QT_TRANSLATE_NOOP("timeline", "skipped")},
    {"undone", QT_TRANSLATE_NOOP("timeline", "undone")},
    {"passed", QT_TRANSLATE_NOOP("timeline", "passed")},
    {"retry", QT_TRANSLATE_NOOP("timeline", "try again")},
    {"skip", QT_TRANSLATE_NOOP("timeline", "skip the step")},
    {"stop", QT_TRANSLATE_NOOP("timeline", "stop the run")},
    {"undo", QT_TRANSLATE_NOOP("timeline", "undo the step")},
    {"resume", QT_TRANSLATE_NOOP("timeline", "go on with the run")},
    {"refused", QT_TRANSLATE_NOOP("timeline", "refused by the pre-flight")},
    {"override", QT_TRANSLATE_NOOP("timeline", "go on in spite of a failed check")},
    {"go", QT_TRANSLATE_NOOP("timeline", "go")},
    {"go-with-warnings", QT_TRANSLATE_NOOP("timeline", "go, with warnings")},
    {"no-go", QT_TRANSLATE_NOOP("timeline", "no go")},
    {"http-5xx", QT_TRANSLATE_NOOP("timeline", "HTTP 5xx rate")},
    {"p95-latency", QT_TRANSLATE_NOOP("timeline", "P95 latency")},
    {"crash-loop", QT_TRANSLATE_NOOP("timeline", "CrashLoopBackOff")},
    {"probe-failures", QT_TRANSLATE_NOOP("timeline", "probe failures")},
    {"memory", QT_TRANSLATE_NOOP("timeline", "memory")},
    {"cpu", QT_TRANSLATE_NOOP("timeline", "CPU")},
    {"connections", QT_TRANSLATE_NOOP("timeline", "active connections")},
    {"feature-down", QT_TRANSLATE_NOOP("timeline", "a core feature is down")},
    {"data-inconsistency", QT_TRANSLATE_NOOP("timeline", "data is inconsistent")},
    {"security-fix", QT_TRANSLATE_NOOP("timeline", "a security hole needs a fix")},
    {"client-incompatibility", QT_TRANSLATE_NOOP("timeline", "clients are incompatible")},
    {"open", QT_TRANSLATE_NOOP("timeline", "open")},
    {"mitigated", QT_TRANSLATE_NOOP("timeline", "mitigated")},
    {"recovered", QT_TRANSLATE_NOOP("timeline", "recovered")},
    {"closed", QT_TRANSLATE_NOOP("timeline", "closed")},
    {"confirm", QT_TRANSLATE_NOOP("timeline", "confirmed")},
    {"impact", QT_TRANSLATE_NOOP("timeline", "scope of impact")},
    {"owner", QT_TRANSLATE_NOOP("timeline", "owner")},
    {"data-loss", QT_TRANSLATE_NOOP("timeline", "data lost")},
    {"root-cause", QT_TRANSLATE_NOOP("timeline", "root cause")},
    {"improvements", QT_TRANSLATE_NOOP("timeline", "improvements")},
    {"lessons", QT_TRANSLATE_NOOP("timeline", "lessons")},
}};

} // namespace

QString effectInWords(const QString &observed, const Translate &translate)
{
    static const std::array<std::pair<const char *, const char *>, 5> seen{{
        {"passed", QT_TRANSLATE_NOOP("timeline", "its effect was seen afterwards")},
        {"warning", QT_TRANSLATE_NOOP("timeline", "its effect was seen afterwards")},
        {"failed", QT_TRANSLATE_NOOP("timeline", "its effect was not there afterwards")},
        {"unknown", QT_TRANSLATE_NOOP("timeline", "whether it took effect could not be seen")},
        {"not-observed", QT_TRANSLATE_NOOP("timeline", "whether it took effect could not be seen")},
    }};
    for (const auto &[state, words] : seen) {
        if (observed == QLatin1String(state))
            return translate(words);
    }
    return observed;
}

QString titleInWords(const QJsonObject &payload, const Translate &translate)
{
    const QJsonObject both = payload.value(QLatin1String("titles")).toObject();
    // Marked apart from its use: lupdate takes the macro inside a call of translate() for its text.
    //: The code of the language of these sentences: en or zh.
    constexpr const char *Language = QT_TRANSLATE_NOOP("timeline", "en");
    const QString title
        = LocalizedText{both.value(QLatin1String("en")).toString(), both.value(QLatin1String("zh")).toString()}.in(
            translate(Language));
    return title.isEmpty() ? payload.value(QLatin1String("title")).toString() : title;
}

QString triggerInWords(const QString &id, const QJsonObject &titled, const Translate &translate)
{
    const QString ours = idInWords(id, translate);
    const QString title = ours == id ? titleInWords(titled, translate) : QString();
    return title.isEmpty() ? ours : title;
}

QString valueInWords(double value, const QString &unit, const Translate &translate)
{
    // Four digits tell a breach from its limit; a count is written out, never as 1.245e+04.
    const QString digits = QString::number(value, std::abs(value) >= 1000 ? 'f' : 'g', std::abs(value) >= 1000 ? 0 : 4);
    if (unit.isEmpty())
        return digits;
    constexpr const char *One = QT_TRANSLATE_NOOP("timeline", "pod");
    constexpr const char *Many = QT_TRANSLATE_NOOP("timeline", "pods");
    const QString words = unit != QLatin1String("pods") ? unit : translate(digits == QLatin1String("1") ? One : Many);
    return digits + QLatin1Char(' ') + words;
}

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
