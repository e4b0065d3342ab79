// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/helmprocesses.h"

#include "app/services/verdict/words.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <utility>
#include <vector>

#include <yaml-cpp/yaml.h>

namespace edgelink::verdict {

namespace {

constexpr qint64 LargestFile = qint64{1024} * 1024; ///< of one kubeconfig or certificate
constexpr qsizetype MaximumFiles = 20;

/// The last value of a flag, as the tool reads it: "--name X" and "--name=X".
std::optional<QByteArray> valueOf(const QByteArrayList &argv, const QByteArray &name)
{
    std::optional<QByteArray> last;
    for (qsizetype i = 1; i < argv.size(); ++i) {
        const QByteArray &word = argv.at(i);
        if (word == name && i + 1 < argv.size())
            last = argv.at(++i);
        else if (word.startsWith(name + '='))
            last = word.mid(name.size() + 1);
    }
    return last;
}

/// Of "-n X", "--namespace X", "-nX", "-n=X" and "--namespace=X"; nullopt when the command line has none of them.
std::optional<QByteArray> namespaceOf(const QByteArrayList &argv)
{
    std::optional<QByteArray> last;
    for (qsizetype i = 1; i < argv.size(); ++i) {
        const QByteArray &word = argv.at(i);
        if (word == "-n" || word == "--namespace") {
            if (i + 1 < argv.size())
                last = argv.at(++i);
        } else if (word.startsWith("--namespace=")) {
            last = word.mid(12);
        } else if (word.startsWith("-n") && word.size() > 2) {
            last = word.mid(word.at(2) == '=' ? 3 : 2);
        }
    }
    return last;
}

std::optional<QByteArray> variable(const QByteArrayList &environment, const QByteArray &name)
{
    for (const QByteArray &entry : environment) {
        if (entry.startsWith(name + '=') && entry.size() > name.size() + 1)
            return entry.mid(name.size() + 1);
    }
    return std::nullopt;
}

/// Of a regular file: a pipe (`--kubeconfig <(…)`) would be waited for, and what is read of it would be lost to its
/// helm.
std::optional<QByteArray> contents(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    QByteArray bytes = file.read(LargestFile + 1);
    return bytes.size() > LargestFile ? std::nullopt : std::optional(bytes);
}

std::string text(const YAML::Node &node, const char *key)
{
    const YAML::Node value = node.IsMap() ? node[key] : YAML::Node(YAML::NodeType::Undefined);
    return value.IsDefined() && value.IsScalar() ? value.Scalar() : std::string();
}

/// `clusters: [{name: NAME, cluster: {…}}]`, and `contexts` alike.
YAML::Node named(const YAML::Node &root, const char *list, const char *part, const std::string &name)
{
    const YAML::Node entries = root.IsMap() ? root[list] : YAML::Node(YAML::NodeType::Undefined);
    if (entries.IsDefined() && entries.IsSequence()) {
        for (const auto &entry : entries) {
            if (text(entry, "name") == name && entry[part].IsDefined() && entry[part].IsMap())
                return entry[part];
        }
    }
    return YAML::Node(YAML::NodeType::Undefined);
}

std::optional<ClusterMark> markOf(const YAML::Node &cluster, const KubeconfigText &from)
{
    ClusterMark mark;
    mark.server = QString::fromStdString(text(cluster, "server"));
    while (mark.server.endsWith(QLatin1Char('/')))
        mark.server.chop(1);
    const std::string inlined = text(cluster, "certificate-authority-data");
    const QString file = QString::fromStdString(text(cluster, "certificate-authority"));
    if (!inlined.empty()) {
        mark.authority = QByteArray::fromBase64(QByteArray::fromStdString(inlined)).trimmed();
    } else if (!file.isEmpty()) {
        const auto bytes
            = contents(QDir::isAbsolutePath(file) ? from.root + file : from.folder + QLatin1Char('/') + file);
        if (!bytes)
            return std::nullopt;
        mark.authority = bytes->trimmed();
    }
    return mark.server.isEmpty() || mark.authority.isEmpty() ? std::nullopt : std::optional(mark);
}

/// Where a process finds its files: `folder` is its entry in /proc. Its root may be a container's.
std::optional<ClusterMark> clusterMarkOf(const QByteArrayList &argv, const QByteArrayList &environment,
                                         const QString &folder)
{
    if (valueOf(argv, "--kube-apiserver") || variable(environment, "HELM_KUBEAPISERVER"))
        return std::nullopt; // an address without the rest that tells one cluster from another
    QByteArrayList paths;
    if (const auto told = valueOf(argv, "--kubeconfig"))
        paths << *told;
    else if (const auto list = variable(environment, "KUBECONFIG"))
        paths = list->split(':');
    else if (const auto home = variable(environment, "HOME"))
        paths << *home + "/.kube/config";
    if (paths.size() > MaximumFiles)
        return std::nullopt;
    const QString root = folder + QStringLiteral("/root");
    const QString workingFolder = QFileInfo(folder + QStringLiteral("/cwd")).symLinkTarget();
    QList<KubeconfigText> files;
    for (const QByteArray &path : std::as_const(paths)) {
        QString file = QFile::decodeName(path);
        if (file.isEmpty())
            continue;
        if (!QDir::isAbsolutePath(file))
            file = workingFolder + QLatin1Char('/') + file;
        if (!QFileInfo::exists(root + file))
            continue; // as kubectl does
        // Of a descriptor (/dev/fd/63) our own would be read.
        const bool isDescriptor = file.startsWith(QLatin1String("/dev/")) || file.startsWith(QLatin1String("/proc/"));
        const auto bytes = isDescriptor ? std::nullopt : contents(root + file);
        if (!bytes)
            return std::nullopt; // it may be the one that counts
        files << KubeconfigText{*bytes, QFileInfo(root + file).path(), root};
    }
    auto context = valueOf(argv, "--kube-context");
    if (!context)
        context = variable(environment, "HELM_KUBECONTEXT");
    return clusterMarkOf(files, QString::fromUtf8(context.value_or(QByteArray())));
}

} // namespace

QString helmChangeOf(const QByteArrayList &argv, const QString &release, const QString &nameSpace,
                     const QByteArrayList &environment)
{
    if (argv.isEmpty())
        return {};
    const QByteArray program = argv.first().mid(argv.first().lastIndexOf('/') + 1);
    if (!program.startsWith("helm"))
        return {};
    static const QByteArrayList verbs{"install", "upgrade", "rollback", "uninstall", "delete", "del", "un"};
    const auto verb
        = std::find_if(argv.cbegin() + 1, argv.cend(), [](const QByteArray &word) { return verbs.contains(word); });
    if (verb == argv.cend() || !argv.contains(release.toUtf8()))
        return {};
    auto told = namespaceOf(argv);
    if (!told)
        told = variable(environment, "HELM_NAMESPACE");
    if (told && *told != nameSpace.toUtf8())
        return {};
    return QStringLiteral("helm %1 %2").arg(QString::fromLatin1(*verb), release);
}

std::optional<ClusterMark> clusterMarkOf(const QList<KubeconfigText> &files, const QString &context)
{
    try {
        std::vector<std::pair<YAML::Node, KubeconfigText>> roots;
        std::string name = context.toStdString();
        for (const KubeconfigText &file : files) {
            const YAML::Node root = YAML::Load(std::string(file.bytes.constData(), std::size_t(file.bytes.size())));
            if (name.empty())
                name = text(root, "current-context");
            roots.emplace_back(root, file);
        }
        std::string clusterName;
        for (const auto &[root, file] : roots) {
            if (const YAML::Node found = named(root, "contexts", "context", name); found.IsDefined()) {
                clusterName = text(found, "cluster");
                break;
            }
        }
        for (const auto &[root, file] : roots) {
            if (const YAML::Node found = named(root, "clusters", "cluster", clusterName); found.IsDefined())
                return markOf(found, file);
        }
    } catch (const YAML::Exception &) {
        return std::nullopt;
    }
    return std::nullopt;
}

Result<QList<HelmProcess>> helmProcesses(const HelmPlace &place, const QString &procFolder)
{
    const QDir proc(procFolder);
    const QStringList entries = proc.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    if (entries.isEmpty())
        return failure(ErrorKind::Io, Words::tr("no process list"), procFolder);
    QList<HelmProcess> found;
    for (const QString &entry : entries) {
        bool isPid = false;
        const qint64 pid = entry.toLongLong(&isPid);
        const auto commandLine = isPid ? contents(proc.filePath(entry + QStringLiteral("/cmdline"))) : std::nullopt;
        if (!commandLine)
            continue; // gone meanwhile, or not ours to see
        const QByteArrayList argv = commandLine->split('\0');
        const auto variables = contents(proc.filePath(entry + QStringLiteral("/environ")));
        const QByteArrayList environment = variables.value_or(QByteArray()).split('\0');
        const QString change = helmChangeOf(argv, place.release, place.nameSpace, environment);
        if (change.isEmpty())
            continue;
        const auto theirs = variables ? clusterMarkOf(argv, environment, proc.filePath(entry)) : std::nullopt;
        const auto kubeconfig = theirs ? contents(place.kubeconfig) : std::nullopt;
        const auto ours = kubeconfig
            ? clusterMarkOf({{*kubeconfig, QFileInfo(place.kubeconfig).path(), {}}}, place.context)
            : std::nullopt;
        if (!theirs || !ours || !theirs->isSurelyNot(*ours))
            found << HelmProcess{pid, change};
    }
    return found;
}

} // namespace edgelink::verdict
