// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"
#include "widgets/controls/card.h"

#include <QPointer>

namespace edgelink {
class Journal;
}

namespace edgelink::ui {

class Button;
class LineList;

/// The newest events of the record, newest last; the whole of it has a page of its own.
class TimelinePanel : public Card
{
    Q_OBJECT

public:
    explicit TimelinePanel(QWidget *parent = nullptr);
    void blockNotes(const QString &reason); ///< empty: notes may be written
    void setJournal(Journal *journal, const QString &environment);
    void setIncident(const QString &incidentId); ///< empty: all
    [[nodiscard]] LineList *list() const { return m_list; }

signals:
    void noteRequested();
    void wholeRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void reload();
    void onCommitted(const QList<JournalEvent> &events);
    [[nodiscard]] bool belongs(const JournalEvent &event) const;
    void refresh();

    QPointer<Journal> m_journal;
    QString m_environment;
    QString m_incidentId;
    QList<JournalEvent> m_events; ///< ascending
    LineList *m_list = nullptr;
    Button *m_note = nullptr;
    Button *m_all = nullptr;
    quint64 m_generation = 0;
    QString m_problem;
};

} // namespace edgelink::ui
