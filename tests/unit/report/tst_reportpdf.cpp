// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/report/markdownescape.h"
#include "tests/unit/report/drillstory.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTextDocument>

using namespace edgelink;
using namespace edgelink::test;

class ReportPdfTest : public Suite
{
    Q_OBJECT

    static QString textOf(const QByteArray &pdf)
    {
        QProcess reader;
        reader.start(QStringLiteral("pdftotext"),
                     {QStringLiteral("-layout"), QStringLiteral("-"), QStringLiteral("-")});
        reader.write(pdf);
        reader.closeWriteChannel();
        return reader.waitForFinished() && reader.exitCode() == 0 ? QString::fromUtf8(reader.readAllStandardOutput())
                                                                  : QString();
    }

private slots:
    void aTextMeansNothingInMarkdown_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("source");
        const auto row = [](const char *text, const char *source) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(source);
        };
        row("INC-2026-1129-001", "INC-2026-1129-001");
        row("5xx > 5 % (limit), \"so\" = {a + b}!", "5xx > 5 % (limit), \"so\" = {a + b}!");
        row("edge_link_prod and _this_", "edge_link_prod and \\_this\\_");
        row("**b** `c` [l](http://h) <i>x</i> ~~s~~ | &amp; \\*",
            "\\*\\*b\\*\\* \\`c\\` \\[l\\](http://h) \\<i>x\\</i> \\~\\~s\\~\\~ \\| \\&amp; \\\\\\*");
        row("# no heading", "\\# no heading");
        row("> no quotation", "\\> no quotation");
        row("- no list", "\\- no list");
        row("+ no list", "\\+ no list");
        row("---", "\\---");
        row("1. no list", "1\\. no list");
        row("12) no list", "12\\) no list");
        row("20.9 s", "20.9 s");
        row("2026-11-29 - 3 + 4", "2026-11-29 - 3 + 4");
        row("@ops $x$ !", "\\@ops \\$x\\$ !");
        row("数据库 5 → 4 - ok", "数据库 5 → 4 - ok");
    }

    /// Whoever reads the source sees hardly an escape, and whoever renders it sees the text.
    void aTextMeansNothingInMarkdown()
    {
        QFETCH(QString, text);
        QFETCH(QString, source);
        QCOMPARE(report::escaped(text), source);
        for (const char *before : {"", "- ", "1. 15:57:24 — ", "> "}) {
            QTextDocument document;
            document.setMarkdown(QLatin1String(before) + report::escaped(text) + QLatin1Char('\n'));
            const QString shown = document.toPlainText().trimmed();
            QVERIFY2(shown.endsWith(text.trimmed()), qPrintable(shown));
            QCOMPARE(document.blockCount(), 1);
        }
    }

    void printsBothLanguages_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("Chinese") << "zh_CN";
    }

    void printsBothLanguages()
    {
        QFETCH(QString, language);
        FakeJournal journal;
        DrillStory story(journal);
        story.whole();
        story.at("00:01:02", "2026-11-24");
        story.tell(journalkind::Note, {{"text", "still quiet"}}, "chen");
        report::IncidentReport service(&journal, {DrillStory::environment()});
        const auto pdf = rendered(service, ReportFormat::Pdf, language);
        QVERIFY2(pdf, pdf ? "" : qPrintable(pdf.error().sentence()));
        QVERIFY(pdf->startsWith("%PDF-"));
        QVERIFY(pdf->contains("%%EOF"));
        // The glyphs travel with the file: a subset of the CJK font is embedded.
        if (language == QLatin1String("zh_CN"))
            QVERIFY(pdf->contains("CJK"));
        QVERIFY(pdf->contains("/Subtype /Image")); // the curve
        // Searching and copying find what the paper shows, times and numbers first of all.
        const QString text = textOf(*pdf);
        static const QRegularExpression number(QStringLiteral(R"(\b\d{2,}\b)"));
        const QString markdown = QString::fromUtf8(*rendered(service, ReportFormat::Markdown, language));
        int numbers = 0;
        for (auto match = number.globalMatch(markdown); match.hasNext(); ++numbers) {
            const QString digits = match.next().captured();
            QVERIFY2(text.contains(digits), qPrintable(digits));
        }
        QVERIFY(numbers > 20);
        // The rows of the second day are numbered on, as in the other formats.
        static const QRegularExpression nextDay(QStringLiteral(R"(2026-11-24\s+(\d+)\.\s*00:01:02)"));
        const QString row = nextDay.match(text).captured(1);
        QVERIFY2(!row.isEmpty(), qPrintable(text));
        QVERIFY2(markdown.contains(QStringLiteral("\n%1. 00:01:02").arg(row)), qPrintable(row));
        if (const QString folder = qEnvironmentVariable("EDGELINK_REPORT_OUT"); !folder.isEmpty()) {
            QFile file(folder + QStringLiteral("/report-%1.pdf").arg(language));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(*pdf) == pdf->size());
            QFile html(folder + QStringLiteral("/report-%1.html").arg(language));
            QVERIFY(html.open(QIODevice::WriteOnly)
                    && html.write(*rendered(service, ReportFormat::Html, language)) > 0);
        }
    }
};

EDGELINK_GUI_TEST_MAIN(ReportPdfTest)
#include "tst_reportpdf.moc"
