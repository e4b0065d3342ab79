// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `status`: what stands, and its exit code, which the seven triggers decide alone. The program itself, on a Prometheus
// and an Alertmanager that the test plays.
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/marshal.h"
#include "tests/support/httpfixture.h"
#include "tests/support/program.h"
#include "tests/support/testsink.h"
#include "tests/unit/cli/consoleyaml.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace edgelink;
using test::HttpFixture;
using test::ProgramResult;

namespace {

constexpr char Alerts[] = R"([
 {"fingerprint":"f1","labels":{"alertname":"HighErrorRate","service":"api-gateway"},"annotations":{},
  "startsAt":"2026-11-28T03:00:00.000Z","status":{"state":"suppressed","silencedBy":["s1"],"inhibitedBy":[]}},
 {"fingerprint":"f2","labels":{"alertname":"DiskFull","node":"n1"},"annotations":{},
  "startsAt":"2026-11-28T03:05:00.000Z","status":{"state":"active","silencedBy":[],"inhibitedBy":[]}}])";
constexpr char Silences[] = R"([{"id":"s1","createdBy":"ana","comment":"rolling back",
  "startsAt":"2026-11-28T03:01:00.000Z","endsAt":"2036-11-28T04:00:00.000Z","status":{"state":"active"},
  "matchers":[{"name":"alertname","value":"HighErrorRate","isRegex":false}]}])";

/// Every range query gets a flat curve over the range that it asks for.
HttpFixture::Reply prometheus(const HttpFixture::Request &request, const QString &mode)
{
    const QString query = request.field(QStringLiteral("query"));
    if (mode == QLatin1String("silent"))
        return HttpFixture::Reply::json(R"({"status":"success","data":{"resultType":"matrix","result":[]}})");
    const bool connections = query.contains(QLatin1String("connection"));
    const bool errors = query.contains(QLatin1String("5.."));
    const QByteArray value = connections ? "100" : mode == QLatin1String("breach") && errors ? "15" : "0";
    if (request.path().endsWith("/query"))
        return HttpFixture::Reply::json(
            R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,")" + value
            + R"("]}]}})");
    QByteArray values;
    const double end = request.field(QStringLiteral("end")).toDouble();
    const double step = request.field(QStringLiteral("step")).toDouble();
    for (double at = request.field(QStringLiteral("start")).toDouble(); at <= end + step / 2; at += step)
        values += (values.isEmpty() ? "[" : ",[") + QByteArray::number(at, 'f', 3) + ",\"" + value + "\"]";
    return HttpFixture::Reply::json(
        R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[)" + values + "]}]}}");
}

} // namespace

class Status : public test::Suite
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] bool write(const QByteArray &prometheus, const QByteArray &alertmanager) const
    {
        QFile file(m_folder.filePath(QStringLiteral("console.yaml")));
        return file.open(QIODevice::WriteOnly)
            && file.write(test::consoleYaml(prometheus, "    alertmanager: {url: \"" + alertmanager + "\"}\n")) > 0;
    }
    /// Two that are open, as two consoles may leave them, and one that is not.
    [[nodiscard]] bool openIncidents() const
    {
        journal::JournalOptions options;
        options.file = m_folder.filePath(QStringLiteral("data/journal.sqlite"));
        journal::SqliteJournal journal(options);
        for (const auto &[kind, id] : {std::pair{journalkind::IncidentOpened, "INC-2026-1128-001"},
                                       {journalkind::IncidentOpened, "INC-2026-1128-002"},
                                       {journalkind::IncidentClosed, "INC-2026-1128-002"},
                                       {journalkind::IncidentOpened, "INC-2026-1128-003"}}) {
            JournalDraft draft;
            draft.kind = QLatin1String(kind);
            draft.environment = QStringLiteral("sandbox");
            draft.stream = QStringLiteral("production");
            draft.incidentId = QLatin1String(id);
            draft.payload = {{"impactStart", "2026-11-28T03:00:00.000Z"}};
            const auto written = await(journal.append(draft), std::chrono::seconds{30});
            if (!written || !*written)
                return false;
        }
        return true;
    }
    [[nodiscard]] ProgramResult status(const QStringList &more) const
    {
        return test::runProgram(QStringLiteral(EDGELINK_CONSOLE_PROGRAM),
                                QStringList{"--config", m_folder.filePath("console.yaml"), "--data-dir",
                                            m_folder.filePath("data"), "status"}
                                    + more,
                                std::chrono::seconds{90}, {{"HOME", m_folder.path()}});
    }

private slots:
    void initTestCase() { QVERIFY(openIncidents()); }

    void whatStands_data()
    {
        QTest::addColumn<QString>("metrics");
        QTest::addColumn<QString>("alerts");
        QTest::addColumn<int>("code");
        QTest::newRow("all is well, and alerts fire") << "well"
                                                      << "firing" << 0;
        QTest::newRow("all is well, no alert") << "well"
                                               << "none" << 0;
        QTest::newRow("all is well, Alertmanager is away") << "well"
                                                           << "refused" << 0;
        QTest::newRow("all is well, Alertmanager hangs") << "well"
                                                         << "hangs" << 0;
        QTest::newRow("all is well, Alertmanager is something else") << "well"
                                                                     << "nonsense" << 0;
        QTest::newRow("a breach") << "breach"
                                  << "firing" << 1;
        QTest::newRow("a breach, Alertmanager is away") << "breach"
                                                        << "refused" << 1;
        QTest::newRow("nothing is measured, and alerts fire") << "silent"
                                                              << "firing" << 5;
    }

    void whatStands()
    {
        QFETCH(QString, metrics);
        QFETCH(QString, alerts);
        QFETCH(int, code);
        HttpFixture server([metrics, alerts](const HttpFixture::Request &request) {
            if (request.path().startsWith("/api/v1/"))
                return prometheus(request, metrics);
            HttpFixture::Reply reply;
            reply.hang = alerts == QLatin1String("hangs");
            reply.body = alerts == QLatin1String("nonsense") ? "<html>" : "[]";
            if (alerts == QLatin1String("firing"))
                reply.body = request.path().endsWith("silences") ? Silences : Alerts;
            return reply;
        });
        const QByteArray url = server.url().toString().toUtf8();
        QVERIFY(write(url, alerts == QLatin1String("refused") ? "http://127.0.0.1:1" : url));
        const bool known = alerts == QLatin1String("firing") || alerts == QLatin1String("none");

        const ProgramResult text = status({});
        QVERIFY2(text.exitCode == code, text.standardOutput + text.standardError);
        for (const char *open : {"open incident INC-2026-1128-001: open, impact since 2026-11-28T03:00:00Z",
                                 "open incident INC-2026-1128-003"})
            QVERIFY2(text.standardOutput.contains(open), text.standardOutput);
        QVERIFY2(!text.standardOutput.contains("INC-2026-1128-002"), text.standardOutput);
        QCOMPARE(text.standardOutput.contains("until 2036-11-28T04:00:00Z by ana: rolling back"),
                 alerts == QLatin1String("firing"));
        QCOMPARE(text.standardOutput.contains("DiskFull"), alerts == QLatin1String("firing"));
        QCOMPARE(text.standardOutput.contains("no alert is firing"), alerts == QLatin1String("none"));
        QCOMPARE(text.standardOutput.contains("alerts unknown: "), !known);

        const ProgramResult json = status({"--json"});
        QVERIFY2(json.exitCode == code, json.standardOutput + json.standardError);
        const QJsonObject document = QJsonDocument::fromJson(json.standardOutput).object();
        QCOMPARE(document.value("triggers").toArray().size(), 7);
        const QJsonArray incidents = document.value("incidents").toArray();
        QVERIFY2(incidents.size() >= 2, json.standardOutput);
        QCOMPARE(document.value("incident"), incidents.first().toObject().value("incident"));
        QCOMPARE(document.value("alertsProblem").toString().isEmpty(), known);
        QCOMPARE(document.value("alerts").isNull(), !known);
        const QJsonArray firing = document.value("alerts").toArray();
        QCOMPARE(firing.size(), alerts == QLatin1String("firing") ? 2 : 0);
        if (firing.isEmpty())
            return;
        const QJsonObject held = firing.first().toObject();
        QCOMPARE(held.value("name").toString(), QStringLiteral("HighErrorRate"));
        QCOMPARE(held.value("labels").toObject().value("service").toString(), QStringLiteral("api-gateway"));
        QCOMPARE(
            held.value("silences").toArray().first().toObject(),
            (QJsonObject{
                {"id", "s1"}, {"createdBy", "ana"}, {"comment", "rolling back"}, {"until", "2036-11-28T04:00:00Z"}}));
        QVERIFY(firing.last().toObject().value("silences").toArray().isEmpty());
    }
};

EDGELINK_TEST_MAIN(Status)
#include "tst_status.moc"
