// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/liveplatform.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <cmath>

namespace edgelink::bench {

namespace {

using Request = test::HttpFixture::Request;
using Reply = test::HttpFixture::Reply;

constexpr char Release[] = "edge-link-production";
constexpr char Namespace[] = "edgelink-prod";

/// Healthy by every threshold, and another one each second where a healthy value may be another one.
QByteArray valueAt(bool countsCrashes, double seconds)
{
    return countsCrashes ? QByteArray("0") : QByteArray::number(0.02 + 0.002 * std::sin(seconds / 30), 'f', 6);
}

bool countsCrashes(const Request &request)
{
    return request.field(QStringLiteral("query")).contains(QLatin1String("CrashLoopBackOff"));
}

QByteArray matrix(const Request &request)
{
    const double start = request.field(QStringLiteral("start")).toDouble();
    const double end = request.field(QStringLiteral("end")).toDouble();
    const double step = std::max(1.0, request.field(QStringLiteral("step")).toDouble());
    const bool crashes = countsCrashes(request);
    QByteArrayList pairs;
    for (double time = start; time <= end + 0.001; time += step)
        pairs << '[' + QByteArray::number(time, 'f', 3) + ",\"" + valueAt(crashes, time) + "\"]";
    return R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[)" + pairs.join(',')
        + "]}]}}";
}

QByteArray vector(const Request &request)
{
    const QByteArray time = request.field(QStringLiteral("time")).toLatin1();
    return R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"service":"api-gateway",)"
           R"("pod":"api-gateway-0","le":"10"},"value":[)"
        + (time.isEmpty() ? QByteArray("0") : time) + ",\"" + valueAt(countsCrashes(request), time.toDouble())
        + "\"]}]}}";
}

QByteArray list(const QByteArray &kind, const QByteArray &apiVersion, const QByteArrayList &items)
{
    return R"({"kind":")" + kind + R"(","apiVersion":")" + apiVersion
        + R"(","metadata":{"resourceVersion":"100"},"items":[)" + items.join(',') + "]}";
}

QByteArrayList pods()
{
    QByteArrayList items;
    for (int i = 0; i < LivePlatform::Pods; ++i) {
        const QByteArray name = "api-gateway-" + QByteArray::number(i);
        items << R"({"metadata":{"name":")" + name + R"(","namespace":")" + Namespace
                + R"(","creationTimestamp":"2026-11-23T10:00:00Z"},"spec":{"containers":[{"name":"api","image":"api:v1"}]},)"
                  R"("status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":)"
                  R"([{"name":"api","image":"api:v1","ready":true,"restartCount":0,"state":{"running":{}}}]}})";
    }
    return items;
}

/// One revision as Helm keeps it. Helm reads a release that is not compressed, too.
QByteArray releaseSecret()
{
    const QByteArray release = QByteArray(R"({"name":")") + Release + R"(","namespace":")" + Namespace
        + R"(","version":1,"manifest":"","info":{"first_deployed":"2026-11-23T10:00:00Z","last_deployed":)"
          R"("2026-11-23T10:00:00Z","description":"Install complete","status":"deployed"},)"
          R"("chart":{"metadata":{"name":"edge-link","version":"0.1.0","appVersion":"0.1.1","apiVersion":"v2"}}})";
    return QByteArray(R"({"metadata":{"name":"sh.helm.release.v1.)") + Release + R"(.v1","namespace":")" + Namespace
        + R"(","resourceVersion":"90","labels":{"name":")" + Release
        + R"(","owner":"helm","status":"deployed","version":"1"}},"type":"helm.sh/release.v1","data":{"release":")"
        + release.toBase64().toBase64() + "\"}}";
}

Reply kubernetes(const Request &request)
{
    const QByteArray path = request.path();
    if (request.target.contains("watch=1")) {
        Reply watch;
        watch.quiet = true;
        return watch;
    }
    if (path == "/version")
        return Reply::json(R"({"major":"1","minor":"34","gitVersion":"v1.34.4"})");
    if (path.endsWith("/pods"))
        return Reply::json(list("PodList", "v1", pods()));
    if (path.endsWith("/secrets")) {
        const bool metadata = request.headers.value("accept").contains("PartialObjectMetadataList");
        return Reply::json(list(metadata ? "PartialObjectMetadataList" : "SecretList",
                                metadata ? "meta.k8s.io/v1" : "v1", {releaseSecret()}));
    }
    if (path.endsWith("/deployments"))
        return Reply::json(list("DeploymentList", "apps/v1", {}));
    if (path.endsWith("/statefulsets"))
        return Reply::json(list("StatefulSetList", "apps/v1", {}));
    return Reply::json(R"({"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404})", 404);
}

} // namespace

LivePlatform::LivePlatform()
    : m_server([this](const Request &request) { return answer(request); })
{
    const QString tools = qEnvironmentVariable("EDGELINK_TOOLCHAIN") + QStringLiteral("/bin/");
    for (const char *tool : {"helm3", "kubectl"}) {
        if (!QFileInfo(tools + QLatin1String(tool)).isExecutable())
            m_problem = QStringLiteral("no %1%2 (is EDGELINK_TOOLCHAIN set?)").arg(tools, QLatin1String(tool));
    }
    const QByteArray url = m_server.url().toEncoded();
    const bool written = write(QStringLiteral("kubeconfig"),
                               R"({"apiVersion":"v1","kind":"Config","current-context":"bench","clusters":[{"name":)"
                               R"("bench","cluster":{"server":")"
                                   + url
                                   + R"("}}],"users":[{"name":"bench","user":{"token":"bench"}}],"contexts":)"
                                     R"([{"name":"bench","context":{"cluster":"bench","user":"bench"}}]})")
        && write(QStringLiteral("console.yaml"),
                 "version: 1\ntools: {helm: \"" + tools.toUtf8() + "helm3\", kubectl: \"" + tools.toUtf8()
                     + "kubectl\"}\n"
                     + "environments:\n  bench:\n    kind: production\n    cluster: bench\n    kubeconfig: kubeconfig\n"
                       "    context: bench\n    scrape_interval: 5s\n    namespace: "
                     + Namespace + "\n    release: " + Release + "\n    prometheus: {url: \"" + url
                     + "\"}\n    alertmanager: {url: \"" + url + "\"}\n");
    if (!written)
        m_problem = QStringLiteral("%1 cannot be written").arg(m_folder.path());
}

QStringList LivePlatform::consoleArguments() const
{
    return {QStringLiteral("--config"), m_folder.filePath(QStringLiteral("console.yaml")), QStringLiteral("--data-dir"),
            m_folder.filePath(QStringLiteral("data"))};
}

Reply LivePlatform::answer(const Request &request)
{
    const QByteArray path = request.path();
    if (path == "/api/v1/query_range") {
        ++m_rangeQueries;
        return Reply::json(matrix(request));
    }
    if (path == "/api/v1/query")
        return Reply::json(vector(request));
    if (path.startsWith("/api/v2/"))
        return Reply::json("[]");
    return kubernetes(request);
}

bool LivePlatform::write(const QString &name, const QByteArray &content)
{
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace edgelink::bench
