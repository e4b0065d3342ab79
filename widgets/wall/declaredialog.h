// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QButtonGroup;
class QPlainTextEdit;

namespace edgelink::ui {

class Button;
class Label;

/// Declares one of the four triggers that no metric shows (runbook §1), with a note. It opens or joins an incident and
/// changes nothing on the platform, so it needs no armed session.
class DeclareDialog : public QDialog
{
    Q_OBJECT

public:
    explicit DeclareDialog(const QString &actor, QWidget *parent = nullptr);
    void setProblem(const QString &sentence); ///< declaring failed; the dialog stays
    void setWaiting(bool waiting);

signals:
    void declared(const QString &manualTrigger, const QString &note);

private:
    void refresh();

    QButtonGroup *m_choice = nullptr;
    QPlainTextEdit *m_note = nullptr;
    Label *m_problem = nullptr;
    Button *m_submit = nullptr;
    bool m_waiting = false;
};

/// A note for the record, in one field.
class NoteDialog : public QDialog
{
    Q_OBJECT

public:
    explicit NoteDialog(const QString &actor, QWidget *parent = nullptr);
    void setProblem(const QString &sentence);

signals:
    void written(const QString &text);

private:
    QPlainTextEdit *m_text = nullptr;
    Label *m_problem = nullptr;
};

} // namespace edgelink::ui
