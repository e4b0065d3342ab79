// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stoprequests.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace edgelink {

namespace {

constexpr int AtOnce = 100; ///< requests taken in one look; a folder filled by mistake must not hold the console up

QString folderOf(const QString &dataDirectory)
{
    return dataDirectory + QStringLiteral("/stop");
}

bool isRunId(const QString &id)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\A[A-Za-z0-9][A-Za-z0-9-]{0,63}\z)"));
    return pattern.match(id).hasMatch();
}

} // namespace

StopRequests::StopRequests(const QString &dataDirectory, QObject *parent)
    : QObject(parent)
    , m_folder(folderOf(dataDirectory))
{
    QDir().mkpath(m_folder);
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_watcher.addPath(m_folder);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &StopRequests::look);
}

bool StopRequests::leave(const QString &dataDirectory, const QString &runId)
{
    if (!isRunId(runId) || !QDir().mkpath(folderOf(dataDirectory)))
        return false;
    QFile file(folderOf(dataDirectory) + QLatin1Char('/') + runId);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

void StopRequests::look()
{
    const QStringList names = QDir(m_folder).entryList(QDir::Files, QDir::Time).mid(0, AtOnce);
    for (const QString &name : names) {
        if (QFile::remove(m_folder + QLatin1Char('/') + name) && isRunId(name))
            emit requested(name);
    }
}

} // namespace edgelink
