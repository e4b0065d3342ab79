// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/armdialog.h"

#include "app/shell/underband.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/typedconfirmation.h"

#include <QBoxLayout>
#include <QComboBox>

namespace edgelink::shell {

using namespace ui;

ArmDialog::ArmDialog(const Environment &environment, const QString &actor, Arming *arming, QWidget *parent)
    : QDialog(parent)
    , m_environment(environment)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(arming->isArmed() ? tr("The session is armed") : tr("Arm this session"));
    resize(680, environment.kind == EnvironmentKind::Production && !arming->isArmed() ? 470 : 340);
    QVBoxLayout *layout = underBand(this, environment);
    layout->addWidget(new Label(windowTitle(), TextSize::Title, Role::Text, this));
    auto *what
        = new Label(tr("While it is armed, %1 can change release %2 in namespace %3 on cluster %4, one confirmed "
                       "step at a time. Arming itself changes nothing; it goes on the record.")
                        .arg(actor, environment.release, environment.nameSpace, environment.cluster),
                    TextSize::Body, Role::Muted, this);
    what->setWordWrap(true);
    layout->addWidget(what);
    auto *row = new QHBoxLayout;
    row->addWidget(new Label(tr("For"), TextSize::Body, Role::Text, this));
    m_duration = new QComboBox(this);
    m_duration->setAccessibleName(tr("For how long"));
    for (const int minutes : {5, 15, 30, 60})
        m_duration->addItem(spanText(minutes * 60LL), minutes * 60);
    m_duration->setCurrentIndex(1);
    row->addWidget(m_duration);
    row->addStretch();
    layout->addLayout(row);
    m_problem = new Label(this);
    m_problem->setRole(Role::Caution);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);

    if (environment.kind == EnvironmentKind::Production && !arming->isArmed()) {
        m_confirmation = new TypedConfirmation(this);
        m_confirmation->setName(environment.release, environment.cluster);
        layout->addWidget(m_confirmation);
        connect(m_confirmation, &TypedConfirmation::confirmed, this, [this] { emit armRequested(duration()); });
    }
    layout->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Plain, this);
    buttons->addWidget(cancel);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    if (arming->isArmed()) {
        auto *disarm = new Button(tr("Make the session read-only"), Button::Kind::Plain, this);
        connect(disarm, &Button::clicked, this, &ArmDialog::disarmRequested);
        buttons->addWidget(disarm);
    }
    if (m_confirmation == nullptr) {
        m_arm = new PrimaryButton(this);
        buttons->addWidget(m_arm);
        connect(m_arm, &Button::clicked, this, [this] { emit armRequested(duration()); });
    }
    layout->addLayout(buttons);
    connect(m_duration, &QComboBox::currentIndexChanged, this, &ArmDialog::refresh);
    refresh();
    if (m_arm != nullptr)
        m_arm->setFocus();
}

std::chrono::seconds ArmDialog::duration() const
{
    return std::chrono::seconds(m_duration->currentData().toInt());
}

void ArmDialog::refresh()
{
    const QString name = m_environment.cluster.isEmpty() ? m_environment.name : m_environment.cluster;
    const QString verb = tr("Arm %1 for %2").arg(name, m_duration->currentText());
    const QString blocked = m_waiting ? tr("Being recorded…") : QString();
    if (m_arm != nullptr) {
        m_arm->setPlainText(verb);
        m_arm->setBlocked(blocked);
    }
    if (m_confirmation != nullptr) {
        m_confirmation->setAction(verb);
        m_confirmation->setBlocked(blocked);
    }
}

void ArmDialog::setProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    setWaiting(false);
}

void ArmDialog::setWaiting(bool waiting)
{
    m_waiting = waiting;
    refresh();
}

} // namespace edgelink::shell

#include "moc_armdialog.cpp"
