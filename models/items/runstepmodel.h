// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"

#include <QAbstractListModel>
#include <QList>

namespace edgelink {

/// The steps of one run (or its pre-flight checks) as a list. Snapshots come many times a second while a step reports
/// progress: only rows that differ are announced, and only for the roles that differ, so that selection, scroll and
/// open editors survive. The model is reset only when the steps themselves are others. GUI thread only.
class RunStepModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QString, unique in the run
        StateRole, ///< edgelink::StepState
        StateIdRole, ///< QString: "done" …
        DepthRole, ///< int, for indenting
        PhaseRole, ///< QString
        AttemptRole, ///< int
        ProgressRole, ///< double, 0…1; < 0: not known
        TextRole, ///< QString: what was observed, or why it failed
        ReasonRole, ///< QString: of a skip or override
        CurrentRole, ///< bool: the run is at this step
        RecordRole, ///< edgelink::StepRecord
    };

    explicit RunStepModel(QObject *parent = nullptr);

    /// `current`: index of the step the run is at, or -1.
    void setSteps(const QList<StepRecord> &steps, int current = -1);
    void setLanguage(const QString &language); ///< "en", "zh_CN": of Qt::DisplayRole and Qt::ToolTipRole

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] int rowOf(const QString &id) const; ///< -1: none

private:
    [[nodiscard]] static QList<int> changedRoles(const StepRecord &before, const StepRecord &after);
    [[nodiscard]] bool hasSameIds(const QList<StepRecord> &steps) const;

    QList<StepRecord> m_steps;
    int m_current = -1;
    QString m_language = QStringLiteral("en");
};

} // namespace edgelink
