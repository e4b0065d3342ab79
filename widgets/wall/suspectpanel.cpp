// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/suspectpanel.h"

#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/linelist.h"
#include "widgets/controls/reasonline.h"
#include "widgets/controls/states.h"
#include "widgets/controls/textdialog.h"
#include "widgets/controls/timelabels.h"

#include <QBoxLayout>
#include <QEvent>

namespace edgelink::ui {

namespace {

QFrame *separator(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::HLine);
    line->setFixedHeight(1);
    return line;
}

} // namespace

SuspectPanel::SuspectPanel(QWidget *parent)
    : Card(parent)
    , m_age(new AgeLabel(this))
    , m_suspects(new LineList(this))
    , m_verdictLine(new StateLabel(this))
    , m_reservations(new Label(this))
    , m_towards(new Label(this))
    , m_facts(new LineList(this))
    , m_rollBack(new PrimaryButton(this))
    , m_diff(new Button(this))
    , m_check(new Button(this))
    , m_close(new Button(this))
{
    m_suspects->setMinimumHeight(3 * 22);
    body()->addWidget(m_suspects, 5);
    body()->addWidget(separator(this));
    auto *heading = new QHBoxLayout;
    heading->setSpacing(space::Small);
    m_verdictLine->setTextSize(TextSize::Body, QFont::DemiBold);
    m_verdictLine->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_reservations->setTextSize(TextSize::Body, QFont::DemiBold);
    m_reservations->setRole(Role::Caution);
    m_reservations->setElide(Qt::ElideRight);
    m_towards->setRole(Role::Muted);
    m_towards->setTextSize(TextSize::Small);
    m_towards->setElide(Qt::ElideRight);
    heading->addWidget(m_verdictLine);
    heading->addWidget(m_reservations);
    heading->addWidget(m_towards, 1);
    heading->addStretch(); // where there is no room for it
    heading->addWidget(m_age);
    m_check->setKind(Button::Kind::Link);
    heading->addWidget(m_check);
    body()->addLayout(heading);
    m_facts->setMinimumHeight(3 * 22);
    body()->addWidget(m_facts, 6);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::Small);
    buttons->addWidget(m_rollBack);
    buttons->addWidget(m_diff);
    buttons->addStretch();
    m_close->setKind(Button::Kind::Link);
    QSizePolicy place(QSizePolicy::Fixed, QSizePolicy::Fixed);
    place.setRetainSizeWhenHidden(true); // the heading keeps its height
    m_close->setSizePolicy(place);
    setAside(m_close);
    body()->addWidget(new ReasonLine(m_rollBack, this));
    body()->addLayout(buttons);

    QWidget *before = m_close;
    for (QWidget *next : std::initializer_list<QWidget *>{m_suspects, m_check, m_facts, m_rollBack, m_diff}) {
        setTabOrder(before, next);
        before = next;
    }
    connect(m_rollBack, &Button::clicked, this, [this] {
        if (m_run)
            emit runRequested();
        else
            emit rollbackRequested(targetRevision());
    });
    connect(m_diff, &Button::clicked, this, [this] { emit diffRequested(targetRevision(), suspectRevision()); });
    connect(m_check, &Button::clicked, this, &SuspectPanel::checkAgain);
    connect(m_close, &Button::clicked, this, &SuspectPanel::closeRequested);
    connect(m_facts, &LineList::lineActivated, this, &SuspectPanel::openFact);
    refresh();
}

void SuspectPanel::setIncident(const Incident &incident)
{
    // Once it has recovered nobody asks whether going back is safe; "Go" beside a healthy platform would propose it.
    if (incident.state == IncidentState::Recovered && m_incident.state != IncidentState::Recovered) {
        m_verdict.reset();
        m_verdictError.reset();
        m_pendingTarget = 0;
    }
    m_incident = incident;
    if (m_verdict && m_verdict->targetRevision != targetRevision())
        m_verdict.reset(); // it spoke of another revision than the button does
    refresh();
}

void SuspectPanel::setHistory(const ReleaseHistory &history)
{
    m_history = history;
    if (m_verdict && m_verdict->targetRevision != targetRevision())
        m_verdict.reset(); // it spoke of another revision than the button does
    refresh();
}

void SuspectPanel::setSeats(int ok, int pending, int breached, int unknown)
{
    if (ok == m_ok && pending == m_waiting && breached == m_breached && unknown == m_unknown)
        return;
    m_ok = ok;
    m_waiting = pending;
    m_breached = breached;
    m_unknown = unknown;
    refreshVerdict();
    refreshButtons();
}

void SuspectPanel::setMeasureProblem(const std::optional<Error> &problem)
{
    if (m_measureProblem == problem)
        return;
    m_measureProblem = problem;
    refreshVerdict();
}

void SuspectPanel::setVerdict(const Verdict &verdict)
{
    m_verdict = verdict;
    m_verdictError.reset();
    m_pendingTarget = 0;
    refresh();
}

void SuspectPanel::setVerdictPending(int targetRevision)
{
    m_pendingTarget = targetRevision;
    refresh();
}

void SuspectPanel::setVerdictError(const Error &error)
{
    m_verdictError = error;
    m_pendingTarget = 0;
    refresh();
}

void SuspectPanel::setArming(Arming *arming)
{
    m_arming = arming;
    connect(arming, &Arming::changed, this, &SuspectPanel::refreshButtons);
    refreshButtons();
}

void SuspectPanel::setActiveRun(const std::optional<RunSnapshot> &run)
{
    m_run = run;
    refreshVerdict();
    refreshButtons();
}

bool SuspectPanel::runIsRollback() const
{
    return m_run && m_run->runbookId == QLatin1String("helm-rollback");
}

bool SuspectPanel::isViewer() const
{
    return m_arming && m_arming->isViewer();
}

bool SuspectPanel::isNoGo() const
{
    return m_verdict && !m_verdictError && m_verdict->kind() == VerdictKind::NoGo;
}

int SuspectPanel::targetRevision() const
{
    const Revision *target = m_history.proposedTarget(m_incident.illSince());
    return target == nullptr ? 0 : target->number;
}

QString SuspectPanel::noTarget() const
{
    return m_history.proposedTarget() != nullptr
        ? tr("No revision is known to have run well before the trouble. The Releases page offers every revision.")
        : tr("There is no earlier revision that was once deployed.");
}

int SuspectPanel::suspectRevision() const
{
    const Revision *latest = m_history.latest();
    return latest == nullptr ? 0 : latest->number;
}

void SuspectPanel::refresh()
{
    const bool open = m_incident.isOpen();
    const QDateTime newest = m_incident.troubles.isEmpty() ? m_incident.impactStart : m_incident.troubles.constLast();
    setTitle(open && newest.isValid() ? tr("What changed before %1").arg(timeText(newest)) : tr("What changed last"));
    m_suspects->setAccessibleName(tr("Suspects"));
    m_facts->setAccessibleName(tr("Facts of the verdict"));
    refreshSuspects();
    refreshVerdict();
    refreshButtons();
}

void SuspectPanel::checkAgain()
{
    if (m_incident.isOpen())
        emit suspectsWanted();
    if (targetRevision() > 0)
        emit verdictWanted(targetRevision());
}

void SuspectPanel::refreshVerdict()
{
    if (m_run) {
        refreshRun();
        return;
    }
    auto *age = static_cast<AgeLabel *>(m_age);
    QList<ListLine> lines = measureLines();
    m_towards->setText({});
    m_reservations->setText({});
    m_verdictLine->setMinimumWidth(0);
    if (m_pendingTarget != 0) {
        m_verdictLine->setLook({Glyph::Quarter, Role::Muted, tr("Collecting the facts…")});
        m_towards->setText(tr("rolling back to revision %1").arg(m_pendingTarget));
        age->setTime({});
    } else if (m_verdictError) {
        m_verdictLine->setLook({Glyph::Exclamation, Role::Unknown, tr("No verdict")});
        age->setTime({});
        ListLine line;
        line.key = QStringLiteral("error");
        line.glyph = Glyph::Exclamation;
        line.glyphRole = Role::Unknown;
        line.text = m_verdictError->what;
        line.toolTip = m_verdictError->sentence();
        lines << line;
    } else if (m_verdict) {
        StateLook look = stateLook(m_verdict->kind());
        look.word = verdictWord(*m_verdict);
        m_verdictLine->setLook(look);
        m_verdictLine->setMinimumWidth(m_verdictLine->sizeHint().width()); // the counts give way, not the word
        const bool onlyUnknown
            = m_verdict->count(FactState::Warning) == 0 && m_verdict->count(FactState::Blocking) == 0;
        m_reservations->setRole(onlyUnknown ? Role::Unknown : Role::Caution);
        m_reservations->setText(verdictCounts(*m_verdict));
        m_towards->setText(tr("rolling back to revision %1").arg(m_verdict->targetRevision));
        age->setTime(m_verdict->collectedAt);
    } else {
        refreshSeats();
        age->setTime({});
    }
    if (m_verdict && !m_verdictError) {
        const QList<VerdictFact> facts = m_verdict->ranked();
        for (const VerdictFact &fact : facts) {
            const StateLook look = stateLook(fact.state);
            ListLine line;
            line.key = fact.id;
            line.glyph = look.glyph;
            line.glyphRole = look.role;
            line.text = fact.text;
            line.textRole = m_pendingTarget != 0 ? Role::Muted : Role::Text;
            lines << line;
        }
    }
    m_facts->setLines(lines);
}

void SuspectPanel::refreshRollBack()
{
    const int target = targetRevision();
    const bool open = m_incident.isOpen();
    if (m_run) { // a second one, and to a revision that is about to change, is no safe action
        m_rollBack->setKind(Button::Kind::Primary);
        m_rollBack->setPlainText(runIsRollback() ? tr("Show the running rollback") : tr("Show the run at work"));
        m_rollBack->setBlocked({});
        return;
    }
    // Beside a healthy platform a roll-back is not the next safe action, least of all after one that worked. Healthy
    // is what every trigger says, not what none denies.
    const bool quiet = m_ok > 0 && m_waiting == 0 && m_breached == 0 && m_unknown == 0;
    const bool calm = quiet && (!open || m_incident.state == IncidentState::Recovered);
    m_rollBack->setKind(open && !calm && !isNoGo() ? Button::Kind::Primary : Button::Kind::Plain);
    m_rollBack->setPlainText(target > 0 ? tr("Roll back to revision %1…").arg(target) : tr("Roll back…"));
    m_rollBack->setBlocked(isViewer()        ? m_arming->blockedReason()
                               : calm        ? tr("All quiet. The Releases page offers every revision.")
                               : target <= 0 ? noTarget()
                               : isNoGo()    ? tr("The verdict is no-go: see the facts.")
                                             : QString());
}

void SuspectPanel::refreshButtons()
{
    const int target = targetRevision();
    const bool open = m_incident.isOpen();
    refreshRollBack();
    m_diff->setPlainText(target > 0 ? tr("Diff %1 ↔ %2").arg(target).arg(suspectRevision()) : tr("Diff"));
    m_diff->setBlocked(target > 0 ? QString() : tr("There is nothing to compare with."));
    m_close->setPlainText(tr("Close incident…"));
    m_close->setAccessibleName(open ? tr("Close incident %1").arg(m_incident.id) : tr("Close incident…"));
    m_close->setVisible(open);
    m_close->setBlocked(isViewer() ? m_arming->blockedReason() : QString());
    m_check->setPlainText(m_verdict ? tr("Check again") : tr("Check now"));
    m_check->setAccessibleName(open ? tr("Look again for what changed, and check whether rolling back is safe")
                                    : tr("Check whether rolling back is safe"));
    const bool busy = m_pendingTarget != 0 || (open && m_incident.suspectSearch.running);
    m_check->setBlocked(busy                     ? tr("The facts are being collected.")
                            : m_run              ? tr("The facts are collected again when the run is over.")
                            : open || target > 0 ? QString()
                                                 : tr("There is no earlier revision that was once deployed."));
}

void SuspectPanel::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    // The button below says the same; a verdict cut to a syllable says nothing.
    constexpr int Roomy = 430;
    m_towards->setVisible(width() >= Roomy);
}

void SuspectPanel::openFact(const QString &id)
{
    if (m_run) {
        emit runRequested();
        return;
    }
    if (id.startsWith(QLatin1String("measure"))) {
        if (m_measureProblem)
            TextDialog::open(this, tr("Prometheus: %1").arg(m_measureProblem->what),
                             m_measureProblem->sentence() + QStringLiteral("\n\n") + m_measureProblem->raw);
        return;
    }
    if (!m_verdict || m_verdictError) {
        if (m_verdictError)
            TextDialog::open(this, m_verdictError->what,
                             m_verdictError->sentence() + QStringLiteral("\n\n") + m_verdictError->raw);
        return;
    }
    for (const VerdictFact &fact : std::as_const(m_verdict->facts)) {
        if (fact.id == id)
            TextDialog::open(this, fact.text, fact.evidence);
    }
}

void SuspectPanel::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace edgelink::ui

#include "moc_suspectpanel.cpp"
