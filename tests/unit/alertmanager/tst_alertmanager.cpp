// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/alertmanager/alertmanagerclient.h"
#include "models/ports/marshal.h"
#include "tests/support/fakejournal.h"
#include "tests/support/httpfixture.h"
#include "tests/support/testsink.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

#include <atomic>

using namespace edgelink;
using namespace edgelink::alertmanager;
using namespace std::chrono_literals;
using Fixture = test::HttpFixture;

namespace {

const QByteArray OneAlert
    = R"([{"fingerprint":"f1","labels":{"alertname":"A","service":"s"},"annotations":{},"startsAt":"2026-11-23T12:00:00.123456789Z","endsAt":"2026-11-23T12:05:00Z","status":{"state":"active","silencedBy":null,"inhibitedBy":[]}}])";
const QByteArray OneSilence
    = R"({"id":"s1","createdBy":"ana","comment":"c","startsAt":"2026-11-23T12:00:00.000Z","endsAt":"2036-11-23T13:00:00+01:00","status":{"state":"active"},"matchers":[{"name":"a","value":"b","isRegex":false}]})";

Silence wanted()
{
    Silence silence;
    silence.matchers = {{"a", "b"}};
    silence.endsAt = QDateTime::currentDateTimeUtc().addSecs(60);
    silence.createdBy = QStringLiteral("ana");
    silence.comment = QStringLiteral("c");
    return silence;
}

} // namespace

class AlertmanagerTest : public test::Suite
{
    Q_OBJECT

private slots:
    void goodReplies()
    {
        const auto alerts = parseAlerts(OneAlert);
        QVERIFY2(alerts, alerts ? "" : qPrintable(alerts.error().what));
        QCOMPARE(alerts->first().startsAt, QDateTime({2026, 11, 23}, {12, 0, 0, 123}, Qt::UTC));
        const auto silence = parseSilence(OneSilence);
        QVERIFY2(silence, silence ? "" : qPrintable(silence.error().what));
        QCOMPARE(silence->silence.endsAt, QDateTime({2036, 11, 23}, {12, 0}, Qt::UTC));
        const auto operators = parseSilences(
            "[" + QByteArray(OneSilence).replace("\"isRegex\":false", "\"isRegex\":true,\"isEqual\":false") + "]");
        QCOMPARE(operators->first().silence.matchers.firstKey(), QStringLiteral("a!~"));
        QCOMPARE(parseSilence(silenceBody(wanted())).error().what, QStringLiteral("id: expected text, found nothing"));
        QVERIFY(QJsonDocument::fromJson(silenceBody(wanted())).object().contains("matchers"));
    }

    void badReplies_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        const auto changed = [](const QByteArray &before, const QByteArray &after) {
            return QByteArray(OneAlert).replace(before, after);
        };
        QTest::newRow("nothing") << QByteArray() << "not JSON";
        QTest::newRow("HTML") << QByteArray("<html>") << "not JSON";
        QTest::newRow("half") << OneAlert.left(80) << "not JSON";
        QTest::newRow("object") << QByteArray("{}") << "expected a list";
        QTest::newRow("bare string") << QByteArray("\"bad request\"") << "not JSON|expected a list";
        QTest::newRow("entry") << QByteArray("[3]") << "[0]: expected an object, found a number";
        QTest::newRow("no fingerprint") << changed("\"fingerprint\":\"f1\",", "")
                                        << "[0].fingerprint: expected text, found nothing";
        QTest::newRow("label") << changed("\"service\":\"s\"", "\"service\":1")
                               << "[0].labels.service: expected text, found a number";
        QTest::newRow("time") << changed("2026-11-23T12:00:00.123456789Z", "yesterday")
                              << "[0].startsAt: expected a time";
        QTest::newRow("state") << changed("\"state\":\"active\"", "\"state\":{}") << "[0].status.state: expected text";
        QTest::newRow("silencedBy") << changed("null", "\"s1\"") << "[0].status.silencedBy: expected a list";
        QTest::newRow("too many") << QByteArray("[" + QByteArray("{},").repeated(6000) + "{}]") << "more than 5000";
        QTest::newRow("deep") << QByteArray(50'000, '[') << "not JSON";
    }

    void badReplies()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, message);
        const auto alerts = parseAlerts(bytes);
        QVERIFY(!alerts);
        const QStringList accepted = message.split('|');
        QVERIFY2(std::any_of(accepted.cbegin(), accepted.cend(),
                             [&](const QString &one) { return alerts.error().what.contains(one); }),
                 qPrintable(alerts.error().what));
    }

    void errorsAreBareStrings()
    {
        QCOMPARE(errorText("\"silence \\\"x\\\" invalid\"\n"), QStringLiteral("silence \"x\" invalid"));
        QCOMPARE(errorText(R"({"code":601,"message":"bad"})"), QStringLiteral("bad"));
        QCOMPARE(errorText("plain words"), QStringLiteral("plain words"));
        QCOMPARE(errorText(QByteArray(9000, 'x')).size(), 500);
    }

    void alertsAndSilencesComeTogether()
    {
        std::atomic<bool> broken{true};
        Fixture server([&broken](const Fixture::Request &request) {
            if (request.path() == "/api/v2/alerts")
                return Fixture::Reply::json(OneAlert);
            return broken ? Fixture::Reply::json("\"no\"", 500) : Fixture::Reply::json("[" + OneSilence + "]");
        });
        ClientOptions options;
        options.interval = 20ms;
        options.longestBackoff = 50ms;
        AlertmanagerClient client(HttpEndpoint{server.url(), {}, {}, {}, {}}, {}, {}, options);
        QSignalSpy seen(&client, &AlertSource::alertsChanged);
        QSignalSpy states(&client, &AlertSource::statusChanged);
        client.start();
        const auto state = [&states] { return states.last().first().value<SourceStatus>(); };
        QTRY_VERIFY(!states.isEmpty() && state().state == SourceStatus::State::Down);
        QCOMPARE(state().error->raw, QStringLiteral("no"));
        QVERIFY(seen.isEmpty());
        broken = false;
        QTRY_VERIFY(!seen.isEmpty());
        QCOMPARE(seen.first().at(0).value<QList<Alert>>().size(), 1);
        QCOMPARE(seen.first().at(1).value<QList<Silence>>().size(), 1);
        QVERIFY(state().isLive());
        client.stop();
        QTRY_COMPARE(state().state, SourceStatus::State::Idle);
    }

    void aSilenceIsReadBack_data()
    {
        QTest::addColumn<QByteArray>("held");
        QTest::addColumn<int>("kind"); // -1: success
        QTest::newRow("as asked") << OneSilence << -1;
        QTest::newRow("another") << QByteArray(OneSilence).replace("\"value\":\"b\"", "\"value\":\"c\"")
                                 << static_cast<int>(ErrorKind::Conflict);
        QTest::newRow("already over") << QByteArray(OneSilence).replace("active", "expired")
                                      << static_cast<int>(ErrorKind::Conflict);
        QTest::newRow("nonsense") << QByteArray("{}") << static_cast<int>(ErrorKind::BadReply);
    }

    void aSilenceIsReadBack()
    {
        QFETCH(QByteArray, held);
        QFETCH(int, kind);
        test::FakeJournal journal;
        std::atomic<qsizetype> intentsBefore{0};
        Fixture server([&](const Fixture::Request &request) {
            if (request.method == "POST")
                intentsBefore = journal.count(QString::fromLatin1(journalkind::Intent));
            return Fixture::Reply::json(request.method == "POST" ? QByteArray(R"({"silenceID":"s1"})") : held);
        });
        AlertmanagerClient client(HttpEndpoint{server.url(), {}, {}, {}, {}}, {}, {&journal, "drill", "drill"});
        const auto made = await(client.silence(wanted(), "INC-1"), 20s);
        QVERIFY(made);
        QCOMPARE(made->has_value() ? -1 : static_cast<int>(made->error().kind), kind);
        QCOMPARE(server.requests().last().target, QByteArray("/api/v2/silence/s1"));
        QCOMPARE(intentsBefore.load(), 1); // on the record before Alertmanager heard of it
        const JournalEvent intent = journal.events(QString::fromLatin1(journalkind::Intent)).first();
        QCOMPARE(intent.draft.actor, QStringLiteral("ana"));
        QCOMPARE(intent.draft.incidentId, QStringLiteral("INC-1"));
        QCOMPARE(intent.draft.stream, QStringLiteral("drill"));
        QVERIFY(intent.draft.payload.value("command").toString().startsWith("silence a=\"b\" until"));
        QVERIFY(intent.draft.payload.value("mutating").toBool());
        const QJsonObject outcome = journal.events(QString::fromLatin1(journalkind::OutcomeOf)).first().draft.payload;
        QCOMPARE(outcome.value("commandId"), intent.draft.payload.value("commandId"));
        QCOMPARE(outcome.value("outcome").toString(),
                 kind < 0                                            ? QStringLiteral("success")
                     : kind == static_cast<int>(ErrorKind::BadReply) ? QStringLiteral("unknown")
                                                                     : QStringLiteral("error"));
        const QList<JournalEvent> results = journal.events(QString::fromLatin1(journalkind::Silenced));
        QCOMPARE(results.size(), kind < 0 ? 1 : 0);
        if (kind < 0) {
            QCOMPARE(results.first().draft.payload.value("silence").toString(), QStringLiteral("s1"));
            QCOMPARE(results.first().draft.payload.value("comment").toString(), QStringLiteral("c"));
        }
    }

    void onlyAPlainNoIsAnError_data()
    {
        QTest::addColumn<int>("toPost");
        QTest::addColumn<int>("toGet");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("refused") << 400 << 200 << "error";
        QTest::newRow("forbidden") << 403 << 200 << "error";
        QTest::newRow("a proxy lost the answer") << 502 << 200 << "unknown";
        QTest::newRow("taken, and then not to be read") << 200 << 503 << "unknown";
        QTest::newRow("taken, and reading is forbidden") << 200 << 403 << "unknown";
    }

    void onlyAPlainNoIsAnError()
    {
        QFETCH(int, toPost);
        QFETCH(int, toGet);
        QFETCH(QString, outcome);
        test::FakeJournal journal;
        Fixture server([&](const Fixture::Request &request) {
            return request.method == "POST" ? Fixture::Reply::json(R"({"silenceID":"s1"})", toPost)
                                            : Fixture::Reply::json(OneSilence, toGet);
        });
        AlertmanagerClient client(HttpEndpoint{server.url(), {}, {}, {}, {}}, {}, {&journal, "drill", "drill"});
        const auto made = await(client.silence(wanted(), {}), 20s);
        QVERIFY(made && !made->has_value());
        const QJsonObject told = journal.events(QString::fromLatin1(journalkind::OutcomeOf)).first().draft.payload;
        QCOMPARE(told.value("outcome").toString(), outcome);
        QCOMPARE(told.value("error").toString().contains("s1"), toPost == 200); // what to look for
    }

    void aClientThatGoesLeavesItOnRecord()
    {
        test::FakeJournal journal;
        Fixture server([](const Fixture::Request & /*request*/) {
            Fixture::Reply never;
            never.hang = true;
            return never;
        });
        auto client = std::make_unique<AlertmanagerClient>(HttpEndpoint{server.url(), {}, {}, {}, {}}, SecretLookup(),
                                                           RecordPlace{&journal, "drill", "drill"});
        const auto future = client->silence(wanted(), {});
        QTRY_COMPARE(server.requests().size(), 1);
        QCOMPARE(journal.count(QString::fromLatin1(journalkind::OutcomeOf)), 0);
        client.reset();
        const QList<JournalEvent> outcomes = journal.events(QString::fromLatin1(journalkind::OutcomeOf));
        QCOMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().draft.payload.value("outcome").toString(), QStringLiteral("unknown"));
        QCOMPARE(outcomes.first().draft.payload.value("commandId"),
                 journal.events(QString::fromLatin1(journalkind::Intent)).first().draft.payload.value("commandId"));
    }

    void whatCannotBeRecordedIsNotAsked_data()
    {
        QTest::addColumn<bool>("journal");
        QTest::newRow("disk full") << true;
        QTest::newRow("no journal") << false;
    }

    void whatCannotBeRecordedIsNotAsked()
    {
        QFETCH(bool, journal);
        test::FakeJournal full;
        full.failWith(Error{ErrorKind::Io, "disk full", {}, {}, {}});
        Fixture server([](const Fixture::Request &) { return Fixture::Reply::json(OneSilence); });
        AlertmanagerClient client(HttpEndpoint{server.url(), {}, {}, {}, {}}, {},
                                  {journal ? &full : nullptr, "drill", "drill"});
        const auto made = await(client.silence(wanted(), {}), 20s);
        QVERIFY(made && !*made);
        QVERIFY2(made->error().what.contains("nothing was changed"), qPrintable(made->error().what));
        Silence held = wanted();
        held.id = QStringLiteral("s1");
        QVERIFY(!await(client.expire(held, "ana", {}), 20s)->has_value());
        QVERIFY(server.requests().isEmpty());
    }

    void unsafeSilencesAreRefused_data()
    {
        QTest::addColumn<int>("defect");
        QTest::newRow("no matchers") << 0;
        QTest::newRow("no author") << 1;
        QTest::newRow("no reason") << 2;
        QTest::newRow("over") << 3;
        QTest::newRow("no end") << 4;
    }

    void unsafeSilencesAreRefused()
    {
        QFETCH(int, defect);
        Silence silence = wanted();
        switch (defect) {
        case 0:
            silence.matchers.clear();
            break;
        case 1:
            silence.createdBy = QStringLiteral(" ");
            break;
        case 2:
            silence.comment.clear();
            break;
        case 3:
            silence.endsAt = QDateTime::currentDateTimeUtc().addSecs(-1);
            break;
        default:
            silence.endsAt = {};
            break;
        }
        test::FakeJournal journal;
        AlertmanagerClient client(HttpEndpoint{QUrl("http://127.0.0.1:1"), {}, {}, {}, {}}, {},
                                  {&journal, "drill", "drill"});
        QCOMPARE(await(client.silence(silence, {}), 20s)->error().kind, ErrorKind::Usage);
        QVERIFY(journal.events().isEmpty());
    }

    void anExpiryThatDidNotHappenIsSaid()
    {
        test::FakeJournal journal;
        Fixture server([](const Fixture::Request &request) {
            return Fixture::Reply::json(request.method == "DELETE" ? QByteArray() : OneSilence);
        });
        AlertmanagerClient client(HttpEndpoint{server.url(), {}, {}, {}, {}}, {}, {&journal, "drill", "drill"});
        Silence held = wanted();
        held.id = QStringLiteral("s/../1");
        QCOMPARE(await(client.expire(held, "bo", {}), 20s)->error().kind, ErrorKind::Conflict);
        QCOMPARE(server.requests().first().target, QByteArray("/api/v2/silence/s%2F..%2F1"));
        QCOMPARE(journal.count(QString::fromLatin1(journalkind::SilenceEnded)), 0);
        QCOMPARE(await(client.expire(held, " ", {}), 20s)->error().kind, ErrorKind::Usage);
        QCOMPARE(await(client.expire({}, "bo", {}), 20s)->error().kind, ErrorKind::Usage);
    }

    void anEndedSilenceIsOnTheRecord()
    {
        test::FakeJournal journal;
        std::atomic<qsizetype> intentsBefore{0};
        Fixture server([&](const Fixture::Request &request) {
            if (request.method == "DELETE")
                intentsBefore = journal.count(QString::fromLatin1(journalkind::Intent));
            return Fixture::Reply::json(
                request.method == "DELETE" ? QByteArray() : QByteArray(OneSilence).replace("active", "expired"));
        });
        AlertmanagerClient client(HttpEndpoint{server.url(), {}, {}, {}, {}}, {}, {&journal, "drill", "drill"});
        Silence held = wanted();
        held.id = QStringLiteral("s1");
        QVERIFY(await(client.expire(held, "bo", "INC-1"), 20s)->has_value());
        QCOMPARE(intentsBefore.load(), 1);
        QStringList kinds;
        for (const JournalEvent &event : journal.events()) {
            kinds << event.draft.kind;
            QCOMPARE(event.draft.actor, QStringLiteral("bo"));
            QCOMPARE(event.draft.incidentId, QStringLiteral("INC-1"));
        }
        QCOMPARE(kinds, (QStringList{"intent", "outcome", "silence-ended"}));
        QCOMPARE(journal.events().last().draft.payload.value("matchers").toObject().value("a").toString(),
                 QStringLiteral("b"));
    }
};

EDGELINK_TEST_MAIN(AlertmanagerTest)
#include "tst_alertmanager.moc"
