// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/apichecks.h"

#include "app/services/verify/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>

namespace edgelink::verify {

namespace {

QString milliseconds(std::chrono::microseconds value)
{
    return QStringLiteral("%1 ms").arg(static_cast<double>(value.count()) / 1000.0, 0, 'f', 1);
}

} // namespace

Observation noReply(const Error &error)
{
    if (error.kind == ErrorKind::Configuration || error.kind == ErrorKind::Cancelled)
        return unknown(error);
    return failed(error.sentence());
}

Observation judgeHealth(const net::HttpReply &reply)
{
    const QStringList facts{Words::tr("GET /health: HTTP %1, body %2").arg(reply.status).arg(quoted(reply.body))};
    if (reply.status != 200) {
        const QString where = reply.location.isEmpty()
            ? QString()
            : Words::tr(" (redirects to %1, not followed)").arg(quoted(reply.location));
        return failed(Words::tr("/health answers HTTP %1%2, wanted 200.").arg(reply.status).arg(where), facts);
    }
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(reply.body, &parse);
    if (!document.isObject())
        return failed(
            Words::tr("/health answers 200 with something that is no JSON object (%1).").arg(parse.errorString()),
            facts);
    const QJsonValue status = document.object().value(QStringLiteral("status"));
    if (!status.isString() || status.toString() != QLatin1String("healthy"))
        return failed(Words::tr("/health says status %1, wanted exactly \"healthy\".")
                          .arg(quoted(QJsonDocument(QJsonArray{status}).toJson(QJsonDocument::Compact), 80)),
                      facts);
    return passed(Words::tr("/health answers 200, status \"healthy\"."), facts);
}

bool isSample(const QByteArray &line, const QByteArray &name)
{
    static const QRegularExpression rest(QStringLiteral(
        R"re(\A(?:\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\n"])*"(?:,(?!\})|,?(?=\})))*\})?[ \t]+([^ \t]+)(?:[ \t]+-?[0-9]+)?[ \t]*\z)re"));
    if (!line.startsWith(name) || line.size() > qsizetype{64} * 1024)
        return false;
    const QRegularExpressionMatch match = rest.match(QString::fromUtf8(line.mid(name.size())));
    if (!match.hasMatch())
        return false;
    bool ok = false;
    const double value = match.captured(1).toDouble(&ok);
    return ok && std::isfinite(value) && value >= 0; // a counter
}

Observation judgeMetrics(const net::HttpReply &reply)
{
    const QByteArray name = "http_requests_total";
    if (reply.status != 200)
        return failed(Words::tr("/metrics answers HTTP %1, wanted 200.").arg(reply.status), {quoted(reply.body)});
    int samples = 0;
    QByteArray first;
    QByteArray malformed;
    qsizetype start = 0;
    while (start < reply.body.size()) {
        qsizetype end = reply.body.indexOf('\n', start);
        if (end < 0)
            end = reply.body.size();
        QByteArray line = reply.body.mid(start, end - start);
        start = end + 1;
        if (line.endsWith('\r'))
            line.chop(1);
        if (isSample(line, name)) {
            if (samples++ == 0)
                first = line;
        } else if (line.startsWith(name + '{') || line.startsWith(name + ' ')) {
            malformed = line;
        }
    }
    if (samples > 0)
        return passed(Words::tr("/metrics carries %1 samples of http_requests_total.").arg(samples), {quoted(first)});
    if (!malformed.isEmpty())
        return failed(Words::tr("/metrics names http_requests_total, but no sample of it is well-formed."),
                      {quoted(malformed)});
    return failed(Words::tr("/metrics has no sample of http_requests_total."),
                  {Words::tr("%1 bytes, beginning %2").arg(reply.body.size()).arg(quoted(reply.body, 80))});
}

Observation judgeTimes(std::vector<std::chrono::microseconds> times, std::chrono::milliseconds limit)
{
    std::sort(times.begin(), times.end());
    const std::size_t half = times.size() / 2;
    const auto median = times.size() % 2 == 1 ? times[half] : (times[half - 1] + times[half]) / 2;
    const QString numbers = Words::tr("min %1, median %2, max %3 of %4 requests")
                                .arg(milliseconds(times.front()), milliseconds(median), milliseconds(times.back()))
                                .arg(times.size());
    Observation observation = median <= limit
        ? passed(Words::tr("/health answers in %1 (limit %2 ms on the median).").arg(numbers).arg(limit.count()))
        : failed(Words::tr("/health is slow: %1 (limit %2 ms on the median).").arg(numbers).arg(limit.count()));
    QStringList each;
    for (const auto time : times)
        each << milliseconds(time);
    observation.facts << each.join(QStringLiteral(", "));
    observation.data = {{QStringLiteral("minMs"), static_cast<double>(times.front().count()) / 1000.0},
                        {QStringLiteral("medianMs"), static_cast<double>(median.count()) / 1000.0},
                        {QStringLiteral("maxMs"), static_cast<double>(times.back().count()) / 1000.0}};
    return observation;
}

Observation healthEndpoint(ProbeContext &context)
{
    HttpClient client(context.with.environment.api, context.with.secrets, context.patience);
    net::HttpRequest request;
    request.path = QStringLiteral("/health");
    const auto reply = client.send(request);
    return reply ? judgeHealth(*reply) : noReply(reply.error());
}

Observation metricsEndpoint(ProbeContext &context)
{
    HttpClient client(context.with.environment.api, context.with.secrets, context.patience);
    net::HttpRequest request;
    request.path = QStringLiteral("/metrics");
    const auto reply = client.send(request, {HttpClient::OneAnswer.deadline, qint64{16} * 1024 * 1024});
    return reply ? judgeMetrics(*reply) : noReply(reply.error());
}

Observation responseTime(ProbeContext &context)
{
    const int count = context.integer(QStringLiteral("requests"), 10, 3, 200);
    const std::chrono::milliseconds limit{context.integer(QStringLiteral("limit_ms"), 500, 1, 600'000)};
    HttpClient client(context.with.environment.api, context.with.secrets, context.patience);
    net::HttpRequest request;
    request.path = QStringLiteral("/health");
    // One request that is ten times too slow says enough; it must not eat the others' time.
    net::HttpLimits limits = HttpClient::OneAnswer;
    limits.deadline = std::max<std::chrono::milliseconds>(std::chrono::seconds{2}, 10 * limit);
    std::vector<std::chrono::microseconds> times;
    for (int i = 0; i < count; ++i) {
        const auto reply = client.send(request, limits);
        if (!reply)
            return noReply(reply.error());
        if (reply->status != 200)
            return failed(Words::tr("Request %1 of %2 got HTTP %3, so times say nothing.")
                              .arg(i + 1)
                              .arg(count)
                              .arg(reply->status),
                          {quoted(reply->body)});
        times.push_back(reply->elapsed);
        context.progress(static_cast<double>(i + 1) / count, milliseconds(reply->elapsed));
    }
    return judgeTimes(std::move(times), limit);
}

} // namespace edgelink::verify
