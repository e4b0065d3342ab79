// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/release.h"

#include <QAbstractTableModel>
#include <QList>

#include <optional>

namespace edgelink {

/// A release's revisions as a table, newest first: which one is live, which one a rollback would go to, what each
/// changed in images, and which database schema it wants. A new history is merged, so that selection survives.
/// GUI thread only.
class RevisionModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        RevisionColumn,
        UpdatedColumn,
        StatusColumn,
        ChartColumn,
        AppVersionColumn,
        ImagesColumn,
        SchemaColumn,
        DescriptionColumn,
        ColumnCount
    };
    enum Role {
        NumberRole = Qt::UserRole + 1, ///< int
        RevisionRole, ///< edgelink::Revision
        LiveRole, ///< bool: the newest that helm calls deployed
        ProposedRole, ///< bool: the safe target of a rollback
        PendingRole, ///< bool: an operation began and did not end
        UpdatedRole, ///< QDateTime (UTC), invalid when unknown
        ImageChangesRole, ///< QStringList against the revision before: "api-gateway v0.1.1 → v0.2.0"
        SchemaFitsRole, ///< bool, or an invalid QVariant when the range or the database's version is not known
    };

    explicit RevisionModel(QObject *parent = nullptr);

    void setHistory(const ReleaseHistory &history);
    void setIllSince(const QDateTime &illSince); ///< Incident::illSince(): what ran then is not proposed
    /// Which schema each app version runs on (configuration), and what the database has now.
    void setSchema(const QMap<QString, SchemaRange> &byAppVersion, std::optional<qint64> databaseVersion);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    [[nodiscard]] QModelIndex indexOf(int number) const; ///< invalid when it is not there
    [[nodiscard]] const ReleaseHistory &history() const { return m_history; }
    [[nodiscard]] const Revision *proposed() const { return m_history.proposedTarget(m_illSince); }

    /// Images that differ from `before` to `after`, short: "api-gateway v0.1.1 → v0.2.0", "+ worker v1", "- worker v1".
    [[nodiscard]] static QStringList imageChanges(const QMap<QString, QString> &before,
                                                  const QMap<QString, QString> &after);

private:
    struct Row {
        Revision revision;
        bool live = false;
        bool proposed = false;
        bool first = false; ///< oldest known: nothing to compare with
        QStringList imageChanges;
        std::optional<SchemaRange> schema;
        std::optional<bool> schemaFits;
        bool operator==(const Row &) const = default;
    };

    void refresh();
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] QString marks(const Row &row) const;

    ReleaseHistory m_history;
    QDateTime m_illSince;
    QMap<QString, SchemaRange> m_schemas;
    std::optional<qint64> m_databaseVersion;
    QList<Row> m_rows;
};

} // namespace edgelink
