// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/incident.h"
#include "models/domain/threshold.h"

#include <QFuture>
#include <QObject>

namespace edgelink {

/// Turns batches into readings, readings into incidents, and incidents into suspects; all of it journaled.
/// Callable from any thread; signals come from the tracker's own thread.
class IncidentTracker : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Declares one of the four manual triggers, opening or joining an incident.
    [[nodiscard]] virtual QFuture<Result<Incident>> declare(const QString &manualTrigger, const QString &note,
                                                            const QString &actor)
        = 0;
    [[nodiscard]] virtual QFuture<Result<bool>> note(const QString &text, const QString &actor) = 0;
    /// Closes the named incident, which need not be the newest. Refused without a reason while it has not recovered.
    [[nodiscard]] virtual QFuture<Result<Incident>> close(const QString &incidentId, const QString &reason,
                                                          const QString &actor)
        = 0;
    /// Looks again for what changed before the open incident; ends with the search. It is also looked again when a
    /// trigger joins, when the release's history changes, and from time to time until the recovery.
    [[nodiscard]] virtual QFuture<Result<bool>> seekSuspects() = 0;
    /// Every incident of the environment as the journal tells it, newest first.
    [[nodiscard]] virtual QFuture<Result<QList<Incident>>> incidents() = 0;
    [[nodiscard]] virtual QFuture<Incident> current() = 0; ///< id empty: none open. Comes once the record has been read

signals:
    void readingChanged(const edgelink::TriggerReading &reading);
    void incidentChanged(const edgelink::Incident &incident);
};

} // namespace edgelink
