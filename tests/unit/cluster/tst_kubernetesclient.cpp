// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/kubernetesclient.h"
#include "tests/support/httpfixture.h"
#include "tests/support/testrunner.h"
#include "tests/support/testsink.h"
#include "tests/unit/cluster/answers.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTemporaryFile>

#include <algorithm>
#include <atomic>
#include <memory>

using namespace edgelink;
using namespace std::chrono_literals;
using edgelink::cluster::KubernetesClient;
using test::got;
using test::HttpFixture;
using test::q;
using Reply = HttpFixture::Reply;

namespace {

QByteArray podJson(const QByteArray &name, const QByteArray &version = "1")
{
    return q("{'kind':'Pod','metadata':{'name':'" + name + "','resourceVersion':'" + version + "'}}");
}

QByteArray list(const QByteArray &items, const QByteArray &version = "10", const QByteArray &next = {})
{
    return q("{'kind':'PodList','metadata':{'resourceVersion':'" + version + "','continue':'" + next + "'},'items':[")
        + items + "]}";
}

QByteArray eventLine(const QByteArray &type, const QByteArray &object)
{
    return q("{'type':'" + type + "','object':") + object + "}\n";
}

/// A watch that says this bit by bit and then is closed by the server.
Reply openWatch(const QByteArray &lines)
{
    Reply reply;
    reply.body = lines;
    reply.trickleBytes = 7; // chunks cut lines anywhere
    reply.trickleEvery = 1ms;
    return reply;
}

cluster::Timing quick()
{
    cluster::Timing timing;
    timing.request = 400ms;
    timing.list = 400ms;
    timing.watchIdle = 700ms;
    timing.heartbeat = 150ms;
    timing.heartbeatDeadline = 300ms;
    timing.heartbeatDown = 100ms;
    timing.backoffFirst = 20ms;
    timing.backoffMost = 100ms;
    timing.forbiddenRetry = 200ms;
    timing.coalesce = 5ms;
    return timing;
}

/// Answers everything but pods as a healthy, empty cluster does.
Reply healthy(const HttpFixture::Request &request)
{
    const bool watch = request.target.contains("watch=1");
    if (request.path() == "/version")
        return Reply::json(q("{'gitVersion':'v1.34.4'}"));
    if (watch) {
        Reply reply;
        reply.hang = true;
        return reply;
    }
    return Reply::json(q("{'kind':'SomethingList','metadata':{'resourceVersion':'5'},'items':[]}"));
}

bool isPods(const HttpFixture::Request &request)
{
    return request.path() == "/api/v1/namespaces/n/pods";
}

bool isWatch(const HttpFixture::Request &request)
{
    return request.target.contains("watch=1");
}

} // namespace

/// What no real API server can be made to do at will.
class KubernetesClientTest : public test::Suite
{
    Q_OBJECT

private slots:
    void init()
    {
        Suite::init();
        m_pods.clear();
        m_status = {};
        QVERIFY(m_kubeconfig.open());
    }

    void cleanup()
    {
        m_client.reset();
        m_server.reset();
        m_runner.reset();
    }

    void pagesAndLinesCutAnywhere()
    {
        start([](const HttpFixture::Request &request) {
            if (!isPods(request))
                return healthy(request);
            if (!isWatch(request))
                return request.field("continue") == "next" ? Reply::json(list(podJson("b"), "99"))
                                                           : Reply::json(list(podJson("a"), "10", "next"));
            if (request.field("resourceVersion") != "10") {
                Reply idle;
                idle.hang = true;
                return idle;
            }
            return openWatch(eventLine("ADDED", podJson("c", "11")) + eventLine("BOOKMARK", podJson("", "12"))
                             + eventLine("DELETED", podJson("a", "13")));
        });
        QTRY_COMPARE(m_pods, (QStringList{"b", "c"}));
        // The list's version is that of its first page; after the server closed, the watch goes on where it was.
        QTRY_VERIFY(asked("resourceVersion=13"));
        QVERIFY(asked("resourceVersion=10") && !asked("resourceVersion=99"));
    }

    void tooOldIsListedAgain_data()
    {
        QTest::addColumn<bool>("inBand");
        QTest::newRow("as an event") << true;
        QTest::newRow("as a status") << false;
    }
    void tooOldIsListedAgain()
    {
        QFETCH(bool, inBand);
        const auto lists = std::make_shared<std::atomic<int>>(0);
        start([inBand, lists](const HttpFixture::Request &request) {
            if (!isPods(request))
                return healthy(request);
            const QByteArray gone
                = q("{'kind':'Status','code':410,'reason':'Expired','message':'too old resource version'}");
            if (!isWatch(request))
                return Reply::json(list(podJson("p" + QByteArray::number(++*lists)), "10"));
            if (*lists < 3)
                return inBand ? Reply::json(eventLine("ERROR", gone)) : Reply::json(gone, 410);
            Reply idle;
            idle.hang = true;
            return idle;
        });
        QTRY_COMPARE(m_pods, QStringList{"p3"});
    }

    void badWatches_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("not JSON") << QByteArray("<html>\n");
        QTest::newRow("no version") << QByteArray("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"x\"}}}\n");
        QTest::newRow("an error") << QByteArray(
            "{\"type\":\"ERROR\",\"object\":{\"code\":500,\"message\":\"etcd\"}}\n");
        QTest::newRow("too long") << QByteArray(7 * 1024 * 1024, 'x');
    }
    /// A lying watch is told, and ends in a new list; what was known stays known.
    void badWatches()
    {
        QFETCH(QByteArray, line);
        start([line](const HttpFixture::Request &request) {
            if (!isPods(request))
                return healthy(request);
            return isWatch(request) ? Reply::json(line) : Reply::json(list(podJson("a")));
        });
        QTRY_COMPARE(m_pods, QStringList{"a"});
        QTRY_COMPARE(m_status.state, SourceStatus::State::Degraded);
        QVERIFY(m_status.error->subject.contains("pods"));
        QTRY_VERIFY_WITH_TIMEOUT(count("/api/v1/namespaces/n/pods?limit") >= 2, 30'000);
        QCOMPARE(m_pods, QStringList{"a"});
    }

    void whatNobodyHearsIsNotWatched()
    {
        make(&healthy);
        QObject::disconnect(m_client.get(), &ClusterSource::podsChanged, nullptr, nullptr);
        m_client->start();
        QTRY_VERIFY(count("/api/v1/namespaces/n/secrets?watch=1") > 0);
        QCOMPARE(count("/api/v1/namespaces/n/pods"), 0);
        QCOMPARE(count("/apis/apps/v1/namespaces/n/deployments"), 0);
        QVERIFY(got(m_client->pods()).has_value()); // whoever asks is answered
    }

    void silentWatchIsGivenUp()
    {
        start([](const HttpFixture::Request &request) {
            if (!isPods(request))
                return healthy(request);
            if (!isWatch(request))
                return Reply::json(list(podJson("a")));
            Reply silent = Reply::json("x");
            silent.trickleBytes = 1;
            silent.trickleEvery = 60s; // headers and a byte, then nothing
            silent.body = QByteArray(10, ' ');
            return silent;
        });
        QTRY_COMPARE(m_status.state, SourceStatus::State::Degraded);
        QCOMPARE(m_status.error->kind, ErrorKind::Timeout);
        QTRY_VERIFY(count("watch=1") > 5);
    }

    void hungServerIsDown()
    {
        const auto hung = std::make_shared<std::atomic<bool>>(false);
        start([hung](const HttpFixture::Request &request) {
            Reply reply;
            reply.hang = true;
            return *hung ? reply : healthy(request);
        });
        QTRY_COMPARE(m_status.state, SourceStatus::State::Connecting); // its watches hang, so they are not open
        *hung = true;
        QTRY_COMPARE(m_status.state, SourceStatus::State::Down);
        QCOMPARE(m_status.error->kind, ErrorKind::Timeout);
    }

    void answersAreBounded_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("kind");
        const auto kind = [](ErrorKind value) { return static_cast<int>(value); };
        QTest::newRow("hangs") << 0 << kind(ErrorKind::Timeout);
        QTest::newRow("trickles") << 1 << kind(ErrorKind::Timeout); // Qt's own timeout never ends this one
        QTest::newRow("endless") << 2 << kind(ErrorKind::BadReply);
        QTest::newRow("cut off") << 3 << kind(ErrorKind::Unreachable);
        QTest::newRow("redirects") << 4 << kind(ErrorKind::BadReply);
        QTest::newRow("is not JSON") << 5 << kind(ErrorKind::BadReply);
        QTest::newRow("speaks no HTTP") << 6 << kind(ErrorKind::Unreachable);
        QTest::newRow("unauthorized") << 7 << kind(ErrorKind::Forbidden);
        QTest::newRow("an array") << 8 << kind(ErrorKind::BadReply);
    }
    void answersAreBounded()
    {
        QFETCH(int, what);
        QFETCH(int, kind);
        make(
            [what](const HttpFixture::Request &) {
                Reply reply = Reply::json(q("{'kind':'Pod'}"));
                switch (what) {
                case 0:
                    reply.hang = true;
                    break;
                case 1:
                    reply.body = QByteArray(100'000, ' ');
                    reply.trickleBytes = 1;
                    reply.trickleEvery = 5ms;
                    break;
                case 2:
                    reply.endless = true;
                    reply.body = QByteArray(1024 * 1024, 'x');
                    break;
                case 3:
                    reply.truncateAt = 3;
                    break;
                case 4:
                    reply.status = 302;
                    reply.headers = {{"Location", "http://127.0.0.1:9/elsewhere"}};
                    break;
                case 5:
                    reply.body = "<html>";
                    break;
                case 6:
                    reply.raw = "SSH-2.0-OpenSSH\r\n\r\n";
                    break;
                case 7:
                    reply = Reply::json(q("{'message':'Unauthorized'}"), 401);
                    break;
                default:
                    reply.body = "[]";
                }
                return reply;
            },
            what == 2 ? cluster::Timing{} : quick());
        const Result<QJsonObject> object = got(m_client->object("/api/v1/namespaces/n/pods/x"));
        QVERIFY(!object);
        QCOMPARE(static_cast<int>(object.error().kind), kind);
        QVERIFY(!object.error().what.isEmpty());
    }

    void tokenGoesWithEachRequest()
    {
        make([](const HttpFixture::Request &request) { return healthy(request); });
        QVERIFY(got(m_client->serverVersion()));
        const HttpFixture::Request request = m_server->requests().last();
        QCOMPARE(request.headers.value("authorization"), "Bearer t0ken");
        QVERIFY(request.headers.value("user-agent").startsWith("edgelink-console/"));
    }

    void kubectlThatFails_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<bool>("ok");
        QTest::newRow("an error") << QByteArray("error: stat /nowhere: no such file or directory") << false;
        QTest::newRow("too old") << QByteArray("error: unknown flag: --minify") << false;
        QTest::newRow("nothing") << QByteArray() << true;
        QTest::newRow("half") << QByteArray("{\"kind\":\"Config\",") << true;
        QTest::newRow("not UTF-8") << QByteArray("{\"kind\":\"\xff\"}") << true;
    }
    void kubectlThatFails()
    {
        QFETCH(QByteArray, output);
        QFETCH(bool, ok);
        m_runner = std::make_unique<test::ScriptedRunner>([output, ok](const CommandSpec &) {
            return ok ? test::ScriptedRunner::output(output) : test::ScriptedRunner::failed(output);
        });
        m_client = std::make_unique<KubernetesClient>(environment(), ToolPaths{}, m_runner.get(), nullptr, quick());
        const Result<QString> version = got(m_client->serverVersion());
        QVERIFY(!version);
        if (output.contains("unknown flag"))
            QVERIFY2(version.error().next.contains("kubectl 1.24.0 or newer"), qPrintable(version.error().next));
        QVERIFY(m_runner->specs().first().confidentialOutput);
        QVERIFY(m_runner->specs().first().display().contains("--context c"));
    }

    void rewrittenKubeconfigIsReadAgain()
    {
        start([](const HttpFixture::Request &request) { return healthy(request); });
        QTRY_VERIFY(count("watch=1") >= 2); // pods, which this test hears of, and Helm's Secrets
        const qsizetype runs = m_runner->specs().size();
        m_kubeconfig.write("changed");
        m_kubeconfig.flush();
        QTRY_VERIFY(m_runner->specs().size() > runs);
        QTRY_VERIFY(count("watch=1") >= 4);
    }

    void questionsDuringTheEnd()
    {
        make([](const HttpFixture::Request &) {
            Reply reply;
            reply.hang = true;
            return reply;
        });
        const QFuture<Result<QString>> version = m_client->serverVersion();
        const QFuture<Result<QList<Pod>>> pods = m_client->pods();
        QTRY_VERIFY(m_server->requests().size() >= 1);
        m_client.reset();
        QTRY_VERIFY(version.isFinished() && pods.isFinished()); // nobody waits for ever
    }

private:
    [[nodiscard]] Environment environment() const
    {
        Environment environment;
        environment.name = "e";
        environment.kubeconfig = m_kubeconfig.fileName();
        environment.context = "c";
        environment.nameSpace = "n";
        return environment;
    }
    void make(HttpFixture::Handler handler, const cluster::Timing &timing = quick())
    {
        m_server = std::make_unique<HttpFixture>(std::move(handler));
        const QByteArray config = q("{'current-context':'c','contexts':[{'name':'c','context':{'cluster':'k','user':'u'"
                                    "}}],'clusters':[{'name':'k',"
                                    "'cluster':{'server':'")
            + m_server->url().toString().toUtf8() + q("'}}],'users':[{'name':'u','user':{'token':'t0ken'}}]}");
        m_runner = std::make_unique<test::ScriptedRunner>(
            [config](const CommandSpec &) { return test::ScriptedRunner::output(config); });
        m_client = std::make_unique<KubernetesClient>(environment(), ToolPaths{}, m_runner.get(), nullptr, timing);
        connect(m_client.get(), &ClusterSource::podsChanged, this, [this](const QList<Pod> &pods) {
            m_pods.clear();
            for (const Pod &pod : pods)
                m_pods << pod.name;
        });
        connect(m_client.get(), &ClusterSource::statusChanged, this,
                [this](const SourceStatus &status) { m_status = status; });
    }
    void start(HttpFixture::Handler handler)
    {
        make(std::move(handler));
        m_client->start();
    }
    [[nodiscard]] qsizetype count(const QByteArray &part) const
    {
        const QList<HttpFixture::Request> requests = m_server->requests();
        return std::count_if(requests.cbegin(), requests.cend(),
                             [&part](const HttpFixture::Request &request) { return request.target.contains(part); });
    }
    [[nodiscard]] bool asked(const QByteArray &part) const { return count(part) > 0; }

    QTemporaryFile m_kubeconfig;
    std::unique_ptr<HttpFixture> m_server;
    std::unique_ptr<test::ScriptedRunner> m_runner;
    std::unique_ptr<KubernetesClient> m_client;
    QStringList m_pods;
    SourceStatus m_status;
};

EDGELINK_TEST_MAIN(KubernetesClientTest)
#include "tst_kubernetesclient.moc"
