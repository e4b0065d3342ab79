// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace edgelink {

/// One Alertmanager alert (API v2 /alerts).
struct Alert {
    QString fingerprint;
    QString name;
    QMap<QString, QString> labels;
    QMap<QString, QString> annotations;
    QDateTime startsAt; ///< UTC
    QString state; ///< "active", "suppressed", "unprocessed"
    QStringList silencedBy;
    QStringList inhibitedBy;
    bool operator==(const Alert &) const = default;
};

struct Silence {
    QString id;
    QMap<QString, QString> matchers; ///< label = value, exact
    QDateTime startsAt;
    QDateTime endsAt;
    QString createdBy;
    QString comment;
    bool operator==(const Silence &) const = default;
};

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::Alert)
Q_DECLARE_METATYPE(edgelink::Silence)
