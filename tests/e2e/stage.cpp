// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/stage.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace edgelink::test {

QString consoleProgram()
{
    return QStringLiteral(EDGELINK_BIN_DIR "/edgelink-console");
}

QString sandboxProgram()
{
    return QStringLiteral(EDGELINK_BIN_DIR "/edgelink-sandbox");
}

Stage::Stage(QString helm, double compression)
    : m_helm(std::move(helm))
    , m_compression(compression)
    , m_sandbox(m_folder.filePath(QStringLiteral("sandbox")))
    , m_data(m_folder.filePath(QStringLiteral("data")))
{
    // PostgreSQL's own user must be able to reach its data below this folder.
    QFile::setPermissions(m_folder.path(),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther);
}

Stage::~Stage()
{
    if (!m_state.isEmpty())
        (void)sandbox({QStringLiteral("down")});
}

bool Stage::up(const QString &scenario)
{
    m_state.insert(QStringLiteral("started"), true);
    const ProgramResult up = sandbox({"up", "--scenario", scenario, "--helm", m_helm}, std::chrono::minutes{4});
    if (up.exitCode != 0) {
        m_problem = QString::fromUtf8(up.standardError);
        return false;
    }
    QFile state(m_sandbox + QStringLiteral("/state.json"));
    if (!state.open(QIODevice::ReadOnly)) {
        m_problem = QStringLiteral("no state.json");
        return false;
    }
    m_state = QJsonDocument::fromJson(state.readAll()).object();
    return writeConfiguration();
}

bool Stage::writeConfiguration()
{
    m_configuration = m_sandbox + QStringLiteral("/console.yaml");
    if (m_compression <= 0)
        return true;
    QFile original(m_configuration);
    if (!original.open(QIODevice::ReadOnly)) {
        m_problem = QStringLiteral("no console.yaml");
        return false;
    }
    QString text = QString::fromUtf8(original.readAll());
    static const QRegularExpression line(QStringLiteral(R"(time_compression: *[0-9.]+)"));
    text.replace(line, QStringLiteral("time_compression: %1").arg(m_compression));
    m_configuration = m_sandbox + QStringLiteral("/console-compressed.yaml");
    QFile copy(m_configuration);
    return copy.open(QIODevice::WriteOnly) && copy.write(text.toUtf8()) > 0;
}

QStringList Stage::consoleArguments(const QStringList &verb) const
{
    return QStringList{"--config", m_configuration, "--data-dir", m_data} + verb;
}

ProgramResult Stage::console(const QStringList &verb, std::chrono::milliseconds deadline) const
{
    return runProgram(consoleProgram(), consoleArguments(verb), deadline);
}

ProgramResult Stage::sandbox(const QStringList &verb, std::chrono::milliseconds deadline) const
{
    return runProgram(sandboxProgram(), QStringList{"--dir", m_sandbox} + verb, deadline);
}

QStringList Stage::target(const QString &contextFlag) const
{
    return {QStringLiteral("--kubeconfig"), value("kubeconfig"), contextFlag, value("context"),
            QStringLiteral("-n"),           value("namespace")};
}

QString Stage::value(const char *key) const
{
    return m_state.value(QLatin1String(key)).toString();
}

QJsonArray Stage::helmHistory() const
{
    const QStringList arguments
        = QStringList{"history", value("release"), "-o", "json"} + target(QStringLiteral("--kube-context"));
    const ProgramResult result
        = runProgram(value("toolchain") + QStringLiteral("/bin/helm") + m_helm, arguments, std::chrono::seconds{30});
    return QJsonDocument::fromJson(result.standardOutput).array();
}

std::unique_ptr<QProcess> Stage::startHelm(const QStringList &arguments) const
{
    return startProgram(value("toolchain") + QStringLiteral("/bin/helm") + m_helm,
                        arguments + target(QStringLiteral("--kube-context")));
}

ProgramResult Stage::kubectl(const QStringList &arguments) const
{
    return runProgram(value("toolchain") + QStringLiteral("/bin/kubectl"),
                      target(QStringLiteral("--context")) + arguments, std::chrono::seconds{30});
}

} // namespace edgelink::test
