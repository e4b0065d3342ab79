// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/orphan.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <csignal>
#include <unistd.h>

namespace edgelink::runbook {

namespace {

constexpr qint64 LongestCommandLine = qint64{256} * 1024;

/// Fields of /proc/PID/stat after the command's name, which may itself hold spaces and brackets.
QList<QByteArray> statFields(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.read(4096);
    const qsizetype end = stat.lastIndexOf(')');
    return end < 0 ? QList<QByteArray>{} : stat.mid(end + 2).split(' ');
}

std::optional<quint64> startTicks(qint64 pid)
{
    const QList<QByteArray> fields = statFields(pid);
    // Field 3 (state) is the first here; field 22 is the start time. A zombie has ended.
    if (fields.size() < 20 || fields.at(0) == "Z" || fields.at(0) == "X")
        return std::nullopt;
    return fields.at(19).toULongLong();
}

QStringList commandLine(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList words;
    QByteArray bytes = file.read(LongestCommandLine);
    if (bytes.endsWith('\0'))
        bytes.chop(1);
    const QList<QByteArray> parts = bytes.split('\0');
    for (const QByteArray &part : parts)
        words << QString::fromUtf8(part);
    return words;
}

/// The journal masks a secret, or the part of an argument that is one.
bool isSame(const QString &journaled, const QString &word)
{
    static const QString mask = QStringLiteral("●●●●");
    const qsizetype at = journaled.indexOf(mask);
    if (at < 0)
        return journaled == word;
    const QStringView tail = QStringView(journaled).mid(journaled.lastIndexOf(mask) + mask.size());
    return word.startsWith(QStringView(journaled).left(at)) && word.endsWith(tail);
}

bool endsWith(const QStringList &words, const QString &program, const QStringList &arguments)
{
    // A tool that is a script has its interpreter in front.
    const qsizetype at = words.size() - arguments.size() - 1;
    if (at < 0 || QFileInfo(words.at(at)).fileName() != QFileInfo(program).fileName())
        return false;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (!isSame(arguments.at(i), words.at(at + 1 + i)))
            return false;
    }
    return true;
}

} // namespace

std::optional<ProcessIdentity> ProcessTable::find(const QString &program, const QStringList &arguments) const
{
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        bool isNumber = false;
        const qint64 pid = entry.toLongLong(&isNumber);
        if (!isNumber || pid == ::getpid() || !endsWith(commandLine(pid), program, arguments))
            continue;
        if (const auto ticks = startTicks(pid))
            return ProcessIdentity{pid, *ticks};
    }
    return std::nullopt;
}

bool ProcessTable::isAlive(const ProcessIdentity &process) const
{
    const auto ticks = process.pid > 0 ? startTicks(process.pid) : std::nullopt;
    return ticks && *ticks == process.startTicks;
}

void ProcessTable::signal(const ProcessIdentity &process, int number) const
{
    if (!isAlive(process))
        return;
    const auto pid = static_cast<pid_t>(process.pid);
    ::kill(::getpgid(pid) == pid ? -pid : pid, number);
}

ProcessIdentity ProcessTable::self()
{
    const qint64 pid = ::getpid();
    return {pid, startTicks(pid).value_or(0)};
}

} // namespace edgelink::runbook
