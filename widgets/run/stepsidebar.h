// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QListView>
#include <QSet>

class QStandardItemModel;

namespace edgelink::ui {

struct StepRow;

/// The whole of a run on the left: Parameters, Pre-flight, Review, then every step under its phase, then Summary.
/// Unfolded is the phase the run is in; the others are one line each, which says what they came to, and unfold by
/// click, Enter or the arrows. States stay visible; the running step is in sight unless the operator looks elsewhere.
class StepSidebar : public QListView
{
    Q_OBJECT

public:
    explicit StepSidebar(QWidget *parent = nullptr);
    void setRun(const RunSnapshot &run);
    /// Follow the running step again after the operator looked elsewhere.
    void followCurrent();

signals:
    void stepChosen(int step); ///< index into RunSnapshot::steps; -1: a page of the run
    void pageChosen(const QString &page); ///< "preflight", "review", "summary"

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void fill(int row, const StepRow &from);
    void hideFolded(const QList<StepRow> &rows);
    void showCurrent();
    void choose(const QModelIndex &index);
    void unfold(const QModelIndex &line, bool on);
    [[nodiscard]] bool isFolded(const StepRow &row) const;
    [[nodiscard]] QModelIndex lineAbove(const QModelIndex &step) const; ///< of the phase that the step stands under

    QStandardItemModel *m_model = nullptr;
    RunSnapshot m_run;
    QString m_shape; ///< ids of the rows; the model is rebuilt only when they change
    QString m_present; ///< the phase that is unfolded of itself
    QSet<QString> m_unfolded; ///< phases that the operator wants to see
    int m_inSight = -1; ///< the row last scrolled to
    bool m_following = true;
};

} // namespace edgelink::ui
