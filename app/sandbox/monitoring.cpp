// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/monitoring.h"

#include "app/sandbox/passwords.h"
#include "app/sandbox/probes.h"
#include "app/sandbox/words.h"

#include "models/domain/thresholdquery.h"

#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

namespace edgelink::sandbox {

namespace {

constexpr std::chrono::seconds ScrapeInterval{1};

/// "5m", "90s", "1h30m"; 0 for anything else.
std::chrono::milliseconds duration(const QString &text)
{
    static const QRegularExpression part(QStringLiteral("(\\d+)(ms|[smhd])"));
    static const QMap<QString, qint64> units{{QStringLiteral("ms"), 1},
                                             {QStringLiteral("s"), 1000},
                                             {QStringLiteral("m"), 60'000},
                                             {QStringLiteral("h"), 3'600'000},
                                             {QStringLiteral("d"), 86'400'000}};
    qint64 sum = 0;
    for (auto it = part.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        sum += match.captured(1).toLongLong() * units.value(match.captured(2));
    }
    return std::chrono::milliseconds(sum);
}

QString textOf(const YAML::Node &node, const char *key)
{
    const YAML::Node value = node[key];
    return value && value.IsScalar() ? QString::fromStdString(value.Scalar()) : QString();
}

/// Only what a rule is made of. The file is linted by the console's own reader; here it is one that shipped with us.
Threshold thresholdOf(const YAML::Node &node)
{
    Threshold threshold;
    threshold.id = textOf(node, "id");
    const YAML::Node title = node["title"];
    threshold.title = title && title.IsMap() ? textOf(title, "en") : threshold.id;
    threshold.unit = textOf(node, "unit");
    threshold.query = textOf(node, "query");
    threshold.threshold = textOf(node, "threshold").toDouble();
    threshold.baselineQuery = textOf(node, "baseline_query");
    threshold.window = duration(textOf(node, "window"));
    threshold.direction = textOf(node, "direction") == QLatin1String("below") ? Direction::Below : Direction::Above;
    if (node["baseline_range"])
        threshold.baselineRange = duration(textOf(node, "baseline_range"));
    if (node["baseline_offset"])
        threshold.baselineOffset = duration(textOf(node, "baseline_offset"));
    return threshold;
}

QString camelCase(const QString &id)
{
    QString name = QStringLiteral("EdgeLink");
    const QStringList words = id.split(QLatin1Char('-'), Qt::SkipEmptyParts);
    for (const QString &word : words)
        name += word.left(1).toUpper() + word.mid(1);
    return name;
}

Result<YAML::Node> rule(const Threshold &threshold, const QueryScope &scope)
{
    const bool below = threshold.direction == Direction::Below;
    const QString limit = QString::number(threshold.threshold);
    const auto query = expandQuery(threshold.query, threshold, scope);
    if (!query)
        return tl::make_unexpected(query.error());
    QString bound = limit;
    if (!threshold.baselineQuery.isEmpty()) {
        const auto baseline = expandQuery(threshold.baselineQuery, threshold, scope);
        if (!baseline)
            return tl::make_unexpected(baseline.error());
        bound = QStringLiteral("%1 / 100 * (%2)").arg(limit, *baseline);
    }
    YAML::Node node;
    node["alert"] = camelCase(threshold.id).toStdString();
    node["expr"] = QStringLiteral("(%1) %2 %3")
                       .arg(*query, below ? QStringLiteral("<") : QStringLiteral(">"), bound)
                       .toStdString();
    node["for"] = promDuration(effectiveWindow(threshold, scope.timeCompression)).toStdString();
    node["labels"]["severity"] = "critical";
    node["labels"]["trigger"] = threshold.id.toStdString();
    node["labels"]["namespace"] = Plan::Namespace;
    node["labels"]["release"] = Plan::Release;
    node["annotations"]["summary"] = threshold.title.toStdString();
    node["annotations"]["description"]
        = QStringLiteral("{{ $value | printf \"%.1f\" }} %1 (%2 %3)")
              .arg(threshold.unit, below ? QStringLiteral("below") : QStringLiteral("above"), limit)
              .simplified()
              .toStdString();
    return node;
}

QString listenFlag(const Plan &plan, const QString &component)
{
    return QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(plan.port(component));
}

QString webConfigurationFlag(const Plan &plan, const QString &component)
{
    return QStringLiteral("--web.config.file=") + plan.layout.webConfiguration(component);
}

Probe readyProbe(const Plan &plan, const QString &component)
{
    return httpProbe(
        {QUrl(plan.url(component) + QStringLiteral("/-/ready")), {}, webAuthorization(plan, component), {}});
}

QByteArray emitted(const YAML::Node &node)
{
    YAML::Emitter emitter;
    emitter << node;
    return QByteArray(emitter.c_str()) + '\n';
}

} // namespace

Result<QByteArray> alertRules(const QByteArray &thresholds, double compression)
{
    try {
        const YAML::Node file = YAML::Load(thresholds.toStdString());
        YAML::Node group;
        group["name"] = "edgelink-rollback-triggers";
        group["interval"] = "1s";
        const QueryScope scope{compression, ScrapeInterval, QLatin1String(Plan::Namespace),
                               QLatin1String(Plan::Release)};
        for (const auto &threshold : file["thresholds"]) {
            auto made = rule(thresholdOf(threshold), scope);
            if (!made)
                return tl::make_unexpected(made.error());
            group["rules"].push_back(*made);
        }
        YAML::Node root;
        root["groups"].push_back(group);
        return emitted(root);
    } catch (const YAML::Exception &exception) {
        return failure(ErrorKind::Configuration,
                       Words::tr("thresholds cannot be read: %1").arg(QString::fromUtf8(exception.what())));
    }
}

Result<void> writeMonitoring(const Plan &plan)
{
    const auto thresholds = readFile(plan.resources + QStringLiteral("/thresholds/edgelink.yaml"));
    if (!thresholds)
        return tl::make_unexpected(thresholds.error());
    const auto rules = alertRules(*thresholds, plan.scenario.timeCompression);
    if (!rules)
        return tl::make_unexpected(rules.error());
    const std::string simulator
        = QStringLiteral("127.0.0.1:%1").arg(plan.port(QStringLiteral("simulator"))).toStdString();
    const std::string alertmanager
        = QStringLiteral("127.0.0.1:%1").arg(plan.port(QStringLiteral("alertmanager"))).toStdString();

    YAML::Node prometheus;
    prometheus["global"]["scrape_interval"] = "1s";
    prometheus["global"]["scrape_timeout"] = "1s";
    prometheus["global"]["evaluation_interval"] = "1s";
    prometheus["rule_files"].push_back(plan.layout.path(QStringLiteral("rules.yml")).toStdString());
    YAML::Node scrape;
    scrape["job_name"] = "edgelink";
    scrape["honor_labels"] = true;
    YAML::Node targets;
    targets["targets"].push_back(simulator);
    scrape["static_configs"].push_back(targets);
    prometheus["scrape_configs"].push_back(scrape);
    YAML::Node receivers;
    receivers["targets"].push_back(alertmanager);
    YAML::Node receiver;
    receiver["static_configs"].push_back(receivers);
    receiver["basic_auth"]["username"] = Plan::WebUser;
    receiver["basic_auth"]["password_file"] = plan.layout.password(QStringLiteral("alertmanager")).toStdString();
    prometheus["alerting"]["alertmanagers"].push_back(receiver);

    YAML::Node alerting;
    alerting["route"]["receiver"] = "console";
    alerting["route"]["group_by"].push_back("alertname");
    alerting["route"]["group_wait"] = "1s";
    alerting["route"]["group_interval"] = "5s";
    YAML::Node console;
    console["name"] = "console"; // the console polls; nobody is notified
    alerting["receivers"].push_back(console);

    if (auto written = writeFile(plan.layout.path(QStringLiteral("rules.yml")), *rules); !written)
        return written;
    if (auto written = writeFile(plan.layout.path(QStringLiteral("prometheus.yml")), emitted(prometheus)); !written)
        return written;
    return writeFile(plan.layout.path(QStringLiteral("alertmanager.yml")), emitted(alerting));
}

ComponentSpec prometheusSpec(const Plan &plan)
{
    ComponentSpec spec;
    spec.name = QStringLiteral("prometheus");
    spec.process
        = plan.process(plan.programs.path(QStringLiteral("prometheus")),
                       {QStringLiteral("--config.file=") + plan.layout.path(QStringLiteral("prometheus.yml")),
                        QStringLiteral("--storage.tsdb.path=") + plan.layout.path(QStringLiteral("prometheus")),
                        QStringLiteral("--storage.tsdb.retention.time=1d"), webConfigurationFlag(plan, spec.name),
                        listenFlag(plan, spec.name)});
    spec.probe = readyProbe(plan, spec.name);
    return spec;
}

ComponentSpec alertmanagerSpec(const Plan &plan)
{
    ComponentSpec spec;
    spec.name = QStringLiteral("alertmanager");
    // An empty cluster address: no gossip port.
    spec.process
        = plan.process(plan.programs.path(QStringLiteral("alertmanager")),
                       {QStringLiteral("--config.file=") + plan.layout.path(QStringLiteral("alertmanager.yml")),
                        QStringLiteral("--storage.path=") + plan.layout.path(QStringLiteral("alertmanager")),
                        QStringLiteral("--cluster.listen-address="), webConfigurationFlag(plan, spec.name),
                        listenFlag(plan, spec.name)});
    spec.probe = readyProbe(plan, spec.name);
    return spec;
}

} // namespace edgelink::sandbox
