// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/leavedialog.h"

#include "app/shell/activeruns.h"
#include "app/shell/underband.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/language.h"
#include "widgets/controls/states.h"
#include "widgets/controls/timelabels.h"

#include <QBoxLayout>

namespace edgelink::shell {

using namespace ui;

namespace {

constexpr qsizetype NamedRuns = 4; ///< more are counted; only one of them can be changing anything

QString stepSentence(const RunSnapshot &run)
{
    if (run.current < 0 || run.current >= run.steps.size())
        return LeaveDialog::tr("before its first step");
    const QString step = LeaveDialog::tr("Step %1 of %2: %3")
                             .arg(QString::number(run.current + 1), QString::number(run.steps.size()),
                                  localized(run.steps.at(run.current).title));
    switch (run.state) {
    case RunState::AwaitingDecision:
        return LeaveDialog::tr("%1 · waits for your decision, nothing is running").arg(step);
    case RunState::Stopping:
        return LeaveDialog::tr("%1 · asked to end, waited for, then read back").arg(step);
    default:
        return LeaveDialog::tr("%1 · %2").arg(step, stateLook(run.steps.at(run.current).state).word);
    }
}

} // namespace

LeaveDialog::LeaveDialog(const Environment &environment, ActiveRuns *runs, const QString &consequence,
                         const QString &verb, QWidget *parent)
    : QDialog(parent)
    , m_runs(runs)
    , m_consequence(consequence)
    , m_verb(verb)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    resize(680, 360);
    QVBoxLayout *layout = underBand(this, environment);
    m_title = new Label(this);
    m_title->setTextSize(TextSize::Title, QFont::DemiBold);
    layout->addWidget(m_title);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(space::Tiny);
    layout->addLayout(m_rows);
    m_staying = new Label({}, TextSize::Body, Role::Muted, this);
    m_staying->setWordWrap(true);
    layout->addWidget(m_staying);
    m_stopping = new Label({}, TextSize::Body, Role::Muted, this);
    m_stopping->setWordWrap(true);
    layout->addWidget(m_stopping);
    layout->addStretch();

    auto *foot = new QHBoxLayout;
    foot->setSpacing(space::Small);
    m_waitedCaption = new Label({}, TextSize::Body, Role::Muted, this);
    m_waited = new ElapsedLabel(this);
    foot->addWidget(m_waitedCaption);
    foot->addWidget(m_waited);
    foot->addStretch();
    m_stop = new Button(this);
    m_keep = new PrimaryButton(this);
    foot->addWidget(m_stop);
    foot->addWidget(m_keep);
    layout->addLayout(foot);
    m_keep->setDefault(true);
    m_keep->setFocus();

    connect(m_keep, &Button::clicked, this, &LeaveDialog::reject);
    connect(m_stop, &Button::clicked, this, [this] {
        if (m_phase == Phase::Ended)
            accept();
        else
            stop();
    });
    connect(m_runs, &ActiveRuns::changed, this, &LeaveDialog::refresh);
    refresh();
}

void LeaveDialog::setConsequence(const QString &consequence, const QString &verb)
{
    m_consequence = consequence;
    m_verb = verb;
    refresh();
}

void LeaveDialog::reject()
{
    if (!m_forGood)
        QDialog::reject();
}

void LeaveDialog::stopForGood()
{
    m_forGood = true;
    if (m_phase == Phase::Ended)
        accept();
    else if (m_phase == Phase::Asking)
        stop();
    else
        refresh();
}

void LeaveDialog::stop()
{
    if (m_phase != Phase::Asking)
        return; // a second click asks for nothing more
    m_phase = Phase::Stopping;
    m_waited->setSpan(nowUtc());
    refresh();
    emit stopRequested();
}

void LeaveDialog::showRuns()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto add = [this](const QString &text, TextSize size, Role role) {
        auto *label = new Label(text, size, role, this);
        label->setWordWrap(true);
        m_rows->addWidget(label);
    };
    const QList<RunSnapshot> runs = m_runs->runs();
    for (const RunSnapshot &run : runs.mid(0, NamedRuns)) {
        add(localized(run.title), TextSize::Heading, Role::Text);
        add(stepSentence(run), TextSize::Body, Role::Text);
    }
    if (runs.size() > NamedRuns)
        add(tr("and %n more", nullptr, static_cast<int>(runs.size() - NamedRuns)), TextSize::Body, Role::Muted);
    if (runs.isEmpty()) {
        add(localized(m_runs->lastEnded().title), TextSize::Heading, Role::Text);
        add(m_runs->lastEnded().endState, TextSize::Body, Role::Text);
    }
}

void LeaveDialog::refresh()
{
    if (m_runs->isIdle() && m_phase == Phase::Stopping) {
        accept();
        return;
    }
    if (m_runs->isIdle())
        m_phase = Phase::Ended; // by itself, while the question was open
    showRuns();
    const auto count = static_cast<int>(m_runs->runs().size());
    switch (m_phase) {
    case Phase::Asking:
        m_title->setText(tr("%n run(s) under way", nullptr, count));
        m_staying->setText(tr("Staying lets it go on, and nothing is lost."));
        m_stopping->setText(tr("Stopping asks the running tool to end (SIGINT), waits for it, reads back what it left "
                               "behind and puts that on the record. What is done stays done; nothing is undone. %1")
                                .arg(m_consequence));
        m_keep->setPlainText(tr("Keep running and stay"));
        m_stop->setPlainText(tr("Stop the run first"));
        break;
    case Phase::Stopping:
        m_title->setText(tr("Stopping %n run(s)", nullptr, count));
        m_staying->setText(m_forGood ? tr("The session ends; the run is being stopped as if you had asked for it.")
                                     : tr("Staying keeps the window here; the run is stopped all the same."));
        m_stopping->setText(tr("Nothing is killed before it was asked to end and waited for. %1").arg(m_consequence));
        m_keep->setPlainText(tr("Stay here"));
        m_stop->setPlainText(tr("Stop the run first"));
        break;
    case Phase::Ended:
        m_title->setText(tr("The run has ended by itself"));
        m_staying->setText({});
        m_stopping->setText(tr("Nothing is running any more."));
        m_keep->setPlainText(tr("Stay here"));
        m_stop->setPlainText(m_verb);
        break;
    }
    setWindowTitle(m_title->text());
    m_keep->setBlocked(m_forGood ? tr("The session ends.") : QString());
    m_stop->setBlocked(m_phase == Phase::Stopping ? tr("Already stopping.") : QString());
    m_waitedCaption->setText(m_phase == Phase::Stopping ? tr("waited") : QString());
    m_waited->setVisible(m_phase == Phase::Stopping);
}

} // namespace edgelink::shell

#include "moc_leavedialog.cpp"
