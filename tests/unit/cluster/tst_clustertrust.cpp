// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/kubernetesclient.h"
#include "tests/support/httpfixture.h"
#include "tests/support/testrunner.h"
#include "tests/support/testsink.h"
#include "tests/unit/cluster/answers.h"

#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>

#include <atomic>
#include <memory>

using namespace edgelink;
using namespace std::chrono_literals;
using edgelink::cluster::KubernetesClient;
using test::got;
using test::HttpFixture;
using test::q;
using test::ScriptedRunner;
using Reply = HttpFixture::Reply;

namespace {

constexpr qint64 MiB = qint64{1024} * 1024;

bool isWatch(const HttpFixture::Request &request)
{
    return request.target.contains("watch=1");
}

Reply version()
{
    return Reply::json(q("{'gitVersion':'v1.34.4'}"));
}

Reply endless(const QByteArray &piece, int status = 200)
{
    Reply reply;
    reply.endless = true;
    reply.body = piece;
    reply.status = status;
    return reply;
}

} // namespace

/// Servers that flood, credentials that grow old, and kubectl's answers where the console cannot ask by itself.
class ClusterTrustTest : public test::Suite
{
    Q_OBJECT

private slots:
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
        m_runner.reset();
        m_status = {};
    }

    void aFloodIsNotTakenIn_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<qint64>("most"); ///< bytes the server may get rid of in one exchange
        QTest::newRow("answer without end") << 200 << 80 * MiB;
        QTest::newRow("error without end") << 500 << 16 * MiB;
    }
    void aFloodIsNotTakenIn()
    {
        QFETCH(int, status);
        QFETCH(qint64, most);
        make([status](const HttpFixture::Request &) { return endless(QByteArray(64 * 1024, 'x'), status); });
        // Several times: whether a flood outruns a limit is a race wherever it can happen at all.
        for (int round = 0; round < 3; ++round) {
            const Result<QJsonObject> object = got(m_client->object("/api/v1/namespaces/n/pods/x"));
            QVERIFY(!object);
            QCOMPARE(object.error().kind, ErrorKind::BadReply);
            QVERIFY2(object.error().what.contains("longer than"), qPrintable(object.error().what));
        }
        QTRY_COMPARE(m_server->openConnections(), 0);
        QVERIFY2(m_server->bytesSent() < 3 * most, qPrintable(QString::number(m_server->bytesSent())));
    }

    /// One event without an end: the watch is left, and said to be broken.
    void anEndlessEventIsNotTakenIn()
    {
        auto watches = std::make_shared<std::atomic<int>>(0);
        make([watches](const HttpFixture::Request &request) {
            if (request.path() == "/version")
                return version();
            if (!isWatch(request))
                return Reply::json(q("{'kind':'SomethingList','metadata':{'resourceVersion':'5'},'items':[]}"));
            ++*watches;
            return endless(QByteArray(64 * 1024, 'x'));
        });
        m_client->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_status.error && m_status.error->what.contains("longer than"), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(*watches >= 8, 30'000);
        m_client.reset();
        QVERIFY2(m_server->bytesSent() < *watches * 24 * MiB, qPrintable(QString::number(m_server->bytesSent())));
    }

    /// Events faster than they can be read: the server waits for us, and other questions are still answered.
    void eventsWithoutEndHoldNothingUp()
    {
        make([](const HttpFixture::Request &request) {
            if (request.path() == "/version")
                return version();
            if (!isWatch(request))
                return Reply::json(q("{'kind':'SomethingList','metadata':{'resourceVersion':'5'},'items':[]}"));
            return endless(
                q("{'type':'BOOKMARK','object':{'kind':'Pod','metadata':{'resourceVersion':'6','annotations':"
                  "{'x':'")
                + QByteArray(8 * 1024, 'x') + q("'}}}}\n"));
        });
        m_client->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_server->bytesSent() > 64 * MiB, 60'000);
        const Result<QString> answer = got(m_client->serverVersion());
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().sentence()));
    }

    /// A rotated file counts at once, and a refused token is read anew before anybody hears of it.
    void aTokenFileIsReadAgain()
    {
        const QString path = m_folder.filePath("token");
        write(path, "first\n");
        make(
            [path](const HttpFixture::Request &request) {
                if (request.headers.value("authorization") != "Bearer second") {
                    write(path, "second\n"); // whoever rotates it does so between our two questions
                    return Reply::json(q("{'message':'Unauthorized'}"), 401);
                }
                return version();
            },
            q("{'tokenFile':'") + path.toUtf8() + q("'}"));
        const Result<QString> answer = got(m_client->serverVersion());
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().sentence()));
        QCOMPARE(m_server->requests().size(), 2);
        QCOMPARE(m_server->requests().first().headers.value("authorization"), QByteArray("Bearer first"));

        write(path, "two\nlines\n");
        const Result<QString> broken = got(m_client->serverVersion());
        QVERIFY(!broken);
        QCOMPARE(broken.error().kind, ErrorKind::Configuration);
        QVERIFY2(!broken.error().sentence().contains("lines\n"), qPrintable(broken.error().sentence()));
    }

    void aRefusedTokenIsNotSentTwice()
    {
        make([](const HttpFixture::Request &) { return Reply::json(q("{'message':'Unauthorized'}"), 401); });
        const Result<QString> answer = got(m_client->serverVersion());
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Forbidden);
        QCOMPARE(m_server->requests().size(), 1);
    }

    /// An exec plugin is run again when the server refuses what it gave, once.
    void aPluginIsRunAgain_data()
    {
        QTest::addColumn<bool>("helps");
        QTest::newRow("and gives what is accepted") << true;
        QTest::newRow("and gives the same") << false;
    }
    void aPluginIsRunAgain()
    {
        QFETCH(bool, helps);
        make(
            [](const HttpFixture::Request &request) {
                return request.headers.value("authorization") == "Bearer token-2"
                    ? version()
                    : Reply::json(q("{'message':'Unauthorized'}"), 401);
            },
            q("{'exec':{'apiVersion':'client.authentication.k8s.io/"
              "v1','command':'plugin','interactiveMode':'Never'}}"));
        int runs = 0;
        m_answer = [&runs, helps](const CommandSpec &spec) {
            const QByteArray token = helps ? "token-" + QByteArray::number(++runs) : QByteArray("token-1");
            if (!helps)
                ++runs;
            if (spec.program != "plugin" || !spec.confidentialOutput)
                qFatal("not the plugin");
            return ScriptedRunner::output(
                q("{'apiVersion':'client.authentication.k8s.io/v1','kind':'ExecCredential','status':{'token':'") + token
                + q("'}}"));
        };
        const Result<QString> answer = got(m_client->serverVersion());
        QCOMPARE(answer.has_value(), helps);
        QCOMPARE(runs, 2);
        QCOMPARE(m_server->requests().size(), 2);
        if (!answer)
            QCOMPARE(answer.error().kind, ErrorKind::Forbidden);
    }

    /// `kubectl get --raw`, where the kubeconfig uses something that only kubectl knows.
    void rawAnswersOfKubectl_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<bool>("truncated");
        QTest::addColumn<bool>("good");
        QTest::newRow("good") << q("{'kind':'Pod','metadata':{'name':'x'}}") << false << true;
        QTest::newRow("nothing") << QByteArray() << false << false;
        QTest::newRow("half") << q("{'kind':'Pod','metadata':{'na") << false << false;
        QTest::newRow("not UTF-8") << q("{'kind':'\xff\xfe'}") << false << false;
        QTest::newRow("binary") << QByteArray("\0\1\2\3", 4) << false << false;
        QTest::newRow("an array") << QByteArray("[]") << false << false;
        // What was kept of too much may be whole JSON by chance: it is not believed.
        QTest::newRow("cut off at the limit") << q("{'kind':'Pod'}") << true << false;
    }
    void rawAnswersOfKubectl()
    {
        QFETCH(QByteArray, output);
        QFETCH(bool, truncated);
        QFETCH(bool, good);
        viaKubectl([output, truncated](const CommandSpec &spec) {
            CommandResult result = ScriptedRunner::output(output);
            result.truncated = truncated;
            if (!spec.display().contains("get --raw /api/v1/namespaces/n/pods/x") || !spec.confidentialOutput)
                qFatal("not the question: %s", qPrintable(spec.display()));
            return result;
        });
        const Result<QJsonObject> object = got(m_client->object("/api/v1/namespaces/n/pods/x"));
        QCOMPARE(object.has_value(), good);
        if (!object) {
            QCOMPARE(object.error().kind, ErrorKind::BadReply);
            QVERIFY(!object.error().what.isEmpty());
        }
    }

    /// Its exit code says nothing, only the word does: whatever is not a word of it is neither yes nor no.
    void wordsOfAuthCanI_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("means"); ///< 1 yes, 0 no, -1 not known
        QTest::newRow("yes") << QByteArray("yes\n") << 0 << 1;
        QTest::newRow("no") << QByteArray("no\n") << 1 << 0;
        QTest::newRow("no, with a reason") << QByteArray("no - because\n") << 1 << 0;
        QTest::newRow("nothing") << QByteArray() << 0 << -1;
        QTest::newRow("half a word") << QByteArray("ye") << 0 << -1;
        QTest::newRow("more than the word") << QByteArray("yesterday\n") << 0 << -1;
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfeyes\n") << 0 << -1;
        QTest::newRow("half JSON") << QByteArray("{\"allowed\":tr") << 0 << -1;
        QTest::newRow("an error") << QByteArray() << 1 << -1;
    }
    void wordsOfAuthCanI()
    {
        QFETCH(QByteArray, output);
        QFETCH(int, code);
        QFETCH(int, means);
        viaKubectl([output, code](const CommandSpec &) {
            CommandResult result = ScriptedRunner::output(output);
            result.exitCode = code;
            return result;
        });
        const auto answers = got(m_client->mayI({{"get", {}, "pods", "n"}}));
        QCOMPARE(answers.has_value(), means >= 0);
        if (answers)
            QCOMPARE(answers->first().allowed, means == 1);
    }

private:
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    void make(HttpFixture::Handler handler, const QByteArray &user = q("{'token':'t0ken'}"),
              const QByteArray &cluster = {})
    {
        m_server = std::make_unique<HttpFixture>(std::move(handler));
        const QByteArray config
            = q("{'current-context':'c','contexts':[{'name':'c','context':{'cluster':'k','user':'u'}}"
                "],'clusters':[{'name':'k','cluster':{'server':'")
            + m_server->url().toString().toUtf8() + q("'") + cluster + q("}}],'users':[{'name':'u','user':") + user
            + "}]}";
        m_runner = std::make_unique<ScriptedRunner>([this, config](const CommandSpec &spec) {
            return spec.display().contains("config view") ? ScriptedRunner::output(config) : m_answer(spec);
        });
        Environment environment;
        environment.name = "e";
        environment.kubeconfig = m_folder.filePath("kubeconfig");
        environment.context = "c";
        environment.nameSpace = "n";
        m_client
            = std::make_unique<KubernetesClient>(environment, ToolPaths{}, m_runner.get(), nullptr, cluster::Timing{});
        connect(m_client.get(), &ClusterSource::statusChanged, this,
                [this](const SourceStatus &status) { m_status = status; });
    }
    void viaKubectl(ScriptedRunner::Answer answer)
    {
        m_answer = std::move(answer);
        make([](const HttpFixture::Request &) { return version(); }, q("{'token':'t0ken'}"),
             q(",'proxy-url':'http://127.0.0.1:1'"));
    }

    QTemporaryDir m_folder;
    ScriptedRunner::Answer m_answer;
    std::unique_ptr<HttpFixture> m_server;
    std::unique_ptr<ScriptedRunner> m_runner;
    std::unique_ptr<KubernetesClient> m_client;
    SourceStatus m_status;
};

EDGELINK_TEST_MAIN(ClusterTrustTest)
#include "tst_clustertrust.moc"
