// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/release.h"
#include "models/domain/runbook.h"
#include "models/domain/verdict.h"

#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace edgelink::ui {

class Arming;
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
    void setRun(const RunSnapshot &run);
    void setDiff(const ReleaseDiff &diff);
    void setDiffError(const QString &sentence);
    void setVerdict(const Verdict &verdict);
    void setVerdictError(const QString &sentence);
    [[nodiscard]] DiffView *diffView() const { return m_diff; }

signals:
    void confirmed(const QString &typedName, const QString &overrideReason);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refreshGate();
    void showCommands();
    void showNotReverted();
    [[nodiscard]] bool needsReason() const; ///< a pre-flight check failed and may be overridden

    RunSnapshot m_run;
    Verdict m_verdict;
    bool m_hasVerdict = false;
    Card *m_changes = nullptr;
    Card *m_keeps = nullptr;
    Card *m_facts = nullptr;
    Card *m_commandsCard = nullptr;
    DiffView *m_diff = nullptr;
    Label *m_diffHint = nullptr;
    QVBoxLayout *m_notReverted = nullptr;
    VerdictPane *m_verdictPane = nullptr;
    QVBoxLayout *m_commands = nullptr;
    QLineEdit *m_reason = nullptr;
    TypedConfirmation *m_confirmation = nullptr;
};

} // namespace edgelink::ui
