// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verdict/clusterreaders.h"
#include "app/services/verdict/verdictinputs.h"
#include "tests/support/testsink.h"

#include <QJsonDocument>

namespace edgelink::verdict::fixtures {

inline const QDateTime Now({2026, 11, 23}, {12, 0}, Qt::UTC);

inline Revision revision(int number, const QString &status, const QString &app, const QString &description,
                         int minutesAgo)
{
    Revision value;
    value.number = number;
    value.status = status;
    value.appVersion = app;
    value.chart = QStringLiteral("edge-link-") + app;
    value.description = description;
    value.updated = Now.addSecs(-60 * minutesAgo);
    return value;
}

inline ManifestEntry deployment(const QString &name, const QString &image, int replicas)
{
    ManifestEntry entry;
    entry.apiVersion = QStringLiteral("apps/v1");
    entry.kind = QStringLiteral("Deployment");
    entry.name = name;
    entry.replicas = replicas;
    entry.images = {image};
    entry.podTemplate = image;
    return entry;
}

/// Revision 3 is bad, revision 2 was fine, and nothing stands in the way.
inline VerdictInputs good()
{
    VerdictInputs inputs;
    inputs.environment.release = QStringLiteral("edge-link-production");
    inputs.environment.nameSpace = QStringLiteral("edgelink-prod");
    inputs.environment.database.url = QStringLiteral("postgresql://x");
    inputs.environment.schemaByAppVersion = {{QStringLiteral("0.1.1"), {9, 12}}};
    inputs.target = 2;
    inputs.now = Now;
    ReleaseHistory history;
    history.revisions = {revision(1, "superseded", "0.1.0", "Install complete", 3000),
                         revision(2, "superseded", "0.1.1", "Upgrade complete", 2000),
                         revision(3, "deployed", "0.2.0", "Upgrade complete", 20)};
    inputs.history = history;
    inputs.troubleSince = Now.addSecs(-60 * 15);
    inputs.targetManifest = QList<ManifestEntry>{deployment("api", "api:v0.1.1", 3)};
    inputs.newestManifest = QList<ManifestEntry>{deployment("api", "api:v0.2.0", 3)};
    inputs.targetHooks = QList<ReleaseHook>();
    inputs.newestHooks = QList<ReleaseHook>();
    inputs.schema = SchemaVersion{true, 12, false};
    inputs.owners = QList<OwnerMark>();
    inputs.permissions = QList<Permission>{{{{"patch", "apps", "deployments", "edgelink-prod"}, true, {}}, true}};
    ImageEvidence images;
    images.onNodes = {QStringLiteral("api:v0.1.1")};
    inputs.images = images;
    inputs.autoscalers = QList<Autoscaler>();
    inputs.liveReplicas = QMap<QString, int>();
    inputs.automationMarks = QStringList();
    inputs.helmProcesses = QList<HelmProcess>();
    inputs.nodes = QList<NodeRoom>{{QStringLiteral("node-1"), {4, 1e10}, 100, {}}};
    inputs.quotas = QList<QuotaRoom>();
    inputs.drift = ReleaseDiff();
    return inputs;
}

inline const VerdictFact &factOf(const Verdict &verdict, const QString &id)
{
    const auto it = std::find_if(verdict.facts.cbegin(), verdict.facts.cend(),
                                 [&id](const VerdictFact &one) { return one.id == id; });
    static const VerdictFact none;
    return it == verdict.facts.cend() ? none : *it;
}

inline tl::unexpected<Error> broken()
{
    return failure(ErrorKind::Unreachable, QStringLiteral("connection refused"));
}

inline QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace edgelink::verdict::fixtures
