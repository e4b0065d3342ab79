// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/kubectltransport.h"

#include "app/services/cluster/apiparsers.h"
#include "app/services/cluster/words.h"
#include "models/domain/toolversions.h"
#include "models/ports/marshal.h"

namespace edgelink::cluster {

CommandSpec kubectlCommand(const Environment &environment, const QString &kubectl, const QStringList &arguments,
                           const QString &purpose)
{
    CommandSpec spec;
    spec.program = kubectl;
    spec.args(arguments);
    spec.args(
        {QStringLiteral("--kubeconfig"), environment.kubeconfig, QStringLiteral("--context"), environment.context});
    spec.environmentName = environment.name;
    spec.context = environment.context;
    spec.nameSpace = environment.nameSpace;
    spec.purpose = purpose;
    spec.actor = QStringLiteral("edgelink-console");
    spec.timeout = std::chrono::seconds{20};
    spec.interruptGrace = std::chrono::seconds{2};
    return spec;
}

Error kubectlError(const CommandResult &result, const QString &what)
{
    const QString text = QString::fromUtf8(result.standardError.left(4096)).trimmed();
    const auto has
        = [&text](const char *fragment) { return text.contains(QLatin1String(fragment), Qt::CaseInsensitive); };
    if (result.timedOut)
        return {ErrorKind::Timeout, Words::tr("kubectl did not answer in time"), what, {}, text};
    if (has("(Forbidden)"))
        return apiError(403, text.toUtf8(), what);
    if (has("(NotFound)"))
        return apiError(404, text.toUtf8(), what);
    if (has("(Unauthorized)") || has("must be logged in"))
        return apiError(401, text.toUtf8(), what);
    if (has("was refused") || has("unable to connect") || has("i/o timeout") || has("TLS handshake timeout"))
        return {ErrorKind::Unreachable, Words::tr("kubectl cannot reach the API server"), what, {}, text};
    if (result.exitCode && soundsTooOld(text))
        return {ErrorKind::ToolFailed, Words::tr("kubectl does not know what it is asked: it is too old"), what,
                wantedTool(QStringLiteral("kubectl")), text};
    if (result.error && !result.exitCode)
        return *result.error;
    return {ErrorKind::ToolFailed,
            text.isEmpty() ? Words::tr("kubectl failed without a reason") : text.section(QLatin1Char('\n'), 0, 0),
            what,
            {},
            text};
}

KubectlTransport::KubectlTransport(const Environment &environment, const ToolPaths &tools, CommandRunner *runner,
                                   const QString &reason, QObject *parent)
    : Transport(parent)
    , m_environment(environment)
    , m_kubectl(tools.kubectl)
    , m_runner(runner)
    , m_reason(reason)
{
}

QString KubectlTransport::note() const
{
    return Words::tr("read through kubectl every few seconds: the kubeconfig uses %1").arg(m_reason);
}

void KubectlTransport::send(const ApiRequest &request, Done done)
{
    if (!request.body.isEmpty()) {
        done(failure(ErrorKind::Usage, Words::tr("kubectl is used for reading only"), request.what));
        return;
    }
    CommandSpec spec = kubectlCommand(m_environment, m_kubectl,
                                      {QStringLiteral("get"), QStringLiteral("--raw"), request.path}, request.what);
    spec.confidentialOutput = true; // it may be a Secret
    spec.captureLimit = request.bodyLimit;
    spec.timeout = request.deadline;
    whenFinished(m_runner->run(spec), this, [done, what = request.what](const std::optional<CommandResult> &result) {
        if (!result)
            done(failure(ErrorKind::Cancelled, Words::tr("the reading was cancelled"), what));
        else if (!result->ok())
            done(tl::make_unexpected(kubectlError(*result, what)));
        else if (result->truncated)
            done(failure(ErrorKind::BadReply, Words::tr("the reply is too long"), what));
        else
            done(result->standardOutput);
    });
}

void KubectlTransport::access(const AccessQuestion &question, AccessDone done)
{
    QString resource = question.resource.section(QLatin1Char('/'), 0, 0);
    if (!question.group.isEmpty())
        resource += QLatin1Char('.') + question.group;
    QStringList arguments{QStringLiteral("auth"), QStringLiteral("can-i"), question.verb, resource};
    if (const QString subresource = question.resource.section(QLatin1Char('/'), 1); !subresource.isEmpty())
        arguments << QStringLiteral("--subresource") << subresource;
    if (!question.nameSpace.isEmpty())
        arguments << QStringLiteral("-n") << question.nameSpace;
    CommandSpec spec
        = kubectlCommand(m_environment, m_kubectl, arguments, Words::tr("ask whether one may %1").arg(question.text()));
    spec.successCodes = {0, 1}; // 1 is "no" and also an error: only the word tells
    whenFinished(m_runner->run(spec), this,
                 [question, done, what = spec.purpose](const std::optional<CommandResult> &result) {
                     const QByteArray word
                         = result ? result->standardOutput.trimmed().split('\n').first().trimmed() : QByteArray();
                     AccessAnswer answer;
                     answer.question = question;
                     answer.allowed = word == "yes";
                     if (!result)
                         done(failure(ErrorKind::Cancelled, Words::tr("the reading was cancelled"), what));
                     else if (word == "yes" || word == "no" || word.startsWith("no "))
                         done(answer);
                     else
                         done(tl::make_unexpected(kubectlError(*result, what)));
                 });
}

ApiWatch *KubectlTransport::watch(const ApiRequest &, std::chrono::milliseconds)
{
    return nullptr;
}

} // namespace edgelink::cluster

#include "moc_kubectltransport.cpp"
