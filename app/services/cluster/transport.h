// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/workload.h"

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <functional>
#include <optional>

namespace edgelink::cluster {

/// One request to the API server.
struct ApiRequest {
    QString path; ///< encoded, with query
    QByteArray accept = "application/json";
    QByteArray body; ///< not empty: POST (the console posts access reviews only)
    QString what; ///< in words, for errors: "list pods in x"
    std::chrono::milliseconds deadline{10'000};
    qint64 bodyLimit = qint64{64} * 1024 * 1024;
};

/// A watch under way. Delete it (deleteLater) to end it; nothing is sent after that.
class ApiWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    void opened(); ///< the server answered 200
    void line(const QByteArray &line); ///< without newline
    /// Sent once. No error: the server closed the watch, as it does every half hour or so.
    void ended(const std::optional<edgelink::Error> &error);
};

/// How the API server is reached. Lives on the client's thread; answers there, each request exactly once.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    using Done = std::function<void(const Result<QByteArray> &)>;
    using AccessDone = std::function<void(const Result<AccessAnswer> &)>;

    virtual void send(const ApiRequest &request, Done done) = 0;
    virtual void access(const AccessQuestion &question, AccessDone done) = 0;
    /// nullptr: this transport cannot watch; lists are polled instead. The caller owns the watch.
    [[nodiscard]] virtual ApiWatch *watch(const ApiRequest &request, std::chrono::milliseconds idle) = 0;
    /// Ends everything under way with this error and starts on a new connection: the present one hangs.
    virtual void reset(const Error &why) = 0;
    [[nodiscard]] virtual QString
    note() const = 0; ///< what the operator should know about this connection; may be empty
};

} // namespace edgelink::cluster
