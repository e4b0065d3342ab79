// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"
#include "tests/support/testsink.h"

#include <QByteArrayList>

using namespace edgelink;

namespace {

Result<cli::Options> parse(const QStringList &words)
{
    QByteArrayList bytes{"edgelink-console"};
    for (const QString &word : words)
        bytes << word.toUtf8();
    QList<const char *> argv;
    for (const QByteArray &word : std::as_const(bytes))
        argv << word.constData();
    return cli::parseOptions(static_cast<int>(argv.size()), argv.data());
}

} // namespace

class OptionsTest : public test::Suite
{
    Q_OBJECT

private slots:
    void findsTheLanguageAskedFor_data()
    {
        QTest::addColumn<QByteArrayList>("words");
        QTest::addColumn<QString>("language");
        QTest::newRow("none") << QByteArrayList{"status"} << QString();
        QTest::newRow("apart") << QByteArrayList{"--language", "zh_CN", "status"} << QStringLiteral("zh_CN");
        QTest::newRow("joined") << QByteArrayList{"explode", "--language=en"} << QStringLiteral("en");
        QTest::newRow("unknown") << QByteArrayList{"--language", "fr"} << QString();
        QTest::newRow("cut off") << QByteArrayList{"--language"} << QString();
        QTest::newRow("another option") << QByteArrayList{"--languages=en"} << QString();
    }

    void findsTheLanguageAskedFor()
    {
        QFETCH(QByteArrayList, words);
        QFETCH(QString, language);
        QList<const char *> argv{"edgelink-console"};
        for (const QByteArray &word : std::as_const(words))
            argv << word.constData();
        QCOMPARE(cli::askedLanguage(static_cast<int>(argv.size()), argv.data()), language);
    }

    void understands()
    {
        const auto run = parse({"run", "helm-rollback", "--param", "revision=2", "--param", "note=a=b", "--confirm",
                                "r", "--json", "--config", "c.yaml"});
        QVERIFY2(run, run ? "" : qPrintable(run.error().sentence()));
        QCOMPARE(run->verb, QStringLiteral("run"));
        QCOMPARE(run->id, QStringLiteral("helm-rollback"));
        QCOMPARE(run->parameters.value("revision"), QStringLiteral("2"));
        QCOMPARE(run->parameters.value("note"), QStringLiteral("a=b"));
        QCOMPARE(run->confirm, QStringLiteral("r"));
        QVERIFY(run->json);
        QCOMPARE(run->configuration, QStringLiteral("c.yaml"));

        const auto journal = parse({"--data-dir", "d", "journal", "verify"});
        QVERIFY(journal);
        QCOMPARE(journal->verb, QStringLiteral("journal"));
        QCOMPARE(journal->action, QStringLiteral("verify"));
        QCOMPARE(journal->dataDirectory, QStringLiteral("d"));

        QCOMPARE(parse({"journal", "verify", "--head", "3:ab"})->head, QStringLiteral("3:ab"));
        QCOMPARE(parse({"report", "INC-1"})->format, QStringLiteral("md"));
        QCOMPARE(parse({"report", "INC-1", "--json"})->format, QStringLiteral("json"));
        QCOMPARE(parse({"report", "INC-1", "--json", "--format", "html"})->format, QStringLiteral("html"));

        const auto closing = parse({"incident", "close", "INC-1", "--reason", "wrong threshold"});
        QVERIFY2(closing, closing ? "" : qPrintable(closing.error().sentence()));
        QCOMPARE(closing->verb, QStringLiteral("incident"));
        QCOMPARE(closing->action, QStringLiteral("close"));
        QCOMPARE(closing->id, QStringLiteral("INC-1"));
        QCOMPARE(closing->reason, QStringLiteral("wrong threshold"));

        const auto window = parse({});
        QVERIFY(window);
        QVERIFY(window->verb.isEmpty());
        QVERIFY(!window->viewer);
        const auto viewer = parse({"--viewer"});
        QVERIFY(viewer && viewer->viewer);
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("unknown verb") << QStringList{"explode"};
        QTest::newRow("unknown option") << QStringList{"status", "--force"};
        QTest::newRow("missing revision") << QStringList{"diff", "r", "2"};
        QTest::newRow("revision zero") << QStringList{"verdict", "r", "0"};
        QTest::newRow("revision is a word") << QStringList{"verdict", "r", "latest"};
        QTest::newRow("parameter without value") << QStringList{"run", "x", "--param", "revision"};
        QTest::newRow("parameter without key") << QStringList{"run", "x", "--param", "=2"};
        QTest::newRow("unknown format") << QStringList{"report", "INC-1", "--format", "docx"};
        QTest::newRow("journal alone") << QStringList{"journal"};
        QTest::newRow("incident alone") << QStringList{"incident"};
        QTest::newRow("closing nothing") << QStringList{"incident", "close"};
        QTest::newRow("a viewer that acts") << QStringList{"--viewer", "run", "x"};
        QTest::newRow("a PDF into the terminal") << QStringList{"report", "INC-1", "--format", "pdf"};
        QTest::newRow("a number with a fraction") << QStringList{"runs", "--limit", "1.5"};
        QTest::newRow("a number beyond all") << QStringList{"runs", "--limit", "99999999999"};
        QTest::newRow("unknown language") << QStringList{"--language", "fr", "runs"};
        QTest::newRow("two verbs") << QStringList{"status", "runbooks"};
    }

    void refuses()
    {
        QFETCH(QStringList, words);
        const auto parsed = parse(words);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Usage);
        QVERIFY(!parsed.error().what.isEmpty());
        QVERIFY2(parsed.error().what.size() < 100, qPrintable(parsed.error().what)); // no range of a double
    }

    void helpHasAnExampleForEveryVerbAndEveryExitCode()
    {
        const auto help = parse({"--help"});
        QVERIFY(help);
        for (const char *verb : {"status", "history", "diff", "verdict", "runbooks", "lint", "run", "runs", "resume",
                                 "stop", "journal list", "journal export", "journal verify", "incident list",
                                 "incident close", "report", "drill list", "drill run"}) {
            const QString example = QStringLiteral("\n  edgelink-console %1").arg(QLatin1String(verb));
            QVERIFY2(help->text.contains(example + QLatin1Char(' '))
                         || help->text.contains(example + QLatin1Char('\n')),
                     verb);
        }
        QVERIFY(help->text.contains(QStringLiteral("6 journal broken")));
    }

    void allHelpHasTheOptionsOfEveryVerb()
    {
        const auto help = parse({"--help"});
        const auto all = parse({"--help-all"});
        QVERIFY(help && all);
        for (const char *option : {"--param", "--confirm", "--reason", "--limit", "--head", "--format", "--language",
                                   "--config", "--viewer", "--screens"})
            QVERIFY2(all->text.contains(QLatin1String(option)), option);
        for (const char *action : {"\njournal verify", "\nincident close", "\ndrill run"})
            QVERIFY2(all->text.contains(QLatin1String(action)), action);
        QVERIFY(!help->text.contains(QLatin1String("--screens"))); // else the two are one
    }
};

EDGELINK_TEST_MAIN(OptionsTest)
#include "tst_options.moc"
