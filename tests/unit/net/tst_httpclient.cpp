// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the shared exchange promises whatever the server does. TLS is tested with Prometheus' client.
#include "app/net/httpclient.h"
#include "tests/support/httpfixture.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QThreadPool>

#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace edgelink;
using namespace std::chrono_literals;
using Fixture = test::HttpFixture;

namespace {

HttpEndpoint endpointOf(const Fixture &server)
{
    HttpEndpoint endpoint;
    endpoint.url = server.url();
    return endpoint;
}

net::HttpRequest get(const QString &path = QStringLiteral("/"))
{
    net::HttpRequest request;
    request.path = path;
    return request;
}

constexpr net::HttpLimits Limits{3s, 100'000};

/// Hangs until it is told the answer; empty: there is no such entry. A call that nobody answers ends after 30 s.
struct Keyring {
    std::atomic<int> asked = 0;
    std::atomic<int> answered = 0;

    ~Keyring()
    {
        answer({});
        QThreadPool::globalInstance()->waitForDone();
    }
    [[nodiscard]] SecretLookup lookup()
    {
        return [this](const SecretReference &reference) -> Result<QByteArray> {
            ++asked;
            std::unique_lock lock(m_mutex);
            m_told.wait_for(lock, 30s, [this] { return m_open; });
            ++answered;
            return m_secret.isEmpty() ? failure(ErrorKind::NotFound, QStringLiteral("no entry"), reference.locator)
                                      : Result<QByteArray>(m_secret);
        };
    }
    void answer(const QByteArray &secret)
    {
        const std::scoped_lock lock(m_mutex);
        m_secret = secret;
        m_open = true;
        m_told.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_told;
    bool m_open = false;
    QByteArray m_secret;
};

} // namespace

class TestHttpClient : public test::Suite
{
    Q_OBJECT

private slots:
    void aFloodIsNotTakenIn_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<bool>("inHeaders");
        QTest::newRow("body without end") << QByteArray(64 * 1024, ' ') << false;
        QTest::newRow("headers without end") << QByteArray("x-padding: ") + QByteArray(4000, 'x') + "\r\n" << true;
    }

    void aFloodIsNotTakenIn()
    {
        QFETCH(QByteArray, piece);
        QFETCH(bool, inHeaders);
        Fixture server([&](const Fixture::Request &) {
            Fixture::Reply reply;
            if (inHeaders)
                reply.raw = "HTTP/1.1 200 OK\r\n" + piece.repeated(4000) + "\r\nrest";
            reply.endless = true;
            reply.body = piece;
            return reply;
        });
        net::HttpClient client(endpointOf(server), {});
        // Several times: whether a flood outruns a limit is a race wherever it can happen at all.
        for (int round = 0; round < 5; ++round) {
            std::optional<Result<net::HttpReply>> answer;
            client.send(get(), Limits, [&](const auto &reply) { answer = reply; });
            QTRY_VERIFY(answer);
            QVERIFY(!*answer);
            QCOMPARE(answer->error().kind, ErrorKind::BadReply);
            QVERIFY2(answer->error().what.contains(QStringLiteral("more than")), qPrintable(answer->error().what));
        }
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY2(server.bytesSent() < 64 * 1024 * 1024, qPrintable(QString::number(server.bytesSent())));
    }

    void whatUnpacksToTooMuchIsRefused()
    {
        // 1 MB of zeros as gzip.
        QByteArray packed
            = qCompress(QByteArray(1'000'000, '\0'), 9).mid(4 + 2); // raw deflate behind Qt's and zlib's head
        packed.chop(4);
        packed = QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10) + packed + QByteArray(8, '\0');
        Fixture server([&](const Fixture::Request &) {
            Fixture::Reply reply;
            reply.body = packed;
            reply.headers = {{"Content-Encoding", "gzip"}};
            return reply;
        });
        QVERIFY(packed.size() < Limits.bodyBytes / 10);
        net::HttpClient client(endpointOf(server), {});
        std::optional<Result<net::HttpReply>> answer;
        client.send(get(), Limits, [&](const auto &reply) { answer = reply; });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QVERIFY2(answer->error().what.contains(QStringLiteral("more than")), qPrintable(answer->error().sentence()));
    }

    void exactlyTheLimitIsFine()
    {
        Fixture server([](const Fixture::Request &) { return Fixture::Reply::json(QByteArray(100'000, ' ')); });
        net::HttpClient client(endpointOf(server), {});
        std::optional<Result<net::HttpReply>> answer;
        client.send(get(), Limits, [&](const auto &reply) { answer = reply; });
        QTRY_VERIFY(answer);
        QVERIFY(answer->has_value());
        QCOMPARE((*answer)->body.size(), 100'000);
    }

    void sendsWhatWasAsked_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("get") << QByteArray("GET") << QByteArray();
        QTest::newRow("post") << QByteArray("POST") << QByteArray("{\"a\":1}");
        QTest::newRow("post nothing") << QByteArray("POST") << QByteArray();
        QTest::newRow("post much") << QByteArray("POST") << QByteArray(3'000'000, 'x');
        QTest::newRow("delete") << QByteArray("DELETE") << QByteArray();
    }

    void sendsWhatWasAsked()
    {
        QFETCH(QByteArray, verb);
        QFETCH(QByteArray, body);
        Fixture server([](const Fixture::Request &) {
            Fixture::Reply reply = Fixture::Reply::json("{}", 201);
            reply.headers = {{"Date", "Fri, 27 Nov 2026 03:00:00 GMT"}};
            return reply;
        });
        HttpEndpoint endpoint = endpointOf(server);
        endpoint.url.setPath(QStringLiteral("/prefix/"));
        endpoint.bearer.source = SecretReference::Source::File;
        net::HttpClient client(endpoint, [](const SecretReference &) { return Result<QByteArray>("t0ken\n"); });
        net::HttpRequest request = get(QStringLiteral("/api"));
        request.verb = verb;
        request.body = body;
        request.query.addQueryItem(QStringLiteral("q"), QStringLiteral("a b"));
        request.headers = {{"X-Ours", "yes"}};
        std::optional<Result<net::HttpReply>> answer;
        client.send(request, Limits, [&](const auto &reply) { answer = reply; });
        QTRY_VERIFY(answer);
        QVERIFY2(answer->has_value(), qPrintable(*answer ? QString() : answer->error().sentence()));
        QCOMPARE((*answer)->status, 201);
        QCOMPARE((*answer)->body, QByteArray("{}"));
        QCOMPARE((*answer)->contentType, QByteArray("application/json"));
        QCOMPARE((*answer)->serverTime, QDateTime(QDate(2026, 11, 27), QTime(3, 0), Qt::UTC));
        QVERIFY((*answer)->elapsed > 0us);
        const Fixture::Request seen = server.requests().constFirst();
        QCOMPARE(seen.method, verb);
        QCOMPARE(seen.target, QByteArray("/prefix/api?q=a%20b"));
        QCOMPARE(seen.body, body);
        QCOMPARE(seen.headers.value("authorization"), QByteArray("Bearer t0ken"));
        QCOMPARE(seen.headers.value("x-ours"), QByteArray("yes"));
    }

    void aRequestsOwnCredentialsReplaceTheEndpoints()
    {
        Fixture server([](const Fixture::Request &) { return Fixture::Reply::json("{}"); });
        HttpEndpoint endpoint = endpointOf(server);
        endpoint.user = QStringLiteral("edgelink");
        net::HttpClient client(endpoint, [](const SecretReference &) { return Result<QByteArray>("pw"); });
        for (const bool own : {false, true}) {
            net::HttpRequest request = get();
            if (own)
                request.headers = {{"authorization", "Device d-1"}};
            bool answered = false;
            client.send(request, Limits, [&](const auto &) { answered = true; });
            QTRY_VERIFY(answered);
        }
        QCOMPARE(server.requests().at(0).headers.value("authorization"),
                 "Basic " + QByteArray("edgelink:pw").toBase64());
        QCOMPARE(server.requests().at(1).headers.value("authorization"), QByteArray("Device d-1"));
    }

    void aSecretOfTwoLinesMakesNoHeader()
    {
        Fixture server([](const Fixture::Request &) { return Fixture::Reply::json("{}"); });
        HttpEndpoint endpoint = endpointOf(server);
        endpoint.bearer.source = SecretReference::Source::File;
        endpoint.bearer.locator = QStringLiteral("prometheus.token");
        net::HttpClient client(endpoint,
                               [](const SecretReference &) { return Result<QByteArray>("t0ken\r\nX-Evil: 1"); });
        std::optional<Result<net::HttpReply>> answer;
        client.send(get(), Limits, [&](const auto &reply) { answer = reply; });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().kind, ErrorKind::Configuration);
        QVERIFY(!answer->error().sentence().contains(QStringLiteral("t0ken")));
        QVERIFY(server.requests().isEmpty());
    }

    /// A keyring that hangs holds up what needs it and nothing else.
    void aKeyringIsAskedBesidesAndOnce()
    {
        Fixture server([](const Fixture::Request &request) {
            return Fixture::Reply::json(request.headers.value("authorization") + request.target);
        });
        HttpEndpoint endpoint = endpointOf(server);
        endpoint.bearer = {SecretReference::Source::Keyring, QStringLiteral("edgelink/prometheus")};
        Keyring keyring;
        net::HttpClient client(endpoint, keyring.lookup());
        QList<QByteArray> bodies;
        const auto take = [&](const Result<net::HttpReply> &reply) {
            QVERIFY2(reply, reply ? "" : qPrintable(reply.error().sentence()));
            bodies << reply->body;
        };
        for (const char *path : {"/1", "/2", "/3"})
            client.send(get(QString::fromLatin1(path)), Limits, take);
        QTRY_COMPARE(keyring.asked.load(), 1);
        QVERIFY(bodies.isEmpty());
        keyring.answer("opened");
        QTRY_COMPARE(bodies.size(), 3);
        std::sort(bodies.begin(), bodies.end());
        QCOMPARE(bodies, (QList<QByteArray>{"Bearer opened/1", "Bearer opened/2", "Bearer opened/3"}));
        QCOMPARE(keyring.asked.load(), 1);
        client.send(get(QStringLiteral("/4")), Limits, take); // it is not kept
        QTRY_COMPARE(bodies.size(), 4);
        QCOMPARE(keyring.asked.load(), 2);
    }

    void whatTheKeyringLacksIsSaidToAllWhoWait()
    {
        Fixture server([](const Fixture::Request &) { return Fixture::Reply::json({}); });
        HttpEndpoint endpoint = endpointOf(server);
        endpoint.user = QStringLiteral("viewer");
        endpoint.password = {SecretReference::Source::Keyring, QStringLiteral("edgelink/prometheus")};
        Keyring keyring;
        net::HttpClient client(endpoint, keyring.lookup());
        QList<Error> errors;
        for (int i = 0; i < 2; ++i)
            client.send(get(), Limits, [&](const auto &reply) { errors << reply.error(); });
        keyring.answer({});
        QTRY_COMPARE(errors.size(), 2);
        QCOMPARE(errors.first().kind, ErrorKind::NotFound);
        QVERIFY(server.requests().isEmpty());
    }

    void whoWaitsForTheKeyringCanBeAborted()
    {
        Fixture server([](const Fixture::Request &) { return Fixture::Reply::json({}); });
        HttpEndpoint endpoint = endpointOf(server);
        endpoint.bearer = {SecretReference::Source::Keyring, QStringLiteral("edgelink/prometheus")};
        Keyring keyring;
        auto client = std::make_unique<net::HttpClient>(endpoint, keyring.lookup());
        int aborted = 0;
        int answered = 0;
        client->send(get(), Limits, [&](const auto &) { ++aborted; });
        client->abortAll();
        client->send(get(), Limits, [&](const auto &) { ++answered; });
        keyring.answer("opened");
        QTRY_COMPARE(answered, 1);
        QCOMPARE(aborted, 0);

        Keyring hanging;
        client = std::make_unique<net::HttpClient>(endpoint, hanging.lookup());
        client->send(get(), Limits, [&](const auto &) { ++answered; });
        QTRY_COMPARE(hanging.asked.load(), 1);
        client.reset(); // does not wait
        QCOMPARE(answered, 1);
        hanging.answer("opened");
        QTRY_COMPARE(hanging.answered.load(), 1);
        QCOMPARE(answered, 1);
    }

    void aRedirectIsAnAnswerOnlyForWhoAsksForIt()
    {
        Fixture server([](const Fixture::Request &) {
            Fixture::Reply reply = Fixture::Reply::json("", 302);
            reply.headers = {{"Location", "/elsewhere"}};
            return reply;
        });
        net::HttpClient client(endpointOf(server), {});
        for (const bool wanted : {false, true}) {
            net::HttpRequest request = get();
            request.redirectIsAnAnswer = wanted;
            std::optional<Result<net::HttpReply>> answer;
            client.send(request, Limits, [&](const auto &reply) { answer = reply; });
            QTRY_VERIFY(answer);
            QCOMPARE(answer->has_value(), wanted);
            if (wanted)
                QCOMPARE((*answer)->location, QByteArray("/elsewhere"));
            else
                QCOMPARE(answer->error().kind, ErrorKind::Forbidden);
        }
        QCOMPARE(server.requests().size(), 2); // nothing was followed
    }

    void abortedExchangesSayNothing()
    {
        Fixture server([](const Fixture::Request &request) {
            Fixture::Reply reply = Fixture::Reply::json("{}");
            reply.hang = request.target == "/hang";
            return reply;
        });
        net::HttpClient client(endpointOf(server), {});
        int called = 0;
        for (int i = 0; i < 10; ++i)
            client.send(get(QStringLiteral("/hang")), Limits, [&](const auto &) { ++called; });
        QTRY_VERIFY(server.openConnections() >= 6);
        client.abortAll();
        QTRY_COMPARE(server.openConnections(), 0);
        // And the client goes on.
        bool answered = false;
        client.send(get(), Limits, [&](const auto &reply) { answered = reply.has_value(); });
        QTRY_VERIFY(answered);
        QCOMPARE(called, 0);
    }

    void anAnswerMayEndItsClient()
    {
        Fixture server([](const Fixture::Request &) { return Fixture::Reply::json("{}"); });
        auto client = std::make_unique<net::HttpClient>(endpointOf(server), SecretLookup());
        int called = 0;
        for (int i = 0; i < 20; ++i) {
            client->send(get(), Limits, [&](const auto &) {
                ++called;
                client.reset();
            });
        }
        QTRY_COMPARE(called, 1);
        QTRY_COMPARE(server.openConnections(), 0);
    }

    void manyAtOnceAllArriveOverAFewConnections()
    {
        Fixture server([](const Fixture::Request &request) { return Fixture::Reply::json(request.target); });
        net::HttpClient client(endpointOf(server), {});
        QSet<QByteArray> bodies;
        for (int i = 0; i < 200; ++i) {
            client.send(get(QStringLiteral("/%1").arg(i)), Limits, [&](const auto &reply) {
                if (reply)
                    bodies << reply->body;
            });
        }
        QTRY_COMPARE(bodies.size(), 200);
        QVERIFY(server.openConnections() <= 6);
    }
};

EDGELINK_TEST_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
