// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/ports/databasesource.h"
#include "models/ports/marshal.h"
#include "models/ports/secretlookup.h"

#include <chrono>
#include <memory>

namespace edgelink::database {

/// The platform's database over libpqxx, read-only transactions only.
///
/// Each question opens a connection of its own on a thread of its own and closes it: a libpqxx 6 connection that once
/// broke reconnects silently, and one that is frozen (a stopped backend) cannot be told from a slow one by any server
/// or socket setting. When `deadline` passes, the question is answered with an error at once, the socket is shut down
/// under libpq, and the thread ends by itself. The password is fetched for each question and not kept.
class PostgresReader : public DatabaseSource
{
    Q_OBJECT

public:
    PostgresReader(const DatabaseReference &reference, SecretLookup secrets, QObject *parent = nullptr,
                   std::chrono::milliseconds deadline = std::chrono::seconds{10});
    ~PostgresReader() override;

    [[nodiscard]] QFuture<Result<SchemaVersion>> schemaVersion() override;
    /// Rows of each table ("devices", "public.devices"): exact, counted by the server.
    [[nodiscard]] QFuture<Result<QMap<QString, qint64>>> counts(const QStringList &tables) override;

private:
    template<typename T, typename Work>
    [[nodiscard]] QFuture<Result<T>> ask(Work work);

    struct Running; ///< threads under way
    DatabaseReference m_reference;
    SecretLookup m_secrets;
    std::chrono::milliseconds m_deadline;
    std::shared_ptr<Running> m_running;
};

} // namespace edgelink::database
