// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/httpclient.h"

#include "app/services/verify/words.h"

#include <QEventLoop>

#include <optional>

namespace edgelink::verify {

HttpClient::HttpClient(const HttpEndpoint &endpoint, const SecretLookup &secrets, Patience &patience)
    : m_endpoint(endpoint)
    , m_patience(patience)
    , m_client(endpoint, secrets)
{
}

Result<net::HttpReply> HttpClient::send(net::HttpRequest request, const net::HttpLimits &limits)
{
    if (!m_endpoint.url.isValid() || m_endpoint.url.isEmpty())
        return tl::make_unexpected(missingPart(Words::tr("the API's address (`api: {url: …}`)")));
    const QString subject = QStringLiteral("%1 %2%3").arg(
        QString::fromLatin1(request.verb), m_endpoint.url.toString(QUrl::RemoveUserInfo | QUrl::StripTrailingSlash),
        request.path);
    const auto stopped = [&subject] { return failure(ErrorKind::Cancelled, Words::tr("stopped"), subject); };
    if (m_patience.isCancelled())
        return stopped();

    request.redirectIsAnAnswer = true;
    request.headers.emplaceBack("Accept", "*/*"); // /metrics is text
    std::optional<Result<net::HttpReply>> answer;
    QEventLoop loop;
    m_client.send(request, limits, [&](const Result<net::HttpReply> &reply) {
        answer = reply;
        loop.quit();
    });
    m_patience.wait(loop, limits.deadline + std::chrono::seconds{1}); // the client's own deadline comes first
    if (!answer)
        m_client.abortAll(); // its callback points into this frame
    if (m_patience.isCancelled())
        return stopped();
    if (!answer)
        return failure(ErrorKind::Timeout, Words::tr("no complete answer in time"), subject);
    if (!*answer) {
        Error error = answer->error();
        if (error.kind != ErrorKind::Configuration) // that one names the file or the secret to correct
            error.subject = subject;
        return tl::make_unexpected(error);
    }
    return *std::move(answer);
}

} // namespace edgelink::verify
