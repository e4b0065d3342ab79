// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/demodata.h"

#include "tests/support/said.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgelink::demo {

using namespace std::chrono_literals;

namespace {

constexpr qint64 HistorySeconds = 640;

QDateTime at(int hour, int minute, int second)
{
    return QDateTime(QDate(2026, 11, 23), QTime(hour, minute, second), Qt::UTC);
}

/// Noise that is the same on every machine.
class Noise
{
public:
    explicit Noise(quint32 seed)
        : m_state(seed)
    {
    }
    double next() ///< -1 … 1
    {
        m_state = m_state * 1664525U + 1013904223U;
        return double(m_state >> 8U) / double(1U << 23U) - 1.0;
    }

private:
    quint32 m_state;
};

/// How far the bad release has spread at an instant: 0 before, 1 when every pod is new.
double spread(qint64 timeMs)
{
    const double seconds = double(timeMs - at(14, 33, 50).toMSecsSinceEpoch()) / 1000;
    return std::clamp(seconds / 60, 0.0, 1.0);
}

double valueOf(const QString &id, qint64 timeMs, double noise, Story story)
{
    const double bad = story == Story::BadRelease ? spread(timeMs) : 0;
    if (id == QLatin1String("http-5xx"))
        return std::max(0.0, 0.06 + 0.03 * noise + bad * (15.1 + 0.5 * noise));
    if (id == QLatin1String("p95-latency"))
        return 141 + 5 * noise
            + (story == Story::BadRelease ? std::pow(spread(timeMs - 55'000), 2) * (770 + 14 * noise) : 0);
    if (id == QLatin1String("crash-loop"))
        return bad >= 1 ? 1 : 0;
    if (id == QLatin1String("probe-failures"))
        return 0;
    if (id == QLatin1String("memory"))
        return 61 + 1.6 * std::sin(double(timeMs) / 40'000) + 0.5 * noise;
    if (id == QLatin1String("cpu"))
        return 38 + 2.6 * noise + 3 * bad;
    return 12'480 + 60 * std::sin(double(timeMs) / 60'000) + 25 * noise;
}

QMap<QString, double> worstOf(const QString &id, Story story)
{
    const bool bad = story == Story::BadRelease;
    if (id == QLatin1String("http-5xx"))
        return {{"api-gateway", bad ? 15.2 : 0.1}, {"device-service", 0.1}, {"topology-service", 0.0}};
    if (id == QLatin1String("p95-latency"))
        return {{"api-gateway", bad ? 912.0 : 143.0}, {"device-service", 138.0}};
    if (id == QLatin1String("crash-loop") && bad)
        return {{"edge-link-production-nat-coordinator-6f7c9d-x2kqp", 1}};
    if (id == QLatin1String("memory"))
        return {{"topology-service", 61.3}, {"api-gateway", 48.0}};
    if (id == QLatin1String("cpu"))
        return {{"api-gateway", 38.0}, {"alert-service", 21.0}};
    return {};
}

QString queryOf(const QString &id)
{
    static const QMap<QString, QString> queries{
        {QStringLiteral("http-5xx"),
         QStringLiteral("100 * (sum(rate(http_requests_total{status=~\"5..\"}[15s])) or vector(0)) / "
                        "(sum(rate(http_requests_total[15s])) > 0)")},
        {QStringLiteral("p95-latency"),
         QStringLiteral("1000 * histogram_quantile(0.95, sum by (le) "
                        "(rate(http_request_duration_seconds_bucket[15s])))")},
        {QStringLiteral("memory"),
         QStringLiteral("100 * max(max by (namespace, pod, container) "
                        "(container_memory_working_set_bytes{namespace=\"edgelink-prod\"}) / on (namespace, pod, "
                        "container) max by (namespace, pod, container) "
                        "(kube_pod_container_resource_limits{namespace=\"edgelink-prod\",resource=\"memory\"}))")},
    };
    return queries.value(
        id, QStringLiteral("sum(edgelink_%1)").arg(QString(id).replace(QLatin1Char('-'), QLatin1Char('_'))));
}

Threshold make(const char *id, const char *title, const char *zh, const char *unit, double limit, double baseline,
               std::chrono::seconds window, int decimals)
{
    Threshold threshold;
    threshold.id = QLatin1String(id);
    threshold.title = QString::fromUtf8(title);
    threshold.titles = {QString::fromUtf8(title), QString::fromUtf8(zh)};
    threshold.unit = QLatin1String(unit);
    threshold.threshold = limit;
    threshold.baseline = baseline;
    threshold.window = window;
    threshold.decimals = decimals;
    threshold.query = queryOf(threshold.id);
    return threshold;
}

Error unreachable()
{
    return {ErrorKind::Unreachable,
            said("net", "nobody listens there"),
            QStringLiteral("http://127.0.0.1:39213"),
            {},
            QStringLiteral("GET /api/v1/query_range: connection refused (QNetworkReply::ConnectionRefusedError)")};
}

JournalDraft draft(const char *kind, const QString &actor, const QJsonObject &payload)
{
    JournalDraft value;
    value.kind = QString::fromLatin1(kind);
    value.actor = actor;
    value.environment = QStringLiteral("drill");
    value.stream = QStringLiteral("drill");
    value.incidentId = QStringLiteral("INC-2026-1123-001");
    value.payload = payload;
    return value;
}

} // namespace

QDateTime now()
{
    return at(14, 41, 52);
}

Environment environment(EnvironmentKind kind)
{
    Environment value;
    value.kind = kind;
    value.nameSpace = QStringLiteral("edgelink-prod");
    value.release = QStringLiteral("edge-link-production");
    value.rto = 30min;
    value.rpo = 15min;
    value.scrapeInterval = 1s;
    if (kind == EnvironmentKind::Drill) {
        value.name = QStringLiteral("drill");
        value.cluster = QStringLiteral("sandbox");
        value.timeCompression = 20;
    } else {
        value.name = environmentKindId(kind);
        value.cluster = kind == EnvironmentKind::Production ? QStringLiteral("edgelink-eu-west-1")
                                                            : QStringLiteral("edgelink-") + value.name;
    }
    return value;
}

QList<Threshold> thresholds()
{
    QList<Threshold> list{
        make("http-5xx", "HTTP 5xx rate", "HTTP 5xx 错误率", "%", 5, 0.1, 300s, 1),
        make("p95-latency", "P95 response time", "P95 响应延迟", "ms", 500, 150, 300s, 0),
        make("crash-loop", "Pods in CrashLoopBackOff", "CrashLoopBackOff 的 Pod 数", "pods", 0, 0, 0s, 0),
        make("probe-failures", "Failed health probes", "健康检查失败率", "%", 10, 0, 120s, 1),
        make("memory", "Memory of limit", "内存使用率", "%", 90, 70, 300s, 0),
        make("cpu", "CPU of limit", "CPU 使用率", "%", 95, 60, 300s, 0),
        make("connections", "Active connections", "活跃连接数", "", 50, 0, 180s, 0),
    };
    list.last().baseline.reset();
    list.last().baselineQuery = QStringLiteral("avg_over_time(sum(edgelink_active_connections)[1h:10s] offset 1d)");
    list.last().direction = Direction::Below;
    return list;
}

QList<MetricBatch> batches(Story story)
{
    QList<MetricBatch> list;
    quint32 seed = 7;
    const qint64 end = now().toMSecsSinceEpoch();
    for (const Threshold &threshold : thresholds()) {
        Noise noise(seed++);
        MetricBatch batch;
        batch.thresholdId = threshold.id;
        batch.receivedAt = now();
        batch.query = threshold.query;
        batch.worst = worstOf(threshold.id, story);
        qint64 last = end;
        if (story == Story::BadRelease && threshold.id == QLatin1String("connections"))
            last = end - 42'000;
        if (story == Story::Unreachable)
            last = end - 48'000;
        for (qint64 time = end - HistorySeconds * 1000; time <= last; time += 1000)
            batch.series.samples.append({time, valueOf(threshold.id, time, noise.next(), story)});
        list << batch;
    }
    return list;
}

TriggerReading reading(const Threshold &threshold, TriggerState state, Story story)
{
    TriggerReading value;
    value.thresholdId = threshold.id;
    value.state = state;
    value.baseline = threshold.baseline;
    value.effectiveThreshold = threshold.threshold;
    if (!threshold.baselineQuery.isEmpty()) {
        value.baseline = 12'510;
        value.effectiveThreshold = 6'255;
    }
    value.window = std::chrono::duration_cast<std::chrono::milliseconds>(threshold.window) / 20;
    value.sampleTimeMs = now().addSecs(-1).toMSecsSinceEpoch();
    Noise noise(3);
    value.value
        = valueOf(threshold.id, value.sampleTimeMs, noise.next(), state == TriggerState::Ok ? Story::Healthy : story);
    const QMap<QString, double> worst = worstOf(threshold.id, story);
    if (!worst.isEmpty()) {
        value.worstName = worst.firstKey();
        value.worstValue = worst.first();
    }
    switch (state) {
    case TriggerState::Ok:
        break;
    case TriggerState::Pending:
        value.beyondSinceMs = now().addSecs(-9).toMSecsSinceEpoch();
        value.held = 9s;
        value.window = std::max<std::chrono::milliseconds>(value.window, 15s);
        break;
    case TriggerState::Breach:
        value.beyondSinceMs = at(14, 34, 10).toMSecsSinceEpoch();
        value.breachSinceMs = at(14, 34, 25).toMSecsSinceEpoch();
        break;
    case TriggerState::NoData:
        value.sampleTimeMs = now().addSecs(-42).toMSecsSinceEpoch();
        break;
    case TriggerState::Stale:
        value.sampleTimeMs = now().addSecs(-48).toMSecsSinceEpoch();
        break;
    case TriggerState::Error:
        value.sampleTimeMs = now().addSecs(-48).toMSecsSinceEpoch();
        value.error = unreachable();
        break;
    }
    return value;
}

QList<TriggerReading> readings(Story story)
{
    QList<TriggerReading> list;
    for (const Threshold &threshold : thresholds()) {
        TriggerState state = TriggerState::Ok;
        if (story == Story::Unreachable)
            state = TriggerState::Error;
        else if (story == Story::BadRelease) {
            if (threshold.id == QLatin1String("http-5xx") || threshold.id == QLatin1String("crash-loop"))
                state = TriggerState::Breach;
            else if (threshold.id == QLatin1String("p95-latency"))
                state = TriggerState::Pending;
            else if (threshold.id == QLatin1String("connections"))
                state = TriggerState::NoData;
        }
        TriggerReading value = reading(threshold, state, story);
        if (story == Story::BadRelease && threshold.id == QLatin1String("http-5xx"))
            value.value = 15.2;
        if (story == Story::BadRelease && threshold.id == QLatin1String("crash-loop"))
            value.beyondSinceMs = at(14, 34, 51).toMSecsSinceEpoch();
        if (story == Story::BadRelease && threshold.id == QLatin1String("p95-latency"))
            value.value = 912;
        if (state == TriggerState::Ok && threshold.id == QLatin1String("cpu"))
            value.value = 38;
        list << value;
    }
    return list;
}

ReleaseHistory history()
{
    ReleaseHistory value;
    value.release = QStringLiteral("edge-link-production");
    value.readAt = now();
    const auto add = [&value](int number, const QDateTime &updated, const char *status, const char *version,
                              const char *description) {
        Revision revision;
        revision.number = number;
        revision.updated = updated;
        revision.status = QLatin1String(status);
        revision.chart = QStringLiteral("edge-link-") + QLatin1String(version);
        revision.appVersion = QLatin1String(version);
        revision.description = QLatin1String(description);
        const QString tag = QStringLiteral(":v") + QLatin1String(version);
        for (const char *name : {"api-gateway", "device-service", "nat-coordinator"})
            revision.images.insert(QStringLiteral("Deployment/edge-link-production-%1/%1").arg(QLatin1String(name)),
                                   QStringLiteral("ghcr.io/edgelink/edgelink-") + QLatin1String(name) + tag);
        value.revisions << revision;
    };
    add(1, QDateTime(QDate(2026, 11, 20), QTime(9, 2, 10), Qt::UTC), "superseded", "0.1.0", "Install complete");
    add(2, QDateTime(QDate(2026, 11, 22), QTime(12, 20, 44), Qt::UTC), "superseded", "0.1.1", "Upgrade complete");
    add(3, at(14, 33, 7), "deployed", "0.2.0", "Upgrade complete");
    return value;
}

ReleaseDiff diff()
{
    using Kind = DiffLine::Kind;
    ReleaseDiff value;
    value.from = said("helm", "revision %1").arg(3);
    value.to = said("helm", "revision %1").arg(2);
    ObjectDiff gateway;
    gateway.object = QStringLiteral("Deployment/edge-link-production-api-gateway");
    gateway.lines = {{Kind::Context, QStringLiteral("  spec.template.spec.containers[api-gateway]")},
                     {Kind::Removed, QStringLiteral("    image: ghcr.io/edgelink/edgelink-api-gateway:v0.2.0")},
                     {Kind::Added, QStringLiteral("    image: ghcr.io/edgelink/edgelink-api-gateway:v0.1.1")},
                     {Kind::Context, QStringLiteral("    resources:")},
                     {Kind::Context, QStringLiteral("      limits: {cpu: 1000m, memory: 1024Mi}")},
                     {Kind::Removed, QStringLiteral("    - name: DB_POOL_SIZE")},
                     {Kind::Removed, QStringLiteral("      value: \"500\"")}};
    ObjectDiff secret;
    secret.object = QStringLiteral("Secret/edge-link-production-db");
    const QString masked = QStringLiteral("    password: ●●●● ") + said("helm", "(changed)");
    secret.lines = {{Kind::Removed, masked}, {Kind::Added, masked}};
    value.objects = {gateway, secret};
    value.imageChanges = {{QStringLiteral("api-gateway"), {QStringLiteral("v0.2.0"), QStringLiteral("v0.1.1")}},
                          {QStringLiteral("nat-coordinator"), {QStringLiteral("v0.2.0"), QStringLiteral("v0.1.1")}}};
    value.configKeyChanges = {QStringLiteral("- DB_POOL_SIZE")};
    return value;
}

Verdict verdict(const QString &language)
{
    const bool zh = language.startsWith(QLatin1String("zh"));
    const auto text
        = [zh](const char *english, const char *chinese) { return QString::fromUtf8(zh ? chinese : english); };
    Verdict value;
    value.release = QStringLiteral("edge-link-production");
    value.currentRevision = 3;
    value.targetRevision = 2;
    value.collectedAt = now().addSecs(-12);
    value.predictedDuration = 100s;
    value.facts = {
        {QStringLiteral("target-exists"), FactState::Good,
         text("revision 2 was deployed for 26 h, healthy", "修订版 2 曾健康运行 26 小时"),
         QStringLiteral("helm history edge-link-production -o json: revision 2, superseded")},
        {QStringLiteral("schema"), FactState::Good,
         text("schema 12 fits revision 2 · clean", "模式 12 与修订版 2 兼容 · 干净"),
         QStringLiteral("SELECT version, dirty FROM schema_migrations: 12, false; 0.1.1 runs on 9 to 12")},
        {QStringLiteral("concurrent-helm"), FactState::Good,
         text("no other helm, no GitOps owner", "无其他 helm 操作，无 GitOps 控制器"),
         QStringLiteral("last revision is deployed; no Argo CD or Flux label on 34 objects")},
        {QStringLiteral("rbac"), FactState::Good, text("you may: 14 of 14 verbs", "权限 14 / 14"),
         QStringLiteral("SelfSubjectAccessReview: 14 asked, 14 allowed")},
        {QStringLiteral("images"), FactState::Good,
         text("6 of 6 images known to the nodes", "6 / 6 个镜像在节点上已有"), QStringLiteral("node.status.images")},
        {QStringLiteral("hooks"), FactState::Good, text("revision 2 runs no rollback hooks", "修订版 2 没有回滚钩子"),
         QStringLiteral("helm get hooks edge-link-production --revision 2: none")},
        {QStringLiteral("hpa"), FactState::Warning,
         text("HPA of api-gateway: replicas go 6 → 2 until it reacts", "api-gateway 的 HPA：副本 6 → 2，随后恢复"),
         QStringLiteral("hpa/edge-link-production-api-gateway: current 6; manifest of revision 2 says 2")},
    };
    value.notReverted = {text("database: schema stays at 12", "数据库：模式保持 12"),
                         text("volumes: postgres-data, redis-data", "持久卷：postgres-data、redis-data")};
    return value;
}

Incident incident(const QString &language)
{
    const bool zh = language.startsWith(QLatin1String("zh"));
    Incident value;
    value.id = QStringLiteral("INC-2026-1123-001");
    value.environment = QStringLiteral("drill");
    value.impactStart = at(14, 34, 10);
    value.openedAt = at(14, 34, 25);
    value.triggers = {QStringLiteral("http-5xx"), QStringLiteral("crash-loop")};
    Suspect release;
    release.kind = Suspect::Kind::Revision;
    release.revision = 3;
    release.at = at(14, 33, 7);
    release.title = zh ? QStringLiteral("修订版 3 已部署") : QStringLiteral("Revision 3 deployed");
    release.details
        = {QStringLiteral("edge-link 0.1.1 → 0.2.0"), QStringLiteral("api-gateway     v0.1.1 → v0.2.0"),
           QStringLiteral("nat-coordinator v0.1.1 → v0.2.0"), QStringLiteral("ConfigMap       + DB_POOL_SIZE")};
    value.suspects = {release};
    value.inBreach = value.triggers;
    value.troubles = {value.impactStart};
    value.suspectSearch.soughtAt = at(14, 34, 26);
    return value;
}

QList<Alert> alerts()
{
    const auto make = [](const char *name, const char *severity, const QDateTime &since, const char *summary) {
        Alert alert;
        alert.name = QLatin1String(name);
        alert.fingerprint = QStringLiteral("fp-") + alert.name;
        alert.labels = {{QStringLiteral("alertname"), alert.name},
                        {QStringLiteral("severity"), QLatin1String(severity)},
                        {QStringLiteral("namespace"), QStringLiteral("edgelink-prod")}};
        alert.annotations = {{QStringLiteral("summary"), QLatin1String(summary)}};
        alert.startsAt = since;
        alert.state = QStringLiteral("active");
        return alert;
    };
    return {make("EdgeLinkHighErrorRate", "critical", at(14, 34, 21), "5xx rate above 5 % for 15 s"),
            make("EdgeLinkPodCrashLooping", "critical", at(14, 34, 54), "nat-coordinator restarts again and again")};
}

QList<JournalDraft> eventDrafts()
{
    const QString console = QStringLiteral("console");
    return {
        draft(journalkind::Breach, console,
              {{"threshold", "crash-loop"},
               {"value", 1.0},
               {"limit", 0.0},
               {"unit", "pods"},
               {"worst", "nat-coordinator"}}),
        draft(journalkind::Breach, console,
              {{"threshold", "http-5xx"}, {"value", 14.8}, {"limit", 5.0}, {"unit", "%"}, {"worst", "api-gateway"}}),
        draft(journalkind::IncidentOpened, console, {{"triggers", QJsonArray{"http-5xx", "crash-loop"}}}),
        draft(journalkind::Note, QStringLiteral("wang"), {{"text", "customers report 502s"}}),
        draft(journalkind::VerdictGiven, console, {{"target", 2}, {"kind", "go-with-warnings"}}),
    };
}

QList<qint64> eventTimes()
{
    QList<qint64> times;
    for (const QDateTime &time : {at(14, 34, 22), at(14, 34, 25), at(14, 34, 25), at(14, 36, 2), at(14, 41, 40)})
        times << time.toMSecsSinceEpoch() * 1000;
    return times;
}

SandboxStatus sandboxComing()
{
    SandboxStatus status;
    status.present = true;
    status.scenario = QStringLiteral("bad-release");
    status.phase = QStringLiteral("starting");
    status.timeCompression = 20;
    const auto add = [&status](const char *name, const char *state, int secondsAgo, const char *line) {
        status.components << SandboxComponent{QLatin1String(name), QLatin1String(state), now().addSecs(-secondsAgo),
                                              QString::fromUtf8(line)};
    };
    add("toolchain", "ready", 71, "kubectl v1.34.4 already built");
    add("etcd", "ready", 58, "ready to serve client requests");
    add("kube-apiserver", "ready", 52, "Serving securely on 127.0.0.1:38211");
    add("kube-controller-manager", "ready", 47, "Started controller deployment-controller");
    add("kube-scheduler", "ready", 47, "Serving securely on 127.0.0.1:40117");
    add("kwok", "ready", 45, "Watch nodes");
    add("postgres", "ready", 40, "database system is ready to accept connections");
    add("redis", "ready", 40, "Ready to accept connections");
    add("prometheus", "starting", 21, "Server is ready to receive web requests.");
    add("alertmanager", "starting", 20, "Completed loading of configuration file");
    add("simulator", "starting", 12, "serving http://127.0.0.1:41877");
    add("release", "waiting", 0, "");
    return status;
}

SandboxStatus sandboxFailed()
{
    SandboxStatus status = sandboxComing();
    status.phase = QStringLiteral("failed");
    status.components[8].state = QStringLiteral("failed");
    status.components[8].lastLine
        = QStringLiteral("opening storage failed: lock DB directory: resource temporarily unavailable");
    return status;
}

SandboxStatus sandboxReady()
{
    SandboxStatus status = sandboxComing();
    status.phase = QStringLiteral("ready");
    for (SandboxComponent &component : status.components)
        component.state = QStringLiteral("ready");
    status.availableFaults
        = {QStringLiteral("bad-release"), QStringLiteral("memory-leak"), QStringLiteral("prometheus-down")};
    return status;
}

} // namespace edgelink::demo
