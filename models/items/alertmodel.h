// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"

#include <QAbstractTableModel>
#include <QList>

namespace edgelink {

/// Alertmanager's alerts as a table: firing before silenced, critical before warning, newest first. A refresh is a
/// merge: rows move, appear and go one by one, so that selection and scroll survive it. GUI thread only.
class AlertModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SeverityColumn, NameColumn, WhereColumn, SinceColumn, StateColumn, ColumnCount };
    enum Role {
        FingerprintRole = Qt::UserRole + 1, ///< QString
        AlertRole, ///< edgelink::Alert
        SilencedRole, ///< bool
        SilenceRole, ///< edgelink::Silence that silences it, or an invalid QVariant
        SinceRole, ///< QDateTime (UTC)
    };

    explicit AlertModel(QObject *parent = nullptr);

    void setAlerts(const QList<Alert> &alerts, const QList<Silence> &silences);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    [[nodiscard]] int firing() const; ///< alerts that nothing silences or inhibits
    [[nodiscard]] int silenced() const { return static_cast<int>(m_rows.size()) - firing(); }

    /// More than anybody reads; Alertmanager may send any number.
    static constexpr qsizetype MostRows = 2000;

signals:
    void countsChanged(int firing, int silenced);

private:
    struct Row {
        Alert alert;
        Silence silence; ///< id empty: none known
        bool operator==(const Row &) const = default;
    };

    [[nodiscard]] QString text(const Row &row, int column) const;
    void merge(const QList<Row> &wanted);

    QList<Row> m_rows;
};

} // namespace edgelink
