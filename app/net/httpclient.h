// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"
#include "models/ports/secretlookup.h"

#include <QByteArray>
#include <QDateTime>
#include <QObject>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace edgelink::net {

class CurlMulti;

struct HttpRequest {
    QByteArray verb = "GET";
    QString path; ///< percent-encoded, appended to the endpoint's own path: "/api/v1/query"
    QUrlQuery query; ///< in the URL
    QByteArray body;
    QByteArray contentType; ///< of the body
    QList<std::pair<QByteArray, QByteArray>> headers; ///< instead of our own of the same name
    bool redirectIsAnAnswer = false; ///< a 3xx is a reply instead of an error; it is followed in neither case

    /// POST of a form: long queries do not fit into every proxy's URL.
    [[nodiscard]] static HttpRequest form(const QString &path, const QList<std::pair<QString, QString>> &fields);
};

/// What one exchange may cost at most.
struct HttpLimits {
    std::chrono::milliseconds deadline{std::chrono::seconds{10}}; ///< whole exchange, however lively it trickles
    qint64 bodyBytes = qint64{32} * 1024 * 1024; ///< counted after decompression
};

/// Any status is a reply; an Error is a reply that could not be had whole.
struct HttpReply {
    int status = 0;
    QByteArray body;
    QByteArray contentType;
    QByteArray location; ///< of a 3xx, as the server wrote it; at most 500 bytes
    QDateTime serverTime; ///< UTC, from the Date header; invalid without one
    std::chrono::microseconds elapsed{0}; ///< start of the exchange (name lookup, connection) … last byte
};

/// HTTP exchanges with one endpoint, over libcurl: Qt 6.4's own client reads a reply as fast as it comes, and a server
/// that floods fills the memory before a limit of ours is heard. Lives on a thread with an event loop; not thread-safe.
/// TLS is always verified, against the endpoint's CA file when it names one. Redirects are not followed: credentials go
/// to the configured address only. Secrets are looked up for each request and not kept; a keyring is another program,
/// which may not answer, so it is asked on a thread of the global pool, once for all requests that wait.
class HttpClient : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<HttpReply> &)>;

    HttpClient(HttpEndpoint endpoint, SecretLookup secrets, QObject *parent = nullptr);
    ~HttpClient() override;

    /// Calls `done` exactly once, later, on this thread, unless abortAll() or the destructor comes first.
    /// Errors: Unreachable, Timeout, BadReply (too big, cut off), Forbidden (TLS, redirect), Configuration, or what the
    /// secret lookup says.
    void send(const HttpRequest &request, const HttpLimits &limits, Done done);
    /// Ends every exchange without calling back.
    void abortAll();

private:
    struct Exchange;

    struct Waiting {
        HttpRequest request;
        QUrl url;
        HttpLimits limits;
        Done done;
    };

    /// Errors: what the endpoint's configuration lacks.
    [[nodiscard]] Result<QUrl> address(const HttpRequest &request) const;
    void askKeyring();
    void start(Waiting asked, const Result<QByteArray> &credentials);
    void begin(const HttpRequest &request, const QUrl &url, std::unique_ptr<Exchange> exchange);

    HttpEndpoint m_endpoint;
    SecretLookup m_secrets;
    std::optional<Error> m_tlsError;
    std::vector<Waiting> m_waiting; ///< for the keyring
    std::unordered_map<void *, std::unique_ptr<Exchange>> m_exchanges; ///< by libcurl's handle
    std::unique_ptr<CurlMulti> m_transfers;
};

} // namespace edgelink::net
