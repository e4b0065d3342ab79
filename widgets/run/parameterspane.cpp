// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/parameterspane.h"

#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/language.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>

namespace edgelink::ui {

ParametersPane::ParametersPane(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Medium);
    m_summary = new Label(this);
    m_summary->setWordWrap(true);
    layout->addWidget(m_summary);
    m_form = new QWidget(this);
    m_layout = new QFormLayout(m_form);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::Medium);
    layout->addWidget(m_form);
    m_changes = new Label({}, TextSize::Small, Role::Muted, this);
    m_changes->setWordWrap(true);
    layout->addWidget(m_changes);
    layout->addStretch(1);
    auto *foot = new QHBoxLayout;
    m_go = new Button({}, Button::Kind::Primary, this);
    foot->addStretch(1);
    foot->addWidget(m_go);
    layout->addLayout(foot);
    connect(m_go, &Button::clicked, this, &ParametersPane::accepted);
}

void ParametersPane::setRunbook(const RunbookDefinition &runbook, const QMap<QString, QString> &given)
{
    m_runbook = runbook;
    m_given = given;
    rebuild();
}

void ParametersPane::setHistory(const ReleaseHistory &history)
{
    const bool same = m_history.revisions == history.revisions;
    if (same)
        return;
    m_given = values();
    m_history = history;
    rebuild();
}

QMap<QString, QString> ParametersPane::values() const
{
    QMap<QString, QString> values = m_given;
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it) {
        if (const auto *combo = qobject_cast<QComboBox *>(it.value()))
            values.insert(it.key(), combo->currentData().toString());
        else if (const auto *edit = qobject_cast<QLineEdit *>(it.value()))
            values.insert(it.key(), edit->text().trimmed());
    }
    return values;
}

void ParametersPane::addRevisionField(const RunbookParameter &parameter, const QString &given)
{
    auto *combo = new QComboBox(m_form);
    const Revision *proposed = m_history.proposedTarget();
    int chosen = -1;
    // Through a constant: last() of a shared list that is not would copy it under the iterators.
    const QList<Revision> &revisions = m_history.revisions;
    for (auto it = revisions.crbegin(); it != revisions.crend(); ++it) {
        if (!it->wasDeployed() || it->number == revisions.constLast().number)
            continue;
        const bool safe = proposed != nullptr && proposed->number == it->number;
        combo->addItem(tr("%1 · %2 · app %3 · %4%5")
                           .arg(QString::number(it->number), it->chart, it->appVersion, timeText(it->updated),
                                safe ? tr(" · proposed: the newest that ran before") : QString()),
                       QString::number(it->number));
        if (QString::number(it->number) == given || (given.isEmpty() && safe))
            chosen = combo->count() - 1;
    }
    combo->setCurrentIndex(chosen >= 0 ? chosen : 0);
    const QString title = parameter.title.in(uiLanguage());
    combo->setAccessibleName(title);
    m_layout->addRow(title, combo);
    m_fields.insert(parameter.id, combo);
}

void ParametersPane::addOtherField(const RunbookParameter &parameter, const QString &given)
{
    const QString title = parameter.title.in(uiLanguage());
    const QString value = given.isEmpty() ? parameter.propose : given;
    QWidget *field = nullptr;
    if (parameter.type == RunbookParameter::Type::Choice) {
        auto *combo = new QComboBox(m_form);
        for (const QString &choice : parameter.choices)
            combo->addItem(choice, choice);
        combo->setCurrentIndex(std::max(0, combo->findData(value)));
        field = combo;
    } else {
        auto *edit = new QLineEdit(value, m_form);
        field = edit;
    }
    field->setAccessibleName(title);
    m_layout->addRow(title, field);
    m_fields.insert(parameter.id, field);
}

void ParametersPane::rebuild()
{
    while (m_layout->rowCount() > 0)
        m_layout->removeRow(0);
    m_fields.clear();
    const QString language = uiLanguage();
    m_summary->setText(m_runbook.summary.in(language));
    for (const RunbookParameter &parameter : std::as_const(m_runbook.parameters)) {
        if (parameter.type == RunbookParameter::Type::Revision)
            addRevisionField(parameter, m_given.value(parameter.id));
        else
            addOtherField(parameter, m_given.value(parameter.id));
    }
    QStringList changes;
    for (const LocalizedText &change : std::as_const(m_runbook.changes))
        changes << QStringLiteral("· ") + change.in(language);
    m_changes->setText(
        changes.isEmpty()
            ? QString()
            : tr("What this does differently from the written runbook (section %1), and why:").arg(m_runbook.source)
                + QLatin1Char('\n') + changes.join(QLatin1Char('\n')));
    m_go->setText(tr("Run the pre-flight checks"));
}

void ParametersPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_given = values();
        rebuild();
    }
}

} // namespace edgelink::ui
