// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/declaredialog.h"

#include "widgets/controls/button.h"
#include "widgets/controls/label.h"
#include "widgets/controls/reasonline.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPlainTextEdit>
#include <QRadioButton>

namespace edgelink::ui {

namespace {

struct ManualTrigger {
    const char *id;
    const char *text;
};

constexpr ManualTrigger Manual[] = {
    {"feature-down",
     QT_TRANSLATE_NOOP("edgelink::ui::DeclareDialog",
                       "A key feature does not work (devices cannot register, connections fail)")},
    {"data-inconsistency",
     QT_TRANSLATE_NOOP("edgelink::ui::DeclareDialog",
                       "Data is inconsistent (wrong device configuration, topology does not match)")},
    {"security-fix", QT_TRANSLATE_NOOP("edgelink::ui::DeclareDialog", "A security hole needs an urgent rollback")},
    {"client-incompatibility", QT_TRANSLATE_NOOP("edgelink::ui::DeclareDialog", "Old clients cannot connect")},
};

/// Room for a few sentences; Tab leaves the field.
QPlainTextEdit *noteField(QWidget *parent)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setTabChangesFocus(true);
    edit->setMinimumHeight(84);
    return edit;
}

} // namespace

DeclareDialog::DeclareDialog(const QString &actor, QWidget *parent)
    : QDialog(parent)
    , m_choice(new QButtonGroup(this))
{
    setWindowTitle(tr("Declare an incident"));
    resize(600, 400);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Huge, space::Large, space::Huge, space::Large);
    layout->setSpacing(space::Small);
    layout->addWidget(new Label(windowTitle(), TextSize::Title, Role::Text, this));
    auto *why
        = new Label(tr("For what no metric shows. It is recorded in your name, %1, and starts the incident's clock; "
                       "nothing on the platform changes.")
                        .arg(actor),
                    TextSize::Body, Role::Muted, this);
    why->setWordWrap(true);
    layout->addWidget(why);
    int id = 0;
    for (const ManualTrigger &trigger : Manual) {
        auto *radio = new QRadioButton(tr(trigger.text), this);
        m_choice->addButton(radio, id++);
        layout->addWidget(radio);
    }
    m_note = noteField(this);
    m_note->setPlaceholderText(tr("What was seen, by whom, since when"));
    m_note->setAccessibleName(tr("Note"));
    layout->addWidget(m_note, 1);
    m_problem = new Label(this);
    m_problem->setRole(Role::Caution);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    auto *buttons = new QHBoxLayout;
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Plain, this);
    m_submit = new PrimaryButton(tr("Declare the incident"), this);
    buttons->addWidget(new ReasonLine(m_submit, this), 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_submit);
    layout->addLayout(buttons);

    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_choice, &QButtonGroup::idClicked, this, &DeclareDialog::refresh);
    connect(m_note, &QPlainTextEdit::textChanged, this, &DeclareDialog::refresh);
    connect(m_submit, &Button::clicked, this, [this] {
        emit declared(QString::fromLatin1(Manual[m_choice->checkedId()].id),
                      m_note->toPlainText().trimmed().left(2000));
    });
    refresh();
}

void DeclareDialog::refresh()
{
    m_submit->setBlocked(m_waiting                                       ? tr("Being recorded…")
                             : m_choice->checkedId() < 0                 ? tr("Choose what is wrong first.")
                             : m_note->toPlainText().trimmed().isEmpty() ? tr("Write a note first.")
                                                                         : QString());
}

void DeclareDialog::setProblem(const QString &sentence)
{
    m_problem->setText(sentence);
}

void DeclareDialog::setWaiting(bool waiting)
{
    m_waiting = waiting;
    refresh();
}

NoteDialog::NoteDialog(const QString &actor, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Add a note to the record"));
    resize(520, 260);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Huge, space::Large, space::Huge, space::Large);
    layout->setSpacing(space::Small);
    layout->addWidget(new Label(windowTitle(), TextSize::Heading, Role::Text, this));
    layout->addWidget(new Label(tr("Signed %1. It cannot be changed or removed later.").arg(actor), TextSize::Small,
                                Role::Muted, this));
    m_text = noteField(this);
    m_text->setAccessibleName(tr("Note"));
    layout->addWidget(m_text, 1);
    m_problem = new Label(this);
    m_problem->setRole(Role::Caution);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    auto *buttons = new QHBoxLayout;
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Plain, this);
    auto *submit = new PrimaryButton(tr("Add the note"), this);
    buttons->addWidget(new ReasonLine(submit, this), 1);
    buttons->addWidget(cancel);
    buttons->addWidget(submit);
    layout->addLayout(buttons);
    const auto refresh = [this, submit] {
        submit->setBlocked(m_text->toPlainText().trimmed().isEmpty() ? tr("Write something first.") : QString());
    };
    connect(m_text, &QPlainTextEdit::textChanged, this, refresh);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(submit, &Button::clicked, this, [this] { emit written(m_text->toPlainText().trimmed().left(2000)); });
    refresh();
}

void NoteDialog::setProblem(const QString &sentence)
{
    m_problem->setText(sentence);
}

} // namespace edgelink::ui

#include "moc_declaredialog.cpp"
