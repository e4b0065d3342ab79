// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/report/reportpage.h"

#include "models/ports/journal.h"
#include "models/ports/marshal.h"
#include "models/ports/reportservice.h"
#include "widgets/controls/button.h"
#include "widgets/controls/card.h"
#include "widgets/controls/label.h"
#include "widgets/controls/language.h"
#include "widgets/controls/statepane.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QShowEvent>
#include <QTextBrowser>
#include <QTextDocument>

namespace edgelink::ui {

namespace {

const QStringList &fieldIds()
{
    static const QStringList ids{"impact", "owner", "root-cause", "improvements", "lessons"};
    return ids;
}

QString suffix(ReportFormat format)
{
    switch (format) {
    case ReportFormat::Markdown:
        return QStringLiteral("md");
    case ReportFormat::Html:
        return QStringLiteral("html");
    case ReportFormat::Pdf:
        return QStringLiteral("pdf");
    case ReportFormat::Json:
        break;
    }
    return QStringLiteral("json");
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
    head->addWidget(m_incidentCaption);
    head->addWidget(m_incidents);
    head->addStretch(1);
    m_markdown = new Button(this);
    m_html = new Button(this);
    m_pdf = new Button(this);
    m_json = new Button(this);
    for (Button *button : {m_markdown, m_html, m_pdf, m_json})
        head->addWidget(button);
    layout->addLayout(head);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::Medium);
    m_preview = new QTextBrowser(this);
    m_preview->setOpenLinks(false);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_previewStack = new StateStack(m_preview, this);
    columns->addWidget(m_previewStack, 3);
    m_human = new Card(this);
    for (const QString &id : fieldIds()) {
        auto *caption = new Label({}, TextSize::Small, Role::Muted, m_human);
        auto *edit = new QPlainTextEdit(m_human);
        edit->setTabChangesFocus(true);
        edit->setMinimumHeight(id == QLatin1String("owner") || id == QLatin1String("impact") ? 40 : 72);
        caption->setBuddy(edit);
        m_human->body()->addWidget(caption);
        m_human->body()->addWidget(edit, id == QLatin1String("owner") || id == QLatin1String("impact") ? 1 : 2);
        m_captions.insert(id, caption);
        m_edits.insert(id, edit);
    }
    m_save = new Button({}, Button::Kind::Primary, m_human);
    m_human->body()->addWidget(m_save);
    columns->addWidget(m_human, 2);
    layout->addLayout(columns, 1);

    connect(m_incidents, &QComboBox::currentTextChanged, this, &ReportPage::loadFields);
    connect(m_save, &Button::clicked, this, &ReportPage::saveFields);
    const auto exported = [this](Button *button, ReportFormat format) {
        connect(button, &Button::clicked, this, [this, format] { exportAs(static_cast<int>(format)); });
    };
    exported(m_markdown, ReportFormat::Markdown);
    exported(m_html, ReportFormat::Html);
    exported(m_pdf, ReportFormat::Pdf);
    exported(m_json, ReportFormat::Json);
    m_previewStack->pane()->showEmpty(
        tr("No incident yet"), tr("A breach or a declared trigger opens one; its report is written from the journal."));
    m_previewStack->showPane();
    retranslate();
}

void ReportPage::setContext(const QString &environment, const QString &stream, const QString &actor)
{
    m_environment = environment;
    m_stream = stream;
    m_actor = actor;
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
    whenAnswered(m_reports->incidents(), this, [this](const Result<QStringList> &incidents) {
        if (!incidents) {
            m_previewStack->pane()->showError(incidents.error());
            m_previewStack->showPane();
            return;
        }
        const QString keep = m_wanted.isEmpty() ? incident() : m_wanted;
        m_wanted.clear();
        {
            const QSignalBlocker quiet(m_incidents);
            m_incidents->clear();
            m_incidents->addItems(*incidents);
            if (const int index = m_incidents->findText(keep); index >= 0)
                m_incidents->setCurrentIndex(index);
        }
        const bool any = !incidents->isEmpty();
        for (Button *button : {m_markdown, m_html, m_pdf, m_json, m_save})
            button->setBlocked(any ? QString() : tr("There is no incident to report."));
        if (any)
            loadFields();
    });
}

void ReportPage::loadFields()
{
    const QString id = incident();
    if (id.isEmpty())
        return;
    JournalQuery query;
    query.incidentId = id;
    query.kinds = {QString::fromLatin1(journalkind::ReportField)};
    query.limit = 1000;
    whenAnswered(m_journal->read(query), this, [this, id](const Result<QList<JournalEvent>> &events) {
        if (!events || id != incident())
            return;
        QMap<QString, QString> saved;
        for (const JournalEvent &event : *events)
            saved.insert(event.draft.payload.value(QStringLiteral("field")).toString(),
                         event.draft.payload.value(QStringLiteral("text")).toString());
        m_saved = saved;
        for (auto it = m_edits.cbegin(); it != m_edits.cend(); ++it) {
            if (!it.value()->hasFocus())
                it.value()->setPlainText(saved.value(it.key()));
        }
        render();
    });
}

QMap<QString, QString> ReportPage::fields() const
{
    QMap<QString, QString> texts;
    for (auto it = m_edits.cbegin(); it != m_edits.cend(); ++it)
        texts.insert(it.key(), it.value()->toPlainText().trimmed());
    return texts;
}

void ReportPage::saveFields()
{
    const QMap<QString, QString> texts = fields();
    for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
        if (m_saved.value(it.key()) == it.value())
            continue;
        JournalDraft draft;
        draft.kind = QString::fromLatin1(journalkind::ReportField);
        draft.actor = m_actor;
        draft.environment = m_environment;
        draft.stream = m_stream;
        draft.incidentId = incident();
        draft.payload = {{QStringLiteral("field"), it.key()}, {QStringLiteral("text"), it.value()}};
        whenAnswered(m_journal->append(draft), this, [this](const Result<JournalEvent> &event) {
            if (event) {
                m_saved.insert(event->draft.payload.value(QStringLiteral("field")).toString(),
                               event->draft.payload.value(QStringLiteral("text")).toString());
                render();
                return;
            }
            m_previewStack->pane()->showError(event.error());
            m_previewStack->showPane();
        });
    }
}

void ReportPage::render()
{
    ReportRequest request;
    request.incidentId = incident();
    request.language = uiLanguage();
    request.humanFields = m_saved;
    const quint64 generation = ++m_generation;
    whenAnswered(m_reports->render(request), this, [this, generation](const Result<QByteArray> &markdown) {
        if (generation != m_generation)
            return;
        if (!markdown) {
            m_previewStack->pane()->showError(markdown.error());
            m_previewStack->showPane();
            return;
        }
        const int scroll = m_preview->verticalScrollBar()->value();
        QTextDocument::MarkdownFeatures features = QTextDocument::MarkdownDialectGitHub;
        features |= QTextDocument::MarkdownNoHTML;
        m_preview->document()->setMarkdown(QString::fromUtf8(*markdown), features);
        m_preview->verticalScrollBar()->setValue(scroll);
        m_previewStack->showContent();
    });
}

void ReportPage::exportAs(int format)
{
    ReportRequest request;
    request.incidentId = incident();
    request.format = static_cast<ReportFormat>(format);
    request.language = uiLanguage();
    request.humanFields = m_saved;
    const QString name = QStringLiteral("%1.%2").arg(request.incidentId, suffix(request.format));
    whenAnswered(m_reports->render(request), this, [this, name](const Result<QByteArray> &bytes) {
        if (bytes) {
            emit saveRequested(name, *bytes);
            return;
        }
        m_previewStack->pane()->showError(bytes.error());
        m_previewStack->showPane();
    });
}

void ReportPage::retranslate()
{
    m_incidentCaption->setText(tr("Incident"));
    m_incidents->setAccessibleName(tr("Incident"));
    m_preview->setAccessibleName(tr("The report as it will be printed"));
    m_human->setTitle(tr("What only a person can write"));
    const QMap<QString, QString> titles{{"impact", tr("Who and what was affected")},
                                        {"owner", tr("Owner")},
                                        {"root-cause", tr("Root cause")},
                                        {"improvements", tr("Improvements, one a line")},
                                        {"lessons", tr("Lessons learned, one a line")}};
    for (auto it = titles.cbegin(); it != titles.cend(); ++it) {
        m_captions.value(it.key())->setText(it.value());
        m_edits.value(it.key())->setAccessibleName(it.value());
    }
    m_save->setText(tr("Record these in the journal"));
    m_markdown->setText(tr("Save as Markdown…"));
    m_html->setText(tr("Save as HTML…"));
    m_pdf->setText(tr("Save as PDF…"));
    m_json->setText(tr("Save as JSON…"));
    if (!incident().isEmpty())
        render();
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
