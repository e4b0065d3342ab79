// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QHash>
#include <QWidget>

class QProgressBar;

namespace edgelink::ui {

class Arming;
class Button;
class Card;
class CommandLine;
class DecisionBar;
class ElapsedLabel;
class Label;
class MonospaceView;
class StateLabel;

/// One step of a running run: why, exact command, live output, how success is observed, what undoes it, Stop.
class ExecutionPane : public QWidget
{
    Q_OBJECT

public:
    explicit ExecutionPane(QWidget *parent = nullptr);
    void setArming(Arming *arming); ///< not owned
    void setRun(const RunSnapshot &run);
    void showStep(int step); ///< -1: whichever runs
    void appendOutput(const OutputBatch &batch);

signals:
    void stopRequested();
    void decided(const edgelink::RunDecision &decision); ///< without the actor

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void retranslate();
    void refreshProgress();
    void refreshOutput(const StepRecord &step);

    RunSnapshot m_run;
    Arming *m_arming = nullptr;
    int m_chosen = -1;
    QString m_shownStep;
    QHash<QString, QStringList> m_output; ///< by step id; bounded
    Label *m_title = nullptr;
    StateLabel *m_state = nullptr;
    ElapsedLabel *m_elapsed = nullptr;
    QProgressBar *m_progress = nullptr;
    Label *m_why = nullptr;
    CommandLine *m_command = nullptr;
    MonospaceView *m_view = nullptr;
    Card *m_success = nullptr;
    Card *m_undo = nullptr;
    Label *m_successText = nullptr;
    Label *m_undoText = nullptr;
    Label *m_stopHint = nullptr;
    Button *m_stop = nullptr;
    DecisionBar *m_decision = nullptr;
};

} // namespace edgelink::ui
