// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/podlogs.h"

#include <QDir>
#include <QFile>
#include <QSet>

namespace edgelink::sandbox {

namespace {

constexpr qint64 MAXIMUM_FILE = 256LL * 1024;
constexpr int QUIET_SECONDS = 5; ///< between two lines of a healthy pod
constexpr int LOUD_SECONDS = 2; ///< of one that has something to complain about
constexpr int CRASH_SECONDS = 10; ///< between two attempts to start

} // namespace

PodLogs::PodLogs(const QString &folder, const QString &nameSpace)
    : m_folder(folder.isEmpty() ? QString() : folder + QLatin1Char('/') + nameSpace)
{
}

void PodLogs::update(const QList<Platform::PodState> &pods, const QDateTime &now)
{
    if (m_folder.isEmpty())
        return;
    QSet<QString> present;
    for (const Platform::PodState &pod : pods) {
        const QString &name = pod.pod.name;
        present.insert(name);
        if (pod.pod.containers.isEmpty() || pod.pod.phase != QStringLiteral("Running"))
            continue;
        const bool first = !m_states.contains(name);
        State &state = m_states[name];
        if (!first && now < state.nextLine)
            continue;
        write(name, pod.pod.containers.constFirst().name, linesOf(pod, state, first), now);
        const int pause = !pod.serves ? CRASH_SECONDS : pod.behaviour.log.isEmpty() ? QUIET_SECONDS : LOUD_SECONDS;
        state.nextLine = now.addSecs(pause);
    }
    if (present.isEmpty())
        return; // nothing was seen yet, so nothing is known to be gone
    // From the folder, not from memory: pods may have gone while no simulator ran.
    const QStringList folders = QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : folders) {
        if (present.contains(name))
            continue;
        QDir(m_folder + QLatin1Char('/') + name).removeRecursively();
        m_states.remove(name);
    }
}

QStringList PodLogs::linesOf(const Platform::PodState &pod, State &state, bool first)
{
    const ContainerView &container = pod.pod.containers.constFirst();
    const bool crashing = pod.behaviour.crash || pod.pod.crashLooping();
    if (crashing) {
        // A whole attempt each time; a crash that no scenario explains still says that it was one.
        QStringList lines = pod.behaviour.log;
        if (lines.isEmpty())
            lines << QStringLiteral("INFO starting %1 %2").arg(container.name, container.tag)
                  << QStringLiteral("FATAL start failed");
        return lines;
    }
    QStringList lines;
    if (first)
        lines << QStringLiteral("INFO starting %1 %2").arg(container.name, container.tag)
              << QStringLiteral("INFO listening");
    if (!pod.behaviour.log.isEmpty())
        lines << pod.behaviour.log.at(state.spoken++ % pod.behaviour.log.size());
    else if (!first)
        lines << QStringLiteral("INFO alive, %1 reports").arg(++state.served);
    return lines;
}

void PodLogs::write(const QString &pod, const QString &container, const QStringList &lines, const QDateTime &now) const
{
    // The reader takes only Kubernetes names for pods; a container's name is checked here.
    if (lines.isEmpty() || container.isEmpty() || container.contains(QLatin1Char('/'))
        || container.startsWith(QLatin1Char('.')))
        return;
    const QString folder = m_folder + QLatin1Char('/') + pod;
    if (!QDir().mkpath(folder))
        return;
    QFile file(folder + QLatin1Char('/') + container + QStringLiteral(".log"));
    // Whoever follows the file notices that it was cut, as with a real kubelet's rotation.
    const auto mode = file.size() > MAXIMUM_FILE ? QIODevice::Truncate : QIODevice::Append;
    if (!file.open(QIODevice::WriteOnly | mode))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QByteArray text;
    for (const QString &line : lines)
        text += now.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")).toLatin1() + "000000Z stdout F " + line.toUtf8()
            + '\n';
    file.write(text);
}

} // namespace edgelink::sandbox
