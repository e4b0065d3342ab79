// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlplane.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QTcpServer>

#include <csignal>
#include <sys/prctl.h>

namespace edgelink::test {

namespace {

int freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

bool write(const QString &path, const QByteArray &text, bool executable = false)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return false;
    return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner
                               | (executable ? QFile::ExeOwner : QFile::Permissions{}));
}

void dieWithParent(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

} // namespace

ControlPlane::~ControlPlane()
{
    for (QProcess *process : {m_api.get(), m_etcd.get()}) {
        if (process != nullptr && process->state() != QProcess::NotRunning) {
            ::kill(static_cast<pid_t>(process->processId()), SIGKILL);
            process->waitForFinished(5000);
        }
    }
}

QString ControlPlane::tool(const QString &name)
{
    return qEnvironmentVariable("EDGELINK_TOOLCHAIN") + QStringLiteral("/bin/") + name;
}

QByteArray ControlPlane::run(const QString &program, const QStringList &arguments, bool *ok) const
{
    QProcess process;
    dieWithParent(process);
    process.setWorkingDirectory(m_directory.path());
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    const bool ended = process.waitForFinished(60'000);
    const bool fine = ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (ok != nullptr)
        *ok = fine;
    if (!fine)
        qInfo("%s %s: %s", qPrintable(program), qPrintable(arguments.join(' ')),
              process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

QByteArray ControlPlane::kubectl(const QStringList &arguments, bool *ok) const
{
    return run(tool("kubectl"), QStringList{"--kubeconfig", kubeconfig(), "--context", "edgelink-sandbox"} + arguments,
               ok);
}

bool ControlPlane::apply(const QByteArray &manifest) const
{
    bool ok = write(path("applied.yaml"), manifest);
    if (ok)
        kubectl({"apply", "-f", path("applied.yaml")}, &ok);
    return ok;
}

bool ControlPlane::makeKeys()
{
    const QByteArray script = R"(set -eu
openssl genrsa -out sa.key 2048; openssl rsa -in sa.key -pubout -out sa.pub
authority() { openssl req -x509 -newkey rsa:2048 -nodes -keyout $1.key -out $1.crt -days 2 -subj /CN=$1; }
authority ca; authority stranger
printf 'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kube.example' > san
signed() { openssl req -newkey rsa:2048 -nodes -keyout $1.key -out $1.csr -subj "$2"; openssl x509 -req -in $1.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out $1.crt -extfile san; }
signed server /CN=kube-apiserver; signed client /O=system:masters/CN=edgelink-cert
)";
    bool ok = write(path("keys"), script);
    if (ok)
        run("/bin/bash", {path("keys")}, &ok);
    return ok
        && write(path("tokens.csv"),
                 "tok-admin,admin,1,\"system:masters\"\ntok-view,viewer,2\ntok-exec,plugin,3,\"system:masters\"\n");
}

bool ControlPlane::writeConfig()
{
    const auto plugin = [this](const QByteArray &name, const QByteArray &token, const QByteArray &expires) {
        return write(
            path(QString::fromLatin1(name)),
            "#!/bin/sh\necho \"$KUBERNETES_EXEC_INFO\" >> '" + pluginRuns().toUtf8()
                + "'\nif read -r line; then exit 3; fi\n" // stdin is closed
                  "printf '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{"
                + expires + "\"token\":\"" + token + "\"}}'\n",
            true);
    };
    const QByteArray server = "https://127.0.0.1:" + QByteArray::number(m_port);
    const QByteArray directory = m_directory.path().toUtf8();
    QByteArray text = "apiVersion: v1\nkind: Config\ncurrent-context: edgelink-stranger\nclusters:\n";
    text += "- {name: p, cluster: {server: \"" + server + "\", certificate-authority: " + directory + "/ca.crt}}\n";
    text += "- {name: q, cluster: {server: \"" + server + "\", certificate-authority: " + directory
        + "/ca.crt, proxy-url: \"http://127.0.0.1:9\"}}\n";
    text += "- {name: i, cluster: {server: \"" + server + "\", insecure-skip-tls-verify: true}}\n";
    text += "- {name: s, cluster: {server: \"" + server + "\", certificate-authority: " + directory
        + "/stranger.crt}}\n";
    for (const QByteArray name : {"kube", "other"}) // neither is known to a name server: the address is the server's
        text += "- {name: " + name + ", cluster: {server: \"" + server + "\", certificate-authority: " + directory
            + "/ca.crt, tls-server-name: " + name + ".example}}\n";
    text += "users:\n- {name: a, user: {token: tok-admin}}\n- {name: v, user: {token: tok-view}}\n- {name: c, user: "
            "{client-certificate: "
        + directory + "/client.crt, client-key: " + directory + "/client.key}}\n";
    for (const QByteArray name : {"plugin", "expired"})
        text += "- {name: " + name + ", user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./" + name
            + ", interactiveMode: IfAvailable, provideClusterInfo: true, installHint: \"install it\"}}}\n";
    text += "- {name: m, user: {token: tok-admin, as: stand-in, as-groups: [\"system:masters\"]}}\n";
    text += "contexts:\n";
    for (const auto &[name, cluster, user] :
         {std::tuple{"sandbox", "p", "a"}, std::tuple{"viewer", "p", "v"}, std::tuple{"cert", "p", "c"},
          std::tuple{"exec", "p", "plugin"}, std::tuple{"expired", "p", "expired"}, std::tuple{"proxy", "q", "a"},
          std::tuple{"insecure", "i", "a"}, std::tuple{"stranger", "s", "a"}, std::tuple{"impersonate", "p", "m"},
          std::tuple{"named", "kube", "a"}, std::tuple{"misnamed", "other", "a"}})
        text
            += QByteArray("- {name: edgelink-") + name + ", context: {cluster: " + cluster + ", user: " + user + "}}\n";
    return write(kubeconfig(), text)
        && plugin("plugin", "tok-exec", "\"expirationTimestamp\":\"2099-01-01T00:00:00Z\",")
        && plugin("expired", "tok-exec", "\"expirationTimestamp\":\"2020-01-01T00:00:00Z\",");
}

bool ControlPlane::launch(std::unique_ptr<QProcess> &process, const QString &name, const QStringList &arguments)
{
    process = std::make_unique<QProcess>();
    dieWithParent(*process);
    process->setWorkingDirectory(m_directory.path());
    process->setStandardInputFile(QProcess::nullDevice());
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setStandardOutputFile(path(name + ".log"), QIODevice::Append);
    process->start(tool(name), arguments);
    if (process->waitForStarted(10'000))
        return true;
    m_error = QStringLiteral("%1: %2 (is EDGELINK_TOOLCHAIN set?)").arg(tool(name), process->errorString());
    return false;
}

bool ControlPlane::startApiServer()
{
    const QString etcd = QStringLiteral("http://127.0.0.1:%1").arg(m_etcdPort);
    if (!launch(m_api, "kube-apiserver",
                {"--etcd-servers=" + etcd, QStringLiteral("--secure-port=%1").arg(m_port), "--bind-address=127.0.0.1",
                 "--cert-dir=api", "--tls-cert-file=server.crt", "--tls-private-key-file=server.key",
                 "--client-ca-file=ca.crt", "--service-account-key-file=sa.pub",
                 "--service-account-signing-key-file=sa.key", "--service-account-issuer=https://kubernetes.default.svc",
                 "--token-auth-file=tokens.csv", "--authorization-mode=RBAC", "--service-cluster-ip-range=10.0.0.0/24",
                 "--disable-admission-plugins=ServiceAccount", "--profiling=false"}))
        return false;
    QDeadlineTimer deadline(60'000);
    while (!deadline.hasExpired() && m_api->state() == QProcess::Running) {
        QProcess ready;
        ready.start(tool("kubectl"),
                    {"--kubeconfig", kubeconfig(), "--context", "edgelink-sandbox", "--request-timeout=2s", "get",
                     "--raw", "/readyz"});
        if (ready.waitForFinished(5000) && ready.exitCode() == 0)
            return true;
        (void)m_api->waitForFinished(100);
    }
    QFile log(path("kube-apiserver.log"));
    m_error = "kube-apiserver did not get ready: "
        + (log.open(QIODevice::ReadOnly) ? QString::fromUtf8(log.readAll().right(2000)) : QString());
    return false;
}

bool ControlPlane::start()
{
    m_port = freePort();
    m_etcdPort = freePort();
    const int peerPort = freePort();
    if (!makeKeys() || !writeConfig()) {
        m_error = "keys or kubeconfig could not be written";
        return false;
    }
    const QString client = QStringLiteral("http://127.0.0.1:%1").arg(m_etcdPort);
    const QString peer = QStringLiteral("http://127.0.0.1:%1").arg(peerPort);
    if (!launch(m_etcd, "etcd",
                {"--data-dir", path("etcd"), "--listen-client-urls", client, "--advertise-client-urls", client,
                 "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster",
                 "default=" + peer, "--unsafe-no-fsync"})
        || !startApiServer())
        return false;
    return apply(
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: edgelink-prod}\n---\n"
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: view, namespace: edgelink-prod}\n"
        "rules: [{apiGroups: [\"\"], resources: [pods], verbs: [get, list, watch]}]\n---\n"
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: view, namespace: "
        "edgelink-prod}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: view}\nsubjects: [{kind: "
        "User, name: viewer}]\n");
}

void ControlPlane::signalApiServer(int number) const
{
    ::kill(static_cast<pid_t>(m_api->processId()), number);
}

bool ControlPlane::restartApiServer()
{
    if (m_api->state() != QProcess::NotRunning) {
        ::kill(static_cast<pid_t>(m_api->processId()), SIGKILL);
        m_api->waitForFinished(5000);
    }
    return startApiServer();
}

} // namespace edgelink::test
