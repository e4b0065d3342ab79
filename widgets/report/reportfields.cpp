// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/report/reportfields.h"

#include "models/ports/journal.h"
#include "models/ports/marshal.h"
#include "models/ports/reportservice.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"

#include <QBoxLayout>
#include <QEvent>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace edgelink::ui {

namespace {

constexpr std::chrono::seconds Pause{2};
constexpr std::chrono::seconds Longest{30};
constexpr std::chrono::seconds TryAgain{5};
constexpr qsizetype LongestText = 20'000;

bool isShort(const QString &field)
{
    return field == QLatin1String("impact") || field == QLatin1String("owner") || field == QLatin1String("data-loss");
}

QString textOf(const QPlainTextEdit *edit)
{
    return edit->toPlainText().trimmed().left(LongestText);
}

} // namespace

ReportFields::ReportFields(Journal *journal, QWidget *parent)
    : Card(parent)
    , m_journal(journal)
    , m_order(reportFieldIds())
{
    for (const QString &id : std::as_const(m_order)) {
        Field field;
        field.caption = new Label({}, TextSize::Small, Role::Muted, this);
        field.edit = new QPlainTextEdit(this);
        field.edit->setTabChangesFocus(true);
        field.edit->setMinimumHeight(isShort(id) ? 32 : 56);
        field.edit->setEnabled(false);
        field.edit->installEventFilter(this);
        field.caption->setBuddy(field.edit);
        body()->addWidget(field.caption);
        body()->addWidget(field.edit, isShort(id) ? 1 : 3);
        connect(field.edit, &QPlainTextEdit::textChanged, this, [this, id] { typed(id); });
        m_fields.insert(id, field);
    }
    m_state = new Label({}, TextSize::Small, Role::Muted, this);
    m_state->setWordWrap(true);
    m_save = new Button({}, Button::Kind::Plain, this);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_state, 1);
    foot->addWidget(m_save);
    body()->addLayout(foot);

    for (QTimer *timer : {&m_pause, &m_longest}) {
        timer->setSingleShot(true);
        timer->callOnTimeout(this, &ReportFields::save);
    }
    connect(m_save, &Button::clicked, this, &ReportFields::save);
    connect(m_journal, &Journal::committed, this, &ReportFields::onCommitted);
    refresh();
}

ReportFields::~ReportFields()
{
    save(); // a window that closes takes no text along
}

void ReportFields::setReadOnly(bool readOnly)
{
    for (const Field &field : std::as_const(m_fields))
        field.edit->setReadOnly(readOnly);
    m_save->setVisible(!readOnly);
}

void ReportFields::setContext(const QString &environment, const QString &stream, const QString &actor)
{
    m_environment = environment;
    m_stream = stream;
    m_actor = actor;
}

void ReportFields::setIncident(const QString &incidentId)
{
    if (incidentId != m_incident) {
        save();
        m_incident = incidentId;
        m_known = false;
        m_problem.reset();
        m_recordedAt = {};
        for (Field &field : m_fields) {
            field.recorded.clear();
            field.sending.reset();
            field.touched = false;
            put(field, {});
            field.edit->setEnabled(false);
        }
    }
    load();
    refresh();
}

void ReportFields::load()
{
    const quint64 generation = ++m_generation;
    if (m_incident.isEmpty())
        return;
    JournalQuery query;
    query.incidentId = m_incident;
    query.kinds = {QString::fromLatin1(journalkind::ReportField)};
    query.newestFirst = true;
    query.limit = 1000;
    whenAnswered(m_journal->read(query), this, [this, generation](const Result<QList<JournalEvent>> &events) {
        if (generation != m_generation)
            return;
        if (!events) {
            m_problem = events.error();
            refresh();
            return;
        }
        m_known = true;
        m_problem.reset();
        QMap<QString, QString> newest;
        for (auto event = events->crbegin(); event != events->crend(); ++event)
            newest.insert(event->draft.payload.value(QStringLiteral("field")).toString(),
                          event->draft.payload.value(QStringLiteral("text")).toString());
        for (auto field = m_fields.begin(); field != m_fields.end(); ++field) {
            field->recorded = newest.value(field.key());
            field->edit->setEnabled(true);
            if (!field->touched)
                put(*field, field->recorded);
        }
        refresh();
    });
}

void ReportFields::put(Field &field, const QString &text)
{
    if (field.edit->toPlainText() == text)
        return;
    const QSignalBlocker quiet(field.edit);
    field.edit->setPlainText(text);
}

void ReportFields::typed(const QString &id)
{
    m_fields[id].touched = true;
    m_pause.start(Pause);
    if (!m_longest.isActive())
        m_longest.start(Longest);
    refresh();
}

QMap<QString, QString> ReportFields::unsaved() const
{
    QMap<QString, QString> texts;
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        if (const QString text = textOf(field->edit); field->touched && text != field->recorded)
            texts.insert(field.key(), text);
    }
    return texts;
}

void ReportFields::save()
{
    m_pause.stop();
    m_longest.stop();
    const QMap<QString, QString> texts = unsaved();
    for (auto text = texts.cbegin(); text != texts.cend(); ++text) {
        const auto field = m_fields.constFind(text.key());
        if (field == m_fields.cend() || field->sending != text.value())
            send(text.key(), text.value());
    }
    refresh();
}

void ReportFields::send(const QString &id, const QString &text)
{
    m_fields[id].sending = text;
    JournalDraft draft;
    draft.kind = QString::fromLatin1(journalkind::ReportField);
    draft.actor = m_actor;
    draft.environment = m_environment;
    draft.stream = m_stream;
    draft.incidentId = m_incident;
    draft.payload = {{QStringLiteral("field"), id}, {QStringLiteral("text"), text}};
    write(draft);
}

void ReportFields::write(const JournalDraft &draft)
{
    whenFinished(m_journal->append(draft), this, [this, draft](const std::optional<Result<JournalEvent>> &written) {
        const bool done = written && *written;
        if (!done)
            m_problem = written ? written->error()
                                : Error{ErrorKind::Cancelled, tr("the journal did not answer"), {}, {}, {}};
        if (draft.incidentId != m_incident) {
            // Another incident's fields are shown by now; what was typed for this one is not given up.
            if (!done)
                QTimer::singleShot(TryAgain, this, [this, draft] { write(draft); });
            refresh();
            return;
        }
        const QString text = draft.payload.value(QStringLiteral("text")).toString();
        Field &field = m_fields[draft.payload.value(QStringLiteral("field")).toString()];
        if (field.sending == text)
            field.sending.reset();
        if (done) {
            field.recorded = text;
            if (field.touched)
                field.touched = field.edit->toPlainText().trimmed() != text;
            else
                put(field, text); // the incident was left and chosen again while this was on its way
            m_problem.reset();
            m_recordedAt = (*written)->time();
        } else {
            m_pause.start(TryAgain);
        }
        refresh();
        if (done)
            emit recorded();
    });
}

void ReportFields::onCommitted(const QList<JournalEvent> &events)
{
    bool any = false;
    for (const JournalEvent &event : events) {
        const auto field = m_fields.find(event.draft.payload.value(QStringLiteral("field")).toString());
        if (event.draft.kind != QLatin1String(journalkind::ReportField) || event.draft.incidentId != m_incident
            || !m_known || field == m_fields.end())
            continue;
        const QString text = event.draft.payload.value(QStringLiteral("text")).toString();
        if (field->recorded == text || field->sending == text)
            continue; // our own
        field->recorded = text;
        if (!field->touched)
            put(*field, text);
        any = true;
    }
    if (any)
        emit recorded();
}

void ReportFields::refresh()
{
    setTitle(tr("What only a person can write"));
    const QMap<QString, QString> titles{{QStringLiteral("impact"), tr("Who and what was affected")},
                                        {QStringLiteral("owner"), tr("Owner")},
                                        {QStringLiteral("data-loss"), tr("Data lost: what, how many minutes, or none")},
                                        {QStringLiteral("root-cause"), tr("Root cause")},
                                        {QStringLiteral("improvements"), tr("Improvements, one a line")},
                                        {QStringLiteral("lessons"), tr("Lessons learned, one a line")}};
    bool sending = false;
    bool tooLong = false;
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        field->caption->setText(titles.value(field.key()));
        field->edit->setAccessibleName(titles.value(field.key()));
        sending = sending || field->sending.has_value();
        tooLong = tooLong || field->edit->toPlainText().trimmed().size() > LongestText;
    }
    const bool open = !unsaved().isEmpty();
    QString state;
    if (m_incident.isEmpty())
        state = tr("There is no incident to write about.");
    else if (m_problem && !m_known)
        state = tr("What was written before could not be read: %1").arg(m_problem->sentence());
    else if (!m_known)
        state = tr("Reading what was written before …");
    else if (m_problem)
        state = tr("Not recorded: %1 The text stays here and is tried again.").arg(m_problem->sentence());
    else if (tooLong)
        state = tr("A text is longer than %1 characters: what follows is not recorded.").arg(LongestText);
    else if (sending)
        state = tr("Being recorded …");
    else if (open)
        state = tr("Not recorded yet.");
    else if (m_recordedAt.isValid())
        state = tr("Recorded in the journal at %1.").arg(timeText(m_recordedAt));
    else
        state = tr("What you write is recorded in the journal by itself.");
    m_state->setText(state);
    m_state->setRole(m_problem || tooLong ? Role::Caution : Role::Muted);
    m_save->setText(tr("Record now"));
    m_save->setBlocked(open ? QString() : tr("Everything is on record."));
}

bool ReportFields::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        save();
    return Card::eventFilter(watched, event);
}

void ReportFields::hideEvent(QHideEvent *event)
{
    Card::hideEvent(event);
    save();
}

void ReportFields::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace edgelink::ui

#include "moc_reportfields.cpp"
