// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/programs.h"

#include "app/sandbox/words.h"

#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include <algorithm>

namespace edgelink::sandbox {

namespace {

/// What packaging/toolchain/build calls a tool, and the programs that it makes. The other Helm is not among them: a
/// first run is to wait for nothing that it does not use.
QList<std::pair<QString, QStringList>> pinned(int helmVersion)
{
    const QString helm = helmProgram(helmVersion);
    return {
        {helm, {helm}},
        {QStringLiteral("migrate"), {QStringLiteral("migrate")}},
        {QStringLiteral("kwok"), {QStringLiteral("kwok")}},
        {QStringLiteral("etcd"), {QStringLiteral("etcd")}},
        {QStringLiteral("kubernetes"),
         {QStringLiteral("kube-apiserver"), QStringLiteral("kube-controller-manager"), QStringLiteral("kube-scheduler"),
          QStringLiteral("kubectl")}},
    };
}

/// bin/ of the newest PostgreSQL that is installed, Debian's way or in the PATH.
QStringList postgresFolders()
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    QStringList names = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) { return a.toInt() > b.toInt(); });
    QStringList folders;
    for (const QString &name : std::as_const(names))
        folders << versions.filePath(name + QStringLiteral("/bin"));
    return folders;
}

QString locate(const QStringList &names, const QStringList &moreFolders = {})
{
    const QStringList folders = moreFolders
        + QStringList{QStringLiteral("/usr/local/bin"), QStringLiteral("/usr/bin"), QStringLiteral("/usr/sbin"),
                      QStringLiteral("/bin"), QStringLiteral("/sbin")};
    for (const QString &name : names) {
        if (const QString found = QStandardPaths::findExecutable(name, folders); !found.isEmpty())
            return found;
        if (const QString found = QStandardPaths::findExecutable(name); !found.isEmpty())
            return found;
    }
    return {};
}

Result<QString> buildToolchain(int helmVersion, const QString &runToken,
                               const std::function<void(const QString &)> &onLine, const Cancellation &cancellation)
{
    const QStringList candidates{QCoreApplication::applicationDirPath()
                                     + QStringLiteral("/../share/edgelink-incident-console/toolchain/build"),
                                 QStringLiteral(EDGELINK_SOURCE_DIR "/packaging/toolchain/build")};
    const auto script = std::find_if(candidates.cbegin(), candidates.cend(),
                                     [](const QString &path) { return QFileInfo(path).isExecutable(); });
    if (script == candidates.cend())
        return failure(ErrorKind::NotFound, Words::tr("the sandbox's tools are not named and cannot be built here"), {},
                       Words::tr("Name their folder with --toolchain or EDGELINK_TOOLCHAIN."));
    ToolCall call;
    call.process.program = *script;
    for (const auto &[tool, programs] : pinned(helmVersion))
        call.process.arguments << tool;
    // The Go toolchain, its caches and its proxy settings are the user's.
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList keys = environment.keys();
    for (const QString &key : keys)
        call.process.environment.insert(key, environment.value(key));
    call.process.environment.insert(QStringLiteral("EDGELINK_SANDBOX_RUN"), runToken); // what is left of it is ended
    call.deadline = std::chrono::hours(2);
    call.onLine = onLine;
    const auto built = requireTool(call, cancellation);
    if (!built)
        return tl::make_unexpected(built.error());
    return QString::fromLocal8Bit(built->standardOutput.trimmed()).section(QLatin1Char('\n'), -1);
}

} // namespace

QString helmProgram(int helmVersion)
{
    return helmVersion == 4 ? QStringLiteral("helm4") : QStringLiteral("helm3");
}

Result<QMap<QString, QString>> systemPrograms()
{
    struct Wanted {
        QString name;
        QStringList executables;
        QString package;
    };
    const QList<Wanted> wanted{
        {QStringLiteral("openssl"), {QStringLiteral("openssl")}, QStringLiteral("openssl")},
        {QStringLiteral("postgres"), {QStringLiteral("postgres")}, QStringLiteral("postgresql-15")},
        {QStringLiteral("initdb"), {QStringLiteral("initdb")}, QStringLiteral("postgresql-15")},
        {QStringLiteral("psql"), {QStringLiteral("psql")}, QStringLiteral("postgresql-client-15")},
        {QStringLiteral("redis-server"), {QStringLiteral("redis-server")}, QStringLiteral("redis-server")},
        {QStringLiteral("redis-cli"), {QStringLiteral("redis-cli")}, QStringLiteral("redis-tools")},
        {QStringLiteral("prometheus"), {QStringLiteral("prometheus")}, QStringLiteral("prometheus")},
        {QStringLiteral("alertmanager"),
         {QStringLiteral("prometheus-alertmanager"), QStringLiteral("alertmanager")},
         QStringLiteral("prometheus-alertmanager")},
    };
    QMap<QString, QString> paths;
    QStringList packages;
    for (const Wanted &program : wanted) {
        const bool database = program.package == QLatin1String("postgresql-15");
        const QString path = locate(program.executables, database ? postgresFolders() : QStringList{});
        if (path.isEmpty() && !packages.contains(program.package))
            packages << program.package;
        paths.insert(program.name, path);
    }
    if (!packages.isEmpty())
        return failure(ErrorKind::NotFound, Words::tr("programs of the sandbox are missing"), {},
                       Words::tr("Install them: apt-get install %1").arg(packages.join(QLatin1Char(' '))));
    return paths;
}

Result<Programs> findToolchain(const QString &toolchain, int helmVersion, const QString &runToken,
                               const std::function<void(const QString &)> &onLine, const Cancellation &cancellation)
{
    Programs programs;
    programs.toolchain = toolchain.isEmpty() ? qEnvironmentVariable("EDGELINK_TOOLCHAIN") : toolchain;
    if (programs.toolchain.isEmpty()) {
        const auto built = buildToolchain(helmVersion, runToken, onLine, cancellation);
        if (!built)
            return tl::make_unexpected(built.error());
        programs.toolchain = *built;
    }
    programs.toolchain = QDir(programs.toolchain).absolutePath();
    QStringList missing;
    QStringList tools;
    for (const auto &[tool, names] : pinned(helmVersion)) {
        for (const QString &name : names) {
            const QString path = programs.toolchain + QStringLiteral("/bin/") + name;
            if (!QFileInfo(path).isExecutable()) {
                missing << name;
                tools << tool;
            }
            programs.paths.insert(name, path);
        }
    }
    tools.removeDuplicates();
    if (!missing.isEmpty())
        return failure(ErrorKind::NotFound,
                       Words::tr("these tools are missing: %1").arg(missing.join(QStringLiteral(", "))),
                       programs.toolchain,
                       Words::tr("Build them: packaging/toolchain/build %1").arg(tools.join(QLatin1Char(' '))));
    return programs;
}

} // namespace edgelink::sandbox
