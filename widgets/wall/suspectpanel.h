// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/incident.h"
#include "models/domain/release.h"
#include "models/domain/runbook.h"
#include "models/domain/verdict.h"
#include "widgets/controls/card.h"

#include <QPointer>

#include <optional>

namespace edgelink::ui {

class Arming;
class Button;
class LineList;
struct ListLine;
class StateLabel;

/// What changed before the breach, whether going back is safe, and the way back. Quiet while nothing is wrong.
/// The verdict is asked for by the page (verdictWanted) and handed in; it is never older than it says.
class SuspectPanel : public Card
{
    Q_OBJECT

public:
    explicit SuspectPanel(QWidget *parent = nullptr);

    void setIncident(const Incident &incident); ///< id empty: none open
    void setHistory(const ReleaseHistory &history);
    /// How the seats stand together; nothing is called fine that is not known.
    void setSeats(int ok, int pending, int breached, int unknown);
    /// Why seats cannot be measured; none: they can, or nobody knows why not.
    void setMeasureProblem(const std::optional<Error> &problem);
    void setVerdict(const Verdict &verdict);
    void setVerdictPending(int targetRevision);
    void setVerdictError(const Error &error);
    void setArming(Arming *arming); ///< not owned; a viewer gets no enabled button
    /// A run that is changing the release: the way to it stands where the way back stood. None: nothing is at work.
    void setActiveRun(const std::optional<RunSnapshot> &run);
    [[nodiscard]] bool hasActiveRun() const { return m_run.has_value(); }

    [[nodiscard]] int targetRevision() const; ///< what "Roll back" would go to; 0: nothing to go to
    [[nodiscard]] int suspectRevision() const; ///< what it would go back from; 0: not known
    [[nodiscard]] QString noTarget() const; ///< why none is proposed
    [[nodiscard]] bool isNoGo() const; ///< the verdict of the moment forbids going there
    [[nodiscard]] LineList *suspectList() const { return m_suspects; }
    [[nodiscard]] LineList *factList() const { return m_facts; }
    [[nodiscard]] Button *rollBackButton() const { return m_rollBack; }
    [[nodiscard]] Button *checkButton() const { return m_check; }
    [[nodiscard]] Button *closeButton() const { return m_close; } ///< there while an incident is open

signals:
    void rollbackRequested(int revision); ///< opens the preparation; changes nothing yet
    void diffRequested(int from, int to);
    void runRequested(); ///< shows the run that is at work; changes nothing
    void suspectsWanted(); ///< look again for what changed
    void closeRequested(); ///< opens the dialog; closes nothing yet
    void verdictWanted(int targetRevision);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void refreshSuspects();
    [[nodiscard]] QList<ListLine> searchLines() const; ///< how the search stands, below what it found
    void checkAgain();
    void refreshVerdict();
    void refreshSeats();
    [[nodiscard]] QList<ListLine> measureLines() const;
    void refreshRun(); ///< in the verdict's place while a run is at work
    void refreshButtons();
    void refreshRollBack();
    [[nodiscard]] bool runIsRollback() const;
    [[nodiscard]] bool isViewer() const;
    void openFact(const QString &id);

    Incident m_incident;
    ReleaseHistory m_history;
    std::optional<Verdict> m_verdict;
    std::optional<Error> m_verdictError;
    std::optional<Error> m_measureProblem;
    std::optional<RunSnapshot> m_run;
    int m_pendingTarget = 0;
    int m_ok = 0;
    int m_waiting = 0;
    int m_breached = 0;
    int m_unknown = 0;
    QPointer<Arming> m_arming;
    Label *m_age = nullptr;
    LineList *m_suspects = nullptr;
    StateLabel *m_verdictLine = nullptr;
    Label *m_reservations = nullptr; ///< counts beside the verdict's word
    Label *m_towards = nullptr;
    LineList *m_facts = nullptr;
    Button *m_rollBack = nullptr;
    Button *m_diff = nullptr;
    Button *m_check = nullptr;
    Button *m_close = nullptr;
};

} // namespace edgelink::ui
