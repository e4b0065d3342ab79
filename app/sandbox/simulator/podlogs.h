// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/platform.h"

#include <QHash>

namespace edgelink::sandbox {

/// Writes what `kubectl logs` shows: <folder>/<namespace>/<pod>/<container>.log in CRI format, for the pods that are
/// there, so that a crashing one says why. Files stay under 256 KiB; those of gone pods are removed. Not thread-safe.
class PodLogs
{
public:
    PodLogs(const QString &folder, const QString &nameSpace);

    /// Brings the files up to `now` (UTC); call it about once a second.
    void update(const QList<Platform::PodState> &pods, const QDateTime &now);

private:
    struct State {
        QDateTime nextLine; ///< UTC
        qsizetype spoken = 0; ///< how many of the behaviour's own lines were printed
        quint64 served = 0;
    };

    void write(const QString &pod, const QString &container, const QStringList &lines, const QDateTime &now) const;
    [[nodiscard]] static QStringList linesOf(const Platform::PodState &pod, State &state, bool first);

    const QString m_folder; ///< of the namespace; empty: nothing is written
    QHash<QString, State> m_states; ///< by pod name
};

} // namespace edgelink::sandbox
