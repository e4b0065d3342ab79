// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QFrame>

class QLineEdit;

namespace edgelink::ui {

class Arming;
class Button;
class Label;

/// What to do after a step failed: exactly the answers the run would take, each saying what it leads to. Retry, undo
/// and skip need the armed session; a stop does not. An answer carries the question it was given to, and one that
/// comes after that question has gone is refused in words.
class DecisionBar : public QFrame
{
    Q_OBJECT

public:
    explicit DecisionBar(QWidget *parent = nullptr);
    void setArming(Arming *arming); ///< not owned
    void setRun(const RunSnapshot &run); ///< shows itself only while the run awaits a decision

signals:
    void decided(const edgelink::RunDecision &decision); ///< without the actor

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void add(Button *button, RunChoice choice);
    void answer(RunChoice choice);
    void refuse();
    void refresh();
    void retranslate();
    [[nodiscard]] bool isAsking() const { return m_run.state == RunState::AwaitingDecision; }
    [[nodiscard]] QString gate() const; ///< why nothing may be changed; empty: it may

    RunSnapshot m_run;
    Arming *m_arming = nullptr;
    quint64 m_pressedOn = 0; ///< generation of the question that the pressed button belonged to
    bool m_answered = false;
    bool m_refused = false;
    Label *m_question = nullptr;
    Label *m_hint = nullptr;
    QLineEdit *m_reason = nullptr;
    Button *m_retry = nullptr;
    Button *m_skip = nullptr;
    Button *m_undo = nullptr;
    Button *m_stop = nullptr;
    Button *m_arm = nullptr;
};

} // namespace edgelink::ui
