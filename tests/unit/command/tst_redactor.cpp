// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/redactor.h"
#include "tests/support/testsink.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace edgelink;

class RedactorTest : public test::Suite
{
    Q_OBJECT

private slots:
    void masksShapes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked");
        const auto row = [](const char *name, const char *text, const char *masked) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(masked);
        };
        row("URL", "postgres://app:s3cr3t@db:5432/x?y=1", "postgres://app:●●●●@db:5432/x?y=1");
        row("URL, @ in password", "to amqp://u:a@b@host ok", "to amqp://u:●●●●@host ok");
        row("URL without password", "https://user@host:443/a", "https://user@host:443/a");
        row("port is no password", "see http://127.0.0.1:9090/graph", "see http://127.0.0.1:9090/graph");
        row("basic", "Authorization: Basic dXNlcjpwYXNz", "Authorization: ●●●●");
        row("curl header", "-H 'Authorization: Bearer abc.def' -k", "-H 'Authorization: ●●●●' -k");
        row("JSON header", "{\"authorization\":\"Device 1234\",\"a\":1}", "{\"authorization\":\"●●●●\",\"a\":1}");
        row("bearer", "using bearer abcdefghijkl now", "using bearer ●●●● now");
        row("bearer, a word", "the bearer of news", "the bearer of news");
        row("yaml", "  password: correct horse battery", "  password: ●●●●");
        row("yaml quoted", "db_password: \"a \\\"b\\\" c\" # x", "db_password: ●●●● # x");
        row("json", "{\"dbPassword\": \"x y\", \"user\": \"bob\"}", "{\"dbPassword\": ●●●●, \"user\": \"bob\"}");
        row("env", "PGPASSWORD=hunter2 AWS_SECRET_ACCESS_KEY=abc/def region=eu",
            "PGPASSWORD=●●●● AWS_SECRET_ACCESS_KEY=●●●● region=eu");
        row("conninfo", "host=db password=hunter2 user=x", "host=db password=●●●● user=x");
        row("flag", "helm --kube-token abcdef list", "helm --kube-token ●●●● list");
        row("flag then flag", "tool --token --verbose", "tool --token --verbose");
        row("a name is no secret", "secretName: tls-cert, secretKeyRef", "secretName: tls-cert, secretKeyRef");
        row("helm's words", "secret/edge created; serviceaccount token mounted",
            "secret/edge created; serviceaccount token mounted");
        row("jwt", "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_DEF-1 ok", "got ●●●● ok");
        row("kubeconfig", "client-key-data: LS0tLS1CRUdJTiBSU0Eg", "client-key-data: ●●●●");
        row("base64 of PEM", "x LS0tLS1CRUdJTiBSU0EgUFJJVkFURQ== y", "x ●●●● y");
        row("aws", "id AKIAIOSFODNN7EXAMPLE used", "id ●●●● used");
        row("pem", "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----\nb",
            "a\n-----BEGIN RSA PRIVATE KEY-----●●●●-----END RSA PRIVATE KEY-----\nb");
        row("pem never ends", "-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN PRIVATE KEY-----●●●●");
        row("masked already", "password: ●●●●", "password: ●●●●");
        row("nothing", "6/6 Deployments are ready", "6/6 Deployments are ready");
        row("empty", "", "");
    }

    void masksShapes()
    {
        QFETCH(QString, text);
        QFETCH(QString, masked);
        const Redactor redactor;
        QCOMPARE(redactor.redact(text), masked);
        QCOMPARE(redactor.redact(masked), masked);
        QVERIFY(text == masked || !redactor.isHarmless(text.toLatin1()));
    }

    void masksKnownValues()
    {
        const Redactor redactor = Redactor({QStringLiteral("p@ss/word"), QStringLiteral("abc")})
                                      .with({QStringLiteral("p@ss/word!longer"), QString(), QStringLiteral("  \n")});
        QCOMPARE(redactor.redact(QStringLiteral("x p@ss/word y")), QStringLiteral("x ●●●● y"));
        QCOMPARE(redactor.redact(QStringLiteral("p@ss/word!longer")), QStringLiteral("●●●●"));
        QCOMPARE(redactor.redact(QStringLiteral("q=p%40ss%2Fword&z")), QStringLiteral("q=●●●●&z"));
        QCOMPARE(redactor.redact(QString::fromLatin1(QByteArray("p@ss/word").toBase64())), QStringLiteral("●●●●"));
        // A short secret only as a word of its own: it would mask every other line else.
        QCOMPARE(redactor.redact(QStringLiteral("abc abcd (abc)")), QStringLiteral("●●●● abcd (●●●●)"));
    }

    void masksJson()
    {
        const Redactor redactor({QStringLiteral("hunter2")});
        const QJsonObject object{{"a", QJsonArray{"hunter2", 7, QJsonObject{{"b", "x hunter2"}}}}, {"hunter2", true}};
        const QJsonObject masked{{"a", QJsonArray{"●●●●", 7, QJsonObject{{"b", "x ●●●●"}}}}, {"●●●●", true}};
        QCOMPARE(redactor.redact(object).toObject(), masked);
    }

    void piecesDoNotMatter()
    {
        const Redactor redactor({QStringLiteral("hunter2")});
        const QString text
            = QStringLiteral("start hunter2\npassword: a b\n-----BEGIN PRIVATE KEY-----\nMIIEhunter2\nAAAA\n"
                             "-----END PRIVATE KEY-----\nafter token=abc\n");
        const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        Redactor::StreamState whole;
        const QString expected = redactor.redactLines(text, whole);
        QVERIFY(!expected.contains(QLatin1String("hunter2")) && !expected.contains(QLatin1String("AAAA")));
        QVERIFY(expected.contains(QLatin1String("after token=")));
        Redactor::StreamState state;
        QString byLines;
        for (const QString &line : lines)
            byLines += redactor.redactLines(line + QLatin1Char('\n'), state);
        QCOMPARE(byLines, expected);
        QCOMPARE(byLines.count(QLatin1Char('\n')), text.count(QLatin1Char('\n')));
    }

    void anUnclosedBlockEnds()
    {
        const Redactor redactor;
        Redactor::StreamState state;
        QString out = redactor.redactLines(QStringLiteral("-----BEGIN PRIVATE KEY-----\n"), state);
        for (int i = 0; i < 500; ++i)
            out = redactor.redactLines(QStringLiteral("line\n"), state);
        QCOMPARE(out, QStringLiteral("line\n"));
    }

    void cutsBesideSecrets()
    {
        const Redactor redactor({QStringLiteral("hunter2")});
        const QString line = QStringLiteral("aaaahunter2bbbb");
        QCOMPARE(redactor.safeCut(line, 3).at, 3);
        QCOMPARE(redactor.safeCut(line, 6).at, 4);
        QCOMPARE(redactor.safeCut(line, 11).at, 11);
        QCOMPARE(redactor.safeCut(QStringLiteral("ab"), 9).at, 2);
        QCOMPARE(redactor.safeCut(QStringLiteral("x password: abc, y"), 8).at, 2); // not between keyword and value
        const Redactor::Cut behind = redactor.safeCut(QStringLiteral("hunter2 and more"), 3);
        QCOMPARE(behind.at, 7);
        QVERIFY(!behind.insideSecret);
        const Redactor::Cut open = redactor.safeCut(QStringLiteral("token=abcdefgh"), 3);
        QCOMPARE(open.at, 14);
        QVERIFY(open.insideSecret);
    }

    void whatIsHarmlessNeedsNoMask()
    {
        const Redactor redactor({QStringLiteral("hunter2"), QStringLiteral("abc"), QStringLiteral("Gr\u00fcn")});
        QVERIFY(Redactor().isHarmless("NAME READY\npod/api-gateway-7d4 1/1 Running\n"));
        QVERIFY(redactor.isHarmless("created 3 of 5: //host/a keg, ton, hunter1\n"));
        QVERIFY(Redactor().isHarmless({}) && redactor.isHarmless("ab"));
        QVERIFY(!Redactor({QStringLiteral("x1")}).isHarmless("anything\n")); // too short for the quick look
        // Words and cuttings of them in any order and case: what is called harmless must come out as it went in.
        const QByteArrayList parts{"hunter2",
                                   "HUNTER2",
                                   "hunter",
                                   "abc",
                                   "ab",
                                   "password: x",
                                   "passw",
                                   "token=abcdef",
                                   "tok",
                                   "AKIAIOSFODNN7EXAMPLE",
                                   "aki",
                                   "bearer abcdefghijkl",
                                   "be",
                                   "--token value",
                                   "--",
                                   "-----BEGIN ",
                                   "-----BEGIN",
                                   "KEY-----",
                                   "u://a:b@c",
                                   ":/",
                                   " ",
                                   "\n",
                                   "Authorization: y",
                                   "auth",
                                   "eyJhbGciOiJ.eyJzdWI",
                                   "ey",
                                   "LS0tLS1CRUdJTiBSU0Eg",
                                   "c3VudGVyMg==",
                                   "aHVudGVyMg==",
                                   "pwd=1",
                                   "secret",
                                   "sec",
                                   "1234",
                                   "key: v",
                                   "kex"};
        quint32 seed = 20261128;
        const auto random = [&seed](qsizetype below) {
            seed = seed * 1664525U + 1013904223U;
            return static_cast<qsizetype>(seed >> 8U) % below;
        };
        int harmless = 0;
        for (int round = 0; round < 5000; ++round) {
            QByteArray text;
            for (qsizetype words = 1 + random(4); words > 0; --words)
                text += parts.at(random(parts.size()));
            for (const Redactor &one : {redactor, Redactor()}) {
                if (!one.isHarmless(text))
                    continue;
                ++harmless;
                Redactor::StreamState state;
                QCOMPARE(one.redactLines(QString::fromLatin1(text), state), QString::fromLatin1(text));
                QCOMPARE(state.pemLinesLeft, 0);
            }
        }
        QVERIFY(harmless > 100 && harmless < 9000);
    }

    void hostileTextIsLinear()
    {
        // Each would take minutes with a pattern that backtracks.
        const Redactor redactor;
        for (const QString &unit :
             {QStringLiteral("password"), QStringLiteral("://a:"), QStringLiteral("-"), QStringLiteral("token:"),
              QStringLiteral("eyJ"), QStringLiteral("\""), QStringLiteral("password:\"\\\""),
              QStringLiteral("-----BEGIN A-----"), QStringLiteral("-eyJaaaaa"), QStringLiteral("-eyJaaaaa.")})
            QVERIFY(redactor.redact(unit.repeated(200'000 / static_cast<int>(unit.size()))).size() > 0);
    }
};

EDGELINK_TEST_MAIN(RedactorTest)
#include "tst_redactor.moc"
