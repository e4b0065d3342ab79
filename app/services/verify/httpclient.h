// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/httpclient.h"
#include "app/services/verify/probecontext.h"

#include <chrono>

namespace edgelink::verify {

/// HTTP exchanges with the platform on the calling worker thread; waits through Patience, so cancelling the probe
/// ends the exchange.
class HttpClient
{
public:
    HttpClient(const HttpEndpoint &endpoint, const SecretLookup &secrets, Patience &patience);

    /// Any status is a reply, a redirect too ("exactly 200" means it); an error is a reply that could not be had whole
    /// (and says why).
    [[nodiscard]] Result<net::HttpReply> send(net::HttpRequest request, const net::HttpLimits &limits = OneAnswer);

    /// Of an exchange that does not say otherwise.
    static constexpr net::HttpLimits OneAnswer{std::chrono::seconds{10}, qint64{1024} * 1024};

private:
    HttpEndpoint m_endpoint;
    Patience &m_patience;
    net::HttpClient m_client;
};

} // namespace edgelink::verify
