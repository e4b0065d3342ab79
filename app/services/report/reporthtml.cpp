// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/report/reporthtml.h"

#include "app/services/report/reportmarkdown.h"
#include "models/domain/eventsentence.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextList>
#include <QUrl>
#include <QUuid>

#include <cmark.h>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <memory>

namespace edgelink::report {

namespace {

constexpr char Style[] = R"(
body { font: 15px/1.5 "Noto Sans", "Noto Sans CJK SC", sans-serif; color: #16202C; max-width: 860px; margin: 32px auto; padding: 0 16px; }
h1 { font-size: 26px; } h2 { font-size: 18px; margin-top: 28px; border-bottom: 1px solid #D5DBE3; } h3 { font-size: 15px; margin: 16px 0 4px; }
code { font: 13px "Noto Sans Mono", monospace; background: #EEF1F5; padding: 1px 4px; overflow-wrap: anywhere; }
blockquote { margin: 12px 0; padding: 8px 14px; background: #FFF4DC; border-left: 4px solid #8A5200; }
li { margin: 2px 0; } li.box { list-style: none; margin-left: -20px; } svg { width: 100%; height: auto; }
@media print { body { margin: 0; } h2, h3 { break-after: avoid; } svg { break-inside: avoid; } }
)";

/// CommonMark to HTML, without raw HTML or dangerous links (cmark's default), check boxes as characters, and each
/// chart's paragraph replaced.
QString body(const QString &markdown, const QString &chartMark, qsizetype charts,
             const std::function<QString(qsizetype)> &chart)
{
    const QByteArray utf8 = markdown.toUtf8();
    const std::unique_ptr<char, decltype(&std::free)> html(
        cmark_markdown_to_html(utf8.constData(), static_cast<std::size_t>(utf8.size()), CMARK_OPT_DEFAULT), &std::free);
    QString text = QString::fromUtf8(html.get());
    text.replace(QLatin1String("<li>[x] "), QStringLiteral("<li class=\"box\">☑ "));
    text.replace(QLatin1String("<li>[ ] "), QStringLiteral("<li class=\"box\">☐ "));
    for (qsizetype i = 0; i < charts; ++i)
        text.replace(QStringLiteral("<p>%1%2</p>").arg(chartMark).arg(i), chart(i));
    return text;
}

/// Nobody can know it beforehand, so no foreign text can stand where a chart goes.
QString freshMark()
{
    return QStringLiteral("chart") + QUuid::createUuid().toString(QUuid::Id128) + QLatin1Char('x');
}

ChartDrawing drawing(const Curve &curve, const Language &say)
{
    const auto level = [&](const char *what, double value) {
        const QString number = valueInWords(value, curve.unit, [&say](const char *text) { return say(text); });
        return QStringLiteral("%1 %2").arg(say(what), number);
    };
    return drawChart(curve,
                     {curve.name, level("limit", curve.limit), level("baseline", curve.baseline.value_or(0)),
                      say("no samples on record")});
}

/// HTML numbers a list on from its start; QTextDocument knows none before Qt 6.6 and would begin anew each day.
void numberThroughout(const QTextDocument &document)
{
    QTextList *first = nullptr;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextList *list = block.textList();
        if (list == nullptr || list->format().style() != QTextListFormat::ListDecimal)
            continue;
        if (first == nullptr)
            first = list;
        else if (list != first)
            first->add(block);
    }
}

} // namespace

QByteArray toHtml(const ReportFacts &facts, const ReportRequest &request, const Language &say)
{
    const QString mark = freshMark();
    const QString content = body(toMarkdown(facts, request, say, mark), mark, facts.curves.size(), [&](qsizetype i) {
        return QStringLiteral("<figure>") + QString::fromUtf8(toSvg(drawing(facts.curves.at(i), say)))
            + QStringLiteral("</figure>");
    });
    const QString head
        = QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\"><head><meta charset=\"utf-8\">"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                         "'unsafe-inline'\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
              .arg(say.tag())
        + facts.incidentId.toHtmlEscaped() + QStringLiteral("</title><style>") + QString::fromUtf8(Style)
        + QStringLiteral("</style></head><body>\n");
    return (head + content + QStringLiteral("</body></html>\n")).toUtf8();
}

Result<QByteArray> toPdf(const ReportFacts &facts, const ReportRequest &request, const Language &say)
{
    // Fonts come from the platform plugin: a program without one aborts in Qt, so it is refused here.
    if (qobject_cast<QGuiApplication *>(QCoreApplication::instance()) == nullptr) {
        return failure(ErrorKind::Usage, say("a PDF needs fonts, and so a program with a QGuiApplication"),
                       facts.incidentId,
                       say("Ask for HTML or Markdown, or start the console with a (also offscreen) platform."));
    }
    const QString mark = freshMark();
    QTextDocument document;
    const QString content = body(toMarkdown(facts, request, say, mark), mark, facts.curves.size(), [&](qsizetype i) {
        const QUrl url(QStringLiteral("chart:%1").arg(i));
        const ChartDrawing chart = drawing(facts.curves.at(i), say);
        document.addResource(QTextDocument::ImageResource, url, toImage(chart, 3));
        constexpr double Width = 640; // QTextDocument does not keep proportions by itself
        return QStringLiteral("<p><img src=\"chart:%1\" width=\"%2\" height=\"%3\"></p>")
            .arg(i)
            .arg(Width)
            .arg(std::round(Width * chart.height / chart.width));
    });
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout::Millimeter);
    writer.setResolution(96);
    writer.setTitle(facts.incidentId);
    writer.setCreator(QStringLiteral("EdgeLink Incident Console " EDGELINK_VERSION));
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")});
    font.setPixelSize(13);
    // Shaping puts other glyphs for Noto Sans CJK's digits, and the writer knows no character for those: the paper
    // would be right, and its text without a number to search for or to copy.
    font.setStyleStrategy(QFont::PreferNoShaping);
    document.setDefaultFont(font);
    document.setDefaultStyleSheet(QStringLiteral("code { font-family: 'Noto Sans Mono', monospace; } "
                                                 "blockquote { background-color: #FFF4DC; }"));
    document.setHtml(content);
    numberThroughout(document);
    document.setPageSize(QSizeF(writer.width(), writer.height()));
    document.print(&writer);
    buffer.close();
    if (pdf.isEmpty())
        return failure(ErrorKind::Io, say("the PDF could not be written"), facts.incidentId);
    return pdf;
}

} // namespace edgelink::report
