// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The client against the distribution's Alertmanager.
#include "app/services/alertmanager/alertmanagerclient.h"
#include "models/ports/marshal.h"
#include "tests/integration/metrics/localserver.h"
#include "tests/support/fakejournal.h"
#include "tests/support/testsink.h"

#include <QSignalSpy>

using namespace edgelink;
using namespace edgelink::alertmanager;
using namespace std::chrono_literals;

class AlertmanagerRealTest : public test::Suite
{
    Q_OBJECT

    std::unique_ptr<test::LocalServer> m_server;
    test::FakeJournal m_journal;
    std::unique_ptr<AlertmanagerClient> m_client;

    [[nodiscard]] HttpEndpoint endpoint() const { return {m_server->url(), {}, {}, {}, {}}; }

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<test::LocalServer>(
            QStringLiteral("prometheus-alertmanager"), "route: {receiver: none}\nreceivers: [{name: none}]\n",
            QStringList{"--config.file=${dir}/config.yml", "--storage.path=${dir}/data",
                        "--web.listen-address=127.0.0.1:${port}", "--cluster.listen-address="});
        QTRY_VERIFY2_WITH_TIMEOUT(m_server->isListening(), m_server->output().constData(), 30'000);
        ClientOptions options;
        options.interval = 200ms;
        m_client = std::make_unique<AlertmanagerClient>(endpoint(), SecretLookup{},
                                                        RecordPlace{&m_journal, "drill", "drill"}, options);
    }

    void fromAlertToSilenceAndBack()
    {
        QSignalSpy seen(m_client.get(), &AlertSource::alertsChanged);
        const auto alerts
            = [&seen] { return seen.isEmpty() ? QList<Alert>{} : seen.last().at(0).value<QList<Alert>>(); };
        const auto silences
            = [&seen] { return seen.isEmpty() ? QList<Silence>{} : seen.last().at(1).value<QList<Silence>>(); };
        m_client->start();
        QTRY_VERIFY(!seen.isEmpty());
        QVERIFY(alerts().isEmpty() && silences().isEmpty());

        net::HttpClient http(endpoint(), {});
        net::HttpRequest post;
        post.verb = "POST";
        post.path = QStringLiteral("/api/v2/alerts");
        post.contentType = "application/json";
        post.body
            = R"([{"labels":{"alertname":"HighErrorRate","service":"api-gateway","severity":"critical"},"annotations":{"summary":"15 %"}}])";
        std::optional<int> status;
        http.send(post, {}, [&status](const Result<net::HttpReply> &reply) { status = reply ? reply->status : 0; });
        QTRY_COMPARE(status.value_or(-1), 200);
        QTRY_COMPARE(alerts().size(), 1);
        const Alert alert = alerts().first();
        QCOMPARE(alert.name, QStringLiteral("HighErrorRate"));
        QCOMPARE(alert.annotations.value("summary"), QStringLiteral("15 %"));
        QVERIFY(alert.startsAt.isValid() && !alert.fingerprint.isEmpty());
        QTRY_COMPARE(alerts().first().state, QStringLiteral("active"));

        Silence wanted;
        wanted.matchers = {{"alertname", "HighErrorRate"}, {"service", "api-gateway"}};
        wanted.endsAt = QDateTime::currentDateTimeUtc().addSecs(600);
        wanted.createdBy = QStringLiteral("ana");
        wanted.comment = QStringLiteral("rolling back");
        const auto made = await(m_client->silence(wanted, {}), 20s);
        QVERIFY(made);
        QVERIFY2(made->has_value(), made->has_value() ? "" : qPrintable(made->error().sentence() + made->error().raw));
        QCOMPARE((*made)->matchers, wanted.matchers);
        QCOMPARE((*made)->createdBy, wanted.createdBy);
        QTRY_COMPARE(alerts().first().silencedBy, QStringList{(*made)->id});
        QCOMPARE(alerts().first().state, QStringLiteral("suppressed"));
        QCOMPARE(silences().size(), 1);

        QVERIFY(await(m_client->expire(**made, "bo", {}), 20s)->has_value());
        QCOMPARE(m_journal.count(QString::fromLatin1(journalkind::SilenceEnded)), 1);
        QCOMPARE(m_journal.count(QString::fromLatin1(journalkind::Silenced)), 1);
        QTRY_VERIFY(alerts().first().silencedBy.isEmpty());
        QVERIFY(silences().isEmpty());
        m_client->stop();
    }

    /// The journals of consoles that were killed between the request and its outcome: everything but that row.
    void whatAKilledConsoleLeftIsSettled_data()
    {
        QTest::addColumn<bool>("sent"); // before it was killed
        QTest::addColumn<bool>("reachable"); // Alertmanager, after the restart
        QTest::addColumn<QString>("outcome");
        QTest::newRow("the silence was made") << true << true << "success";
        QTest::newRow("the request was never sent") << false << true << "error";
        QTest::newRow("Alertmanager cannot be asked") << true << false << "unknown";
    }

    void whatAKilledConsoleLeftIsSettled()
    {
        QFETCH(bool, sent);
        QFETCH(bool, reachable);
        QFETCH(QString, outcome);
        Silence wanted;
        wanted.matchers = {{"alertname", "HighErrorRate"}, {"case", QString::fromLatin1(QTest::currentDataTag())}};
        wanted.endsAt = QDateTime::currentDateTimeUtc().addSecs(600);
        wanted.createdBy = QStringLiteral("ana");
        wanted.comment = QStringLiteral("rolling back");
        test::FakeJournal whole;
        AlertmanagerClient before(endpoint(), {}, {&whole, "drill", "drill"});
        const auto made = await(before.silence(wanted, "INC-1"), 20s);
        QVERIFY(made && made->has_value());
        test::FakeJournal journal;
        JournalDraft intent = whole.events(QString::fromLatin1(journalkind::Intent)).first().draft;
        if (!sent) { // another end: a silence that Alertmanager was never asked for
            QJsonObject asked = intent.payload.value("asked").toObject();
            QJsonObject silence = asked.value("silence").toObject();
            silence.insert("until", wanted.endsAt.addSecs(60).toString(Qt::ISODate));
            asked.insert("silence", silence);
            intent.payload.insert("asked", asked);
        }
        QVERIFY(await(journal.append(intent), 5s)->has_value());
        ClientOptions options;
        options.interval = 200ms;
        HttpEndpoint where = endpoint();
        if (!reachable)
            where.url = QUrl(QStringLiteral("http://127.0.0.1:1"));
        const QString outcomes = QString::fromLatin1(journalkind::OutcomeOf);
        { // too young: the console may be alive and about it
            AlertmanagerClient young(where, {}, {&journal, "drill", "drill"}, options);
            QSignalSpy states(&young, &AlertSource::statusChanged);
            young.start();
            QTRY_VERIFY(!states.isEmpty()
                        && states.last().first().value<SourceStatus>().state
                            == (reachable ? SourceStatus::State::Live : SourceStatus::State::Down));
            QCOMPARE(journal.count(outcomes), 0);
        }
        options.cutOffAfter = 0ms;
        AlertmanagerClient after(where, {}, {&journal, "drill", "drill"}, options);
        AlertmanagerClient another(where, {}, {&journal, "drill", "drill"}, options);
        after.start();
        another.start();
        QTRY_VERIFY(journal.count(outcomes) > 0);
        const QJsonObject row = journal.events(outcomes).first().draft.payload;
        QCOMPARE(row.value("outcome").toString(), outcome);
        QCOMPARE(row.value("commandId"), intent.payload.value("commandId"));
        const QList<JournalEvent> silenced = journal.events(QString::fromLatin1(journalkind::Silenced));
        QCOMPARE(silenced.isEmpty(), outcome != QLatin1String("success"));
        for (const JournalEvent &event : silenced)
            QCOMPARE(event.draft.payload.value("silence").toString(), (*made)->id);
        QSet<QUuid> ids; // whoever settles it: one row
        for (const JournalEvent &event : journal.events(outcomes))
            ids << event.draft.id;
        QCOMPARE(ids.size(), 1);
        QVERIFY(await(before.expire(**made, "ana", {}), 20s)->has_value());
    }

    void whatItRefuses()
    {
        Silence wanted;
        wanted.matchers = {{"not a label", "x"}};
        wanted.endsAt = QDateTime::currentDateTimeUtc().addSecs(600);
        wanted.createdBy = QStringLiteral("ana");
        wanted.comment = QStringLiteral("why");
        const auto refused = await(m_client->silence(wanted, {}), 20s);
        QCOMPARE(refused->error().kind, ErrorKind::Refused);
        QVERIFY2(refused->error().raw.contains("invalid"), qPrintable(refused->error().raw));
        Silence nobodys = wanted;
        nobodys.id = QStringLiteral("00000000-0000-0000-0000-000000000000");
        const auto unknown = await(m_client->expire(nobodys, "bo", {}), 20s);
        QVERIFY(!unknown->has_value());
        QCOMPARE(await(m_client->expire({}, "bo", {}), 20s)->error().kind, ErrorKind::Usage);
    }
};

EDGELINK_TEST_MAIN(AlertmanagerRealTest)
#include "tst_alertmanager_real.moc"
