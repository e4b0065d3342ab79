// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/probecontext.h"

#include <QMap>
#include <QNetworkAccessManager>

#include <chrono>

namespace edgelink::verify {

struct HttpRequest {
    QByteArray method = "GET";
    QString path; ///< appended to the endpoint's URL: "/health"
    QMap<QByteArray, QByteArray> headers;
    QByteArray body;
    std::chrono::milliseconds deadline{std::chrono::seconds{10}}; ///< for the whole exchange, not for inactivity
    qint64 bodyLimit = qint64{1024} * 1024; ///< bytes; a longer body is an error
};

struct HttpReply {
    int status = 0;
    QByteArray body;
    QByteArray contentType;
    QString redirect; ///< of a 3xx; never followed, so that credentials go nowhere else and "exactly 200" means it
    std::chrono::microseconds elapsed{0}; ///< request sent … last byte
};

/// HTTP exchanges with the platform on the calling worker thread; waits through Patience, so cancelling the probe
/// aborts the request. TLS is always verified, against the endpoint's CA file when it has one.
class HttpClient
{
public:
    HttpClient(const HttpEndpoint &endpoint, const SecretLookup &secrets, Patience &patience);

    /// Any status is a reply; an error is a reply that could not be had whole (and says why).
    [[nodiscard]] Result<HttpReply> send(const HttpRequest &request);

private:
    [[nodiscard]] Result<QNetworkRequest> prepare(const HttpRequest &request) const;

    HttpEndpoint m_endpoint;
    SecretLookup m_secrets;
    Patience &m_patience;
    QNetworkAccessManager m_network;
};

} // namespace edgelink::verify
