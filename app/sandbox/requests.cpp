// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/requests.h"

#include "app/sandbox/cancellation.h"
#include "app/sandbox/lock.h"
#include "app/sandbox/words.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace edgelink::sandbox {

namespace {

QString fileOf(const Layout &layout, const QString &id, const char *ending)
{
    return layout.requests() + QLatin1Char('/') + id + QLatin1String(ending);
}

} // namespace

RequestInbox::RequestInbox(const Layout &layout, QObject *parent)
    : QObject(parent)
    , m_layout(layout)
{
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &RequestInbox::scan);
}

void RequestInbox::open()
{
    m_watcher.addPath(m_layout.requests());
    scan();
}

void RequestInbox::scan()
{
    const QDir folder(m_layout.requests());
    const QStringList names = folder.entryList({QStringLiteral("*.request")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const auto text = readFile(folder.filePath(name), 65536);
        QFile::remove(folder.filePath(name));
        const QString id = name.chopped(8);
        const QJsonObject object = QJsonDocument::fromJson(text.value_or(QByteArray())).object();
        if (QUuid::fromString(id).isNull() || object.isEmpty())
            continue;
        emit received(
            {id, object.value(QStringLiteral("action")).toString(), object.value(QStringLiteral("fault")).toString()});
    }
}

void RequestInbox::reply(const QString &id, const Result<void> &outcome)
{
    QJsonObject object{{QStringLiteral("ok"), outcome.has_value()}};
    if (!outcome) {
        object.insert(QStringLiteral("error"), outcome.error().sentence());
        object.insert(QStringLiteral("raw"), outcome.error().raw);
    }
    static_cast<void>(writeFile(fileOf(m_layout, id, ".reply"), QJsonDocument(object).toJson()));
}

Result<void> ask(const Layout &layout, const Request &request, std::chrono::milliseconds deadline)
{
    if (!SupervisorLock::isHeld(layout.lockFile()))
        return failure(ErrorKind::Unreachable, Words::tr("no sandbox runs here"), layout.root,
                       Words::tr("Start it with `up`."));
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QJsonObject object{{QStringLiteral("action"), request.action}, {QStringLiteral("fault"), request.fault}};
    if (auto written = writeFile(fileOf(layout, id, ".request"), QJsonDocument(object).toJson()); !written)
        return written;
    const QString replyFile = fileOf(layout, id, ".reply");
    const Cancellation pause;
    const auto end = std::chrono::steady_clock::now() + deadline;
    for (;;) {
        const bool alive = SupervisorLock::isHeld(layout.lockFile()); // before the look: it may answer and go
        if (const auto text = readFile(replyFile, 65536)) {
            QFile::remove(replyFile);
            const QJsonObject reply = QJsonDocument::fromJson(*text).object();
            if (reply.value(QStringLiteral("ok")).toBool())
                return {};
            return failure(ErrorKind::ToolFailed, reply.value(QStringLiteral("error")).toString(), {}, {},
                           reply.value(QStringLiteral("raw")).toString());
        }
        if (!alive)
            return failure(ErrorKind::Unreachable, Words::tr("the sandbox ended before it answered"), layout.root);
        if (std::chrono::steady_clock::now() > end)
            return failure(ErrorKind::Timeout, Words::tr("the sandbox did not answer in time"), layout.root);
        static_cast<void>(pause.waitFor(std::chrono::milliseconds(50)));
    }
}

} // namespace edgelink::sandbox

#include "moc_requests.cpp"
