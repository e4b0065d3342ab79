// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"
#include "models/ports/secretlookup.h"

#include <QByteArray>
#include <QDateTime>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QObject>
#include <QUrlQuery>

#include <chrono>
#include <functional>

namespace edgelink::net {

struct HttpRequest {
    QByteArray verb = "GET";
    QString path; ///< percent-encoded, appended to the endpoint's own path: "/api/v1/query"
    QUrlQuery query; ///< in the URL
    QByteArray body;
    QByteArray contentType; ///< of the body

    /// POST of a form: long queries do not fit into every proxy's URL.
    [[nodiscard]] static HttpRequest form(const QString &path, const QList<std::pair<QString, QString>> &fields);
};

/// What one exchange may cost at most.
struct HttpLimits {
    std::chrono::milliseconds deadline{std::chrono::seconds{10}}; ///< whole exchange, however lively it trickles
    qint64 bodyBytes = 32 * 1024 * 1024; ///< counted after decompression
};

/// Any status is a reply; an Error is a reply that could not be had whole.
struct HttpReply {
    int status = 0;
    QByteArray body;
    QDateTime serverTime; ///< UTC, from the Date header; invalid without one
};

/// HTTP exchanges with one endpoint. Lives on a thread with an event loop; not thread-safe.
/// TLS is always verified, against the endpoint's CA file when it names one. Redirects are not followed: credentials go
/// to the configured address only. Secrets are looked up for each request and not kept.
class HttpClient : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<HttpReply> &)>;

    HttpClient(HttpEndpoint endpoint, SecretLookup secrets, QObject *parent = nullptr);

    /// Calls `done` exactly once, later, on this thread, unless abortAll() or the destructor comes first.
    /// Errors: Unreachable, Timeout, BadReply (too big, cut off), Forbidden (TLS, redirect), Configuration, or what the
    /// secret lookup says.
    void send(const HttpRequest &request, const HttpLimits &limits, Done done);
    /// Ends every exchange without calling back.
    void abortAll();

private:
    [[nodiscard]] Result<QNetworkRequest> prepare(const HttpRequest &request) const;

    HttpEndpoint m_endpoint;
    SecretLookup m_secrets;
    QNetworkAccessManager m_network;
    QSslConfiguration m_tls;
    std::optional<Error> m_tlsError;
};

} // namespace edgelink::net
