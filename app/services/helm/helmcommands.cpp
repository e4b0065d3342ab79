// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/helmcommands.h"

#include "app/services/helm/words.h"
#include "models/domain/toolversions.h"

#include <QRegularExpression>

namespace edgelink::helm {

HelmCommands::HelmCommands(const Environment &environment, const ToolPaths &tools)
    : m_environment(environment)
    , m_helm(tools.helm)
{
}

CommandSpec HelmCommands::spec(const QStringList &arguments, const QString &purpose) const
{
    CommandSpec spec;
    spec.program = m_helm;
    spec.args(arguments);
    spec.environmentName = m_environment.name;
    spec.context = m_environment.context;
    spec.nameSpace = m_environment.nameSpace;
    spec.purpose = purpose;
    spec.actor = QStringLiteral("edgelink-console");
    spec.timeout = std::chrono::seconds{20}; // helm has no timeout of its own for reads: a hung API server takes 10 s
    spec.interruptGrace = std::chrono::seconds{5};
    return spec;
}

CommandSpec HelmCommands::history() const
{
    QStringList arguments{QStringLiteral("history"), m_environment.release,   QStringLiteral("-o"),
                          QStringLiteral("json"),    QStringLiteral("--max"), QStringLiteral("256")};
    arguments << QStringLiteral("--kubeconfig") << m_environment.kubeconfig << QStringLiteral("--kube-context")
              << m_environment.context << QStringLiteral("-n") << m_environment.nameSpace;
    return spec(arguments, Words::tr("read the history of %1").arg(m_environment.release));
}

CommandSpec HelmCommands::get(const QString &what, int revision) const
{
    QStringList arguments{QStringLiteral("get"), what, m_environment.release, QStringLiteral("--revision"),
                          QString::number(revision)};
    if (what == QLatin1String("values"))
        arguments << QStringLiteral("-o") << QStringLiteral("yaml");
    arguments << QStringLiteral("--kubeconfig") << m_environment.kubeconfig << QStringLiteral("--kube-context")
              << m_environment.context << QStringLiteral("-n") << m_environment.nameSpace;
    CommandSpec command
        = spec(arguments, Words::tr("read revision %1 of %2 (%3)").arg(revision).arg(m_environment.release, what));
    command.confidentialOutput = true;
    command.captureLimit = 32LL * 1024 * 1024;
    return command;
}

CommandSpec HelmCommands::version() const
{
    return spec({QStringLiteral("version"), QStringLiteral("--short")}, Words::tr("read helm's version"));
}

Error helmError(const CommandResult &result, const QString &subject)
{
    const QString text = QString::fromUtf8(result.standardError.left(4096)).trimmed();
    const auto has
        = [&text](const char *fragment) { return text.contains(QLatin1String(fragment), Qt::CaseInsensitive); };
    if (result.timedOut) {
        return {ErrorKind::Timeout, Words::tr("helm did not answer in time"), subject,
                Words::tr("check whether the cluster's API server answers"), text};
    }
    if (result.outcome == Outcome::Cancelled)
        return {ErrorKind::Cancelled, Words::tr("the reading was cancelled"), subject, {}, text};
    static const QRegularExpression forbidden(
        QStringLiteral(R"re(User "([^"]*)" cannot (\w+) resource "([^"]*)"(?:.*in the namespace "([^"]*)")?)re"));
    if (const QRegularExpressionMatch match = forbidden.match(text); match.hasMatch()) {
        return {ErrorKind::Forbidden,
                Words::tr("%1 may not %2 %3 in %4")
                    .arg(match.captured(1), match.captured(2), match.captured(3), match.captured(4)),
                subject, Words::tr("ask for that verb, or use a context that has it"), text};
    }
    if (has("release: not found")) {
        return {ErrorKind::NotFound, Words::tr("helm knows no such release or revision"), subject,
                Words::tr("re-read the history: it may have been pruned"), text};
    }
    if (has("cluster unreachable") || has("connection refused") || has("was refused") || has("i/o timeout")
        || has("no such host")) {
        return {ErrorKind::Unreachable, Words::tr("helm cannot reach the cluster"), subject,
                Words::tr("check the API server and the kubeconfig"), text};
    }
    if (result.exitCode && soundsTooOld(text)) {
        return {ErrorKind::ToolFailed, Words::tr("helm does not know what it is asked: it is too old"), subject,
                wantedTool(QStringLiteral("helm")), text};
    }
    if (result.error)
        return *result.error;
    const QString reason = text.section(QLatin1Char('\n'), 0, 0);
    return {ErrorKind::ToolFailed,
            reason.isEmpty() ? Words::tr("helm failed without a reason") : reason,
            subject,
            {},
            text};
}

} // namespace edgelink::helm
