// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/journal/canonical.h"
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/marshal.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <memory>

using namespace std::chrono_literals;

namespace edgelink::test {

template<typename T>
T get(const QFuture<T> &future)
{
    const std::optional<T> value = await(future, 60s);
    if (!value)
        qFatal("the journal did not answer");
    return *value;
}

inline JournalDraft draft(const char *kind, QJsonObject payload = {}, const char *stream = "drill")
{
    JournalDraft draft;
    draft.kind = QLatin1String(kind);
    draft.actor = QStringLiteral("chen");
    draft.environment = QStringLiteral("sandbox");
    draft.stream = QLatin1String(stream);
    draft.payload = std::move(payload);
    return draft;
}

/// Runs SQL beside the journal, as somebody with a shell would; the value is SQLite's complaint.
inline QString tamper(const QString &file, const QStringList &statements)
{
    QString complaint;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("tamper"));
        database.setDatabaseName(file);
        if (!database.open())
            return database.lastError().text();
        for (const QString &statement : statements) {
            QSqlQuery query(database);
            if (!query.exec(statement))
                complaint = query.lastError().text();
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("tamper"));
    return complaint;
}

inline const QStringList Unlock{QStringLiteral("DROP TRIGGER event_no_update"),
                                QStringLiteral("DROP TRIGGER event_no_delete"),
                                QStringLiteral("DROP TRIGGER event_no_replace")};

inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace edgelink::test

namespace edgelink::test {

/// Each test function gets a folder of its own.
class JournalSuite : public Suite
{
    Q_OBJECT

protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;

    [[nodiscard]] std::unique_ptr<journal::SqliteJournal> open(journal::JournalOptions options = {}) const
    {
        options.file = m_file;
        return std::make_unique<journal::SqliteJournal>(std::move(options));
    }

protected slots:
    void init()
    {
        Suite::init();
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("data/journal.sqlite"));
    }
};

} // namespace edgelink::test
