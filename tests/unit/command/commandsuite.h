// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/command/commandservice.h"
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/marshal.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>
#include <mutex>

using namespace std::chrono_literals;

namespace edgelink::test {

template<typename T>
T get(const QFuture<T> &future)
{
    const std::optional<T> value = await(future, 100s);
    if (!value)
        qFatal("no answer");
    return *value;
}

inline CommandSpec tool(const QStringList &arguments)
{
    CommandSpec spec;
    spec.program = QStringLiteral(EDGELINK_FAKE_TOOL);
    spec.args(arguments);
    spec.actor = QStringLiteral("chen");
    spec.environmentName = QStringLiteral("sandbox");
    spec.runId = QStringLiteral("run-1");
    spec.stepId = QStringLiteral("step-1");
    return spec;
}

/// What a service told, collected on its own threads (a lock of our own: the thread sanitizer sees it).
class Told
{
public:
    explicit Told(CommandRunner &runner)
    {
        QObject::connect(
            &runner, &CommandRunner::started, &runner, [this](const QUuid &id, qint64) { add(m_started, id); },
            Qt::DirectConnection);
        QObject::connect(
            &runner, &CommandRunner::finished, &runner,
            [this](const CommandResult &result) { add(m_finished, result.id); }, Qt::DirectConnection);
        QObject::connect(
            &runner, &CommandRunner::output, &runner,
            [this](const OutputBatch &batch) {
                const std::lock_guard lock(m_mutex);
                for (const OutputBatch::Line &line : batch.lines)
                    m_lines << line.text;
                ++m_batches;
            },
            Qt::DirectConnection);
    }
    [[nodiscard]] int started(const QUuid &id = {}) { return count(m_started, id); }
    [[nodiscard]] int finished(const QUuid &id = {}) { return count(m_finished, id); }
    [[nodiscard]] QStringList lines()
    {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }
    [[nodiscard]] int batches()
    {
        const std::lock_guard lock(m_mutex);
        return m_batches;
    }

private:
    void add(QList<QUuid> &list, const QUuid &id)
    {
        const std::lock_guard lock(m_mutex);
        list << id;
    }
    [[nodiscard]] int count(const QList<QUuid> &list, const QUuid &id)
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<int>(id.isNull() ? list.size() : list.count(id));
    }

    std::mutex m_mutex;
    QList<QUuid> m_started;
    QList<QUuid> m_finished;
    QStringList m_lines;
    int m_batches = 0;
};

/// A folder, a real journal in it, and a service on both, for each test function.
class CommandSuite : public Suite
{
    Q_OBJECT

protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<journal::SqliteJournal> m_journal;
    std::unique_ptr<command::CommandService> m_service;
    std::unique_ptr<Told> m_told;

    [[nodiscard]] QString outputs() const { return m_folder->filePath(QStringLiteral("outputs")); }

    void makeService(command::CommandOptions options = {})
    {
        options.spoolDirectory = outputs();
        if (!options.streamOf)
            options.streamOf = [](const QString &) { return QStringLiteral("drill"); };
        m_service = std::make_unique<command::CommandService>(m_journal.get(), options);
        m_told = std::make_unique<Told>(*m_service);
    }
    [[nodiscard]] QList<JournalEvent> events() { return *get(m_journal->read({})); }
    [[nodiscard]] QByteArray allRecorded()
    {
        QByteArray all;
        for (const char *name : {"journal.sqlite", "journal.sqlite-wal"}) {
            QFile file(m_folder->filePath(QLatin1String(name)));
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }

protected slots:
    void init()
    {
        Suite::init();
        m_folder = std::make_unique<QTemporaryDir>();
        m_journal = std::make_unique<journal::SqliteJournal>(journal::JournalOptions{
            .file = m_folder->filePath(QStringLiteral("journal.sqlite")), .outputsDirectory = outputs()});
        makeService();
    }
    void cleanup()
    {
        m_service.reset();
        m_told.reset();
        m_journal.reset();
    }
};

} // namespace edgelink::test
