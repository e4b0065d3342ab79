// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/credentials.h"

#include "app/services/cluster/words.h"
#include "models/ports/marshal.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>

namespace edgelink::cluster {

namespace {

constexpr int expirySkewSeconds = 15; ///< a token that dies on the way is no use
constexpr qint64 tokenFileLimit = qint64{1024} * 1024;

/// Cloud plugins read their settings from the environment. Values may be secrets, so they go by reference.
void passThrough(CommandSpec &spec)
{
    static const QStringList prefixes{
        QStringLiteral("AWS_"),       QStringLiteral("AZURE_"),      QStringLiteral("AAD_"),
        QStringLiteral("GOOGLE_"),    QStringLiteral("CLOUDSDK_"),   QStringLiteral("VAULT_"),
        QStringLiteral("OIDC_"),      QStringLiteral("OCI_"),        QStringLiteral("XDG_"),
        QStringLiteral("HTTP_PROXY"), QStringLiteral("HTTPS_PROXY"), QStringLiteral("NO_PROXY")};
    const QStringList names = QProcessEnvironment::systemEnvironment().keys();
    for (const QString &name : names) {
        for (const QString &prefix : prefixes) {
            if (name.startsWith(prefix, Qt::CaseInsensitive) && !spec.environment.contains(name))
                spec.secretEnvironment.insert(name, {SecretReference::Source::EnvironmentVariable, name});
        }
    }
}

} // namespace

Credentials::Credentials(const Connection &connection, const Environment &environment, CommandRunner *runner,
                         QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_environment(environment)
    , m_runner(runner)
{
}

void Credentials::resolve(Done done)
{
    if (m_connection.exec) {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        if (m_plugged && m_plugged->expires.isValid() && m_plugged->expires.addSecs(-expirySkewSeconds) <= now)
            m_plugged.reset();
        if (!m_plugged) {
            m_waiting.append(std::move(done));
            runPlugin();
            return;
        }
        Credential credential;
        if (!m_plugged->token.isEmpty())
            credential.authorization = "Bearer " + m_plugged->token.toUtf8();
        credential.certificate = m_plugged->certificate;
        credential.key = m_plugged->key;
        done(credential);
        return;
    }
    Credential credential;
    credential.certificate = m_connection.certificate;
    credential.key = m_connection.key;
    if (!m_connection.tokenFile.isEmpty()) {
        done(fromTokenFile());
        return;
    }
    if (!m_connection.token.isEmpty())
        credential.authorization = "Bearer " + m_connection.token.toUtf8();
    else if (!m_connection.user.isEmpty())
        credential.authorization
            = "Basic " + (m_connection.user + QLatin1Char(':') + m_connection.password).toUtf8().toBase64();
    done(credential);
}

/// As client-go does, the file wins over a token beside it. It is small and rotates: read for each request.
Result<Credential> Credentials::fromTokenFile() const
{
    QFile file(m_connection.tokenFile);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, file.errorString(), m_connection.tokenFile,
                       Words::tr("the kubeconfig names it as the file with the token"));
    const QByteArray token = file.read(tokenFileLimit).trimmed();
    if (token.isEmpty() || token.contains('\n') || token.contains('\r'))
        return failure(ErrorKind::Configuration, Words::tr("the file holds no token"), m_connection.tokenFile);
    Credential credential;
    credential.certificate = m_connection.certificate;
    credential.key = m_connection.key;
    credential.authorization = "Bearer " + token;
    return credential;
}

bool Credentials::refresh()
{
    if (!m_connection.exec || !m_plugged)
        return !m_connection.tokenFile.isEmpty();
    m_plugged.reset();
    return true;
}

void Credentials::runPlugin()
{
    if (m_running)
        return;
    m_running = true;
    const ExecPlugin &plugin = *m_connection.exec;
    CommandSpec spec;
    spec.program = plugin.command;
    if (plugin.command.contains(QLatin1Char('/')) && QFileInfo(plugin.command).isRelative())
        spec.program = QFileInfo(m_environment.kubeconfig).absoluteDir().absoluteFilePath(plugin.command);
    for (const QString &argument : plugin.arguments) {
        static const QStringList marks{QStringLiteral("token="), QStringLiteral("secret="),
                                       QStringLiteral("password=")};
        bool secret = false;
        for (const QString &mark : marks)
            secret = secret || argument.contains(mark, Qt::CaseInsensitive);
        spec.arguments.append({argument, secret});
    }
    spec.environment = plugin.environment;
    spec.environment.insert(QStringLiteral("KUBERNETES_EXEC_INFO"), execInfo(m_connection, plugin));
    passThrough(spec);
    spec.environmentName = m_environment.name;
    spec.context = m_environment.context;
    spec.nameSpace = m_environment.nameSpace;
    spec.purpose = Words::tr("get credentials for %1").arg(m_environment.context);
    spec.actor = QStringLiteral("edgelink-console");
    spec.timeout = std::chrono::seconds{30};
    spec.confidentialOutput = true;
    whenFinished(m_runner->run(spec), this,
                 [this](const std::optional<CommandResult> &result) { pluginEnded(result); });
}

void Credentials::pluginEnded(const std::optional<CommandResult> &result)
{
    m_running = false;
    const ExecPlugin &plugin = *m_connection.exec;
    std::optional<Error> error;
    if (!result || !result->ok()) {
        error = Error{ErrorKind::Forbidden, Words::tr("the exec plugin gave no credentials"), plugin.command,
                      plugin.installHint.isEmpty() ? Words::tr("run it in a terminal; it may want you to log in")
                                                   : plugin.installHint,
                      result ? QString::fromUtf8(result->standardError.left(2000)) : QString()};
        if (result && result->timedOut)
            error->what = Words::tr("the exec plugin did not end in time; it may wait for an answer");
        else if (result && result->error && !result->exitCode)
            error->what = Words::tr("the exec plugin cannot be started: %1").arg(result->error->what);
    } else {
        Result<ExecCredential> credential = parseExecCredential(result->standardOutput, plugin.apiVersion);
        if (credential)
            m_plugged = *credential;
        else
            error = credential.error();
        // What is already dead on arrival would be fetched again for ever.
        if (credential && credential->expires.isValid()
            && credential->expires.addSecs(-expirySkewSeconds) <= QDateTime::currentDateTimeUtc()) {
            m_plugged.reset();
            error = Error{ErrorKind::Forbidden,
                          Words::tr("the exec plugin gave credentials that have expired"),
                          plugin.command,
                          Words::tr("check the clock and the plugin's session"),
                          {}};
        }
    }
    const QList<Done> waiting = std::exchange(m_waiting, {});
    for (const Done &done : waiting) {
        if (error)
            done(tl::make_unexpected(*error));
        else
            resolve(done);
    }
}

} // namespace edgelink::cluster

#include "moc_credentials.cpp"
