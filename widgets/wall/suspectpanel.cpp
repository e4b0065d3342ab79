// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wall/suspectpanel.h"

#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/linelist.h"
#include "widgets/controls/states.h"
#include "widgets/controls/textdialog.h"
#include "widgets/controls/timelabels.h"

#include <QBoxLayout>
#include <QEvent>

#include <algorithm>

namespace edgelink::ui {

namespace {

constexpr qsizetype MostDetails = 4;

/// What stops first, then what is not known, then warnings, then what is fine.
int rank(FactState state)
{
    switch (state) {
    case FactState::Blocking:
        return 0;
    case FactState::Unknown:
        return 1;
    case FactState::Warning:
        return 2;
    case FactState::Good:
        break;
    }
    return 3;
}

Glyph glyphOf(Suspect::Kind kind)
{
    return kind == Suspect::Kind::Revision ? Glyph::Play : Glyph::Ring;
}

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
    body()->addSpacing(space::Tiny);
    body()->addLayout(buttons);

    QWidget *before = m_close;
    for (QWidget *next : std::initializer_list<QWidget *>{m_suspects, m_check, m_facts, m_rollBack, m_diff}) {
        setTabOrder(before, next);
        before = next;
    }
    connect(m_rollBack, &Button::clicked, this, [this] { emit rollbackRequested(targetRevision()); });
    connect(m_diff, &Button::clicked, this, [this] { emit diffRequested(targetRevision(), suspectRevision()); });
    connect(m_check, &Button::clicked, this, &SuspectPanel::checkAgain);
    connect(m_close, &Button::clicked, this, &SuspectPanel::closeRequested);
    connect(m_facts, &LineList::lineActivated, this, &SuspectPanel::openFact);
    refresh();
}

void SuspectPanel::setIncident(const Incident &incident)
{
    m_incident = incident;
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

int SuspectPanel::targetRevision() const
{
    const Revision *target = m_history.proposedTarget();
    return target == nullptr ? 0 : target->number;
}

int SuspectPanel::suspectRevision() const
{
    const Revision *latest = m_history.latest();
    return latest == nullptr ? 0 : latest->number;
}

void SuspectPanel::refresh()
{
    const bool open = m_incident.isOpen();
    setTitle(open && m_incident.impactStart.isValid()
                 ? tr("What changed before %1").arg(timeText(m_incident.impactStart))
                 : tr("What changed last"));
    m_suspects->setAccessibleName(tr("Suspects"));
    m_facts->setAccessibleName(tr("Facts of the verdict"));
    refreshSuspects();
    refreshVerdict();
    refreshButtons();
}

void SuspectPanel::refreshSuspects()
{
    QList<ListLine> lines;
    const bool open = m_incident.isOpen();
    const auto add
        = [&lines](const QString &key, Glyph glyph, const QString &text, const QString &aside, const QDateTime &at) {
              ListLine line;
              line.key = key;
              line.glyph = glyph;
              line.glyphRole = Role::Action;
              line.text = text;
              line.strong = true;
              line.aside = aside;
              line.toolTip = text + QStringLiteral(" · ") + exactTimeText(at);
              lines << line;
          };
    if (open) {
        for (qsizetype i = 0; i < m_incident.suspects.size(); ++i) {
            const Suspect &suspect = m_incident.suspects.at(i);
            const qint64 before = suspect.at.secsTo(m_incident.impactStart);
            const QString key = QString::number(i);
            add(key, glyphOf(suspect.kind), suspect.title,
                !suspect.at.isValid() ? QString()
                    : before >= 0     ? tr("%1 earlier").arg(clockText(before))
                                      : tr("%1 later").arg(clockText(-before)),
                suspect.at);
            for (qsizetype d = 0; d < std::min(MostDetails, suspect.details.size()); ++d) {
                ListLine detail;
                detail.key = key + QLatin1Char('/') + QString::number(d);
                detail.text = suspect.details.at(d);
                detail.indented = true;
                detail.monospace = true;
                lines << detail;
            }
            if (suspect.details.size() > MostDetails) {
                ListLine more;
                more.key = key + QStringLiteral("/more");
                more.text = tr("and %1 more").arg(suspect.details.size() - MostDetails);
                more.toolTip = suspect.details.join(QLatin1Char('\n'));
                more.textRole = Role::Muted;
                more.indented = true;
                lines << more;
            }
        }
        lines += searchLines();
    } else {
        for (auto it = m_history.revisions.crbegin(); it != m_history.revisions.crend() && lines.size() < 4; ++it)
            add(QString::number(it->number), it->isPending() ? Glyph::Quarter : Glyph::Ring,
                tr("Revision %1 · %2").arg(QString::number(it->number), it->chart),
                it->updated.isValid() ? ageText(it->updated.secsTo(nowUtc())) : QString(), it->updated);
        for (ListLine &line : lines) {
            line.strong = false;
            line.glyphRole = Role::Muted;
        }
        if (lines.isEmpty())
            lines << ListLine::remark(QStringLiteral("none"), tr("The history is being read."));
    }
    m_suspects->setLines(lines);
}

QList<ListLine> SuspectPanel::searchLines() const
{
    const SuspectSearchState &search = m_incident.suspectSearch;
    const bool found = !m_incident.suspects.isEmpty();
    QList<ListLine> lines;
    if (!search.problems.isEmpty()) {
        // Each problem on a line of its own: behind the words that lead to it, it was cut off before its cause.
        lines << ListLine::remark(QStringLiteral("search"),
                                  found ? tr("Not everything could be read:") : tr("The search failed:"), Role::Unknown,
                                  Glyph::Exclamation);
        for (const QString &problem : search.problems) {
            ListLine line = ListLine::remark(QStringLiteral("problem/") + problem, problem, Role::Unknown);
            line.indented = true;
            lines << line;
        }
    } else if (search.running && !search.soughtAt.isValid()) {
        lines << ListLine::remark(QStringLiteral("search"), tr("Looking for what changed …"), Role::Muted,
                                  Glyph::Quarter);
    } else if (!search.soughtAt.isValid()) {
        lines << ListLine::remark(QStringLiteral("search"), tr("Not looked for yet."));
    } else if (!found) {
        lines << ListLine::remark(QStringLiteral("search"), tr("Nothing changed shortly before."));
    }
    if (!found && search.soughtAt.isValid()) {
        for (const QString &what : search.lookedAt) {
            ListLine line = ListLine::remark(QStringLiteral("looked/") + what, tr("read: %1").arg(what));
            line.indented = true;
            lines << line;
        }
    }
    return lines;
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
    auto *age = static_cast<AgeLabel *>(m_age);
    QList<ListLine> lines;
    m_towards->setText({});
    m_reservations->setText({});
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
        const int warnings = m_verdict->count(FactState::Warning) + m_verdict->count(FactState::Unknown);
        if (m_verdict->kind() == VerdictKind::NoGo) {
            m_verdictLine->setLook(stateLook(VerdictKind::NoGo), tr("No-go"));
        } else {
            m_verdictLine->setLook(stateLook(VerdictKind::Go), tr("Go"));
            if (warnings > 0)
                m_reservations->setText(warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
        }
        m_towards->setText(tr("rolling back to revision %1").arg(m_verdict->targetRevision));
        age->setTime(m_verdict->collectedAt);
    } else {
        refreshSeats();
        age->setTime({});
    }
    if (m_verdict && !m_verdictError) {
        QList<VerdictFact> facts = m_verdict->facts;
        std::stable_sort(facts.begin(), facts.end(), [](const VerdictFact &one, const VerdictFact &other) {
            return rank(one.state) < rank(other.state);
        });
        for (const VerdictFact &fact : std::as_const(facts)) {
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

void SuspectPanel::refreshSeats()
{
    const int all = m_ok + m_waiting + m_breached + m_unknown;
    if (m_breached > 0)
        m_verdictLine->setLook(
            {Glyph::Triangle, Role::Alarm, tr("%1 of %2 triggers in breach").arg(m_breached).arg(all)});
    else if (m_unknown > 0)
        m_verdictLine->setLook(
            {Glyph::EmptySet, Role::Unknown, tr("%1 of %2 triggers not known").arg(m_unknown).arg(all)});
    else if (m_waiting > 0)
        m_verdictLine->setLook(
            {Glyph::Quarter, Role::Caution, tr("%1 of %2 triggers pending").arg(m_waiting).arg(all)});
    else if (all > 0)
        m_verdictLine->setLook({Glyph::Dot, Role::Muted, tr("All %1 triggers quiet").arg(all)});
    else
        m_verdictLine->setLook({Glyph::Ring, Role::Muted, tr("Waiting for the first values")});
}

void SuspectPanel::refreshButtons()
{
    const int target = targetRevision();
    const bool open = m_incident.isOpen();
    const bool viewer = m_arming && m_arming->isViewer();
    // Beside a healthy platform a roll-back is not the next safe action, least of all after one that worked. Healthy
    // is what every trigger says, not what none denies.
    const bool quiet = m_ok > 0 && m_waiting == 0 && m_breached == 0 && m_unknown == 0;
    const bool calm = quiet && (!open || m_incident.state == IncidentState::Recovered);
    m_rollBack->setKind(open && !calm ? Button::Kind::Primary : Button::Kind::Plain);
    m_rollBack->setPlainText(target > 0 ? tr("Roll back to revision %1…").arg(target) : tr("Roll back…"));
    m_rollBack->setBlocked(viewer     ? m_arming->blockedReason()
                               : calm ? tr("All triggers are quiet. Any revision can be chosen on the Releases page.")
                               : target <= 0 ? tr("There is no earlier revision that was once deployed.")
                                             : QString());
    m_diff->setPlainText(target > 0 ? tr("Diff %1 ↔ %2").arg(target).arg(suspectRevision()) : tr("Diff"));
    m_diff->setBlocked(target > 0 ? QString() : tr("There is nothing to compare with."));
    m_close->setPlainText(tr("Close incident…"));
    m_close->setAccessibleName(open ? tr("Close incident %1").arg(m_incident.id) : tr("Close incident…"));
    m_close->setVisible(open);
    m_close->setBlocked(viewer ? m_arming->blockedReason() : QString());
    m_check->setPlainText(m_verdict ? tr("Check again") : tr("Check now"));
    m_check->setAccessibleName(open ? tr("Look again for what changed, and check whether rolling back is safe")
                                    : tr("Check whether rolling back is safe"));
    const bool busy = m_pendingTarget != 0 || (open && m_incident.suspectSearch.running);
    m_check->setBlocked(busy                     ? tr("The facts are being collected.")
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
