// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/sandbox/realsandbox.h"

#include <QProcessEnvironment>

namespace edgelink::test {

using namespace sandbox;

namespace {

QMap<QString, QString> inherited()
{
    QMap<QString, QString> variables;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList keys = environment.keys();
    for (const QString &key : keys)
        variables.insert(key, environment.value(key));
    return variables;
}

} // namespace

RealSandbox::RealSandbox(QString directory, QString program, QStringList as, QMap<QString, QString> environment)
    : m_directory(std::move(directory))
    , m_command(std::move(as) << std::move(program))
    , m_environment(environment.isEmpty() ? inherited() : std::move(environment))
{
}

RealSandbox::~RealSandbox()
{
    static_cast<void>(run({QStringLiteral("reset")}));
}

ToolCall RealSandbox::call(const QStringList &arguments) const
{
    ToolCall call;
    call.process.program = m_command.first();
    call.process.arguments = m_command.mid(1) + QStringList{QStringLiteral("--dir"), m_directory} + arguments;
    call.process.environment = m_environment;
    call.deadline = std::chrono::minutes(15);
    return call;
}

Result<ToolOutput> RealSandbox::run(const QStringList &arguments) const
{
    return runTool(call(arguments), m_never);
}

QString RealSandbox::up(const QStringList &more) const
{
    const auto output
        = run(QStringList{QStringLiteral("up"), QStringLiteral("--scenario"), QStringLiteral("healthy")} + more);
    if (!output)
        return output.error().sentence();
    return output->exitCode == 0 ? QString() : QString::fromUtf8(output->standardError);
}

QByteArray RealSandbox::kubectl(const QStringList &arguments, const QString &context) const
{
    const SandboxState now = state();
    ToolCall call;
    call.process.program = now.toolchain + QStringLiteral("/bin/kubectl");
    call.process.arguments = QStringList{QStringLiteral("--kubeconfig"),
                                         now.kubeconfig,
                                         QStringLiteral("--context"),
                                         context,
                                         QStringLiteral("-n"),
                                         QStringLiteral("edgelink-prod"),
                                         QStringLiteral("--request-timeout=20s")}
        + arguments;
    call.process.environment = inherited();
    const auto output = runTool(call, m_never);
    return output ? output->standardOutput + output->standardError : output.error().sentence().toUtf8();
}

SandboxState RealSandbox::state() const
{
    return readState(file(QStringLiteral("state.json"))).value_or(SandboxState{});
}

std::optional<ComponentRecord> component(const SandboxState &state, const QString &name)
{
    for (const ComponentRecord &each : state.components) {
        if (each.name == name)
            return each;
    }
    return std::nullopt;
}

} // namespace edgelink::test
