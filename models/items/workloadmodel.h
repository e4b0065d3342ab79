// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/workload.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>

namespace edgelink {

/// Deployments and StatefulSets as a table, by kind and name. Updates are merged, so that selection survives.
/// GUI thread only.
class WorkloadModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { KindColumn, NameColumn, ReadyColumn, UpdatedColumn, ImagesColumn, StateColumn, ColumnCount };
    enum Role {
        WorkloadRole = Qt::UserRole + 1, ///< edgelink::Workload
        KeyRole, ///< QString: "Deployment/api"
        StateRole, ///< QString: "settled", "progressing", "stuck", "paused", "crash-loop"
        CrashingRole, ///< int: pods of it that are in CrashLoopBackOff
    };

    explicit WorkloadModel(QObject *parent = nullptr);

    void setWorkloads(const QList<Workload> &workloads);
    void setPods(const QList<Pod> &pods); ///< for what the workloads themselves do not tell: crash loops

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Row {
        Workload workload;
        int crashing = 0;
        bool operator==(const Row &) const = default;
    };

    void refresh();
    [[nodiscard]] static QString stateId(const Row &row);
    [[nodiscard]] QString text(const Row &row, int column) const;

    QList<Workload> m_workloads;
    QHash<QString, int> m_crashing; ///< "Deployment/api" -> pods
    QList<Row> m_rows;
};

} // namespace edgelink
