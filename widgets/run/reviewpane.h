// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/release.h"
#include "models/domain/runbook.h"
#include "models/domain/verdict.h"

#include <QWidget>

class QLineEdit;
class QScrollArea;
class QVBoxLayout;

namespace edgelink::ui {

class Arming;
class Button;
class Card;
class DiffView;
class Label;
class TypedConfirmation;
class VerdictPane;

/// The last page before something changes: what will change, what will not be reverted, the facts of the verdict,
/// the exact commands, and the name to type.
class ReviewPane : public QWidget
{
    Q_OBJECT

public:
    explicit ReviewPane(QWidget *parent = nullptr);
    void setArming(Arming *arming);
    void setRun(const RunSnapshot &run); ///< of another run: what was shown of the one before is gone
    void setConfirming(bool confirming); ///< confirmed; nothing is accepted twice while the answer is out
    void setProblem(const QString &sentence); ///< why the confirmation was refused
    void setDiff(const ReleaseDiff &diff);
    void setDiffError(const QString &sentence);
    /// The facts for this revision are being collected: nothing can be confirmed before they are there.
    void setCollecting(int revision);
    void setVerdict(const Verdict &verdict);
    void setVerdictError(const QString &sentence);
    void setNoVerdictNeeded(); ///< the run changes no revision
    [[nodiscard]] DiffView *diffView() const { return m_diff; }

signals:
    void confirmed(const QString &typedName, const QString &overrideReason);
    void verdictRequested(); ///< once more, after it could not be had

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Facts { Collecting, Given, Missing, NotNeeded };

    void forget(const RunSnapshot &next);
    void retranslate();
    void refreshGate();
    void showFacts();
    void showRemark(const QString &sentence);
    void showCommands();
    void showNotReverted();
    [[nodiscard]] bool needsReason() const; ///< a pre-flight check failed and may be overridden

    RunSnapshot m_run;
    Verdict m_verdict;
    Facts m_known = Facts::NotNeeded;
    int m_target = 0;
    QString m_error;
    QString m_problem;
    bool m_confirming = false;
    Card *m_changes = nullptr;
    Card *m_keeps = nullptr;
    Card *m_facts = nullptr;
    Card *m_commandsCard = nullptr;
    DiffView *m_diff = nullptr;
    Label *m_diffHint = nullptr;
    QVBoxLayout *m_notReverted = nullptr;
    VerdictPane *m_verdictPane = nullptr;
    Button *m_again = nullptr;
    QScrollArea *m_keepsScroll = nullptr;
    QScrollArea *m_factsScroll = nullptr;
    QScrollArea *m_commandsScroll = nullptr;
    Label *m_problemText = nullptr;
    QVBoxLayout *m_commands = nullptr;
    QLineEdit *m_reason = nullptr;
    TypedConfirmation *m_confirmation = nullptr;
};

} // namespace edgelink::ui
