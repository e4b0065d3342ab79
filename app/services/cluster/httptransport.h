// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/cluster/credentials.h"
#include "app/services/cluster/transport.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QSet>
#include <QSslConfiguration>
#include <QTimer>

#include <memory>

namespace edgelink::cluster {

class HttpExchange;

/// The API server over QtNetwork: HTTP/2 where the server has it (long watches do not starve requests then), TLS always
/// verified unless the kubeconfig says otherwise, no redirects, no cookies, no proxy, own deadlines and body limits.
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
    /// Returns the manager that served until now.
    [[nodiscard]] std::unique_ptr<QNetworkAccessManager> renewNetwork();
    void sendOnce(const ApiRequest &request, bool again, Done done);
    [[nodiscard]] Result<QNetworkReply *> start(const ApiRequest &request, const Credential &credential);
    [[nodiscard]] Result<bool> useCertificate(const Credential &credential);

    Connection m_connection;
    Credentials *m_credentials;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QSslConfiguration m_tls;
    QByteArray m_certificateInUse;
    QSet<HttpExchange *> m_exchanges;
};

} // namespace edgelink::cluster
