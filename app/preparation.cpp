// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preparation.h"

#include "app/services/config/secretresolver.h"

#include <QThread>

namespace edgelink {

namespace {

constexpr std::chrono::seconds PatienceForCommands{5}; ///< then they are interrupted

command::CommandOptions commandOptions(const PreparationOptions &options)
{
    command::CommandOptions command;
    command.spoolDirectory = options.dataDirectory + QStringLiteral("/outputs");
    command.resolveSecret = [](const SecretReference &reference) {
        return config::resolveSecret(reference).map([](const QByteArray &bytes) { return QString::fromUtf8(bytes); });
    };
    command.streamOf = [](const QString &) { return QStringLiteral("drill"); };
    return command;
}

} // namespace

Preparation::Preparation(const PreparationOptions &options)
    : m_journal({.file = options.dataDirectory + QStringLiteral("/journal.sqlite"),
                 .outputsDirectory = options.dataDirectory + QStringLiteral("/outputs")})
    , m_commands(&m_journal, commandOptions(options))
    , m_drills(QStringLiteral("drill"),
               drill::SandboxDependencies{options.sandboxDirectory + QStringLiteral("/state.json"),
                                          options.sandboxProgram, QStringLiteral("sandbox"), options.actor, &m_commands,
                                          &m_journal})
{
    // On the worker that runs the command: this thread may be busy, or wait for it.
    QObject::connect(
        &m_commands, &CommandRunner::started, &m_commands,
        [this](const QUuid &id) {
            const std::lock_guard lock(m_mutex);
            m_running.insert(id);
        },
        Qt::DirectConnection);
    QObject::connect(
        &m_commands, &CommandRunner::finished, &m_commands,
        [this](const CommandResult &result) {
            const std::lock_guard lock(m_mutex);
            m_running.remove(result.id);
            m_ended.notify_all();
        },
        Qt::DirectConnection);
}

void Preparation::awaitCommands(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_ended.wait_for(lock, patience, [this] { return m_running.isEmpty(); });
}

std::unique_ptr<QThread> Preparation::retire(std::unique_ptr<Preparation> preparation)
{
    Preparation &last = *preparation;
    last.drills()->disconnect(); // what the sandbox does from now on is told by the environment that was opened
    auto thread = std::unique_ptr<QThread>(QThread::create([last = std::move(preparation)]() mutable {
        last->awaitCommands(PatienceForCommands);
        last.reset();
    }));
    thread->setObjectName(QStringLiteral("retiring"));
    // An object dies on the thread it lives on. What is Hosted lives on its own thread already.
    for (QObject *service : std::initializer_list<QObject *>{&last.m_journal, &last.m_commands})
        service->moveToThread(thread.get());
    thread->start();
    return thread;
}

} // namespace edgelink
