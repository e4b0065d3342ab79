// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/journal.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QTableView;

namespace edgelink {
class Journal;
class TimelineModel;
} // namespace edgelink

namespace edgelink::ui {

class Button;
class ChainNotice;
class FilterField;
class Label;
class StateStack;

/// The journal as it is written: virtual to the last row, searched and filtered by the journal itself, followed live
/// while the last row is in sight. The head of the hash chain stands below for copying.
class TimelinePage : public QWidget
{
    Q_OBJECT

public:
    TimelinePage(Journal *journal, const QString &environment, QWidget *parent = nullptr);
    void setIncident(const QString &incidentId); ///< the open one, for "this incident only"

    void blockNotes(const QString &reason); ///< empty: notes may be written

signals:
    void noteRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyFilter();
    void onRows();
    void verify();
    void showCheck();
    void openEvent(const QModelIndex &index);
    void retranslate();

    Journal *m_journal;
    QString m_environment;
    QString m_incidentId;
    TimelineModel *m_model = nullptr;
    FilterField *m_filter = nullptr;
    QCheckBox *m_onlyIncident = nullptr;
    QCheckBox *m_reads = nullptr;
    Button *m_note = nullptr;
    Button *m_verify = nullptr;
    Label *m_proof = nullptr;
    ChainNotice *m_notice = nullptr;
    std::optional<Result<JournalCheck>> m_check; ///< the last answer; none: not asked yet
    QTableView *m_table = nullptr;
    StateStack *m_stack = nullptr;
    bool m_atEnd = true;
};

} // namespace edgelink::ui
