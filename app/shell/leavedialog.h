// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"

#include <QDialog>

class QVBoxLayout;

namespace edgelink::ui {
class Button;
class ElapsedLabel;
class Label;
} // namespace edgelink::ui

namespace edgelink::shell {

class ActiveRuns;

/// Asks before a run is left: which one, at which step, and what each answer leads to. Staying is the default and what
/// Esc does. Stopping asks the runs to stop, shows how far that is, and accepts once they have settled. Never waits.
class LeaveDialog : public QDialog
{
    Q_OBJECT

public:
    /// `consequence`: what happens then, as a sentence ("The window closes."); `verb`: the same as a button.
    LeaveDialog(const Environment &environment, ActiveRuns *runs, const QString &consequence, const QString &verb,
                QWidget *parent);

    void setConsequence(const QString &consequence, const QString &verb);
    /// Without asking, because the session ends: there is no way to stay.
    void stopForGood();
    [[nodiscard]] bool isStopping() const { return m_phase == Phase::Stopping; }
    void reject() override;

signals:
    void stopRequested();

private:
    enum class Phase { Asking, Stopping, Ended };

    void stop();
    void refresh();
    void showRuns();

    ActiveRuns *m_runs;
    QString m_consequence;
    QString m_verb;
    Phase m_phase = Phase::Asking;
    bool m_forGood = false;
    ui::Label *m_title = nullptr;
    QVBoxLayout *m_rows = nullptr;
    ui::Label *m_staying = nullptr;
    ui::Label *m_stopping = nullptr;
    ui::Label *m_waitedCaption = nullptr;
    ui::ElapsedLabel *m_waited = nullptr;
    ui::Button *m_keep = nullptr;
    ui::Button *m_stop = nullptr;
};

} // namespace edgelink::shell
