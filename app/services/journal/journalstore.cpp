// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/journalstore.h"

#include "app/services/journal/canonical.h"
#include "app/services/journal/journalrows.h"
#include "app/services/journal/journalschema.h"
#include "app/services/journal/journaltr.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QThread>
#include <QUuid>
#include <QVariant>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <tuple>
#include <utility>

namespace edgelink::journal {

namespace {

constexpr int MostPerRead = 10'000;

// SQLite's primary result codes (sqlite3.h).
enum SqliteCode {
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    NotADatabase = 26
};

Result<bool> preparePlace(const QString &file)
{
    const QFileInfo info(file);
    const QString folder = info.absolutePath();
    if (!QFileInfo(folder).isDir()) {
        if (!QDir().mkpath(folder))
            return failure(ErrorKind::Io, Tr::tr("the folder cannot be made"), folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    // SQLite gives -wal and -shm the mode of the main file, so that one is made first, for its owner alone.
    // A file that is there is never opened here: to close it would drop every lock that this process has on it through
    // SQLite, and another console that leaves would then take the -wal away under our feet. For the same reason nobody
    // may get as far as SQLite while another thread has the file, which it made, still open.
    static std::mutex making;
    const std::lock_guard alone(making);
    const QByteArray name = QFile::encodeName(file);
    const int descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const bool isThere
        = descriptor < 0 && errno == EEXIST && ::faccessat(AT_FDCWD, name.constData(), R_OK | W_OK, AT_EACCESS) == 0;
    if (descriptor < 0 && !isThere) {
        return failure(ErrorKind::Io, Tr::tr("the journal cannot be opened for writing"), file,
                       Tr::tr("Nothing can be changed without a journal. Check the folder's owner and free space."),
                       QString::fromLocal8Bit(std::strerror(errno)));
    }
    if (descriptor >= 0)
        ::close(descriptor);
    return true;
}

bool sameDraft(const JournalDraft &a, const JournalDraft &b)
{
    return a.kind == b.kind && a.actor == b.actor && a.environment == b.environment && a.stream == b.stream
        && a.incidentId == b.incidentId && a.runId == b.runId && a.stepId == b.stepId
        && payloadText(a.payload) == payloadText(b.payload);
}

} // namespace

JournalStore::JournalStore(QString file)
    : m_file(std::move(file))
    , m_connection(QStringLiteral("edgelink-journal-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

JournalStore::~JournalStore()
{
    m_insert.reset();
    m_find.reset();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<JournalStore>> JournalStore::open(const QString &file, Access access,
                                                         std::chrono::milliseconds lockTimeout)
{
    if (access == Access::Write) {
        if (const Result<bool> place = preparePlace(file); !place)
            return tl::make_unexpected(place.error());
    }
    std::unique_ptr<JournalStore> store(new JournalStore(file));
    if (const Result<bool> connected = store->connect(access, lockTimeout); !connected)
        return tl::make_unexpected(connected.error());
    return store;
}

Result<bool> JournalStore::connect(Access access, std::chrono::milliseconds lockTimeout)
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(m_file);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(lockTimeout.count()));
    if (!m_database.open())
        return tl::make_unexpected(databaseError(m_database.lastError(), Tr::tr("the journal cannot be opened")));
    if (access == Access::Write)
        return prepareSchema();
    if (Result<bool> set = exec(QStringLiteral("PRAGMA query_only = 1"), Tr::tr("the journal cannot be opened")); !set)
        return set;
    return isEmpty().map([](bool /*empty*/) { return true; });
}

Result<bool> JournalStore::isEmpty()
{
    const Result<qint64> application = number(QStringLiteral("PRAGMA application_id"));
    if (!application)
        return tl::make_unexpected(application.error());
    const Result<qint64> objects = number(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (!objects)
        return tl::make_unexpected(objects.error());
    const bool empty = *objects == 0 && *application == 0;
    if (!empty && *application != ApplicationId) {
        return failure(ErrorKind::Configuration, Tr::tr("this file is a database, but not a journal of this console"),
                       m_file, Tr::tr("Choose another data folder."));
    }
    const Result<qint64> version = number(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return tl::make_unexpected(version.error());
    if (!empty && *version != SchemaVersion) {
        return failure(ErrorKind::Configuration,
                       Tr::tr("the journal has schema version %1; this console writes version %2")
                           .arg(*version)
                           .arg(SchemaVersion),
                       m_file, Tr::tr("Use the console that wrote it, or another data folder. Nothing was changed."));
    }
    return empty;
}

Result<bool> JournalStore::prepareSchema()
{
    // Looked at before anything is changed: a foreign or newer file stays as it is.
    const Result<bool> empty = isEmpty();
    if (!empty)
        return empty;

    // Another console may be making the same file WAL right now: this one statement does not wait by itself.
    Result<bool> wal = false;
    for (int attempt = 0; attempt < 50; ++attempt) {
        QSqlQuery query(m_database);
        if (query.exec(QStringLiteral("PRAGMA journal_mode = WAL")) && query.next()) {
            if (query.value(0).toString() == QLatin1String("wal")) {
                wal = true;
                break;
            }
            wal = failure(ErrorKind::Io, Tr::tr("SQLite cannot use its write-ahead log here"), m_file,
                          Tr::tr("Put the data folder on a local disk."));
        } else {
            wal = tl::make_unexpected(sqlError(query, Tr::tr("the journal cannot be opened")));
            if ((query.lastError().nativeErrorCode().toInt() & 0xff) != Busy)
                break;
        }
        QThread::msleep(20);
    }
    if (!wal)
        return wal;
    for (const char *pragma : {"PRAGMA synchronous = FULL", "PRAGMA recursive_triggers = ON"}) {
        if (Result<bool> set = exec(QLatin1String(pragma), Tr::tr("the journal cannot be opened")); !set)
            return set;
    }
    QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner);
    if (*empty)
        return createSchema();
    std::ignore = exec(placeIndex(), {}); // without it all is the same, but slower
    return true;
}

Result<bool> JournalStore::createSchema()
{
    if (Result<bool> begun = exec(QStringLiteral("BEGIN IMMEDIATE"), Tr::tr("the journal could not be made")); !begun)
        return begun;
    // Another console may have been first.
    const Result<qint64> version = number(QStringLiteral("PRAGMA user_version"));
    Result<bool> done = version ? Result<bool>(true) : Result<bool>(tl::make_unexpected(version.error()));
    if (done && *version == 0) {
        const QStringList statements = schemaStatements();
        for (const QString &statement : statements) {
            if (done)
                done = exec(statement, Tr::tr("the journal could not be made"));
        }
    }
    if (done)
        done = exec(QStringLiteral("COMMIT"), Tr::tr("the journal could not be made"));
    if (!done)
        rollBack();
    return done;
}

Appended JournalStore::append(const QList<JournalDraft> &drafts, const Clock &clock)
{
    Appended appended;
    const auto failAll = [&](const Error &error) {
        appended.failed = error;
        appended.results.clear();
        appended.written.clear();
        for (qsizetype i = 0; i < drafts.size(); ++i)
            appended.results << tl::make_unexpected(error);
        return appended;
    };
    // IMMEDIATE takes the write lock before the head is read: another console cannot append in between.
    if (const Result<bool> begun = exec(QStringLiteral("BEGIN IMMEDIATE"), Tr::tr("the event could not be written"));
        !begun)
        return failAll(begun.error());
    Result<JournalEvent> last = head();
    if (!last) {
        rollBack();
        return failAll(last.error());
    }
    for (const JournalDraft &draft : drafts) {
        const Result<std::optional<JournalEvent>> stored = find(draft.id);
        if (!stored) {
            rollBack();
            return failAll(stored.error());
        }
        if (stored->has_value()) {
            if (sameDraft(stored->value().draft, draft))
                appended.results << stored->value();
            else
                appended.results << failure(ErrorKind::Conflict,
                                            Tr::tr("an event with this id is already in the journal, "
                                                   "with other contents"),
                                            draft.id.toString(QUuid::WithoutBraces));
            continue;
        }
        const Result<JournalEvent> event = insert(draft, clock, *last, appended.written);
        if (!event) {
            rollBack();
            return failAll(event.error());
        }
        appended.results << event;
    }
    if (const Result<bool> committed = exec(QStringLiteral("COMMIT"), Tr::tr("the event could not be written"));
        !committed) {
        rollBack();
        return failAll(committed.error());
    }
    return appended;
}

Result<JournalEvent> JournalStore::insert(const JournalDraft &draft, const Clock &clock, JournalEvent &head,
                                          QList<JournalEvent> &written)
{
    const Stamp stamp = clock();
    if (head.utcMicros != 0) {
        const qint64 step = clockStep({head.utcMicros, head.monotonicNanos, head.bootId}, stamp);
        if (step != 0) {
            JournalDraft note;
            note.kind = QLatin1String(journalkind::ClockStep);
            note.actor = QStringLiteral("console");
            note.environment = draft.environment;
            note.stream = draft.stream;
            note.incidentId = draft.incidentId; // whoever reads that story must see that its times are not exact
            note.runId = draft.runId;
            note.payload = {{QStringLiteral("stepMs"), step / 1000}};
            if (Result<JournalEvent> noted = write(note, stamp, head, written); !noted)
                return noted;
        }
    }
    return write(draft, stamp, head, written);
}

Result<JournalEvent> JournalStore::write(const JournalDraft &draft, const Stamp &stamp, JournalEvent &head,
                                         QList<JournalEvent> &written)
{
    JournalEvent event;
    event.draft = draft;
    event.sequence = head.sequence + 1;
    event.utcMicros = stamp.utcMicros;
    event.monotonicNanos = stamp.monotonicNanos;
    event.bootId = stamp.bootId;
    event.previousHash = head.hash;
    const QByteArray payload = payloadText(draft.payload);
    event.hash = eventHash(event, payload);

    if (!m_insert) {
        m_insert = std::make_unique<QSqlQuery>(m_database);
        m_insert->prepare(
            QStringLiteral("INSERT INTO event (%1) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)").arg(eventColumns()));
    }
    QSqlQuery &query = *m_insert;
    const auto text = [](const QString &value) { return value.isNull() ? QStringLiteral("") : value; };
    int position = 0;
    const auto bind = [&](const QVariant &value) { query.bindValue(position++, value); };
    bind(event.sequence);
    bind(draft.id.toString(QUuid::WithoutBraces));
    bind(event.utcMicros);
    bind(event.monotonicNanos);
    for (const QString &value : {event.bootId, draft.kind, draft.actor, draft.environment, draft.stream,
                                 draft.incidentId, draft.runId, draft.stepId})
        bind(text(value));
    bind(QString::fromUtf8(payload));
    bind(event.previousHash);
    bind(event.hash);
    if (!query.exec())
        return tl::make_unexpected(sqlError(query, Tr::tr("the event could not be written")));
    head = event;
    written << event;
    return event;
}

Result<QList<JournalEvent>> JournalStore::read(const JournalQuery &query)
{
    const Filter filter = filterOf(query);
    const QString order = query.newestFirst ? QStringLiteral("DESC") : QStringLiteral("ASC");
    // The page is found on the narrow index first; only its rows' payloads are read.
    QSqlQuery select(m_database);
    select.setForwardOnly(true);
    select.prepare(QStringLiteral("SELECT %1 FROM event WHERE sequence IN "
                                  "(SELECT sequence FROM%2 ORDER BY sequence %3 LIMIT ? OFFSET ?) "
                                  "ORDER BY sequence %3")
                       .arg(eventColumns(), filter.from, order));
    for (const QVariant &value : filter.values)
        select.addBindValue(value);
    select.addBindValue(query.limit > 0 ? std::min(query.limit, MostPerRead) : MostPerRead);
    select.addBindValue(std::max<qint64>(query.offset, 0));
    if (!select.exec())
        return tl::make_unexpected(sqlError(select, Tr::tr("the journal could not be read")));
    QList<JournalEvent> events;
    while (select.next()) {
        Result<JournalEvent> event = eventOf(select);
        if (!event)
            return tl::make_unexpected(event.error());
        events << std::move(*event);
    }
    if (select.lastError().isValid())
        return tl::make_unexpected(sqlError(select, Tr::tr("the journal could not be read")));
    return events;
}

Result<qint64> JournalStore::count(const JournalQuery &query)
{
    const Filter filter = filterOf(query);
    QSqlQuery select(m_database);
    select.prepare(QStringLiteral("SELECT count(*) FROM") + filter.from);
    for (const QVariant &value : filter.values)
        select.addBindValue(value);
    if (!select.exec() || !select.next())
        return tl::make_unexpected(sqlError(select, Tr::tr("the journal could not be counted")));
    return select.value(0).toLongLong();
}

Result<qint64> JournalStore::lastSequence()
{
    return number(QStringLiteral("SELECT coalesce(max(sequence), 0) FROM event"));
}

qint64 JournalStore::dataVersion()
{
    return number(QStringLiteral("PRAGMA data_version")).value_or(-1);
}

Result<JournalEvent> JournalStore::head()
{
    QSqlQuery query(m_database);
    if (!query.exec(QStringLiteral("SELECT %1 FROM event ORDER BY sequence DESC LIMIT 1").arg(eventColumns())))
        return tl::make_unexpected(sqlError(query, Tr::tr("the journal's head could not be read")));
    JournalEvent event;
    event.hash = genesisHash();
    if (query.next())
        event = rowOf(query).event;
    query.finish();
    // A cut tail keeps its gap: the next event does not take a lost one's number.
    const Result<qint64> used = number(QStringLiteral("SELECT coalesce(max(seq), 0) FROM sqlite_sequence"));
    if (!used)
        return tl::make_unexpected(used.error());
    event.sequence = std::max(event.sequence, *used);
    return event;
}

Result<std::optional<JournalEvent>> JournalStore::find(const QUuid &id)
{
    if (!m_find) {
        m_find = std::make_unique<QSqlQuery>(m_database);
        m_find->setForwardOnly(true);
        m_find->prepare(QStringLiteral("SELECT %1 FROM event WHERE id = ?").arg(eventColumns()));
    }
    QSqlQuery &query = *m_find;
    query.bindValue(0, id.toString(QUuid::WithoutBraces));
    if (!query.exec())
        return tl::make_unexpected(sqlError(query, Tr::tr("the journal could not be read")));
    if (!query.next()) {
        query.finish();
        return std::optional<JournalEvent>();
    }
    const Result<JournalEvent> event = eventOf(query);
    query.finish();
    if (!event)
        return tl::make_unexpected(event.error());
    return std::optional<JournalEvent>(*event);
}

Result<bool> JournalStore::exec(const QString &sql, const QString &doing)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return tl::make_unexpected(sqlError(query, doing));
    return true;
}

Result<qint64> JournalStore::number(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql) || !query.next())
        return tl::make_unexpected(sqlError(query, Tr::tr("the journal could not be read")));
    return query.value(0).toLongLong();
}

void JournalStore::rollBack()
{
    QSqlQuery query(m_database);
    query.exec(QStringLiteral("ROLLBACK")); // fails when SQLite already rolled back by itself: nothing to do then
}

Error JournalStore::sqlError(const QSqlQuery &query, const QString &doing) const
{
    return databaseError(query.lastError(), doing);
}

Error JournalStore::databaseError(const QSqlError &error, const QString &doing) const
{
    const QString raw = QStringLiteral("%1 (SQLite %2)").arg(error.text(), error.nativeErrorCode());
    const auto make = [&](ErrorKind kind, const QString &what, const QString &next) {
        return Error{kind, QStringLiteral("%1: %2").arg(doing, what), m_file, next, raw};
    };
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case Busy:
    case Locked:
        return make(
            ErrorKind::Io, Tr::tr("another program holds the journal's lock"),
            Tr::tr("Close what has the file open (a backup, an SQLite shell), then try again. Nothing was written."));
    case Full:
        return make(ErrorKind::Io, Tr::tr("the disk is full"),
                    Tr::tr("Free space, then try again. Nothing was written or started."));
    case IoError:
        return make(ErrorKind::Io, Tr::tr("the disk reports an error, or is full"),
                    Tr::tr("Check the disk, then try again. Nothing was written or started."));
    case Corrupt:
    case NotADatabase:
        return make(ErrorKind::BadReply, Tr::tr("the file is damaged or is not a journal"),
                    Tr::tr("Keep it as evidence (move it aside, do not delete it) and start again with a new one."));
    case ReadOnly:
    case CantOpen:
        return make(ErrorKind::Io, Tr::tr("the file cannot be written"),
                    Tr::tr("Check the folder's owner and rights."));
    default:
        return make(ErrorKind::Io, error.databaseText(), {});
    }
}

} // namespace edgelink::journal
