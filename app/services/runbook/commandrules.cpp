// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/commandrules.h"

#include "app/services/runbook/placeholders.h"
#include "app/services/runbook/words.h"

#include <QRegularExpression>

#include <algorithm>

namespace edgelink::runbook {

namespace {

/// Flags that would choose another target or other rights than the environment's, with how they may be spelled short.
const QStringList &pinningFlags(const QString &program)
{
    static const QStringList helm{"--kube-context",
                                  "--kubeconfig",
                                  "--namespace",
                                  "-n",
                                  "--kube-apiserver",
                                  "--kube-token",
                                  "--kube-as-user",
                                  "--kube-as-group",
                                  "--kube-ca-file",
                                  "--kube-tls-server-name",
                                  "--kube-insecure-skip-tls-verify"};
    static const QStringList kubectl{"--context",
                                     "--kubeconfig",
                                     "--namespace",
                                     "-n",
                                     "--cluster",
                                     "--user",
                                     "--server",
                                     "-s",
                                     "--token",
                                     "--as",
                                     "--as-group",
                                     "--as-uid",
                                     "--username",
                                     "--password",
                                     "--client-key",
                                     "--client-certificate",
                                     "--certificate-authority",
                                     "--tls-server-name",
                                     "--insecure-skip-tls-verify",
                                     "--all-namespaces",
                                     "-A"};
    static const QStringList migrate{"-database", "--database", "-path", "--path", "-source", "--source"};
    static const QStringList psql{"-d",     "--dbname", "-h",         "--host", "-p",
                                  "--port", "-U",       "--username", "-W",     "--password"};
    static const QStringList none;
    if (program == QLatin1String("helm"))
        return helm;
    if (program == QLatin1String("kubectl"))
        return kubectl;
    if (program == QLatin1String("migrate"))
        return migrate;
    return program == QLatin1String("psql") ? psql : none;
}

bool spells(const QString &argument, const QString &flag)
{
    if (argument == flag || argument.startsWith(flag + QLatin1Char('=')))
        return true;
    // "-nprod": a short flag with its value attached.
    const bool isShort = flag.size() == 2 && flag.at(1) != QLatin1Char('-');
    return isShort && argument.startsWith(flag);
}

std::optional<CommandBreach> pinBreach(const CommandTemplate &command)
{
    for (const QString &argument : command.arguments) {
        if (argument == QLatin1String("--"))
            break; // what follows belongs to the program inside the container
        for (const QString &flag : pinningFlags(command.program)) {
            if (spells(argument, flag))
                return CommandBreach{
                    Words::tr("the command names its target itself; the console pins kubeconfig, context, "
                              "namespace and database on every call"),
                    Words::tr("no %1").arg(flag), argument};
        }
    }
    return std::nullopt;
}

std::optional<CommandBreach> rollbackBreach(const CommandTemplate &command, const QStringList &revisionParameters)
{
    if (command.program != QLatin1String("helm") || command.arguments.value(0) != QLatin1String("rollback"))
        return std::nullopt;
    const QString revision = command.arguments.value(2);
    const QStringList names = placeholders(revision);
    const bool isParameter = names.size() == 1 && revision == QStringLiteral("${%1}").arg(names.first())
        && revisionParameters.contains(names.first());
    bool isNumber = false;
    const int number = revision.toInt(&isNumber);
    if (isParameter || (isNumber && number > 0))
        return std::nullopt;
    return CommandBreach{
        Words::tr("helm rollback without an explicit revision goes to the one before, even when that one failed"),
        Words::tr("rollback RELEASE REVISION first, the revision being a number or a parameter of type revision"),
        command.arguments.mid(0, 3).join(QLatin1Char(' '))};
}

std::optional<CommandBreach> terminalBreach(const CommandTemplate &command)
{
    if (command.program != QLatin1String("kubectl") || command.arguments.value(0) != QLatin1String("exec"))
        return std::nullopt;
    static const QStringList terminal{"-i", "-t", "-it", "-ti", "--stdin", "--tty"};
    for (const QString &argument : command.arguments) {
        if (argument == QLatin1String("--"))
            break;
        if (terminal.contains(argument))
            return CommandBreach{Words::tr("kubectl exec gets no terminal and no input here; -i can hang for ever"),
                                 Words::tr("exec POD -c CONTAINER -- COMMAND"), argument};
    }
    return std::nullopt;
}

} // namespace

const QStringList &allowedPrograms()
{
    static const QStringList programs{QStringLiteral("helm"), QStringLiteral("kubectl"), QStringLiteral("migrate"),
                                      QStringLiteral("psql")};
    return programs;
}

std::optional<CommandBreach> breachOf(const CommandTemplate &command, const QStringList &revisionParameters)
{
    const bool hasVerb = !command.arguments.isEmpty()
        && (command.program == QLatin1String("psql") || !command.arguments.first().startsWith(QLatin1Char('-')));
    if (!hasVerb)
        return CommandBreach{Words::tr("a command begins with its verb"), Words::tr("a verb such as 'rollback'"),
                             command.arguments.value(0)};
    if (auto breach = pinBreach(command))
        return breach;
    if (auto breach = rollbackBreach(command, revisionParameters))
        return breach;
    if (auto breach = terminalBreach(command))
        return breach;
    // These two leave half-done work behind when they are killed before they have answered SIGINT.
    const bool needsGrace = isMutating(command)
        && (command.program == QLatin1String("helm") || command.program == QLatin1String("migrate"));
    if (needsGrace && command.grace < std::chrono::seconds{60})
        return CommandBreach{Words::tr("%1 must be given time to answer an interrupt").arg(command.program),
                             Words::tr("grace: 60s or more"), QStringLiteral("%1s").arg(command.grace.count() / 1000)};
    return std::nullopt;
}

namespace {

/// A value as a libpq connection string wants it.
QString quotedValue(QString value)
{
    static const QRegularExpression plain(QStringLiteral(R"(\A[\w.-]+\z)"));
    if (plain.match(value).hasMatch())
        return value;
    value.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QLatin1Char('\'') + value + QLatin1Char('\'');
}

} // namespace

bool isMutating(const CommandTemplate &command)
{
    static const QStringList helmReads{"history", "get", "list", "status", "version", "template", "show", "search"};
    static const QStringList kubectlReads{"get",     "describe", "logs", "top",    "auth", "api-resources",
                                          "version", "explain",  "wait", "events", "diff"};
    const QString verb = command.arguments.value(0);
    if (command.program == QLatin1String("helm"))
        return !helmReads.contains(verb);
    if (command.program == QLatin1String("migrate"))
        return verb != QLatin1String("version");
    if (command.program == QLatin1String("kubectl")) {
        static const QStringList rolloutReads{"status", "history"};
        const bool reads = kubectlReads.contains(verb)
            || (verb == QLatin1String("rollout") && rolloutReads.contains(command.arguments.value(1)));
        return !reads;
    }
    return true;
}

QStringList pinned(const CommandTemplate &command, const Environment &environment)
{
    QStringList pins;
    if (command.program == QLatin1String("helm"))
        pins = {"--kube-context",      environment.context, "-n",
                environment.nameSpace, "--kubeconfig",      environment.kubeconfig};
    else if (command.program == QLatin1String("kubectl"))
        pins = {"--context", environment.context, "-n", environment.nameSpace, "--kubeconfig", environment.kubeconfig};
    QStringList arguments = command.arguments;
    if (command.program == QLatin1String("migrate"))
        return QStringList{"-path", environment.migrationsDirectory, "-database", environment.database.url} + arguments;
    if (command.program == QLatin1String("psql"))
        return QStringList{"-X",
                           "-w",
                           "-v",
                           "ON_ERROR_STOP=1",
                           "-d",
                           environment.database.service.isEmpty()
                               ? environment.database.url
                               : QStringLiteral("service=%1").arg(quotedValue(environment.database.service))}
        + arguments;
    const auto flag = std::find_if(arguments.cbegin(), arguments.cend(),
                                   [](const QString &argument) { return argument.startsWith(QLatin1Char('-')); });
    const qsizetype at = std::distance(arguments.cbegin(), flag);
    return arguments.mid(0, at) + pins + arguments.mid(at);
}

QString toolPath(const QString &program, const ToolPaths &tools)
{
    if (program == QLatin1String("helm"))
        return tools.helm;
    if (program == QLatin1String("kubectl"))
        return tools.kubectl;
    if (program == QLatin1String("migrate"))
        return tools.migrate;
    return program == QLatin1String("psql") ? tools.psql : QString();
}

} // namespace edgelink::runbook
