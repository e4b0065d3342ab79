// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/incident.h"
#include "models/domain/release.h"
#include "models/domain/sourcestatus.h"
#include "models/domain/verdict.h"

#include <QWidget>

class QComboBox;
class QScrollArea;
class QTableView;

namespace edgelink {
class DatabaseSource;
class ReleaseSource;
class RevisionModel;
class VerdictSource;
} // namespace edgelink

namespace edgelink::ui {

class AgeLabel;
class Arming;
class Button;
class Card;
class DiffView;
class FilterField;
class Label;
class StateLabel;
class StateStack;
class VerdictPane;

/// Ports of the page; not owned, any but `releases` may be missing.
struct ReleasePorts {
    ReleaseSource *releases = nullptr;
    VerdictSource *verdicts = nullptr;
    DatabaseSource *database = nullptr;
};

/// The release's revisions; what rolling back to the selected one would change, what it would not, and whether it may
/// be done.
class ReleasesPage : public QWidget
{
    Q_OBJECT

public:
    ReleasesPage(const ReleasePorts &ports, const Environment &environment, Arming *arming, QWidget *parent = nullptr);

    void setIncident(const Incident &incident); ///< what ran when its trouble began is not proposed
    void selectRevision(int number);
    void showDiff(int from, int to); ///< e.g. from the wall's "Diff 2 ↔ 3"

signals:
    void rollbackRequested(int revision);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    enum class Against { Live, Newest, Previous };
    void onHistory(const ReleaseHistory &history);
    void onStatus(const SourceStatus &status);
    void showFreshness();
    void showPane(); ///< in the table's place while there is no row
    void readNow();
    void onSelected();
    void fillAgainst(); ///< what can be compared with: data is the revision, where it is a certain one
    void loadDiff();
    void loadVerdict();
    void showNotReverted(const Verdict &verdict);
    void refreshButton();
    [[nodiscard]] QString rollBackBlocked() const;
    void retranslate();
    [[nodiscard]] int selected() const; ///< 0: none

    ReleasePorts m_ports;
    Environment m_environment;
    Arming *m_arming;
    RevisionModel *m_model = nullptr;
    quint64 m_diffGeneration = 0;
    quint64 m_verdictGeneration = 0;
    std::optional<Verdict> m_verdict;
    QString m_noVerdict; ///< why there will be none; empty: it is there, or on its way
    int m_from = 0; ///< explicit pair of showDiff(); 0: by the choice of "compare with"
    int m_shownFor = 0;
    SourceStatus m_status;
    bool m_read = false; ///< not read is not the same as none
    StateLabel *m_state = nullptr;
    AgeLabel *m_readAge = nullptr;
    QScrollArea *m_keepsScroll = nullptr;
    QScrollArea *m_factsScroll = nullptr;
    QTableView *m_table = nullptr;
    StateStack *m_stack = nullptr;
    Card *m_changes = nullptr;
    Card *m_keeps = nullptr;
    Card *m_facts = nullptr;
    QComboBox *m_against = nullptr;
    FilterField *m_filter = nullptr;
    Label *m_diffHint = nullptr;
    DiffView *m_diff = nullptr;
    Label *m_notReverted = nullptr;
    VerdictPane *m_verdictPane = nullptr;
    Button *m_rollBack = nullptr;
};

} // namespace edgelink::ui
