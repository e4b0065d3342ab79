// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QListView>

class QStandardItemModel;

namespace edgelink::ui {

/// The whole of a run on the left: Parameters, Pre-flight, Review, then every step under its phase, then Summary.
/// States stay visible; rows never move while a run goes on. Selecting a row shows that step.
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

private:
    void rebuild();
    void chosen(const QModelIndex &index);

    QStandardItemModel *m_model = nullptr;
    RunSnapshot m_run;
    QString m_shape; ///< ids of the rows; the model is rebuilt only when they change
    bool m_following = true;
};

} // namespace edgelink::ui
