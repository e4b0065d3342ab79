// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets from a real keyring (gnome-keyring on a bus of the test's own), as an operator stores them (secret-tool).
#include "app/services/config/keyring.h"
#include "app/services/config/secretresolver.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

using namespace edgelink;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 30'000;

bool store(const QByteArray &service, const QByteArray &user, const QByteArray &secret)
{
    QProcess tool;
    tool.start(QStringLiteral("secret-tool"), {"store", "--label=EdgeLink", "service", service, "username", user});
    tool.write(secret);
    tool.closeWriteChannel();
    return tool.waitForFinished(Patience) && tool.exitStatus() == QProcess::NormalExit && tool.exitCode() == 0;
}

Result<QByteArray> ask(const QString &locator)
{
    return config::secretLookup()({SecretReference::Source::Keyring, locator});
}

} // namespace

class KeyringTest : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
            qputenv(name, m_folder.path().toLocal8Bit());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_folder.filePath(QStringLiteral("none")).toLocal8Bit());
        const Result<QByteArray> none = ask(QStringLiteral("edgelink/database"));
        QCOMPARE(none.error().kind, ErrorKind::Unreachable);
        QVERIFY(none.error().sentence().contains(QLatin1String("no keyring can be reached")));

        // Of its own configuration: the system's would start a second keyring on demand, which asks for a password.
        QFile configuration(m_folder.filePath(QStringLiteral("bus.conf")));
        QVERIFY(configuration.open(QIODevice::WriteOnly));
        configuration.write("<busconfig><type>session</type><listen>unix:dir=" + m_folder.path().toUtf8()
                            + "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
                              "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        configuration.close();
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--config-file=") + configuration.fileName(), "--nofork", "--print-address"});
        QByteArray address;
        QTRY_VERIFY_WITH_TIMEOUT((address += m_bus.readAllStandardOutput()).endsWith('\n'), Patience);
        qputenv("DBUS_SESSION_BUS_ADDRESS", address.trimmed());

        m_keyring.start(QStringLiteral("gnome-keyring-daemon"), {"--foreground", "--components=secrets", "--unlock"});
        m_keyring.write("the keyring's own password");
        m_keyring.closeWriteChannel();
        // It is there once something can be stored.
        QTRY_VERIFY_WITH_TIMEOUT(store("edgelink", "database", "s3cret wörd\n"), Patience);
    }

    void cleanupTestCase()
    {
        for (QProcess *process : {&m_keyring, &m_bus}) {
            process->kill();
            process->waitForFinished(Patience);
        }
    }

    void findsWhatWasStored()
    {
        QCOMPARE(ask(QStringLiteral("edgelink/database")).value(), QByteArray("s3cret wörd\n"));
        QVERIFY(store("team/edgelink", "metrics", "token"));
        QCOMPARE(ask(QStringLiteral("team/edgelink/metrics")).value(), QByteArray("token"));
        QVERIFY(store("edgelink", "database", "rotated"));
        QCOMPARE(ask(QStringLiteral("edgelink/database")).value(), QByteArray("rotated"));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("locator");
        QTest::addColumn<int>("kind");
        QTest::newRow("not there") << "edgelink/nobody" << static_cast<int>(ErrorKind::NotFound);
        for (const char *bad : {"", "edgelink", "/database", "edgelink/"})
            QTest::addRow("no locator: %s", bad) << QString(bad) << static_cast<int>(ErrorKind::Configuration);
    }

    void saysWhatIsWrong()
    {
        QFETCH(QString, locator);
        QFETCH(int, kind);
        const Result<QByteArray> secret = ask(locator);
        QVERIFY(!secret);
        QCOMPARE(static_cast<int>(secret.error().kind), kind);
        QVERIFY(!secret.error().next.isEmpty());
    }

    void twoOfANameAreRefused()
    {
        QVERIFY(store("twice", "a", "one"));
        QProcess other; // the same attributes and one more: another item
        other.start(QStringLiteral("secret-tool"),
                    {"store", "--label=EdgeLink", "service", "twice", "username", "a", "server", "b"});
        other.write("two");
        other.closeWriteChannel();
        QVERIFY(other.waitForFinished(Patience));
        QCOMPARE(ask(QStringLiteral("twice/a")).error().kind, ErrorKind::Configuration);
    }

    void aLockedOrHangingKeyringHoldsNothingUp()
    {
        QProcess lock;
        lock.start(QStringLiteral("secret-tool"), {"lock"}); // 0.20.5 locks, then crashes
        QVERIFY(lock.waitForFinished(Patience));
        const Result<QByteArray> locked = ask(QStringLiteral("edgelink/database"));
        QVERIFY(!locked);
        QCOMPARE(locked.error().kind, ErrorKind::Forbidden);

        ::kill(static_cast<pid_t>(m_keyring.processId()), SIGSTOP);
        QElapsedTimer timer;
        timer.start();
        const Result<QByteArray> hanging = config::keyringSecret(QStringLiteral("edgelink/database"), 300ms);
        const qint64 took = timer.elapsed();
        ::kill(static_cast<pid_t>(m_keyring.processId()), SIGCONT);
        QVERIFY(!hanging);
        QCOMPARE(hanging.error().kind, ErrorKind::Timeout);
        QVERIFY2(took >= 300 && took < 20'000, qPrintable(QString::number(took))); // the bus itself waits 25 s
    }

private:
    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_keyring;
};

EDGELINK_TEST_MAIN(KeyringTest)
#include "tst_keyring_real.moc"
