// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run/parameterspane.h"

#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/language.h"
#include "widgets/controls/reasonline.h"
#include "widgets/run/runtext.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>

#include <algorithm>

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
    auto *reason = new ReasonLine(m_go, this);
    reason->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    foot->setSpacing(space::Medium);
    foot->addWidget(reason, 1);
    foot->addWidget(m_go);
    layout->addLayout(foot);
    connect(m_go, &Button::clicked, this, &ParametersPane::accepted);
}

void ParametersPane::setArming(Arming *arming)
{
    m_arming = arming;
    connect(arming, &Arming::changed, this, &ParametersPane::refreshGo);
    refreshGo();
}

void ParametersPane::setWaiting(bool waiting)
{
    m_waiting = waiting;
    refreshGo();
}

void ParametersPane::refreshGo()
{
    const bool looksOnly = m_arming != nullptr && m_arming->isViewer();
    const QMap<QString, QString> present = values();
    const bool lacking = std::any_of(m_runbook.parameters.cbegin(), m_runbook.parameters.cend(),
                                     [&present](const RunbookParameter &parameter) {
                                         return parameter.required && present.value(parameter.id).isEmpty();
                                     });
    const bool unread = m_history.revisions.isEmpty()
        && std::any_of(m_runbook.parameters.cbegin(), m_runbook.parameters.cend(),
                       [](const RunbookParameter &parameter) {
                           return parameter.type == RunbookParameter::Type::Revision;
                       });
    m_go->setBlocked(looksOnly               ? m_arming->blockedReason()
                         : m_waiting         ? tr("The run is being prepared.")
                         : lacking && unread ? tr("The history has not been read yet.")
                         : lacking           ? tr("Fill in what is missing.")
                                             : QString());
}

void ParametersPane::keep(const QString &id, const QString &value)
{
    m_given.insert(id, value);
    refreshWords();
    refreshGo();
    emit valuesChanged();
}

void ParametersPane::setRunbook(const RunbookDefinition &runbook, const QMap<QString, QString> &given)
{
    m_runbook = runbook;
    m_given = given;
    m_waiting = false;
    rebuild();
}

void ParametersPane::setNames(const QMap<QString, QString> &names)
{
    m_names = names;
    rebuild();
}

void ParametersPane::setIllSince(const QDateTime &illSince)
{
    if (m_illSince == illSince)
        return;
    m_illSince = illSince;
    rebuild();
    emit valuesChanged();
}

void ParametersPane::setHistory(const ReleaseHistory &history)
{
    const bool same = m_history.revisions == history.revisions;
    if (same)
        return;
    m_history = history;
    rebuild();
    emit valuesChanged();
}

QMap<QString, QString> ParametersPane::values() const
{
    QMap<QString, QString> values = m_given;
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it) {
        if (const auto *combo = qobject_cast<QComboBox *>(it.value())) {
            if (combo->currentIndex() >= 0)
                values.insert(it.key(), combo->currentData().toString());
        }
        if (const auto *edit = qobject_cast<QLineEdit *>(it.value()))
            values.insert(it.key(), edit->text().trimmed());
    }
    return values;
}

void ParametersPane::addRevisionField(const RunbookParameter &parameter, const QString &given)
{
    auto *combo = new QComboBox(m_form);
    const Revision *proposed = m_history.proposedTarget(m_illSince);
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
    if (chosen < 0 && !given.isEmpty()) {
        combo->insertItem(0,
                          revisions.isEmpty()
                              ? tr("%1 · asked for; the history has not been read yet").arg(given)
                              : tr("%1 · asked for, but not among the revisions that ran before").arg(given),
                          given);
        chosen = 0;
    }
    // Where nothing is safe enough to be proposed, nothing is chosen: the newest might be the one that is to go.
    combo->setPlaceholderText(combo->count() > 0 ? tr("none is proposed: choose one") : QString());
    combo->setCurrentIndex(chosen);
    const QString title = parameter.title.in(uiLanguage());
    combo->setAccessibleName(title);
    connect(combo, &QComboBox::activated, this,
            [this, combo, id = parameter.id] { keep(id, combo->currentData().toString()); });
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
        connect(combo, &QComboBox::activated, this,
                [this, combo, id = parameter.id] { keep(id, combo->currentData().toString()); });
        field = combo;
    } else {
        auto *edit = new QLineEdit(value, m_form);
        connect(edit, &QLineEdit::textEdited, this,
                [this, id = parameter.id](const QString &text) { keep(id, text.trimmed()); });
        field = edit;
    }
    field->setAccessibleName(title);
    m_layout->addRow(title, field);
    m_fields.insert(parameter.id, field);
}

void ParametersPane::rebuild()
{
    QString focused; // the keyboard stays where it was
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it) {
        if (it.value()->hasFocus())
            focused = it.key();
    }
    while (m_layout->rowCount() > 0)
        m_layout->removeRow(0);
    m_fields.clear();
    for (const RunbookParameter &parameter : std::as_const(m_runbook.parameters)) {
        if (parameter.type == RunbookParameter::Type::Revision)
            addRevisionField(parameter, m_given.value(parameter.id));
        else
            addOtherField(parameter, m_given.value(parameter.id));
    }
    QWidget *before = nullptr; // made last, they would be reached last
    for (const RunbookParameter &parameter : std::as_const(m_runbook.parameters)) {
        QWidget *field = m_fields.value(parameter.id);
        if (before != nullptr)
            setTabOrder(before, field);
        before = field;
    }
    if (before != nullptr)
        setTabOrder(before, m_go);
    if (QWidget *again = m_fields.value(focused)) {
        again->show(); // the layout would do so later, and what is hidden takes no keyboard
        again->setFocus(Qt::OtherFocusReason);
    }
    m_go->setPlainText(tr("Run the pre-flight checks"));
    refreshWords();
    refreshGo();
}

void ParametersPane::refreshWords()
{
    QMap<QString, QString> known = m_names;
    known.insert(values());
    m_summary->setText(filledIn(m_runbook.summary, known));
    QStringList changes;
    for (const LocalizedText &change : std::as_const(m_runbook.changes))
        changes << QStringLiteral("· ") + filledIn(change, known);
    m_changes->setText(
        changes.isEmpty()
            ? QString()
            : tr("What this does differently from the written runbook (section %1), and why:").arg(m_runbook.source)
                + QLatin1Char('\n') + changes.join(QLatin1Char('\n')));
}

void ParametersPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rebuild();
}

} // namespace edgelink::ui

#include "moc_parameterspane.cpp"
