// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/curlmulti.h"
#include "app/services/cluster/credentials.h"
#include "app/services/cluster/transport.h"

#include <QSet>

#include <memory>

namespace edgelink::cluster {

class HttpExchange;

/// The API server over libcurl (Qt 6.4's own client reads a reply as fast as it comes, and a server that floods fills
/// the memory before a limit of ours is heard): HTTP/2 where the server has it (long watches do not starve requests
/// then), TLS always verified unless the kubeconfig says otherwise, no redirects, no cookies, no proxy, own deadlines
/// and body limits.
class HttpTransport : public Transport
{
    Q_OBJECT

public:
    HttpTransport(const Connection &connection, Credentials *credentials, QObject *parent = nullptr);
    ~HttpTransport() override;

    void send(const ApiRequest &request, Done done) override;
    void access(const AccessQuestion &question, AccessDone done) override;
    [[nodiscard]] ApiWatch *watch(const ApiRequest &request, std::chrono::milliseconds idle) override;
    void reset(const Error &why) override;
    [[nodiscard]] QString note() const override;

private:
    /// Returns what served until now.
    [[nodiscard]] std::unique_ptr<net::CurlMulti> renewTransfers();
    void sendOnce(const ApiRequest &request, bool again, Done done);
    /// Starts it or says why not.
    [[nodiscard]] Result<HttpExchange *> start(const ApiRequest &request, const Credential &credential, bool lines,
                                               std::chrono::milliseconds silence);
    void secure(CURL *easy, const Credential &credential, const QUrl &url) const;

    Connection m_connection;
    Credentials *m_credentials;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> m_connectTo{nullptr, &curl_slist_free_all};
    std::unique_ptr<net::CurlMulti> m_transfers;
    QSet<HttpExchange *> m_exchanges;
};

} // namespace edgelink::cluster
