// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/release.h"
#include "models/domain/sourcestatus.h"

#include <QFuture>
#include <QObject>

namespace edgelink {

struct ReleaseHook {
    QString name; ///< "Job/migrate"
    QStringList events; ///< "pre-rollback" …
};

/// Helm's view of one release, read by the real helm (v3 or v4). Never writes.
/// Callable from any thread; signals come from the source's own thread.
class ReleaseSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0; ///< reads history and keeps it live
    virtual void stop() = 0;

    [[nodiscard]] virtual QFuture<Result<ReleaseHistory>> history() = 0; ///< read now
    [[nodiscard]] virtual QFuture<Result<QString>> manifest(int revision) = 0; ///< secret values masked
    [[nodiscard]] virtual QFuture<Result<QString>> values(int revision) = 0; ///< YAML, secret-looking values masked
    [[nodiscard]] virtual QFuture<Result<QList<ReleaseHook>>> hooks(int revision) = 0;
    [[nodiscard]] virtual QFuture<Result<ReleaseDiff>> diff(int from, int to) = 0;
    [[nodiscard]] virtual QFuture<Result<ReleaseDiff>> diffLive(int target)
        = 0; ///< live objects against the target's manifest
    [[nodiscard]] virtual QFuture<Result<QString>> helmVersion() = 0; ///< "3.22.0"

signals:
    void historyChanged(const edgelink::ReleaseHistory &history);
    void statusChanged(const edgelink::SourceStatus &status);
};

} // namespace edgelink
