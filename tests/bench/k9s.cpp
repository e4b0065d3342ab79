// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/k9s.h"

#include "tests/bench/liveplatform.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace edgelink::bench {

namespace {

constexpr std::chrono::milliseconds Deadline{30'000};
constexpr char Pod[] = "api-gateway-0";

QByteArray pods()
{
    QByteArray text;
    for (int i = 0; i < LivePlatform::Pods; ++i)
        text += "---\napiVersion: v1\nkind: Pod\nmetadata: {name: api-gateway-" + QByteArray::number(i)
            + ", namespace: edgelink-prod}\nspec: {containers: [{name: api, image: \"api:v1\"}]}\n";
    return text;
}

} // namespace

QString K9s::find()
{
    const QString ours = test::ControlPlane::tool(QStringLiteral("k9s"));
    return QFileInfo(ours).isExecutable() ? ours : QStandardPaths::findExecutable(QStringLiteral("k9s"));
}

bool K9s::start(const QString &program)
{
    QFile configuration(m_folder.filePath(QStringLiteral("config.yaml")));
    if (!configuration.open(QIODevice::WriteOnly) || configuration.write("k9s:\n  skipLatestRevCheck: true\n") < 0) {
        m_problem = configuration.errorString();
        return false;
    }
    configuration.close();
    if (!m_cluster.start() || !m_cluster.apply(pods())) {
        m_problem = m_cluster.error().isEmpty() ? QStringLiteral("the pods were not taken") : m_cluster.error();
        return false;
    }
    m_program.program = program;
    m_program.arguments
        = {QStringLiteral("--kubeconfig"),     m_cluster.kubeconfig(),        QStringLiteral("--context"),
           QStringLiteral("edgelink-sandbox"), QStringLiteral("--namespace"), m_cluster.nameSpace(),
           QStringLiteral("--command"),        QStringLiteral("pods"),        QStringLiteral("--splashless"),
           QStringLiteral("--readonly"),       QStringLiteral("--logFile"),   m_folder.filePath(QStringLiteral("log"))};
    m_program.environment = {{QStringLiteral("HOME"), m_folder.path()},
                             {QStringLiteral("K9S_CONFIG_DIR"), m_folder.path()},
                             {QStringLiteral("XDG_DATA_HOME"), m_folder.path()},
                             {QStringLiteral("XDG_STATE_HOME"), m_folder.path()},
                             {QStringLiteral("XDG_CACHE_HOME"), m_folder.path()},
                             {QStringLiteral("TERM"), QStringLiteral("xterm-256color")},
                             {QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8")},
                             {QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin")}};
    m_program.awaited = Pod;
    return true;
}

std::optional<double> K9s::firstRow()
{
    QByteArray said;
    const std::optional<double> time = m_program.run(Deadline, &said);
    if (!time)
        m_problem = QStringLiteral("k9s showed no pod; it drew: ") + QString::fromUtf8(said.simplified());
    return time;
}

} // namespace edgelink::bench
