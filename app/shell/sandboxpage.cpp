// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/sandboxpage.h"

#include "models/ports/marshal.h"
#include "widgets/controls/button.h"
#include "widgets/controls/card.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/componentlook.h"
#include "widgets/controls/label.h"
#include "widgets/controls/language.h"

#include <QBoxLayout>
#include <QEvent>
#include <QProgressBar>
#include <QScrollArea>

#include <algorithm>

namespace edgelink::shell {

using namespace ui;

namespace {

constexpr qsizetype MostRows = 60;

} // namespace

SandboxPage::SandboxPage(DrillControl *drill, bool viewer, QWidget *parent)
    : QWidget(parent)
    , m_drill(drill)
    , m_viewer(viewer)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Huge, space::Huge, space::Huge, space::Huge);
    layout->setSpacing(space::Medium);
    auto *heading = new QHBoxLayout;
    m_title = new Label(this);
    m_title->setTextSize(TextSize::Title, QFont::DemiBold);
    heading->addWidget(m_title, 1);
    m_summary = new Label(this);
    m_summary->setTabular(true);
    m_summary->setTextSize(TextSize::Heading);
    m_summary->setRole(Role::Muted);
    heading->addWidget(m_summary);
    layout->addLayout(heading);
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    layout->addWidget(m_progress);
    auto *row = new QHBoxLayout;
    m_problem = new Label(this);
    m_problem->setWordWrap(true);
    m_problem->setRole(Role::Muted);
    row->addWidget(m_problem, 1);
    m_retry = new PrimaryButton(this);
    row->addWidget(m_retry);
    layout->addLayout(row);

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_card = new Card(scroll);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(space::Huge);
    m_grid->setVerticalSpacing(space::Small);
    m_grid->setColumnStretch(3, 1);
    m_card->body()->addLayout(m_grid);
    m_card->body()->addStretch();
    scroll->setWidget(m_card);
    layout->addWidget(scroll, 1);

    connect(m_retry, &Button::clicked, this, &SandboxPage::retry);
    if (drill != nullptr)
        connect(drill, &DrillControl::statusChanged, this, &SandboxPage::setStatus);
    connect(&SecondTick::instance(), &SecondTick::tick, this, [this] {
        if (isVisible())
            refreshElapsed();
    });
    refresh();
}

void SandboxPage::setStatus(const SandboxStatus &status)
{
    m_status = status;
    refresh();
    const bool isReady = status.phase == QLatin1String("ready");
    if (isReady && !m_wasReady)
        emit ready(status.consoleConfiguration);
    m_wasReady = isReady;
}

void SandboxPage::ensureRows(qsizetype count)
{
    while (m_rows.size() < count) {
        const int line = int(m_rows.size());
        Row row;
        row.name = new Label(m_card);
        row.name->setTextSize(TextSize::Body, QFont::DemiBold);
        row.state = new StateLabel(m_card);
        row.state->setMinimumWidth(90);
        row.elapsed = new Label(m_card);
        row.elapsed->setTabular(true);
        row.elapsed->setMinimumWidth(44);
        row.elapsed->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row.elapsed->setRole(Role::Muted);
        row.line = new Label(m_card);
        row.line->setMonospace(TextSize::Small);
        row.line->setRole(Role::Muted);
        row.line->setElide(Qt::ElideRight);
        m_grid->addWidget(row.name, line, 0);
        m_grid->addWidget(row.state, line, 1);
        m_grid->addWidget(row.elapsed, line, 2);
        m_grid->addWidget(row.line, line, 3);
        m_rows << row;
    }
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        for (QWidget *widget : std::initializer_list<QWidget *>{m_rows.at(i).name, m_rows.at(i).state,
                                                                m_rows.at(i).elapsed, m_rows.at(i).line})
            widget->setVisible(i < count);
    }
}

void SandboxPage::refresh()
{
    const qsizetype count = std::min(m_status.components.size(), MostRows);
    ensureRows(count);
    int readyCount = 0;
    QString failed;
    for (qsizetype i = 0; i < count; ++i) {
        const SandboxComponent &component = m_status.components.at(i);
        const Row &row = m_rows.at(i);
        row.name->setText(component.name);
        row.state->setLook(componentLook(component.state));
        row.line->setText(component.lastLine);
        row.line->setRole(component.state == QLatin1String("failed") ? Role::Text : Role::Muted);
        if (component.state == QLatin1String("ready"))
            ++readyCount;
        if (component.state == QLatin1String("failed") && failed.isEmpty())
            failed = component.name;
    }
    const bool isFailed = m_status.phase == QLatin1String("failed") || !failed.isEmpty();
    const bool isStopped = m_status.present && m_status.phase == QLatin1String("stopped");
    m_title->setText(m_status.scenario.isEmpty() ? tr("Preparing the sandbox")
                                                 : tr("Preparing the drill “%1”").arg(localized(m_status.title())));
    m_title->setToolTip(m_status.scenario.toHtmlEscaped());
    m_progress->setRange(0, std::max(1, int(count)));
    m_progress->setValue(readyCount);
    m_progress->setAccessibleName(tr("Components ready"));
    m_problem->setRole(isFailed ? Role::Caution : Role::Muted);
    m_problem->setText(!m_status.present ? tr("Waiting for the sandbox to be started.")
                           : isFailed    ? failureText(failed)
                           : isStopped   ? tr("The sandbox is not running.")
                                         : tr("A private Kubernetes, Prometheus and PostgreSQL are being started on "
                                                "this machine. Nothing leaves it."));
    m_retry->setPlainText(tr("Start the sandbox again"));
    m_retry->setVisible((isFailed || isStopped) && m_drill && !m_viewer);
    m_card->setAccessibleName(tr("Components of the sandbox"));
    refreshElapsed();
}

QString SandboxPage::failureText(const QString &component) const
{
    if (!component.isEmpty())
        return tr("%1 did not come up. Its last line says why; starting again begins afresh, and only the tools that "
                  "were built stay.")
            .arg(component);
    return m_status.error.isEmpty() ? tr("The sandbox did not come up.")
                                    : tr("The sandbox did not come up: %1").arg(m_status.error);
}

void SandboxPage::refreshElapsed()
{
    const qsizetype count = std::min(m_status.components.size(), m_rows.size());
    int readyCount = 0;
    for (qsizetype i = 0; i < count; ++i) {
        const SandboxComponent &component = m_status.components.at(i);
        const bool runs = component.state == QLatin1String("starting") || component.state == QLatin1String("building");
        if (component.state == QLatin1String("ready"))
            ++readyCount;
        // A component that is ready tells nothing by getting older.
        m_rows.at(i).elapsed->setText(runs && component.since.isValid() ? clockText(component.since.secsTo(nowUtc()))
                                                                        : QString());
    }
    m_summary->setText(count > 0 ? tr("%1 of %2 ready").arg(readyCount).arg(count) : QString());
}

void SandboxPage::retry()
{
    if (!m_drill)
        return;
    m_retry->setBlocked(tr("Being started…"));
    whenFinished(m_drill->retry(), this, [this](const std::optional<Result<bool>> &result) {
        m_retry->setBlocked({});
        if (result && !*result) {
            m_problem->setRole(Role::Caution);
            m_problem->setText(result->error().sentence());
        }
    });
}

void SandboxPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace edgelink::shell

#include "moc_sandboxpage.cpp"
