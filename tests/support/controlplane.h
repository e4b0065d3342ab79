// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace edgelink::test {

/// A private, real etcd and kube-apiserver (no controllers, no kubelets: what is applied stays as it is), for tests
/// that stop, kill and restart it. Everything it started dies with the test program, also by kill -9. Contexts of the
/// kubeconfig: edgelink-sandbox (token, may do all), edgelink-viewer (token, may read pods only), edgelink-cert (client
/// certificate), edgelink-exec (plugin that prints a token), edgelink-expired (prints an expired one), edgelink-proxy
/// (proxy-url: only kubectl can), edgelink-insecure, edgelink-impersonate (as: only kubectl can), edgelink-stranger
/// (another authority), edgelink-named and edgelink-misnamed (tls-server-name that the certificate has, and has not).
/// Wants EDGELINK_TOOLCHAIN (see packaging/toolchain) and openssl.
class ControlPlane
{
public:
    ControlPlane() = default;
    ~ControlPlane();
    ControlPlane(const ControlPlane &) = delete;
    ControlPlane &operator=(const ControlPlane &) = delete;

    [[nodiscard]] bool start(); ///< ready, with the namespace; false: see error()
    [[nodiscard]] QString error() const { return m_error; }

    [[nodiscard]] static QString tool(const QString &name); ///< absolute path in the toolchain
    [[nodiscard]] QString kubeconfig() const { return path(QStringLiteral("kubeconfig")); }
    [[nodiscard]] QString nameSpace() const { return QStringLiteral("edgelink-prod"); }
    [[nodiscard]] QString path(const QString &name) const { return m_directory.filePath(name); }
    [[nodiscard]] QString pluginRuns() const { return path(QStringLiteral("plugin-runs")); } ///< a line for each run

    void signalApiServer(int number) const; ///< SIGSTOP, SIGCONT, SIGKILL
    [[nodiscard]] bool restartApiServer(); ///< after SIGKILL

    /// Runs a tool to its end (the test waits; deadline 60 s); its standard output. `ok` tells about exit code 0.
    QByteArray run(const QString &program, const QStringList &arguments, bool *ok = nullptr) const;
    QByteArray kubectl(const QStringList &arguments, bool *ok = nullptr) const; ///< kubeconfig and admin context pinned
    [[nodiscard]] bool apply(const QByteArray &manifest) const;

private:
    [[nodiscard]] bool makeKeys();
    [[nodiscard]] bool writeConfig();
    [[nodiscard]] bool launch(std::unique_ptr<QProcess> &process, const QString &name, const QStringList &arguments);
    [[nodiscard]] bool startApiServer();

    QTemporaryDir m_directory;
    QString m_error;
    int m_port = 0;
    int m_etcdPort = 0;
    std::unique_ptr<QProcess> m_etcd;
    std::unique_ptr<QProcess> m_api;
};

} // namespace edgelink::test
