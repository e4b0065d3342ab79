// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/journal/exportedhead.h"
#include "app/services/journal/journalclock.h"
#include "models/domain/error.h"
#include "models/domain/journal.h"

#include <QList>
#include <QSqlDatabase>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

class QSqlError;
class QSqlQuery;

namespace edgelink::journal {

/// What one appending transaction gave.
struct Appended {
    QList<Result<JournalEvent>> results; ///< one for each draft, in order
    QList<JournalEvent> written; ///< what is new in the file, in order: without replays, with clock-step notes
    std::optional<Error> failed; ///< the transaction as a whole; nothing of it was written
};

/// One connection to the journal's file. Made, used and destroyed on one thread; several may exist on one file, also
/// in other processes.
class JournalStore
{
public:
    enum class Access { Write, Read };

    /// Creates file (0600), folder (0700) and schema where there are none. Errors leave an existing file as it was.
    [[nodiscard]] static Result<std::unique_ptr<JournalStore>> open(const QString &file, Access access,
                                                                    std::chrono::milliseconds lockTimeout);
    ~JournalStore();
    JournalStore(const JournalStore &) = delete;
    JournalStore &operator=(const JournalStore &) = delete;

    [[nodiscard]] Appended append(const QList<JournalDraft> &drafts, const Clock &clock);
    [[nodiscard]] Result<QList<JournalEvent>> read(const JournalQuery &query);
    [[nodiscard]] Result<qint64> count(const JournalQuery &query);
    [[nodiscard]] Result<qint64> lastSequence();
    /// Changes whenever another connection, also of another process, committed.
    [[nodiscard]] qint64 dataVersion();
    [[nodiscard]] Result<JournalCheck> verify(const std::optional<ExportedHead> &expected,
                                              const QString &outputsDirectory);

private:
    explicit JournalStore(QString file);

    [[nodiscard]] Result<bool> connect(Access access, std::chrono::milliseconds lockTimeout);
    /// Whether nothing is in the file yet. Configuration error: it is another program's, or a newer console's.
    [[nodiscard]] Result<bool> isEmpty();
    [[nodiscard]] Result<bool> prepareSchema();
    [[nodiscard]] Result<bool> createSchema();
    [[nodiscard]] Result<bool> exec(const QString &sql, const QString &doing);
    [[nodiscard]] Result<qint64> number(const QString &sql);
    [[nodiscard]] Result<JournalEvent> head();
    [[nodiscard]] Result<std::optional<JournalEvent>> find(const QUuid &id);
    /// Each moves `head` on and adds to `written`.
    [[nodiscard]] Result<JournalEvent> insert(const JournalDraft &draft, const Clock &clock, JournalEvent &head,
                                              QList<JournalEvent> &written);
    [[nodiscard]] Result<JournalEvent> write(const JournalDraft &draft, const Stamp &stamp, JournalEvent &head,
                                             QList<JournalEvent> &written);
    void rollBack();
    [[nodiscard]] Error sqlError(const QSqlQuery &query, const QString &doing) const;
    [[nodiscard]] Error databaseError(const QSqlError &error, const QString &doing) const;

    const QString m_file;
    const QString m_connection;
    QSqlDatabase m_database;
    std::unique_ptr<QSqlQuery> m_insert; ///< prepared once: half the cost of an append
    std::unique_ptr<QSqlQuery> m_find;
};

} // namespace edgelink::journal
