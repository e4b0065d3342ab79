// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// JournalStore::verify: order, chain, tail, and the output files that the chain holds digests of.
#include "app/services/journal/canonical.h"
#include "app/services/journal/journalrows.h"
#include "app/services/journal/journalstore.h"
#include "app/services/journal/journaltr.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>

namespace edgelink::journal {

namespace {

/// Why this row does not follow `check`'s last one; empty when it does.
QString linkFault(const Row &row, const JournalCheck &check, qint64 last)
{
    const JournalEvent &event = row.event;
    if (event.sequence != last + 1) {
        return event.sequence == last + 2 ? Tr::tr("event %1 is missing").arg(last + 1)
                                          : Tr::tr("events %1 to %2 are missing").arg(last + 1).arg(event.sequence - 1);
    }
    if (eventHash(event, row.payloadText) != event.hash)
        return Tr::tr("event %1 is not what was written: its contents do not give its hash").arg(event.sequence);
    if (event.previousHash != check.head)
        return Tr::tr("event %1 does not follow event %2: the order was changed or an event replaced")
            .arg(event.sequence)
            .arg(last);
    return {};
}

/// Why the output file named by an outcome is not the one that was recorded; empty when it is, or none is named.
QString outputFault(const Row &row, const QString &directory)
{
    if (directory.isEmpty() || row.event.draft.kind != QLatin1String(journalkind::OutcomeOf))
        return {};
    const QJsonObject payload = QJsonDocument::fromJson(row.payloadText).object();
    const QString name = payload.value(QLatin1String("outputFile")).toString();
    if (name.isEmpty())
        return {};
    QFile file(QDir(directory).filePath(QFileInfo(name).fileName()));
    if (!file.open(QIODevice::ReadOnly))
        return Tr::tr("the output file %1 of event %2 is missing").arg(name).arg(row.event.sequence);
    QCryptographicHash digest(QCryptographicHash::Sha256);
    if (!digest.addData(&file)
        || QString::fromLatin1(digest.result().toHex()) != payload.value(QLatin1String("digest")).toString())
        return Tr::tr("the output file %1 of event %2 was changed").arg(name).arg(row.event.sequence);
    return {};
}

} // namespace

Result<JournalCheck> JournalStore::verify(const std::optional<ExportedHead> &expected, const QString &outputsDirectory)
{
    JournalCheck check;
    check.head = genesisHash();
    const auto broken = [&check](qint64 sequence, const QString &reason) {
        check.firstBrokenSequence = sequence;
        check.reason = reason;
        return check;
    };
    qint64 last = 0;
    bool isKnown = false; // the expected head
    // One SELECT is one snapshot: what is appended meanwhile does not matter.
    QSqlQuery select(m_database);
    select.setForwardOnly(true);
    if (!select.exec(QStringLiteral("SELECT %1, (SELECT coalesce(max(seq), 0) FROM sqlite_sequence) FROM event "
                                    "ORDER BY sequence")
                         .arg(eventColumns())))
        return tl::make_unexpected(sqlError(select, Tr::tr("the journal could not be read")));
    qint64 used = 0;
    while (select.next()) {
        const Row row = rowOf(select);
        used = select.value(15).toLongLong();
        if (const QString fault = linkFault(row, check, last); !fault.isEmpty())
            return broken(last + 1, fault);
        if (const QString fault = outputFault(row, outputsDirectory); !fault.isEmpty())
            return broken(row.event.sequence, fault);
        if (expected && expected->sequence == row.event.sequence && expected->hash != row.event.hash)
            return broken(row.event.sequence,
                          Tr::tr("event %1 differs from the exported head").arg(row.event.sequence));
        isKnown = isKnown || (expected && expected->hash == row.event.hash);
        last = row.event.sequence;
        check.head = row.event.hash;
        ++check.events;
    }
    if (select.lastError().isValid())
        return tl::make_unexpected(sqlError(select, Tr::tr("the journal could not be read")));
    select.finish();
    if (last == 0)
        used = number(QStringLiteral("SELECT coalesce(max(seq), 0) FROM sqlite_sequence")).value_or(0);
    if (expected && expected->sequence > last)
        used = std::max(used, expected->sequence);
    if (used > last)
        return broken(last + 1, Tr::tr("the tail was cut: events %1 to %2 are missing").arg(last + 1).arg(used));
    if (expected && !isKnown)
        return broken(last + 1,
                      Tr::tr("no event has the exported head's hash: the chain was cut before it or rewritten"));
    check.intact = true;
    return check;
}

} // namespace edgelink::journal
