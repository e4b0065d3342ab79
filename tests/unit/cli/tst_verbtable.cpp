// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every verb alike: its help has its example, errors go to standard error, data alone to standard
// output, and --json gives one document whatever came of it.
#include "tests/unit/cli/record.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace edgelink;
using test::ProgramResult;
using test::Record;

class VerbTable : public test::Suite
{
    Q_OBJECT

    Record m_record;

    static void verbs()
    {
        QTest::addColumn<QStringList>("verb");
        QTest::addColumn<QStringList>("rest"); ///< of a call that can be parsed
        const auto row = [](const QStringList &verb, const QStringList &rest = {}) {
            QTest::newRow(verb.join(QLatin1Char(' ')).toUtf8().constData()) << verb << rest;
        };
        row({"status"});
        row({"history"}, {"edge-link-production"});
        row({"diff"}, {"edge-link-production", "2", "3"});
        row({"verdict"}, {"edge-link-production", "2"});
        row({"runbooks"});
        row({"lint"}, {EDGELINK_RUNBOOKS "/helm-rollback.yaml"});
        row({"run"}, {"helm-rollback", "--param", "revision=2"});
        row({"runs"});
        row({"resume"}, {"run-open"});
        row({"stop"}, {"run-ended"});
        row({"journal", "list"});
        row({"journal", "export"});
        row({"journal", "verify"});
        row({"incident", "list"});
        row({"incident", "close"}, {"INC-2026-0101-009"});
        row({"report"}, {"INC-2026-1128-001"});
        row({"drill", "list"});
        row({"drill", "run"}, {"bad-release", "--confirm", "edge-link-production"});
    }
    [[nodiscard]] static bool isOneDocument(const QByteArray &bytes)
    {
        QJsonParseError problem{};
        const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
        return problem.error == QJsonParseError::NoError && (document.isObject() || document.isArray());
    }
    [[nodiscard]] static QJsonObject object(const ProgramResult &result)
    {
        return QJsonDocument::fromJson(result.standardOutput).object();
    }

private slots:
    void initTestCase() { QVERIFY(m_record.make()); }

    void helpHasItsExample_data() { verbs(); }
    void helpHasItsExample()
    {
        QFETCH(QStringList, verb);
        const QString words = verb.join(QLatin1Char(' '));
        for (const QString &flag : {QStringLiteral("--help"), QStringLiteral("-h")}) {
            const ProgramResult result = m_record.run(verb + QStringList{flag});
            QCOMPARE(result.exitCode, 0);
            QVERIFY2(result.standardError.isEmpty(), result.standardError);
            const QString help = QString::fromUtf8(result.standardOutput);
            static const QRegularExpression examples(QStringLiteral("^  edgelink-console (\\S+( \\S+)?)"),
                                                     QRegularExpression::MultilineOption);
            auto found = examples.globalMatch(help);
            QVERIFY2(found.hasNext(), qPrintable(help));
            while (found.hasNext()) { // its own and no other's
                const QString example = found.next().captured(1);
                QVERIFY2(example == words || example.startsWith(words + QLatin1Char(' '))
                             || example.section(QLatin1Char(' '), 0, 0) == words,
                         qPrintable(example));
            }
            QVERIFY2(help.contains(QStringLiteral("6 journal broken")), qPrintable(help));
        }
    }

    void aWrongOptionIsSaid_data() { verbs(); }
    void aWrongOptionIsSaid()
    {
        QFETCH(QStringList, verb);
        QFETCH(QStringList, rest);
        const ProgramResult plain = m_record.run(verb + rest + QStringList{"--frobnicate"});
        QCOMPARE(plain.exitCode, 2);
        QVERIFY2(plain.standardOutput.isEmpty(), plain.standardOutput);
        QVERIFY2(plain.standardError.startsWith("error: "), plain.standardError);
        const ProgramResult json = m_record.run(verb + rest + QStringList{"--frobnicate", "--json"});
        QCOMPARE(json.exitCode, 2);
        QCOMPARE(object(json).value("exitCode").toInt(), 2);
        QCOMPARE(object(json).value("error").toObject().value("kind").toString(), QStringLiteral("usage"));
        QVERIFY2(json.standardError.startsWith("error: "), json.standardError);
    }

    void aMissingConfigurationIsSaid_data() { verbs(); }
    void aMissingConfigurationIsSaid()
    {
        QFETCH(QStringList, verb);
        QFETCH(QStringList, rest);
        const QStringList words = QStringList{"--config", "@none.yaml"} + verb + rest;
        const ProgramResult plain = m_record.run(words);
        QCOMPARE(plain.exitCode, 2);
        QVERIFY2(plain.standardOutput.isEmpty(), plain.standardOutput);
        QVERIFY2(plain.standardError.contains("there is no such file"), plain.standardError);
        const ProgramResult json = m_record.run(words + QStringList{"--json"});
        QCOMPARE(json.exitCode, 2);
        const QJsonObject error = object(json).value("error").toObject();
        QVERIFY2(error.value("sentence").toString().contains(QStringLiteral("there is no such file")),
                 json.standardOutput);
    }

    void jsonIsOneDocument_data() { verbs(); }
    void jsonIsOneDocument()
    {
        QFETCH(QStringList, verb);
        QFETCH(QStringList, rest);
        const QStringList words = QStringList{"--config", "@console.yaml", "--data-dir", "@data"} + verb + rest;
        const ProgramResult plain = m_record.run(words);
        const ProgramResult json = m_record.run(words + QStringList{"--json"});
        QVERIFY2(json.finished && json.exitCode == plain.exitCode, json.standardError + plain.standardError);
        QVERIFY2(isOneDocument(json.standardOutput), json.standardOutput + json.standardError);
        // What the document says of a failure stands on standard error too, and nowhere among plain data.
        const QJsonObject error = object(json).value("error").toObject();
        QVERIFY2(!plain.standardOutput.contains("error: "), plain.standardOutput);
        if (error.isEmpty())
            return;
        QCOMPARE(object(json).value("exitCode").toInt(), json.exitCode);
        QVERIFY2(json.exitCode != 0 && json.standardError.contains(error.value("sentence").toString().toUtf8()),
                 json.standardOutput + json.standardError);
    }

    void whatGoesIntoAFileIsNamed_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("journal export") << QStringList{"journal", "export", "--out", "@made"};
        for (const char *format : {"md", "html", "pdf", "json"})
            QTest::addRow("report, %s", format)
                << QStringList{"report", "INC-2026-1128-001", "--format", format, "--out", "@made"};
    }

    void whatGoesIntoAFileIsNamed()
    {
        QFETCH(QStringList, words);
        const QStringList all
            = QStringList{"--config", "@console.yaml", "--data-dir", "@data"} + words + QStringList{"--json"};
        const ProgramResult json = m_record.run(all);
        QVERIFY2(json.exitCode == 0, json.standardError);
        QVERIFY2(isOneDocument(json.standardOutput), json.standardOutput);
        QCOMPARE(object(json).value("file").toString(), m_record.path(QStringLiteral("made")));
        QVERIFY(QFile::remove(m_record.path(QStringLiteral("made"))));
    }

    void otherTextIsInsideTheDocument()
    {
        const QStringList report{"--config", "@console.yaml", "--data-dir", "@data", "report", "INC-2026-1128-001"};
        const ProgramResult json = m_record.run(report + QStringList{"--json", "--format", "md"});
        QCOMPARE(object(json).value("format").toString(), QStringLiteral("md"));
        QVERIFY2(object(json).value("text").toString().contains(QStringLiteral("INC-2026-1128-001")),
                 json.standardOutput); // as Markdown writes it
        const ProgramResult pdf = m_record.run(report + QStringList{"--format", "pdf"});
        QCOMPARE(pdf.exitCode, 2);
        QVERIFY2(pdf.standardOutput.isEmpty() && pdf.standardError.contains("--out"), pdf.standardError);
    }
};

EDGELINK_TEST_MAIN(VerbTable)
#include "tst_verbtable.moc"
