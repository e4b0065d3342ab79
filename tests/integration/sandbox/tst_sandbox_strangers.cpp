// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What another account of the machine gets from a running sandbox: every port asks who comes, only loopback is listened
// on, and no secret stands where it could be read.
#include "app/sandbox/layout.h"
#include "app/sandbox/plan.h"
#include "app/sandbox/reaper.h"
#include "app/sandbox/statefile.h"
#include "tests/support/program.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>
#include <array>

#include <unistd.h>

using namespace edgelink;
using namespace edgelink::sandbox;

namespace {

constexpr int Deadline = 10'000; ///< ms; of one answer
const QByteArray NotAuthorized = "HTTP/1.1 401";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray httpRequest(const QByteArray &line, const QByteArray &authorization = {})
{
    return line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 0\r\n"
        + (authorization.isEmpty() ? QByteArray() : "Authorization: " + authorization + "\r\n") + "\r\n";
}

QByteArray basic(const QByteArray &password)
{
    return "Basic " + ("edgelink:" + password).toBase64();
}

/// Inode → local address and port of what listens, as /proc/net/tcp and tcp6 write it.
QMap<QByteArray, QByteArray> listening()
{
    QMap<QByteArray, QByteArray> sockets;
    for (const char *table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        const QList<QByteArray> lines = contentOf(QLatin1String(table)).split('\n').mid(1);
        for (const QByteArray &line : lines) {
            const QList<QByteArray> fields = line.simplified().split(' ');
            if (fields.size() > 9 && fields.at(3) == "0A")
                sockets.insert(fields.at(9), fields.at(1));
        }
    }
    return sockets;
}

/// The sockets of a process, by inode.
QList<QByteArray> socketsOf(qint64 pid)
{
    static const QRegularExpression socket(QStringLiteral("^socket:\\[(\\d+)\\]$"));
    QList<QByteArray> inodes;
    const QDir descriptors(QStringLiteral("/proc/%1/fd").arg(pid));
    const QStringList names = descriptors.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        std::array<char, 64> target{};
        const ssize_t length
            = ::readlink(QFile::encodeName(descriptors.filePath(name)).constData(), target.data(), target.size());
        const auto match = socket.match(QString::fromLatin1(target.data(), std::max<ssize_t>(0, length)));
        if (match.hasMatch())
            inodes << match.captured(1).toLatin1();
    }
    return inodes;
}

} // namespace

class SandboxStrangersTest : public test::Suite
{
    Q_OBJECT

    QString m_folder = qEnvironmentVariable("EDGELINK_SANDBOX_DIR");
    SandboxState m_state;

    [[nodiscard]] QByteArray password(const QString &component) const
    {
        return contentOf(Layout::at(m_folder).password(component)).trimmed();
    }

    /// The first piece of what a port answers; empty when it hangs up without a word.
    [[nodiscard]] QByteArray ask(const QString &component, const QByteArray &request, bool tls = false) const
    {
        QSslSocket socket;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(Layout::at(m_folder).pki(QStringLiteral("ca.crt"))));
        socket.setSslConfiguration(configuration);
        const quint16 port = m_state.ports.value(component);
        if (tls) {
            socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
            if (!socket.waitForEncrypted(Deadline))
                return {};
        } else {
            socket.connectToHost(QStringLiteral("127.0.0.1"), port);
            if (!socket.waitForConnected(Deadline))
                return "cannot be reached";
        }
        socket.write(request);
        if (socket.waitForReadyRead(Deadline))
            return socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState ? QByteArray() : QByteArray("stays open");
    }

    /// All that gives a right to its holder.
    [[nodiscard]] QList<QByteArray> secrets() const
    {
        QList<QByteArray> all;
        const QStringList names = Plan::passwordNames();
        for (const QString &name : names)
            all << password(name);
        const QList<QByteArray> lines = contentOf(Layout::at(m_folder).pgpass()).trimmed().split('\n')
            + contentOf(Layout::at(m_folder).pki(QStringLiteral("tokens.csv"))).trimmed().split('\n');
        for (const QByteArray &line : lines)
            all << (line.contains(',') ? line.left(line.indexOf(',')) : line.mid(line.lastIndexOf(':') + 1));
        return all;
    }

private slots:
    void initTestCase()
    {
        const auto state = readState(Layout::at(m_folder).stateFile());
        QVERIFY2(state, state ? "" : qPrintable(state.error().sentence()));
        m_state = *state;
        QCOMPARE(m_state.phase, QStringLiteral("ready"));
        const QList<QByteArray> all = secrets();
        QCOMPARE(all.size(), 7);
        for (const QByteArray &secret : all)
            QVERIFY2(secret.size() >= 32, secret.constData());
    }

    void everyPortAsksWhoComes_data()
    {
        QTest::addColumn<QByteArray>("question");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QList<QByteArray>>("answers"); ///< beginnings; empty: not a word
        const QByteArray metrics = httpRequest("GET /metrics");
        const QList<QByteArray> refused{NotAuthorized, "HTTP/1.1 403"};
        for (const char *name : {"etcd", "etcd-peer", "kwok"})
            QTest::newRow(name) << metrics << true << QList<QByteArray>{};
        for (const char *name : {"kube-apiserver", "kube-controller-manager", "kube-scheduler"})
            QTest::newRow(name) << metrics << true << refused;
        for (const char *name : {"prometheus", "alertmanager"})
            QTest::newRow(name) << metrics << false << refused;
        QTest::newRow("redis") << QByteArray("CONFIG GET *\r\n") << false << QList<QByteArray>{"-NOAUTH"};
        // Protocol 3, user "edgelink"; the answer wants SASL (10), that is a password.
        const QByteArray startup = QByteArray::fromHex("00030000") + QByteArray("user\0edgelink\0\0", 15);
        QTest::newRow("postgres") << QByteArray::fromHex("00000017") + startup << false
                                  << QList<QByteArray>{QByteArray::fromHex("52000000170000000a")};
        // As the product that it plays: only who speaks for a device says who it is.
        QTest::newRow("simulator") << metrics << false << QList<QByteArray>{"HTTP/1.1 200"};
    }

    void everyPortAsksWhoComes()
    {
        QFETCH(QByteArray, question);
        QFETCH(bool, tls);
        QFETCH(QList<QByteArray>, answers);
        const QByteArray answer = ask(QString::fromLatin1(QTest::currentDataTag()), question, tls);
        const bool expected = answers.isEmpty()
            ? answer.isEmpty()
            : std::any_of(answers.cbegin(), answers.cend(), [&](const auto &each) { return answer.startsWith(each); });
        QVERIFY2(expected, answer.left(200).constData());
    }

    void aPasswordOpensAndNothingElse_data()
    {
        QTest::addColumn<QString>("component");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("answer"); ///< to the owner
        QTest::newRow("Prometheus' readiness") << "prometheus" << QByteArray("GET /-/ready") << QByteArray("200");
        QTest::newRow("a query") << "prometheus" << QByteArray("GET /api/v1/query?query=up") << QByteArray("200");
        QTest::newRow("Alertmanager's readiness") << "alertmanager" << QByteArray("GET /-/ready") << QByteArray("200");
        QTest::newRow("the alerts") << "alertmanager" << QByteArray("GET /api/v2/alerts") << QByteArray("200");
        // Without a silence in it the owner's is a bad request, but one that was read.
        QTest::newRow("a silence") << "alertmanager" << QByteArray("POST /api/v2/silences") << QByteArray("4");
    }

    void aPasswordOpensAndNothingElse()
    {
        QFETCH(QString, component);
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, answer);
        const QString other
            = component == QLatin1String("prometheus") ? QStringLiteral("alertmanager") : QStringLiteral("prometheus");
        for (const QByteArray &who : {QByteArray(), basic({}), basic("wrong"), basic(password(other))})
            QCOMPARE(ask(component, httpRequest(line, who)).left(NotAuthorized.size()), NotAuthorized);
        const QByteArray owners = ask(component, httpRequest(line, basic(password(component))));
        QVERIFY2(owners.startsWith("HTTP/1.1 " + answer) && !owners.startsWith(NotAuthorized), owners.constData());
    }

    void redisWantsItsPassword_data()
    {
        QTest::addColumn<QByteArray>("question");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("reads") << QByteArray("GET stranger\r\n") << QByteArray("-NOAUTH");
        QTest::newRow("writes") << QByteArray("SET stranger 1\r\n") << QByteArray("-NOAUTH");
        QTest::newRow("the wrong one") << QByteArray("AUTH wrong\r\n") << QByteArray("-WRONGPASS");
        QTest::newRow("the right one") << "AUTH " + password(QStringLiteral("redis")) + "\r\n" << QByteArray("+OK");
    }

    void redisWantsItsPassword()
    {
        QFETCH(QByteArray, question);
        QFETCH(QByteArray, answer);
        const QByteArray said = ask(QStringLiteral("redis"), question);
        QVERIFY2(said.startsWith(answer), said.constData());
    }

    void onlyLoopbackIsListenedOn()
    {
        const QMap<QByteArray, QByteArray> sockets = listening();
        const QList<quint16> ports = m_state.ports.values();
        QList<quint16> seen;
        const QList<ProcessIdentity> processes = leftovers(m_state);
        for (const ProcessIdentity &process : processes) {
            const QList<QByteArray> inodes = socketsOf(process.pid);
            for (const QByteArray &inode : inodes) {
                if (!sockets.contains(inode))
                    continue;
                const QByteArray local = sockets.value(inode);
                QVERIFY2(local.startsWith("0100007F:"), local.constData());
                seen << static_cast<quint16>(local.mid(local.indexOf(':') + 1).toUInt(nullptr, 16));
                QVERIFY2(ports.contains(seen.last()), local.constData()); // none that nobody needs
            }
        }
        for (const quint16 port : ports)
            QVERIFY2(seen.contains(port), qPrintable(m_state.ports.key(port)));
    }

    void secretsAreForTheOwnerOnly()
    {
        const QList<QByteArray> all = secrets();
        int holders = 0;
        for (QDirIterator files(m_folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
            const QByteArray content = contentOf(files.next());
            const bool holds = std::any_of(all.cbegin(), all.cend(),
                                           [&content](const QByteArray &secret) { return content.contains(secret); });
            if (!holds && !files.fileName().endsWith(QLatin1String("-web.yml")))
                continue;
            holders += holds ? 1 : 0;
            QVERIFY2(!files.filePath().endsWith(QLatin1String(".log"))
                         && !files.filePath().endsWith(QLatin1String(".json")),
                     qPrintable(files.filePath()));
            QVERIFY2((QFile::permissions(files.filePath())
                      & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther))
                         == QFile::Permissions(),
                     qPrintable(files.filePath()));
        }
        QVERIFY2(holders >= 8, qPrintable(QString::number(holders))); // else it looked in the wrong place
    }

    /// Also while somebody works in the Redis pod.
    void noCommandLineHoldsASecret()
    {
        const QByteArray key = "stranger-" + m_state.runToken.left(12).toLatin1();
        const auto worker
            = test::startProgram(m_state.toolchain + QStringLiteral("/bin/kubectl"),
                                 {QStringLiteral("--kubeconfig"), m_state.kubeconfig, QStringLiteral("--context"),
                                  m_state.context, QStringLiteral("-n"), m_state.nameSpace, QStringLiteral("exec"),
                                  QStringLiteral("redis-master-0"), QStringLiteral("--"), QStringLiteral("redis-cli"),
                                  QStringLiteral("blpop"), QString::fromLatin1(key), QStringLiteral("60")});
        QVERIFY(worker->waitForStarted(Deadline));
        const QByteArray redisPort = QByteArray::number(m_state.ports.value(QStringLiteral("redis")));
        QList<QByteArray> lines;
        const auto workIsSeen = [&] {
            lines.clear();
            const QStringList pids = QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs);
            for (const QString &pid : pids)
                lines << contentOf(QStringLiteral("/proc/%1/cmdline").arg(pid)).replace('\0', ' ');
            return std::any_of(lines.cbegin(), lines.cend(), [&](const QByteArray &line) {
                return line.contains("-p " + redisPort + " blpop " + key);
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(workIsSeen(), 60'000);
        const QList<QByteArray> all = secrets();
        for (const QByteArray &line : std::as_const(lines)) {
            for (const QByteArray &secret : all)
                QVERIFY2(!line.contains(secret), line.constData());
        }
        QCOMPARE(
            ask(QStringLiteral("redis"), "AUTH " + password(QStringLiteral("redis")) + "\r\nLPUSH " + key + " done\r\n")
                .left(5),
            QByteArray("+OK\r\n"));
        QVERIFY(worker->waitForFinished(60'000));
        QCOMPARE(worker->exitCode(), 0);
        QVERIFY(worker->readAllStandardOutput().contains("done"));
    }
};

EDGELINK_TEST_MAIN(SandboxStrangersTest)
#include "tst_sandbox_strangers.moc"
