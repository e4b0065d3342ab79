// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "models/domain/sourcestatus.h"

#include <QFuture>
#include <QObject>

namespace edgelink {

/// Alertmanager (API v2). Callable from any thread; signals come from the source's own thread.
class AlertSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0;
    virtual void stop() = 0;
    /// Creates a silence and reads it back; the value is the silence as Alertmanager holds it. On the record before it
    /// is asked for, and so is its outcome. `incidentId` may be empty.
    [[nodiscard]] virtual QFuture<Result<Silence>> silence(const Silence &silence, const QString &incidentId) = 0;
    /// Ends a silence and reads it back; recorded likewise.
    [[nodiscard]] virtual QFuture<Result<bool>> expire(const Silence &silence, const QString &actor,
                                                       const QString &incidentId)
        = 0;

signals:
    void alertsChanged(const QList<edgelink::Alert> &alerts, const QList<edgelink::Silence> &silences);
    void statusChanged(const edgelink::SourceStatus &status);
};

} // namespace edgelink
