// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QFrame>

class QLineEdit;

namespace edgelink::ui {

class Button;
class Label;

/// What to do after a step failed: retry, skip with a reason, undo, stop; each says what it leads to.
class DecisionBar : public QFrame
{
    Q_OBJECT

public:
    explicit DecisionBar(QWidget *parent = nullptr);
    void setRun(const RunSnapshot &run); ///< shows itself only while the run awaits a decision

signals:
    void decided(edgelink::RunChoice choice, const QString &reason);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    void refresh();

    RunSnapshot m_run;
    Label *m_question = nullptr;
    QLineEdit *m_reason = nullptr;
    Button *m_retry = nullptr;
    Button *m_skip = nullptr;
    Button *m_undo = nullptr;
    Button *m_stop = nullptr;
};

} // namespace edgelink::ui
