// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/probes.h"
#include "tests/support/fakejournal.h"
#include "tests/support/httpfixture.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"

#include <atomic>
#include <memory>

namespace edgelink::test {

inline constexpr auto DeviceId = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

/// A small, honest EdgeLink API; tests bend it.
struct Platform {
    std::atomic<bool> canDelete{true};
    std::atomic<bool> deleteLies{false};
    std::atomic<bool> registered{false};
    std::atomic<int> afterDelete{404};
    HttpFixture server{[this](const HttpFixture::Request &request) { return answer(request); }};

    HttpFixture::Reply answer(const HttpFixture::Request &request)
    {
        const QByteArray path = request.target;
        if (path == "/health")
            return HttpFixture::Reply::json(R"({"status":"healthy"})");
        if (path == "/metrics")
            return HttpFixture::Reply::json("http_requests_total{service=\"a\",status=\"200\"} 7\n");
        if (path == "/api/v1/device/register") {
            registered = true;
            return HttpFixture::Reply::json(QByteArray(R"({"device_id":")") + DeviceId + "\"}", 201);
        }
        const QByteArray device = QByteArray("/api/v1/device/") + DeviceId;
        if (!path.startsWith(device) || request.headers.value("authorization") != QByteArray("Device ") + DeviceId)
            return HttpFixture::Reply::json("{}", 401);
        if (request.method == "DELETE") {
            if (!canDelete)
                return HttpFixture::Reply::json("{}", 405);
            if (!deleteLies)
                registered = false;
            return HttpFixture::Reply::json({}, 204);
        }
        if (!registered)
            return HttpFixture::Reply::json("{}", afterDelete);
        if (path == device + "/config")
            return HttpFixture::Reply::json(QByteArray(R"({"device_id":")") + DeviceId + R"(","peers":[]})");
        return HttpFixture::Reply::json("{}", 202);
    }
};

/// All probes over ports and a platform that a test bends.
struct ProbeBench {
    Platform platform;
    ScriptedCluster cluster;
    ScriptedReleases releases;
    ScriptedRunner runner;
    ScriptedMetrics metrics;
    ScriptedVerdicts verdicts;
    FakeJournal journal;
    verify::ProbeDependencies with;
    std::unique_ptr<verify::Probes> probes;

    ProbeBench()
    {
        with.environment.name = QStringLiteral("test");
        with.environment.context = QStringLiteral("test-context");
        with.environment.nameSpace = QStringLiteral("edgelink-prod");
        with.environment.release = QStringLiteral("edge-link-production");
        with.environment.kubeconfig = QStringLiteral("/nowhere/kubeconfig");
        with.environment.api.url = platform.server.url();
        with.environment.database.pod = QStringLiteral("postgres-0");
        with.environment.database.redisPod = QStringLiteral("redis-master-0");
        with.environment.database.url = QStringLiteral("postgresql://edgelink@127.0.0.1:1/edgelink_prod");
        with.environment.scrapeInterval = std::chrono::seconds{1};
        Threshold errors;
        errors.id = QStringLiteral("http-5xx");
        errors.unit = QStringLiteral("%");
        errors.query = QStringLiteral("five");
        errors.threshold = 5;
        with.thresholds = {errors};
        with.cluster = &cluster;
        with.releases = &releases;
        with.commands = &runner;
        with.metrics = &metrics;
        with.verdicts = &verdicts;
        with.journal = &journal;
    }

    verify::Probes &made()
    {
        if (!probes)
            probes = std::make_unique<verify::Probes>(with);
        return *probes;
    }

    QString phase; ///< before the step's id, e.g. "preflight/"

    QFuture<Observation> start(const QString &name, const QJsonObject &arguments = {},
                               std::chrono::milliseconds timeout = std::chrono::seconds{20})
    {
        ProbeRequest request;
        request.probe = name;
        request.arguments = arguments;
        request.runId = QStringLiteral("run-1");
        request.stepId = phase + name;
        request.timeout = timeout;
        return made().observe(request);
    }

    Observation see(const QString &name, const QJsonObject &arguments = {},
                    std::chrono::milliseconds timeout = std::chrono::seconds{20})
    {
        const auto observation = await(start(name, arguments, timeout), std::chrono::seconds{30});
        return observation.value_or(
            Observation{Observation::State::Unknown, QStringLiteral("nothing came"), {}, {}, {}, true});
    }
};

} // namespace edgelink::test
