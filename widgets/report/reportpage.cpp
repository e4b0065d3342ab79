// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/report/reportpage.h"

#include "models/ports/journal.h"
#include "models/ports/marshal.h"
#include "widgets/controls/button.h"
#include "widgets/controls/label.h"
#include "widgets/controls/language.h"
#include "widgets/controls/statepane.h"
#include "widgets/report/reportfields.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QScrollBar>
#include <QShowEvent>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>

#include <array>

namespace edgelink::ui {

namespace {

constexpr std::array<ReportFormat, 4> Formats{ReportFormat::Markdown, ReportFormat::Html, ReportFormat::Pdf,
                                              ReportFormat::Json};

/// Markdown comes without distances: a heading belongs to what follows it, not to what went before.
void spaceOut(QTextDocument *document)
{
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        const bool heading = format.headingLevel() > 0;
        format.setTopMargin(heading && block != document->begin() ? space::Large : 0);
        format.setBottomMargin(heading ? space::Small : 3);
        QTextCursor(block).setBlockFormat(format);
    }
}

/// The rows of the timeline go on over its days, as in what is exported; before Qt 6.6 each of its lists would begin
/// at 1.
void numberThroughout(QTextDocument *document)
{
    QTextList *first = nullptr;
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
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

ReportPage::ReportPage(ReportService *reports, Journal *journal, QWidget *parent)
    : QWidget(parent)
    , m_reports(reports)
    , m_journal(journal)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Large, space::Medium, space::Large, space::Large);
    layout->setSpacing(space::Medium);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::Small);
    m_incidentCaption = new Label({}, TextSize::Body, Role::Muted, this);
    m_incidents = new QComboBox(this);
    m_incidents->setMinimumWidth(220);
    m_notice = new Label({}, TextSize::Small, Role::Muted, this);
    m_notice->setElide(Qt::ElideMiddle);
    head->addWidget(m_incidentCaption);
    head->addWidget(m_incidents);
    head->addWidget(m_notice, 1);
    for (const ReportFormat format : Formats) {
        auto *button = new Button(this);
        head->addWidget(button);
        connect(button, &Button::clicked, this, [this, format] { exportAs(format); });
        m_exports << button;
    }
    layout->addLayout(head);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::Medium);
    m_preview = new QTextBrowser(this);
    m_preview->setOpenLinks(false);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->document()->setDocumentMargin(space::Large);
    m_previewStack = new StateStack(m_preview, this);
    columns->addWidget(m_previewStack, 3);
    m_fields = new ReportFields(journal, this);
    columns->addWidget(m_fields, 2);
    layout->addLayout(columns, 1);

    connect(m_incidents, &QComboBox::currentTextChanged, this, &ReportPage::showReport);
    connect(m_fields, &ReportFields::recorded, this, &ReportPage::render);
    connect(m_previewStack->pane(), &StatePane::actionTriggered, this, &ReportPage::refresh);
    retranslate();
}

void ReportPage::setReadOnly(bool readOnly)
{
    m_fields->setReadOnly(readOnly);
}

void ReportPage::setContext(const QString &environment, const QString &stream, const QString &actor)
{
    m_environment = environment;
    m_stream = stream;
    m_actor = actor;
    m_fields->setContext(environment, stream, actor);
}

void ReportPage::showIncident(const QString &incidentId)
{
    m_wanted = incidentId;
    refresh();
}

QString ReportPage::incident() const
{
    return m_incidents->currentText();
}

void ReportPage::refresh()
{
    if (!m_known) {
        for (Button *button : std::as_const(m_exports))
            button->setBlocked(tr("Which incidents are on record is not known yet."));
        m_previewStack->pane()->showLoading(tr("Reading which incidents are on record"));
        m_previewStack->pane()->setAction({});
        m_previewStack->showPane();
    }
    const quint64 generation = ++m_listGeneration;
    whenAnswered(m_reports->incidents(m_environment), this, [this, generation](const Result<QStringList> &incidents) {
        if (generation != m_listGeneration)
            return;
        if (!incidents) {
            m_previewStack->pane()->showError(incidents.error());
            m_previewStack->pane()->setAction(tr("Read the incidents again"));
            m_previewStack->showPane();
            return;
        }
        m_known = true;
        const QString keep = m_wanted.isEmpty() ? incident() : m_wanted;
        m_wanted.clear();
        {
            const QSignalBlocker quiet(m_incidents);
            m_incidents->clear();
            m_incidents->addItems(*incidents);
            if (const int index = m_incidents->findText(keep); index >= 0)
                m_incidents->setCurrentIndex(index);
        }
        m_incidents->setEnabled(!incidents->isEmpty());
        showReport();
    });
}

void ReportPage::showReport()
{
    const QString id = incident();
    for (Button *button : std::as_const(m_exports))
        button->setBlocked(id.isEmpty() ? tr("There is no incident to report.") : QString());
    m_fields->setIncident(id);
    setNotice({}, false);
    if (!id.isEmpty()) {
        render();
        return;
    }
    m_previewStack->pane()->showEmpty(
        tr("No incident yet"), tr("A breach or a declared trigger opens one; its report is written from the journal."));
    m_previewStack->pane()->setAction({});
    m_previewStack->showPane();
}

ReportRequest ReportPage::request(ReportFormat format) const
{
    ReportRequest request;
    request.incidentId = incident();
    request.format = format;
    request.language = uiLanguage();
    request.humanFields = m_fields->unsaved();
    return request;
}

void ReportPage::render()
{
    if (incident().isEmpty())
        return;
    const quint64 generation = ++m_generation;
    whenAnswered(m_reports->render(request(ReportFormat::Markdown)), this,
                 [this, generation](const Result<RenderedReport> &report) {
                     if (generation != m_generation)
                         return;
                     if (!report) {
                         m_previewStack->pane()->showError(report.error());
                         m_previewStack->pane()->setAction(tr("Write the report again"));
                         m_previewStack->showPane();
                         return;
                     }
                     const int scroll = m_preview->verticalScrollBar()->value();
                     QTextDocument::MarkdownFeatures features = QTextDocument::MarkdownDialectGitHub;
                     features |= QTextDocument::MarkdownNoHTML;
                     m_preview->document()->setMarkdown(QString::fromUtf8(report->bytes), features);
                     numberThroughout(m_preview->document());
                     spaceOut(m_preview->document());
                     m_preview->verticalScrollBar()->setValue(scroll);
                     m_previewStack->showContent();
                 });
}

void ReportPage::exportAs(ReportFormat format)
{
    m_fields->save();
    const ReportRequest wanted = request(format);
    setNotice(tr("Writing %1.%2 …").arg(wanted.incidentId, reportFormatId(format)), false);
    whenFinished(m_reports->render(wanted), this, [this, wanted](const std::optional<Result<RenderedReport>> &report) {
        if (report && *report) {
            setNotice({}, false);
            emit saveRequested(wanted, **report);
            return;
        }
        exportFailed(report ? report->error() : Error{ErrorKind::Cancelled, tr("the report was cut off"), {}, {}, {}});
    });
}

void ReportPage::exported(const ReportRequest &request, const RenderedReport &report, const QString &file)
{
    JournalDraft draft;
    draft.kind = QString::fromLatin1(journalkind::Exported);
    draft.actor = m_actor;
    draft.environment = m_environment;
    draft.stream = m_stream;
    draft.incidentId = request.incidentId;
    draft.payload = exportedPayload(request, report, file);
    whenFinished(m_journal->append(draft), this, [this, file](const std::optional<Result<JournalEvent>> &written) {
        if (written && *written)
            setNotice(tr("Written and recorded: %1").arg(file), false);
        else
            setNotice(tr("%1 is written, but the export is not on record: %2")
                          .arg(file, written ? written->error().sentence() : tr("the journal did not answer")),
                      true);
    });
}

void ReportPage::exportFailed(const Error &error)
{
    setNotice(tr("Not exported: %1").arg(error.sentence()), true);
}

void ReportPage::setNotice(const QString &text, bool problem)
{
    m_notice->setRole(problem ? Role::Caution : Role::Muted);
    m_notice->setText(text);
}

void ReportPage::retranslate()
{
    m_incidentCaption->setText(tr("Incident"));
    m_incidents->setAccessibleName(tr("Incident"));
    m_preview->setAccessibleName(tr("The report as it will be printed"));
    const QStringList titles{tr("Save as Markdown…"), tr("Save as HTML…"), tr("Save as PDF…"), tr("Save as JSON…")};
    for (qsizetype i = 0; i < m_exports.size(); ++i)
        m_exports.at(i)->setText(titles.at(i));
    if (m_known)
        showReport();
}

void ReportPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ReportPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous())
        refresh();
}

} // namespace edgelink::ui

#include "moc_reportpage.cpp"
