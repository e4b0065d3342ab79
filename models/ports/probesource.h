// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/runbook.h"

#include <QFuture>
#include <QJsonObject>
#include <QMap>
#include <QObject>

namespace edgelink {

struct ProbeRequest {
    QString probe; ///< a name from names()
    QJsonObject arguments; ///< parameters already expanded
    QString runId;
    QString stepId;
    QString incidentId;
    QString actor;
    QDateTime incidentStart; ///< UTC, for the pre-incident baseline; invalid: none
    std::chrono::milliseconds timeout{std::chrono::minutes{1}};
};

/// Named observations of one environment: pre-flight facts, read-backs after a command, the 8 checks,
/// the 4 smoke tests, the observation window. Callable from any thread. Probes may create test devices
/// (and remove them, or list them as debt); they change nothing else.
class ProbeSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual QStringList names() const = 0; ///< fixed at construction; for the linter
    /// What may be left behind if `request` is made and no answer to it is ever seen: key -> debt, as
    /// Observation::owes. Nobody is asked for it, so that it can be on the record before the probe begins.
    [[nodiscard]] virtual QMap<QString, QString> mayOwe(const ProbeRequest & /*request*/) const { return {}; }
    /// QFuture::cancel() ends a probe early with Observation::cancelled.
    [[nodiscard]] virtual QFuture<Observation> observe(const ProbeRequest &request) = 0;

signals:
    void progress(const QString &runId, const QString &stepId, double fraction, const QString &text);
};

} // namespace edgelink
