// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/report/incidentreport.h"
#include "models/ports/marshal.h"
#include "tests/support/fakejournal.h"
#include "tests/support/testsink.h"

#include <QJsonArray>

#include <cmath>

namespace edgelink::test {

inline const QString StoryId = QStringLiteral("INC-2026-1123-001");

/// Writes the story of one drill into a journal, with a clock of its own: impact 14:34:10, recovery 14:40:10.
class DrillStory
{
public:
    explicit DrillStory(FakeJournal &journal)
        : m_journal(journal)
    {
        journal.setClock([this] { return m_now * 1000; });
    }

    void at(const char *clock, const char *day = "2026-11-23")
    {
        m_now = QDateTime::fromString(QStringLiteral("%1T%2.000Z").arg(QLatin1String(day), QLatin1String(clock)),
                                      Qt::ISODateWithMs)
                    .toMSecsSinceEpoch();
    }
    void tell(const char *kind, const QJsonObject &payload, const char *actor = "console", const char *runId = "")
    {
        JournalDraft draft;
        draft.kind = QLatin1String(kind);
        draft.actor = QString::fromUtf8(actor);
        draft.environment = QStringLiteral("drill");
        draft.stream = QStringLiteral("drill");
        draft.incidentId = StoryId;
        draft.runId = QLatin1String(runId);
        draft.payload = payload;
        (void)m_journal.append(draft);
    }

    void whole()
    {
        at("14:34:25");
        tell(journalkind::IncidentOpened,
             {{"triggers", QJsonArray{"http-5xx"}},
              {"manual", QJsonArray{}},
              {"impactStart", "2026-11-23T14:34:10.000Z"}});
        tell(journalkind::Breach,
             {{"threshold", "http-5xx"},
              {"value", 15.2},
              {"limit", 5},
              {"unit", "%"},
              {"since", "2026-11-23T14:34:10.000Z"},
              {"worst", "api-gateway"}});
        tell(journalkind::MetricSnapshot, curve("http-5xx", "%", 5, 0.1));
        tell(journalkind::Suspects,
             {{"list",
               QJsonArray{QJsonObject{{"title", "Revision 3 deployed"},
                                      {"details", QJsonArray{"api-gateway v0.1.1 → v0.2.0"}}}}}});
        at("14:35:25");
        tell(journalkind::VerdictGiven,
             {{"release", "edge"},
              {"target", 2},
              {"kind", "go-with-warnings"},
              {"facts",
               QJsonArray{QJsonObject{{"id", "hpa"}, {"state", "warning"}, {"text", "HPA will be overridden"}}}}},
             "chen");
        at("14:36:00");
        tell(journalkind::RunStarted,
             {{"title", "Roll back edge-link-production to revision 2"},
              {"mutating", true},
              {"parameters", QJsonObject{{"revision", "2"}}},
              {"incidentStart", "2026-11-23T14:34:10.000Z"},
              {"overrideReason", "baseline unknown, <b>agreed</b>"}},
             "chen", "r1");
        at("14:36:10");
        tell(journalkind::Intent,
             {{"commandId", "c1"},
              {"mutating", true},
              {"program", "helm"},
              {"command", "helm rollback edge-link-production 2 `x`"}},
             "chen", "r1");
        at("14:37:10");
        tell(journalkind::OutcomeOf,
             {{"commandId", "c1"},
              {"mutating", true},
              {"program", "helm"},
              {"outcome", "success"},
              {"durationMs", 60000},
              {"digest", "abcdef0123456789abcdef"}},
             "chen", "r1");
        tell(journalkind::StepFinished,
             {{"title", "Redis answers"},
              {"titles", QJsonObject{{"en", "Redis answers"}, {"zh", "Redis 有响应"}}},
              {"state", "skipped"},
              {"reason", "maintenance"}},
             "chen", "r1");
        at("14:40:20");
        tell(journalkind::Recovered,
             {{"threshold", "http-5xx"}, {"value", 0.1}, {"since", "2026-11-23T14:40:10.000Z"}});
        tell(journalkind::Debt, {{"text", "HPA replicas differ"}, {"object", "hpa/api-gateway"}}, "chen", "r1");
        at("14:52:00");
        tell(journalkind::RunFinished,
             {{"title", "Roll back"},
              {"outcome", "success"},
              {"rtoMs", 320000}, // its checks had passed at 14:39:30; the observation window followed
              {"endState", "revision 4 is live"},
              {"skipped", QJsonArray{}}},
             "chen", "r1");
        tell(journalkind::Note, {{"text", "![x](http://evil/) <script>alert(1)</script> [a](javascript:b) * _x_"}},
             "mallory <i>");
        tell(journalkind::IncidentClosed, {}, "chen");
    }

    [[nodiscard]] static QJsonObject curve(const char *threshold, const char *unit, double limit, double baseline)
    {
        QJsonArray samples;
        for (int i = 0; i < 600; ++i) {
            const QJsonValue value
                = i > 200 && i < 220 ? QJsonValue() : QJsonValue(i < 300 ? 0.1 : 15 + std::sin(i / 9.0));
            samples << QJsonArray{1795444000000.0 + i * 1000.0, value};
        }
        return {{"threshold", threshold}, {"title", "t"},         {"unit", unit},
                {"limit", limit},         {"baseline", baseline}, {"samples", samples}};
    }

    [[nodiscard]] static Environment environment()
    {
        Environment environment;
        environment.name = QStringLiteral("drill");
        environment.kind = EnvironmentKind::Drill;
        environment.cluster = QStringLiteral("edgelink-sandbox");
        environment.release = QStringLiteral("edge-link-production");
        environment.timeCompression = 20;
        return environment;
    }

private:
    FakeJournal &m_journal;
    qint64 m_now = 0;
};

inline Result<QByteArray> rendered(report::IncidentReport &service, ReportFormat format,
                                   const QString &language = QStringLiteral("en"),
                                   const QMap<QString, QString> &human = {})
{
    const auto result = await(service.render({StoryId, format, language, human}), std::chrono::seconds{60});
    if (!result)
        return failure(ErrorKind::Timeout, QStringLiteral("no answer"));
    return result->map([](const RenderedReport &report) { return report.bytes; });
}

/// The report's own words.
inline QString inEnglish(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace edgelink::test
