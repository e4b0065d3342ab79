// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/report/reportmarkdown.h"

#include "app/services/report/markdownescape.h"
#include "models/domain/eventsentence.h"

#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace edgelink::report {

namespace {

class Writer
{
public:
    Writer(const ReportFacts &facts, const ReportRequest &request, const Language &say, QString chartMark)
        : m_facts(facts)
        , m_say(say)
        , m_chartMark(std::move(chartMark))
        , m_translate([&say](const char *text) { return say(text); })
        , m_human(facts.human)
    {
        // What the journal does not hold yet stands above what it holds.
        for (auto it = request.humanFields.cbegin(); it != request.humanFields.cend(); ++it) {
            if (!it.value().trimmed().isEmpty())
                m_human.insert(it.key(), it.value());
        }
    }

    [[nodiscard]] QString write()
    {
        const QDateTime when = m_facts.impactStart.isValid() ? m_facts.impactStart : m_facts.detectedAt;
        heading(1, m_say("Incident report — %1").arg(when.toString(QStringLiteral("yyyy-MM-dd"))));
        banner();
        basics();
        triggers();
        changes();
        timeline();
        objectives();
        commands();
        deviations();
        curves();
        human();
        record();
        return m_text;
    }

private:
    void heading(int level, const QString &text)
    {
        m_text += QLatin1Char('\n') + QString(level, QLatin1Char('#')) + QLatin1Char(' ') + escaped(text)
            + QStringLiteral("\n\n");
    }
    void item(const QString &markdown) { m_text += QStringLiteral("- ") + markdown + QLatin1Char('\n'); }
    void fact(const char *name, const QString &value)
    {
        item(QStringLiteral("**%1**: %2").arg(escaped(m_say(name)), value));
    }
    void check(bool ticked, const QString &text)
    {
        item((ticked ? QStringLiteral("[x] ") : QStringLiteral("[ ] ")) + escaped(text));
    }
    [[nodiscard]] QString code(const QString &text) const
    {
        // A fence longer than any run of backticks inside.
        QString line = plain(text);
        QString fence(QStringLiteral("`"));
        while (line.contains(fence))
            fence += QLatin1Char('`');
        return fence + QLatin1Char(' ') + line + QLatin1Char(' ') + fence;
    }
    [[nodiscard]] static QString plain(const QString &text)
    {
        QString line;
        for (const QChar c : QStringView(text).left(4000)) {
            const bool invisible = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
                || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
            line += invisible ? QLatin1Char(' ') : c;
        }
        line = line.simplified();
        return line.isEmpty() ? QStringLiteral("-") : line;
    }
    [[nodiscard]] QString instant(const QDateTime &time) const
    {
        if (!time.isValid())
            return escaped(m_say("not on record"));
        const QDateTime local = time.toLocalTime();
        if (local.offsetFromUtc() == 0)
            return escaped(stamp(time));
        const QString format = local.date() == time.toUTC().date() ? QStringLiteral("HH:mm:ss t")
                                                                   : QStringLiteral("yyyy-MM-dd HH:mm:ss t");
        return escaped(QStringLiteral("%1 (%2)").arg(stamp(time), local.toString(format)));
    }
    /// Never a time of day alone: incidents cross midnight, and reports are read next month.
    [[nodiscard]] static QString stamp(const QDateTime &time)
    {
        return time.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QStringLiteral(" UTC");
    }
    /// A field that only a person can fill. Open ones cannot be overlooked.
    void humanField(const char *id, const char *title, const char *hint, bool tasks)
    {
        heading(2, m_say(title));
        const QString text = m_human.value(QLatin1String(id)).trimmed();
        if (text.isEmpty()) {
            m_text += QStringLiteral("> **✎ %1** %2\n").arg(escaped(m_say("To be written:")), escaped(m_say(hint)));
            return;
        }
        const QStringList lines = text.left(20'000).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            if (tasks)
                check(false, line);
            else
                m_text += escaped(line) + QStringLiteral("\n\n");
        }
    }
    [[nodiscard]] QString humanInline(const char *id)
    {
        const QString text = m_human.value(QLatin1String(id)).trimmed();
        return text.isEmpty() ? QStringLiteral("**✎ %1**").arg(escaped(m_say("to be written"))) : escaped(text);
    }

    void banner()
    {
        if (!m_facts.drill)
            return;
        QString text = m_say("DRILL. Nothing here happened to production.");
        if (m_facts.targets.timeCompression > 1) {
            text += QLatin1Char(' ')
                + m_say(
                      "The clock was compressed %1 times: threshold and observation windows were divided by it. Times "
                      "in this report are real ones, as measured.")
                      .arg(m_facts.targets.timeCompression);
        }
        m_text += QStringLiteral("> **") + escaped(text) + QStringLiteral("**\n");
    }

    void basics()
    {
        heading(2, m_say("Basics"));
        fact("Incident", escaped(m_facts.incidentId));
        fact("Impact began", instant(m_facts.impactStart));
        fact("Triggered at", instant(m_facts.detectedAt));
        fact("Rollback completed",
             m_facts.rollbackDoneAt.isValid() ? instant(m_facts.rollbackDoneAt)
                     + escaped(QLatin1Char(' ') + m_say("(end of the run, with all its checks)"))
                                              : instant({}));
        fact("Recovered at", instant(m_facts.recoveredAt));
        fact("Total time of impact", escaped(m_say.duration(m_facts.rto())));
        if (m_facts.closedAt.isValid()) {
            QString closed = instant(m_facts.closedAt) + escaped(QStringLiteral(" · %1").arg(m_facts.closedBy));
            if (!m_facts.closeReason.isEmpty())
                closed += QStringLiteral(" — ") + escaped(m_facts.closeReason);
            if (!m_facts.recoveredAt.isValid() || m_facts.recoveredAt > m_facts.closedAt)
                closed += QStringLiteral(" **%1**").arg(escaped(m_say("(before it had recovered)")));
            fact("Closed", closed);
        }
        QStringList where{m_facts.environment};
        for (const QString &part : {m_facts.targets.cluster, m_facts.targets.release}) {
            if (!part.isEmpty())
                where << part;
        }
        fact("Environment", escaped(where.join(QStringLiteral(" · "))));
        fact("Scope of impact", humanInline("impact"));
        fact("Owner", humanInline("owner"));
    }

    void triggers()
    {
        heading(2, m_say("What triggered it"));
        static const std::array<std::pair<const char *, const char *>, 7> measured{{
            {"http-5xx", "Error rate over its threshold (5xx > 5 %)"},
            {"p95-latency", "Slow (P95 > 500 ms)"},
            {"crash-loop", "Pods in CrashLoopBackOff"},
            {"probe-failures", "Probes failing (> 10 %)"},
            {"memory", "Memory over 90 % of its limit"},
            {"cpu", "CPU over 95 % of its limit"},
            {"connections", "Active connections under 50 % of their baseline"},
        }};
        static const std::array<std::pair<const char *, const char *>, 4> declared{{
            {"data-inconsistency", "Data is inconsistent"},
            {"feature-down", "A core feature is down"},
            {"security-fix", "A security hole needs a fix"},
            {"client-incompatibility", "Clients are incompatible"},
        }};
        QStringList others = m_facts.triggers + m_facts.manualTriggers;
        for (const auto &[id, text] : measured) {
            const QStringList limits = m_facts.limitsUsed.value(QLatin1String(id));
            const QString used = limits.isEmpty()
                ? QString()
                : QStringLiteral(" — ") + m_say("limit used: %1").arg(limits.join(QStringLiteral(", ")));
            check(m_facts.triggers.contains(QLatin1String(id)), m_say(text) + used);
            others.removeAll(QLatin1String(id));
        }
        for (const auto &[id, text] : declared) {
            check(m_facts.manualTriggers.contains(QLatin1String(id)), m_say(text));
            others.removeAll(QLatin1String(id));
        }
        for (QString &other : others)
            other = m_facts.triggerNames.value(other, other);
        check(!others.isEmpty(),
              m_say("Other: %1").arg(others.isEmpty() ? QStringLiteral("—") : others.join(QStringLiteral(", "))));
    }

    void changes()
    {
        heading(2, m_say("What changed before, and the verdict"));
        for (const QString &suspect : m_facts.suspects)
            item(escaped(suspect));
        search();
        for (qsizetype i = 0; i < m_facts.verdicts.size(); ++i) {
            const VerdictRecord &verdict = m_facts.verdicts.at(i);
            // Those that a run was decided on, and where things stand; the timeline holds every one.
            if (!verdict.decided && i + 1 < m_facts.verdicts.size())
                continue;
            item(escaped(verdictLine(verdict)));
            for (const QJsonValue value : verdict.facts) {
                const QJsonObject fact = value.toObject();
                const QString state = fact.value(QLatin1String("state")).toString();
                if (state != QLatin1String("good") && !fact.isEmpty())
                    m_text += QStringLiteral("  - ")
                        + escaped(QStringLiteral("%1: %2").arg(m_say(stateWord(state)),
                                                               fact.value(QLatin1String("text")).toString()))
                        + QLatin1Char('\n');
            }
        }
    }
    /// That nothing changed is said only of a search that could read everything.
    void search()
    {
        const bool none = m_facts.suspects.isEmpty();
        if (!m_facts.suspectsSought)
            item(escaped(m_say("What changed shortly before was not looked for.")));
        else if (none && !m_facts.suspectProblems.isEmpty())
            item(escaped(m_say("What changed shortly before is not known: not everything could be read.")));
        else if (none)
            item(escaped(m_say("Nothing on record changed shortly before.")));
        for (const QString &problem : m_facts.suspectProblems)
            item(escaped(m_say("Could not be read: %1").arg(problem)));
        if (none && !m_facts.suspectsLookedAt.isEmpty())
            item(escaped(m_say("Read: %1").arg(m_facts.suspectsLookedAt.join(QStringLiteral(", ")))));
    }
    [[nodiscard]] QString verdictLine(const VerdictRecord &verdict) const
    {
        return m_say("Verdict on going back to revision %1: %2")
                   .arg(verdict.target)
                   .arg(idInWords(verdict.kind, m_translate))
            + QStringLiteral(" (%1)").arg(stamp(verdict.at));
    }
    static const char *stateWord(const QString &state)
    {
        if (state == QLatin1String("warning"))
            return "warning";
        return state == QLatin1String("blocking") ? "blocking" : "unknown";
    }

    void timeline()
    {
        heading(2, m_say("Timeline (UTC)"));
        int number = 1;
        QDate day;
        for (const JournalEvent &event : m_facts.timeline) {
            const QDateTime time = event.time();
            if (time.date() != day) {
                day = time.date();
                heading(3, day.toString(Qt::ISODate));
            }
            const QString actor
                = event.draft.actor.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(event.draft.actor);
            m_text += QStringLiteral("%1. %2 — %3\n")
                          .arg(number++)
                          .arg(escaped(time.toString(QStringLiteral("HH:mm:ss"))),
                               escaped(eventSentence(event, m_translate) + actor));
        }
        if (m_facts.timelineOmitted > 0)
            m_text += QLatin1Char('\n')
                + escaped(m_say("… and %1 more events; the journal holds them all.").arg(m_facts.timelineOmitted))
                + QStringLiteral("\n");
    }

    void objectives()
    {
        heading(2, m_say("RTO and RPO, target and achieved"));
        const Targets &targets = m_facts.targets;
        const auto rto = m_facts.rto();
        fact("RTO target", escaped(m_say.duration(targets.rto)));
        fact("RTO achieved",
             rto ? escaped(m_say.duration(rto)) + judged(*rto)
                 : escaped(m_say("not recovered yet, as far as the journal knows")));
        fact("RPO target", escaped(m_say.duration(targets.rpo)));
        fact("RPO achieved", rpo());
        if (!targets.configured)
            item(escaped(m_say("The targets are the runbook's: this environment is not configured here.")));
        item(escaped(
            m_say("R means recovery proven: every trigger back within its threshold as measured, and the checks of the "
                  "run that answered the incident passed, whichever came later. A declared trigger has no measurement: "
                  "for it the run's checks stand alone.")));
        fact("TTD, time to detect", escaped(m_say.duration(m_facts.between(m_facts.impactStart, m_facts.detectedAt))));
        fact("TTA, time to acknowledge",
             escaped(m_say.duration(m_facts.between(m_facts.detectedAt, m_facts.acknowledgedAt))));
        fact("TTM, time to mitigate",
             escaped(m_say.duration(m_facts.between(m_facts.impactStart, m_facts.mitigatedAt))));
        fact("TTR, time to recover", escaped(m_say.duration(rto)));
        item(escaped(
            m_say("TTD, TTM and TTR count from the first sample beyond a threshold, TTA from detection. Mitigated: "
                  "the last successful change before recovery.")));
        for (const ClockStep &step : m_facts.clockSteps)
            item(QStringLiteral("**%1**").arg(escaped(
                m_say(step.stepMs < 0 ? "The machine's clock was set back by %1 during the incident, noticed at %2: "
                                        "times before and after it do not add up."
                                      : "The machine's clock was set forward by %1 during the incident, noticed at %2: "
                                        "times before and after it do not add up.")
                    .arg(m_say.duration(std::chrono::milliseconds(std::abs(step.stepMs))), stamp(step.at)))));
    }
    /// A duration by two clocks is neither within its target nor beyond it.
    [[nodiscard]] QString judged(std::chrono::milliseconds achieved) const
    {
        if (const std::optional<bool> met = m_facts.rtoMet())
            return *met ? QStringLiteral(" ✔") : QStringLiteral(" ✘");
        if (achieved.count() < 0)
            return {}; // says so itself
        return QLatin1Char(' ') + escaped(m_say("(not judged: the machine's clock was set in between)"));
    }

    /// Zero only where nothing could have set data back; what others did to it a person must say.
    [[nodiscard]] QString rpo() const
    {
        const auto open = [this](const char *why) { return QStringLiteral("**✎ %1**").arg(escaped(m_say(why))); };
        const QString stated = m_human.value(QStringLiteral("data-loss")).simplified();
        if (!stated.isEmpty())
            return escaped(stated);
        if (m_facts.dataWasRestored)
            return open("to be written: a database tool was run; state what was lost");
        if (m_facts.dataInDoubt)
            return open("to be written: data was declared inconsistent; state what was lost");
        if (!m_facts.recoveredAt.isValid())
            return escaped(m_say("not known before the recovery"));
        return escaped(m_say("0 min (nothing was restored from a backup or set back through this console)"))
            + QStringLiteral(" ✔");
    }

    void commands()
    {
        heading(2, m_say("What was done"));
        for (const RunRecord &run : m_facts.runs) {
            const QString outcome = run.outcome.isEmpty() ? m_say("not ended") : idInWords(run.outcome, m_translate);
            item(escaped(QStringLiteral("%1: %2 (%3)")
                             .arg(run.mutating ? m_say("Run") : m_say("Run that only read"), run.title, outcome))
                 + (run.endState.isEmpty() ? QString() : QStringLiteral(" — ") + escaped(run.endState)));
            if (run.mutating)
                m_text += QStringLiteral("  - ")
                    + escaped(run.verdict < 0
                                  ? m_say("no verdict on record before it")
                                  : m_say("decided on: %1").arg(verdictLine(m_facts.verdicts.at(run.verdict))))
                    + QLatin1Char('\n');
        }
        for (const CommandRecord &command : m_facts.commands) {
            const QString outcome
                = command.outcome.isEmpty() ? m_say("no outcome on record") : idInWords(command.outcome, m_translate);
            QString line
                = QStringLiteral("%1 %2 — %3").arg(escaped(stamp(command.at)), code(command.command), escaped(outcome));
            if (command.duration)
                line += QStringLiteral(", ") + escaped(m_say.duration(command.duration));
            if (const QString seen = effectInWords(command.observed, m_translate); !seen.isEmpty())
                line += QStringLiteral(", ") + escaped(seen);
            if (!command.error.isEmpty())
                line += QStringLiteral(" — ") + escaped(command.error);
            if (!command.digest.isEmpty())
                line += QStringLiteral(" · ") + escaped(m_say("output SHA-256")) + QLatin1Char(' ')
                    + code(command.digest.left(16));
            item(line);
        }
        if (m_facts.runs.isEmpty() && m_facts.commands.isEmpty())
            item(escaped(m_say("Nothing was changed through the console.")));
    }

    void list(const char *title, const QStringList &lines, const char *none)
    {
        m_text += QStringLiteral("**%1**\n\n").arg(escaped(m_say(title)));
        for (const QString &line : lines)
            item(escaped(line));
        if (lines.isEmpty())
            item(escaped(m_say(none)));
        m_text += QLatin1Char('\n');
    }
    void deviations()
    {
        heading(2, m_say("Skipped, overridden, left behind"));
        list("Skipped steps", m_facts.skipped, "none");
        list("Checks that were overridden", m_facts.overridden, "none");
        list("Warnings", m_facts.warnings, "none");
        list("Still to be done (debt)", m_facts.debt, "none");
        if (!m_facts.owed.isEmpty())
            list("May be left by a run that has not ended", m_facts.owed, "none");
    }

    void curves()
    {
        if (m_facts.curves.isEmpty())
            return;
        heading(2, m_say("Curves as they were"));
        for (qsizetype i = 0; i < m_facts.curves.size(); ++i) {
            const Curve &curve = m_facts.curves.at(i);
            const std::optional<double> worst = curve.worst(m_facts.impactStart, m_facts.recoveredAt);
            const QString number = worst ? valueInWords(*worst, curve.unit, m_translate) : QStringLiteral("—");
            item(escaped(m_say("%1: worst %2, limit %3")
                             .arg(curve.name, number, valueInWords(curve.limit, curve.unit, m_translate))));
            if (!m_chartMark.isEmpty())
                m_text += QStringLiteral("\n%1%2\n\n").arg(m_chartMark).arg(i);
        }
    }

    void human()
    {
        humanField("root-cause", "Root cause", "why it happened, not who did it", false);
        humanField("improvements", "Improvements", "one line each: what, who, by when", true);
        humanField("lessons", "Lessons", "what went well, what went wrong, where we were lucky", false);
    }

    void record()
    {
        heading(2, m_say("Record"));
        fact("Journal head", code(m_facts.head()));
        fact("Chain",
             m_facts.journal.intact ? escaped(m_say("intact over %1 events").arg(m_facts.journal.events))
                                    : QStringLiteral("**%1**").arg(escaped(m_say("BROKEN at event %1: %2")
                                                                               .arg(m_facts.journal.firstBrokenSequence)
                                                                               .arg(m_facts.journal.reason))));
        item(escaped(m_say("Everything above but the fields marked to be written comes from this journal.")));
    }

    const ReportFacts &m_facts;
    const Language &m_say;
    const QString m_chartMark;
    const Translate m_translate;
    QMap<QString, QString> m_human;
    QString m_text;
};

} // namespace

QString toMarkdown(const ReportFacts &facts, const ReportRequest &request, const Language &say,
                   const QString &chartMark)
{
    return Writer(facts, request, say, chartMark).write().trimmed() + QLatin1Char('\n');
}

} // namespace edgelink::report
