// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/drills/drillspage.h"

#include "models/ports/marshal.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/card.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/componentlook.h"
#include "widgets/controls/glyphicon.h"
#include "widgets/controls/label.h"
#include "widgets/controls/language.h"
#include "widgets/controls/linelist.h"
#include "widgets/controls/reasonline.h"
#include "widgets/controls/statepane.h"
#include "widgets/drills/faulttext.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QTableWidget>

namespace edgelink::ui {

namespace {

constexpr int EffectLines = 5;

} // namespace

DrillsPage::DrillsPage(DrillControl *drills, Arming *arming, QWidget *parent)
    : QWidget(parent)
    , m_drills(drills)
    , m_arming(arming)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(space::Large, space::Medium, space::Large, space::Large);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Medium);
    m_scenario = new Label({}, TextSize::Heading, Role::Text, content);
    m_scenario->setWordWrap(true);
    layout->addWidget(m_scenario);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::Medium);
    m_faultsCard = new Card(content);
    m_faults = new LineList(m_faultsCard);
    m_effect = new Label(m_faultsCard);
    m_effect->setWordWrap(true);
    m_effect->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_effect->setMinimumHeight(m_effect->fontMetrics().lineSpacing() * EffectLines); // choosing moves nothing
    m_inject = new Button({}, Button::Kind::Primary, m_faultsCard);
    m_inject->setObjectName(QStringLiteral("inject")); // its words are others in each language
    m_clear = new Button(m_faultsCard);
    m_result = new Label({}, TextSize::Small, Role::Muted, m_faultsCard);
    m_result->setWordWrap(true);
    m_faultsCard->body()->setSpacing(space::Small);
    m_faultsCard->body()->addWidget(m_faults, 1);
    m_faultsCard->body()->addWidget(m_effect);
    m_faultsCard->body()->addWidget(m_result);
    m_faultsCard->body()->addWidget(new ReasonLine(m_inject, m_faultsCard));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::Small);
    buttons->addWidget(m_inject);
    buttons->addWidget(m_clear);
    buttons->addStretch(1);
    m_faultsCard->body()->addLayout(buttons);
    columns->addWidget(m_faultsCard, 2);
    m_componentsCard = new Card(content);
    m_components = new QTableWidget(0, 4, m_componentsCard);
    m_components->verticalHeader()->hide();
    m_components->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_components->horizontalHeader()->setStretchLastSection(true);
    m_components->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_components->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_components->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_components->setIconSize({GlyphIconSide, GlyphIconSide});
    m_components->setShowGrid(false);
    m_components->setFrameShape(QFrame::NoFrame);
    m_components->setTabKeyNavigation(false);
    m_componentsCard->body()->addWidget(m_components);
    columns->addWidget(m_componentsCard, 3);
    layout->addLayout(columns, 1);
    m_stack = new StateStack(content, this);
    outer->addWidget(m_stack);

    connect(m_drills, &DrillControl::statusChanged, this, &DrillsPage::setStatus);
    connect(m_arming, &Arming::changed, this, &DrillsPage::refreshGate);
    connect(m_faults, &LineList::currentKeyChanged, this, &DrillsPage::refreshGate);
    connect(m_inject, &Button::clicked, this, &DrillsPage::askToInject);
    connect(m_clear, &Button::clicked, this, &DrillsPage::clearFaults);
    retranslate();
    showLoading();
}

void DrillsPage::showLoading()
{
    m_stack->pane()->showLoading(tr("Reading the state of the sandbox"));
    m_stack->showPane();
}

void DrillsPage::setStatus(const SandboxStatus &status)
{
    m_status = status;
    m_told = true;
    if (!status.present) {
        m_stack->pane()->showEmpty(
            tr("No sandbox belongs to this environment"),
            tr("Drills run on a private sandbox of real components: packaging/run brings one up."));
        m_stack->showPane();
        return;
    }
    m_stack->showContent();
    QStringList active;
    for (const QString &fault : status.activeFaults)
        active << faultText(fault).name;
    m_scenario->setText(
        tr("Scenario %1 · windows ×%2 faster · active: %3")
            .arg(localized(status.title()))
            .arg(status.timeCompression)
            .arg(active.isEmpty() ? tr("no fault") : active.join(tr(", ", "between the names of faults"))));
    m_scenario->setToolTip(status.scenario.toHtmlEscaped());
    showFaults();
    showComponents();
    refreshGate();
}

QString DrillsPage::chosen() const
{
    return m_faults->currentKey();
}

void DrillsPage::showFaults()
{
    QList<ListLine> lines;
    for (const QString &fault : std::as_const(m_status.availableFaults)) {
        const bool active = m_status.activeFaults.contains(fault);
        ListLine line;
        line.key = fault;
        line.glyph = active ? Glyph::Exclamation : Glyph::Ring;
        line.glyphRole = active ? Role::Caution : Role::Muted;
        line.text = faultText(fault).name;
        line.aside = active ? tr("active") : fault;
        line.toolTip = faultText(fault).effect;
        lines << line;
    }
    m_faults->setLines(lines);
    if (chosen().isEmpty() && !lines.isEmpty())
        m_faults->setCurrentIndex(m_faults->model()->index(0, 0));
}

void DrillsPage::showComponents()
{
    const SandboxStatus &status = m_status;
    m_components->setRowCount(static_cast<int>(status.components.size()));
    for (int row = 0; row < status.components.size(); ++row) {
        const SandboxComponent &component = status.components.at(row);
        const StateLook look = componentLook(component.state);
        const QStringList cells{component.name, look.word, timeText(component.since), component.lastLine};
        for (int column = 0; column < cells.size(); ++column) {
            if (m_components->item(row, column) == nullptr)
                m_components->setItem(row, column, new QTableWidgetItem); // the table owns it
            m_components->item(row, column)->setText(cells.at(column));
            m_components->item(row, column)->setToolTip(cells.at(column).toHtmlEscaped());
        }
        m_components->item(row, 1)->setIcon(glyphIcon(look));
    }
    for (int column = 0; column < 3; ++column)
        m_components->resizeColumnToContents(column);
}

void DrillsPage::refreshGate()
{
    QString blocked = m_arming->blockedReason();
    if (blocked.isEmpty() && m_busy)
        blocked = tr("The sandbox is still working on the last change.");
    m_clear->setBlocked(blocked.isEmpty() && m_status.activeFaults.isEmpty() ? tr("No fault is active.") : blocked);
    m_inject->setBlocked(blocked.isEmpty() && chosen().isEmpty() ? tr("Choose a fault.") : blocked);
    m_inject->setPlainText(chosen().isEmpty() ? tr("Inject a fault")
                                              : tr("Inject “%1” into the sandbox").arg(faultText(chosen()).name));
    m_effect->setText(chosen().isEmpty() ? QString() : faultText(chosen()).effect);
}

void DrillsPage::askToInject()
{
    const QString fault = chosen();
    if (fault.isEmpty() || m_busy)
        return;
    const FaultText text = faultText(fault);
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Inject “%1”").arg(text.name),
                                     text.effect + QStringLiteral("\n\n")
                                         + tr("It changes the sandbox at once, for everybody who looks at it. “Clear "
                                              "all faults” takes it back. It goes on the record."),
                                     QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    QPushButton *go = question->addButton(tr("Inject “%1” into the sandbox").arg(text.name), QMessageBox::AcceptRole);
    QPushButton *leave = question->addButton(tr("Change nothing"), QMessageBox::RejectRole);
    question->setDefaultButton(leave);
    question->setEscapeButton(leave);
    connect(go, &QPushButton::clicked, this, [this, fault] { inject(fault); });
    question->open();
}

void DrillsPage::inject(const QString &fault)
{
    if (m_busy || !m_arming->isArmed())
        return; // the arming may have run out while the question stood there
    m_busy = true;
    refreshGate();
    m_result->setText(tr("Injecting “%1” …").arg(faultText(fault).name));
    whenAnswered(m_drills->inject(fault), this, [this, fault](const Result<bool> &result) {
        showResult(result, tr("“%1” is active.").arg(faultText(fault).name));
    });
}

void DrillsPage::clearFaults()
{
    m_busy = true;
    refreshGate();
    whenAnswered(m_drills->clear(), this,
                 [this](const Result<bool> &result) { showResult(result, tr("All faults are cleared.")); });
}

void DrillsPage::showResult(const Result<bool> &result, const QString &done)
{
    m_busy = false;
    m_result->setText(result ? done : result.error().sentence());
    refreshGate();
}

void DrillsPage::retranslate()
{
    m_faultsCard->setTitle(tr("Faults"));
    m_componentsCard->setTitle(tr("Components of the sandbox"));
    m_clear->setText(tr("Clear all faults"));
    m_components->setHorizontalHeaderLabels({tr("Component"), tr("State"), tr("Since (UTC)"), tr("Last line")});
    m_components->setAccessibleName(tr("Components of the sandbox"));
    m_faults->setAccessibleName(tr("Faults"));
    refreshGate();
}

void DrillsPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (m_told)
            setStatus(m_status);
        else
            showLoading();
    } else if (event->type() == QEvent::PaletteChange && m_told && m_status.present) {
        showComponents(); // the colours of its glyphs
    }
}

} // namespace edgelink::ui

#include "moc_drillspage.cpp"
