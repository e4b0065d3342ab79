// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `edgelink-sandbox up|status --json`: one document on standard output, which says what runs.
#include "tests/support/program.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace edgelink;
using test::ProgramResult;

class SandboxDocuments : public test::Suite
{
    Q_OBJECT

    [[nodiscard]] static ProgramResult sandbox(const QString &directory, const QStringList &words)
    {
        return test::runProgram(QStringLiteral(EDGELINK_SANDBOX_PROGRAM), QStringList{"--dir", directory} + words,
                                std::chrono::minutes{4});
    }
    [[nodiscard]] static QString directory() { return qEnvironmentVariable("EDGELINK_SANDBOX_DIR"); }

private slots:
    void tellWhatRuns_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("status") << QStringList{"status", "--json"};
        QTest::newRow("up, when it runs already") << QStringList{"up", "--scenario", "healthy", "--json"};
    }

    void tellWhatRuns()
    {
        QFETCH(QStringList, words);
        const ProgramResult result = sandbox(directory(), words);
        QVERIFY2(result.exitCode == 0, result.standardError);
        QJsonParseError problem{};
        const QJsonDocument document = QJsonDocument::fromJson(result.standardOutput, &problem);
        QVERIFY2(problem.error == QJsonParseError::NoError && document.isObject(), result.standardOutput);
        const QJsonObject state = document.object();
        QFile file(directory() + QStringLiteral("/state.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject written = QJsonDocument::fromJson(file.readAll()).object();
        for (const char *key : {"scenario", "release", "namespace", "context", "kubeconfig", "timeCompression", "ports",
                                "availableFaults", "drills", "helmVersion"}) {
            QVERIFY2(state.contains(QLatin1String(key)), key);
            QCOMPARE(state.value(QLatin1String(key)), written.value(QLatin1String(key)));
        }
        QCOMPARE(state.value("phase").toString(), QStringLiteral("ready"));
        QVERIFY(state.value("availableFaults").toArray().contains(QStringLiteral("memory-leak")));
        QVERIFY(!state.value("components").toArray().isEmpty());
        QVERIFY(!state.value("ports").toObject().isEmpty());
        for (const QJsonValue port : state.value("ports").toObject()) { // it is no story: somebody listens there
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(port.toInt()));
            QVERIFY2(socket.waitForConnected(10'000), qPrintable(QString::number(port.toInt())));
        }
    }

    void whereNoneIsTheErrorIsNoData()
    {
        const QTemporaryDir empty;
        const ProgramResult result = sandbox(empty.path(), {"status", "--json"});
        QVERIFY(result.exitCode != 0);
        QVERIFY2(!result.standardError.isEmpty() || !result.standardOutput.isEmpty(), "it says nothing at all");
        if (!result.standardOutput.isEmpty())
            QVERIFY2(QJsonDocument::fromJson(result.standardOutput).isObject(), result.standardOutput);
    }

    void theLanguageIsTheCallers_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("says");
        QTest::newRow("English") << "en"
                                 << "no sandbox here";
        QTest::newRow("Chinese") << "zh_CN"
                                 << "此处没有沙箱";
    }

    void theLanguageIsTheCallers()
    {
        QFETCH(QString, language);
        QFETCH(QString, says);
        const QTemporaryDir empty;
        const ProgramResult result = sandbox(empty.path(), {"--language", language, "status"});
        QVERIFY2(QString::fromUtf8(result.standardError).contains(says), result.standardError);
    }
};

EDGELINK_TEST_MAIN(SandboxDocuments)
#include "tst_sandbox_documents.moc"
