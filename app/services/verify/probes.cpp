// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/probes.h"

#include "app/services/verify/apichecks.h"
#include "app/services/verify/execchecks.h"
#include "app/services/verify/metricchecks.h"
#include "app/services/verify/observation.h"
#include "app/services/verify/podchecks.h"
#include "app/services/verify/preflight.h"
#include "app/services/verify/readback.h"
#include "app/services/verify/smoke.h"
#include "app/services/verify/words.h"

#include <spdlog/spdlog.h>

namespace edgelink::verify {

namespace {

const QMap<QString, Probe> &registry()
{
    static const QMap<QString, Probe> probes{
        // pre-flight
        {QStringLiteral("tool-version"), toolVersion},
        {QStringLiteral("cluster-reachable"), clusterReachable},
        {QStringLiteral("permissions"), permissions},
        {QStringLiteral("no-concurrent-helm"), noConcurrentHelm},
        {QStringLiteral("target-revision"), targetRevision},
        {QStringLiteral("no-pending"), noPending},
        {QStringLiteral("still-pending"), stillPending},
        {QStringLiteral("gitops-owner"), gitopsOwner},
        {QStringLiteral("schema-compatible"), schemaCompatible},
        {QStringLiteral("hooks"), hooksOfTarget},
        {QStringLiteral("images-known"), imagesKnown},
        {QStringLiteral("rollback-rights"), rollbackRights},
        {QStringLiteral("leftovers"), leftovers},
        {QStringLiteral("no-other-rollback"), noOtherRollback},
        {QStringLiteral("autoscalers"), autoscalers},
        {QStringLiteral("capacity"), capacityForRollout},
        {QStringLiteral("baseline-known"), baselineKnown},
        // read-backs
        {QStringLiteral("release-at"), releaseAt},
        {QStringLiteral("deployments-ready"), deploymentsReady},
        {QStringLiteral("live-matches"), liveMatches},
        {QStringLiteral("history-unchanged"), historyUnchanged},
        // the 8 checks
        {QStringLiteral("pods-ready"), podsReady},
        {QStringLiteral("health-endpoint"), healthEndpoint},
        {QStringLiteral("register-device"), registerDevice},
        {QStringLiteral("database-select"), databaseSelect},
        {QStringLiteral("redis-ping"), redisPing},
        {QStringLiteral("metrics-endpoint"), metricsEndpoint},
        {QStringLiteral("response-time"), responseTime},
        {QStringLiteral("error-ratio"), errorRatio},
        // the 4 smoke tests
        {QStringLiteral("smoke-health"), smokeHealth},
        {QStringLiteral("smoke-register"), smokeRegister},
        {QStringLiteral("smoke-config"), smokeConfig},
        {QStringLiteral("smoke-metrics"), smokeMetrics},
        {QStringLiteral("smoke-cleanup"), smokeCleanup},
        // observation
        {QStringLiteral("observation-window"), observationWindow},
    };
    return probes;
}

} // namespace

Probes::Probes(ProbeDependencies dependencies, QObject *parent)
    : ProbeSource(parent)
    , m_with(std::move(dependencies))
{
}

Probes::~Probes()
{
    m_pool.stop();
}

QStringList probeNames()
{
    return registry().keys();
}

QStringList Probes::names() const
{
    return probeNames();
}

QMap<QString, QString> Probes::mayOwe(const ProbeRequest &request) const
{
    return deviceAskedFor(request);
}

QFuture<Observation> Probes::observe(const ProbeRequest &request)
{
    const Probe probe = registry().value(request.probe, nullptr);
    return m_pool.run<Observation>(request.timeout, [this, request, probe](Patience &patience) {
        if (probe == nullptr)
            return unknown(Words::tr("There is no probe named \"%1\".").arg(quoted(request.probe, 60)));
        ProbeContext context{
            m_with, request, patience, m_devices, m_verdicts, [this, &request](double fraction, const QString &text) {
                emit progress(request.runId, request.stepId, fraction, text);
            }};
        Observation observation = probe(context);
        observation.cancelled = observation.cancelled || patience.isCancelled();
        spdlog::info("probe {} of run {}: {}: {}", request.probe.toStdString(), request.runId.toStdString(),
                     observationStateId(observation.state).toStdString(), observation.text.toStdString());
        return observation;
    });
}

} // namespace edgelink::verify

#include "moc_probes.cpp"
