// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stoprequests.h"

#include "models/domain/runbook.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <QThread>
#include <QUuid>

#include <chrono>
#include <optional>

namespace edgelink {

namespace {

constexpr int AtOnce = 100; // requests looked at in one go; a folder filled by mistake must not hold the console up
constexpr qint64 LongestActor = 200;
constexpr std::chrono::milliseconds LookAgain{500};
constexpr std::chrono::milliseconds AskAgain{20};
// Left by somebody who was killed while waiting, and was never told that it was taken: it must not stop a later resume.
constexpr std::chrono::seconds Stale{60};

QString folderOf(const QString &dataDirectory)
{
    return dataDirectory + QStringLiteral("/stop");
}

bool isRunId(const QString &id)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\A[A-Za-z0-9][A-Za-z0-9-]{0,63}\z)"));
    return pattern.match(id).hasMatch();
}

/// Each request has a name of its own, RUN.UUID, so that one who gives up never takes back another's.
std::optional<QString> runOf(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\A([A-Za-z0-9][A-Za-z0-9-]{0,63})\.[0-9a-f]{32}\z)"));
    const QRegularExpressionMatch match = pattern.match(name);
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

QString actorIn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(LongestActor)).simplified() : QString();
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
    m_timer.setInterval(LookAgain);
    m_timer.callOnTimeout(this, &StopRequests::look);
}

void StopRequests::follow(const RunSnapshot &run)
{
    if (!run.isActive()) {
        m_runs.remove(run.runId);
        if (m_runs.isEmpty())
            m_timer.stop();
        return;
    }
    if (m_runs.contains(run.runId))
        return;
    m_runs.insert(run.runId);
    m_timer.start();
    look(); // it may have been asked for before we knew of the run
}

void StopRequests::look()
{
    if (m_runs.isEmpty())
        return;
    const QFileInfoList files = QDir(m_folder).entryInfoList(QDir::Files, QDir::Time).mid(0, AtOnce);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const QFileInfo &file : files) {
        const std::optional<QString> run = runOf(file.fileName());
        if (!run || !m_runs.contains(*run) || file.lastModified().secsTo(now) > Stale.count())
            continue;
        const QString actor = actorIn(file.filePath());
        if (QFile::remove(file.filePath())) // else it was taken back just now
            emit requested(*run, actor);
    }
}

Result<bool> askToStop(const QString &dataDirectory, const QString &runId, const QString &actor,
                       const std::function<bool()> &givenUp)
{
    if (!isRunId(runId))
        return failure(ErrorKind::NotFound, QCoreApplication::translate("console", "this is no run's id"),
                       runId.left(80), QCoreApplication::translate("console", "edgelink-console runs lists them"));
    const QString folder = folderOf(dataDirectory);
    const QString path = QStringLiteral("%1/%2.%3").arg(folder, runId, QUuid::createUuid().toString(QUuid::Id128));
    QSaveFile request(path); // appears whole, or not at all
    const QByteArray text = actor.toUtf8().left(LongestActor);
    if (!QDir().mkpath(folder) || !request.open(QIODevice::WriteOnly) || request.write(text) != text.size()
        || !request.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || !request.commit()) {
        return failure(ErrorKind::Io, QCoreApplication::translate("console", "the request could not be left"), folder,
                       QCoreApplication::translate("console", "check the folder's owner and free space"),
                       request.errorString());
    }
    for (;;) {
        const bool over = givenUp();
        if (!QFile::exists(path))
            return true;
        if (over)
            return !QFile::remove(path) && !QFile::exists(path); // it may be taken at this very moment
        QThread::msleep(static_cast<unsigned long>(AskAgain.count()));
    }
}

} // namespace edgelink

#include "moc_stoprequests.cpp"
