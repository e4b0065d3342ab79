// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/report/drillstory.h"

#include <QFile>

using namespace edgelink;
using namespace edgelink::test;

class ReportPdfTest : public Suite
{
    Q_OBJECT

private slots:
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
        report::IncidentReport service(&journal, {DrillStory::environment()});
        const auto pdf = rendered(service, ReportFormat::Pdf, language);
        QVERIFY2(pdf, pdf ? "" : qPrintable(pdf.error().sentence()));
        QVERIFY(pdf->startsWith("%PDF-"));
        QVERIFY(pdf->contains("%%EOF"));
        // The glyphs travel with the file: a subset of the CJK font is embedded.
        if (language == QLatin1String("zh_CN"))
            QVERIFY(pdf->contains("CJK"));
        QVERIFY(pdf->contains("/Subtype /Image")); // the curve
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
