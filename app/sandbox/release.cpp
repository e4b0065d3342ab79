// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/release.h"

#include "app/sandbox/database.h"
#include "app/sandbox/words.h"

#include <QJsonDocument>
#include <QMutexLocker>

namespace edgelink::sandbox {

ReleaseDeployer::ReleaseDeployer(const Plan &plan, const Cancellation &cancellation)
    : m_plan(plan)
    , m_cancellation(cancellation)
{
}

ToolCall ReleaseDeployer::helm(const QStringList &arguments) const
{
    ToolCall call;
    call.process = m_plan.process(m_plan.helm(),
                                  arguments
                                      + QStringList{QStringLiteral("--kubeconfig"), m_plan.layout.kubeconfig(),
                                                    QStringLiteral("--kube-context"), QLatin1String(Plan::Cluster),
                                                    QStringLiteral("-n"), QLatin1String(Plan::Namespace)});
    call.deadline = std::chrono::seconds(330);
    return call;
}

Result<QList<ReleaseRow>> ReleaseDeployer::history()
{
    const QMutexLocker lock(&m_mutex);
    return readHistory();
}

Result<QList<ReleaseRow>> ReleaseDeployer::readHistory() const
{
    const auto output = runTool(
        helm({QStringLiteral("history"), QLatin1String(Plan::Release), QStringLiteral("-o"), QStringLiteral("json")}),
        m_cancellation);
    if (!output)
        return tl::make_unexpected(output.error());
    if (output->exitCode == 0)
        return parseReleaseRows(output->standardOutput);
    if (output->standardError.contains("not found"))
        return QList<ReleaseRow>{};
    return failure(ErrorKind::ToolFailed, Words::tr("the release's history cannot be read"),
                   QLatin1String(Plan::Release), {}, QString::fromUtf8(output->standardError.right(1000)));
}

Result<int> ReleaseDeployer::deploy(const RevisionPlan &revision)
{
    const QMutexLocker lock(&m_mutex);
    if (auto migrated = migrateTo(m_plan, revision.schemaVersion, m_cancellation); !migrated)
        return tl::make_unexpected(migrated.error());
    const QString charts = m_plan.layout.path(QStringLiteral("charts"));
    ToolCall package;
    package.process = m_plan.process(
        m_plan.helm(),
        {QStringLiteral("package"), m_plan.resources + QStringLiteral("/sandbox/chart"), QStringLiteral("--version"),
         revision.chartVersion, QStringLiteral("--app-version"), revision.appVersion, QStringLiteral("-d"), charts});
    if (auto packaged = requireTool(package, m_cancellation); !packaged)
        return tl::make_unexpected(packaged.error());
    const QString values = charts + QStringLiteral("/values-%1.json").arg(revision.chartVersion);
    if (auto written = writeFile(values, QJsonDocument(revision.values).toJson()); !written)
        return tl::make_unexpected(written.error());
    const auto before = readHistory();
    if (!before)
        return tl::make_unexpected(before.error());
    QStringList arguments{before->isEmpty() ? QStringLiteral("install") : QStringLiteral("upgrade"),
                          QLatin1String(Plan::Release),
                          charts + QStringLiteral("/edge-link-%1.tgz").arg(revision.chartVersion),
                          QStringLiteral("-f"),
                          values,
                          QStringLiteral("--timeout"),
                          QStringLiteral("300s")};
    if (revision.wait)
        arguments << QStringLiteral("--wait");
    // Server-side apply, Helm 4's default, collides with the HPA's ownership of .spec.replicas.
    if (m_plan.helmVersion == 4)
        arguments << QStringLiteral("--server-side=false");
    if (auto deployed = requireTool(helm(arguments), m_cancellation); !deployed)
        return tl::make_unexpected(deployed.error());
    return readHistory().map([](const QList<ReleaseRow> &rows) { return newestRevision(rows); });
}

Result<void> ReleaseDeployer::undo(const QList<FaultRelease> &releases)
{
    const QMutexLocker lock(&m_mutex);
    const auto rows = readHistory();
    if (!rows)
        return tl::make_unexpected(rows.error());
    const std::optional<int> target = healthyRevision(*rows, releases);
    if (!target)
        return {};
    auto done = requireTool(helm({QStringLiteral("rollback"), QLatin1String(Plan::Release), QString::number(*target),
                                  QStringLiteral("--wait"), QStringLiteral("--timeout"), QStringLiteral("300s")}),
                            m_cancellation);
    if (!done)
        return tl::make_unexpected(done.error());
    return {};
}

} // namespace edgelink::sandbox
