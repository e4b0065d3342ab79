// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/workloadmodel.h"

#include "models/items/sortedmerge.h"

#include <algorithm>

namespace edgelink {

namespace {

QString keyOf(const Workload &workload)
{
    return QStringLiteral("%1/%2").arg(workload.kind, workload.name);
}

/// The workload behind a pod. A Deployment's ReplicaSet is named after it, with a hash behind the last dash.
QString workloadOf(const Pod &pod)
{
    const QString kind = pod.owner.section(QLatin1Char('/'), 0, 0);
    const QString name = pod.owner.section(QLatin1Char('/'), 1);
    if (kind == QLatin1String("ReplicaSet"))
        return QStringLiteral("Deployment/%1").arg(name.left(name.lastIndexOf(QLatin1Char('-'))));
    return pod.owner;
}

} // namespace

WorkloadModel::WorkloadModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void WorkloadModel::setWorkloads(const QList<Workload> &workloads)
{
    m_workloads = workloads;
    refresh();
}

void WorkloadModel::setPods(const QList<Pod> &pods)
{
    m_crashing.clear();
    for (const Pod &pod : pods) {
        if (pod.isCrashLooping())
            ++m_crashing[workloadOf(pod)];
    }
    refresh();
}

void WorkloadModel::refresh()
{
    QList<Row> wanted;
    wanted.reserve(m_workloads.size());
    for (const Workload &workload : std::as_const(m_workloads))
        wanted.append({workload, m_crashing.value(keyOf(workload))});
    const auto less = [](const Row &a, const Row &b) {
        return std::pair(a.workload.kind, a.workload.name) < std::pair(b.workload.kind, b.workload.name);
    };
    std::stable_sort(wanted.begin(), wanted.end(), less);
    const auto same = [&less](const Row &a, const Row &b) { return !less(a, b) && !less(b, a); };
    wanted.resize(std::unique(wanted.begin(), wanted.end(), same) - wanted.begin());
    sortedMerge(
        m_rows, wanted, less,
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

int WorkloadModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WorkloadModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString WorkloadModel::stateId(const Row &row)
{
    if (row.crashing > 0)
        return QStringLiteral("crash-loop");
    if (row.workload.gaveUp())
        return QStringLiteral("stuck");
    if (row.workload.paused)
        return QStringLiteral("paused");
    return row.workload.isSettled() ? QStringLiteral("settled") : QStringLiteral("progressing");
}

QString WorkloadModel::text(const Row &row, int column) const
{
    const Workload &workload = row.workload;
    switch (column) {
    case KindColumn:
        return workload.kind;
    case NameColumn:
        return workload.name;
    case ReadyColumn:
        return QStringLiteral("%1/%2").arg(workload.ready).arg(workload.desired);
    case UpdatedColumn:
        return QStringLiteral("%1/%2").arg(workload.updated).arg(workload.desired);
    case ImagesColumn: {
        QStringList images = workload.images.values();
        for (QString &image : images)
            image = image.section(QLatin1Char('/'), -1);
        return images.join(QStringLiteral(", "));
    }
    default:
        break;
    }
    const QString state = stateId(row);
    if (state == QLatin1String("crash-loop"))
        return tr("%n pod(s) in CrashLoopBackOff", nullptr, row.crashing);
    if (state == QLatin1String("stuck"))
        return tr("stuck: the rollout passed its deadline");
    if (state == QLatin1String("paused"))
        return tr("paused");
    return state == QLatin1String("settled") ? tr("rolled out and ready") : tr("rolling out");
}

QVariant WorkloadModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == ImagesColumn
            ? QVariant(QStringList(row.workload.images.cbegin(), row.workload.images.cend()).join(QLatin1Char('\n')))
            : QVariant(text(row, StateColumn));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(text(row, index.column()), text(row, StateColumn));
    case WorkloadRole:
        return QVariant::fromValue(row.workload);
    case KeyRole:
        return keyOf(row.workload);
    case StateRole:
        return stateId(row);
    case CrashingRole:
        return row.crashing;
    default:
        return {};
    }
}

QVariant WorkloadModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case KindColumn:
        return tr("Kind");
    case NameColumn:
        return tr("Name");
    case ReadyColumn:
        return tr("Ready");
    case UpdatedColumn:
        return tr("Updated");
    case ImagesColumn:
        return tr("Images");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

} // namespace edgelink

#include "moc_workloadmodel.cpp"
