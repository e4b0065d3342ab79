// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertmodel.h"

#include <QMap>
#include <QSet>

#include <algorithm>

namespace edgelink {

namespace {

bool isSilenced(const Alert &alert)
{
    return !alert.silencedBy.isEmpty() || !alert.inhibitedBy.isEmpty() || alert.state == QLatin1String("suppressed");
}

int severityRank(const Alert &alert)
{
    const QString severity = alert.labels.value(QStringLiteral("severity"));
    if (severity == QLatin1String("critical") || severity == QLatin1String("page"))
        return 0;
    return severity == QLatin1String("warning") ? 1 : 2;
}

bool before(const Alert &a, const Alert &b)
{
    if (isSilenced(a) != isSilenced(b))
        return !isSilenced(a);
    if (severityRank(a) != severityRank(b))
        return severityRank(a) < severityRank(b);
    if (a.startsAt != b.startsAt)
        return a.startsAt > b.startsAt;
    return a.fingerprint < b.fingerprint;
}

/// The label that says where, most exact first.
QString place(const Alert &alert)
{
    for (const char *label : {"pod", "service", "component", "deployment", "instance", "namespace"}) {
        const QString value = alert.labels.value(QString::fromLatin1(label));
        if (!value.isEmpty())
            return value;
    }
    return {};
}

} // namespace

AlertModel::AlertModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void AlertModel::setAlerts(const QList<Alert> &alerts, const QList<Silence> &silences)
{
    QMap<QString, Silence> byId;
    for (const Silence &silence : silences)
        byId.insert(silence.id, silence);
    QList<Row> wanted;
    QSet<QString> seen; // a fingerprint twice would make rows ambiguous
    for (const Alert &alert : alerts) {
        if (seen.contains(alert.fingerprint))
            continue;
        seen << alert.fingerprint;
        wanted << Row{alert, alert.silencedBy.isEmpty() ? Silence{} : byId.value(alert.silencedBy.first())};
    }
    std::sort(wanted.begin(), wanted.end(), [](const Row &a, const Row &b) { return before(a.alert, b.alert); });
    if (wanted.size() > MostRows)
        wanted.resize(MostRows);
    const int firingBefore = firing();
    const int silencedBefore = silenced();
    merge(wanted);
    if (firing() != firingBefore || silenced() != silencedBefore)
        emit countsChanged(firing(), silenced());
}

void AlertModel::merge(const QList<Row> &wanted)
{
    QSet<QString> kept;
    for (const Row &row : wanted)
        kept << row.alert.fingerprint;
    for (int i = static_cast<int>(m_rows.size()) - 1; i >= 0; --i) {
        if (kept.contains(m_rows.at(i).alert.fingerprint))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.removeAt(i);
        endRemoveRows();
    }
    for (int i = 0; i < wanted.size(); ++i) {
        const QString &fingerprint = wanted.at(i).alert.fingerprint;
        const auto found = std::find_if(m_rows.cbegin() + std::min<qsizetype>(i, m_rows.size()), m_rows.cend(),
                                        [&](const Row &row) { return row.alert.fingerprint == fingerprint; });
        if (found == m_rows.cend()) {
            beginInsertRows({}, i, i);
            m_rows.insert(i, wanted.at(i));
            endInsertRows();
            continue;
        }
        const int at = static_cast<int>(found - m_rows.cbegin());
        if (at != i) {
            beginMoveRows({}, at, at, {}, i);
            m_rows.move(at, i);
            endMoveRows();
        }
        if (!(m_rows.at(i) == wanted.at(i))) {
            m_rows[i] = wanted.at(i);
            emit dataChanged(index(i, 0), index(i, ColumnCount - 1));
        }
    }
}

int AlertModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AlertModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AlertModel::text(const Row &row, int column) const
{
    const Alert &alert = row.alert;
    switch (column) {
    case SeverityColumn:
        return alert.labels.value(QStringLiteral("severity"));
    case NameColumn:
        return alert.name;
    case WhereColumn:
        return place(alert);
    case SinceColumn:
        return alert.startsAt.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    default:
        break;
    }
    if (!alert.silencedBy.isEmpty()) {
        return row.silence.id.isEmpty()
            ? tr("silenced")
            : tr("silenced by %1 until %2 UTC")
                  .arg(row.silence.createdBy, row.silence.endsAt.toUTC().toString(QStringLiteral("HH:mm:ss")));
    }
    if (!alert.inhibitedBy.isEmpty())
        return tr("inhibited");
    return isSilenced(alert) ? tr("suppressed") : tr("firing");
}

QVariant AlertModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole: {
        const QString summary = row.alert.annotations.value(QStringLiteral("summary"));
        return summary.isEmpty() ? row.alert.annotations.value(QStringLiteral("description")) : summary;
    }
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(text(row, index.column()), text(row, StateColumn));
    case FingerprintRole:
        return row.alert.fingerprint;
    case AlertRole:
        return QVariant::fromValue(row.alert);
    case SilencedRole:
        return isSilenced(row.alert);
    case SilenceRole:
        return row.silence.id.isEmpty() ? QVariant() : QVariant::fromValue(row.silence);
    case SinceRole:
        return row.alert.startsAt;
    default:
        return {};
    }
}

QVariant AlertModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case SeverityColumn:
        return tr("Severity");
    case NameColumn:
        return tr("Alert");
    case WhereColumn:
        return tr("Where");
    case SinceColumn:
        return tr("Since (UTC)");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

int AlertModel::firing() const
{
    return static_cast<int>(
        std::count_if(m_rows.cbegin(), m_rows.cend(), [](const Row &row) { return !isSilenced(row.alert); }));
}

} // namespace edgelink

#include "moc_alertmodel.cpp"
