// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/revisionmodel.h"

#include "models/items/sortedmerge.h"

namespace edgelink {

namespace {

/// "ghcr.io/edgelink/api:v1@sha256:…" -> "v1"; without a tag the digest's start, without both the name.
QString shortImage(const QString &image)
{
    const QString name = image.section(QLatin1Char('@'), 0, 0).section(QLatin1Char('/'), -1);
    if (name.contains(QLatin1Char(':')))
        return name.section(QLatin1Char(':'), 1);
    const QString digest = image.section(QLatin1Char('@'), 1).section(QLatin1Char(':'), -1);
    return digest.isEmpty() ? name : digest.left(12);
}

QString repository(const QString &image)
{
    const QString bare = image.section(QLatin1Char('@'), 0, 0);
    const qsizetype slash = bare.lastIndexOf(QLatin1Char('/'));
    const qsizetype colon = bare.indexOf(QLatin1Char(':'), slash + 1);
    return colon < 0 ? bare : bare.left(colon);
}

/// "Deployment/edge-link-api/api" -> "api".
QString containerOf(const QString &key)
{
    return key.section(QLatin1Char('/'), -1);
}

} // namespace

RevisionModel::RevisionModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

QStringList RevisionModel::imageChanges(const QMap<QString, QString> &before, const QMap<QString, QString> &after)
{
    QStringList changes;
    for (auto it = after.cbegin(); it != after.cend(); ++it) {
        const auto old = before.constFind(it.key());
        if (old == before.cend())
            changes << QStringLiteral("+ %1 %2").arg(containerOf(it.key()), shortImage(it.value()));
        else if (*old != it.value() && repository(*old) == repository(it.value()))
            changes
                << QStringLiteral("%1 %2 → %3").arg(containerOf(it.key()), shortImage(*old), shortImage(it.value()));
        else if (*old != it.value())
            changes << QStringLiteral("%1 %2 → %3").arg(containerOf(it.key()), *old, it.value());
    }
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (!after.contains(it.key()))
            changes << QStringLiteral("- %1 %2").arg(containerOf(it.key()), shortImage(it.value()));
    }
    return changes;
}

void RevisionModel::setHistory(const ReleaseHistory &history)
{
    m_history = history;
    refresh();
}

void RevisionModel::setIllSince(const QDateTime &illSince)
{
    if (m_illSince == illSince)
        return;
    m_illSince = illSince;
    refresh();
}

void RevisionModel::setSchema(const QMap<QString, SchemaRange> &byAppVersion, std::optional<qint64> databaseVersion)
{
    m_schemas = byAppVersion;
    m_databaseVersion = databaseVersion;
    refresh();
}

void RevisionModel::refresh()
{
    const Revision *live = m_history.deployed();
    const Revision *safe = proposed();
    QList<Row> wanted;
    const Revision *previous = nullptr;
    for (const Revision &revision : std::as_const(m_history.revisions)) { // oldest first, each number once
        if (previous != nullptr && revision.number <= previous->number)
            continue;
        Row row;
        row.revision = revision;
        row.live = live != nullptr && revision.number == live->number;
        row.proposed = safe != nullptr && revision.number == safe->number;
        row.first = previous == nullptr;
        if (previous != nullptr && !previous->images.isEmpty() && !revision.images.isEmpty())
            row.imageChanges = imageChanges(previous->images, revision.images);
        const auto range = m_schemas.constFind(revision.appVersion);
        if (range != m_schemas.cend()) {
            row.schema = *range;
            if (m_databaseVersion)
                row.schemaFits = *m_databaseVersion >= range->minimum && *m_databaseVersion <= range->maximum;
        }
        wanted.prepend(row);
        previous = &revision;
    }
    sortedMerge(
        m_rows, wanted, [](const Row &a, const Row &b) { return a.revision.number > b.revision.number; },
        [this](int at) {
            beginRemoveRows({}, at, at);
            m_rows.removeAt(at);
            endRemoveRows();
        },
        [this](int at, const Row &row) {
            beginInsertRows({}, at, at);
            m_rows.insert(at, row);
            endInsertRows();
        },
        [this](int at, const Row &row) {
            m_rows[at] = row;
            emit dataChanged(index(at, 0), index(at, ColumnCount - 1));
        });
}

int RevisionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RevisionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QModelIndex RevisionModel::indexOf(int number) const
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).revision.number == number)
            return index(i, 0);
    }
    return {};
}

QString RevisionModel::text(const Row &row, int column) const
{
    const Revision &revision = row.revision;
    switch (column) {
    case RevisionColumn:
        return QString::number(revision.number);
    case UpdatedColumn:
        return revision.updated.isValid() ? revision.updated.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
                                          : tr("not known");
    case StatusColumn:
        return revision.status;
    case ChartColumn:
        return revision.chart;
    case AppVersionColumn:
        return revision.appVersion;
    case ImagesColumn:
        if (revision.images.isEmpty())
            return tr("not read yet");
        if (row.first)
            return revision.number == 1 ? tr("first installation") : tr("oldest kept");
        if (row.imageChanges.isEmpty())
            return tr("unchanged");
        return row.imageChanges.size() == 1
            ? row.imageChanges.first()
            : QStringLiteral("%1  +%2").arg(row.imageChanges.first()).arg(row.imageChanges.size() - 1);
    case SchemaColumn:
        if (!row.schema)
            return tr("not known");
        return row.schema->minimum == row.schema->maximum
            ? QString::number(row.schema->minimum)
            : QStringLiteral("%1–%2").arg(row.schema->minimum).arg(row.schema->maximum);
    default:
        return revision.description;
    }
}

QString RevisionModel::marks(const Row &row) const
{
    QStringList marks;
    if (row.live)
        marks << tr("live");
    if (row.proposed)
        marks << tr("proposed target");
    if (row.revision.isPending())
        marks << tr("pending: an operation did not end");
    if (row.schemaFits && !*row.schemaFits)
        marks << tr("does not fit the database's schema");
    return marks.join(QStringLiteral(", "));
}

QVariant RevisionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == ImagesColumn)
            return row.imageChanges.join(QLatin1Char('\n'));
        return index.column() == DescriptionColumn ? row.revision.description : marks(row);
    case Qt::AccessibleTextRole: {
        const QString said = marks(row);
        return said.isEmpty() ? text(row, index.column())
                              : QStringLiteral("%1, %2").arg(text(row, index.column()), said);
    }
    case NumberRole:
        return row.revision.number;
    case RevisionRole:
        return QVariant::fromValue(row.revision);
    case LiveRole:
        return row.live;
    case ProposedRole:
        return row.proposed;
    case PendingRole:
        return row.revision.isPending();
    case UpdatedRole:
        return row.revision.updated;
    case ImageChangesRole:
        return row.imageChanges;
    case SchemaFitsRole:
        return row.schemaFits ? QVariant(*row.schemaFits) : QVariant();
    default:
        return {};
    }
}

QVariant RevisionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case RevisionColumn:
        return tr("Revision");
    case UpdatedColumn:
        return tr("Updated (UTC)");
    case StatusColumn:
        return tr("Status");
    case ChartColumn:
        return tr("Chart");
    case AppVersionColumn:
        return tr("App version");
    case ImagesColumn:
        return tr("Image changes");
    case SchemaColumn:
        return tr("Schema");
    case DescriptionColumn:
        return tr("Description");
    default:
        return {};
    }
}

} // namespace edgelink

#include "moc_revisionmodel.cpp"
