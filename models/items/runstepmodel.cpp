// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/runstepmodel.h"

#include <algorithm>
#include <utility>

namespace edgelink {

RunStepModel::RunStepModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

bool RunStepModel::hasSameIds(const QList<StepRecord> &steps) const
{
    return std::equal(steps.cbegin(), steps.cend(), m_steps.cbegin(), m_steps.cend(),
                      [](const StepRecord &left, const StepRecord &right) { return left.id == right.id; });
}

QList<int> RunStepModel::changedRoles(const StepRecord &before, const StepRecord &after)
{
    QList<int> roles{RecordRole};
    if (before.title != after.title)
        roles << Qt::DisplayRole;
    if (before.why != after.why)
        roles << Qt::ToolTipRole;
    if (before.state != after.state)
        roles << StateRole << StateIdRole;
    if (before.depth != after.depth)
        roles << DepthRole;
    if (before.phase != after.phase)
        roles << PhaseRole;
    if (before.attempt != after.attempt)
        roles << AttemptRole;
    // Never compared with a tolerance: the same number comes again or another one does.
    if (before.progress < after.progress || before.progress > after.progress)
        roles << ProgressRole;
    if (before.text != after.text)
        roles << TextRole;
    if (before.reason != after.reason)
        roles << ReasonRole;
    return roles;
}

void RunStepModel::setSteps(const QList<StepRecord> &steps, int current)
{
    if (!hasSameIds(steps)) {
        beginResetModel();
        m_steps = steps;
        m_current = current;
        endResetModel();
        return;
    }
    const int previous = std::exchange(m_current, current);
    for (int row = 0; row < m_steps.size(); ++row) {
        QList<int> roles;
        if (m_steps.at(row) != steps.at(row)) {
            roles = changedRoles(m_steps.at(row), steps.at(row));
            m_steps[row] = steps.at(row);
        }
        if (previous != current && (row == previous || row == current))
            roles << CurrentRole;
        if (!roles.isEmpty())
            emit dataChanged(index(row), index(row), roles);
    }
}

void RunStepModel::setLanguage(const QString &language)
{
    if (m_language == language)
        return;
    m_language = language;
    if (!m_steps.isEmpty())
        emit dataChanged(index(0), index(static_cast<int>(m_steps.size()) - 1), {Qt::DisplayRole, Qt::ToolTipRole});
}

int RunStepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

int RunStepModel::rowOf(const QString &id) const
{
    const auto it
        = std::find_if(m_steps.cbegin(), m_steps.cend(), [&id](const StepRecord &step) { return step.id == id; });
    return it == m_steps.cend() ? -1 : static_cast<int>(std::distance(m_steps.cbegin(), it));
}

QVariant RunStepModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const StepRecord &step = m_steps.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return step.title.in(m_language);
    case Qt::ToolTipRole:
        return step.why.in(m_language);
    case IdRole:
        return step.id;
    case StateRole:
        return QVariant::fromValue(step.state);
    case StateIdRole:
        return stepStateId(step.state);
    case DepthRole:
        return step.depth;
    case PhaseRole:
        return step.phase;
    case AttemptRole:
        return step.attempt;
    case ProgressRole:
        return step.progress;
    case TextRole:
        return step.text;
    case ReasonRole:
        return step.reason;
    case CurrentRole:
        return index.row() == m_current;
    case RecordRole:
        return QVariant::fromValue(step);
    default:
        return {};
    }
}

QHash<int, QByteArray> RunStepModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{IdRole, "id"},
                  {StateRole, "state"},
                  {StateIdRole, "stateId"},
                  {DepthRole, "depth"},
                  {PhaseRole, "phase"},
                  {AttemptRole, "attempt"},
                  {ProgressRole, "progress"},
                  {TextRole, "text"},
                  {ReasonRole, "reason"},
                  {CurrentRole, "current"},
                  {RecordRole, "record"}});
    return names;
}

} // namespace edgelink

#include "moc_runstepmodel.cpp"
