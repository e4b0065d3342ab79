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

/// What is wrong, before it is in a language; without a text nothing is.
struct Fault {
    const char *text = nullptr;
    QStringList parts;
};

QString spoken(const Fault &fault)
{
    const QString text = Tr::tr(fault.text);
    const QStringList &parts = fault.parts;
    return parts.isEmpty() ? text : parts.size() == 1 ? text.arg(parts.first()) : text.arg(parts.at(0), parts.at(1));
}

/// Why this row does not follow `check`'s last one.
Fault linkFault(const Row &row, const JournalCheck &check, qint64 last)
{
    const JournalEvent &event = row.event;
    const QString sequence = QString::number(event.sequence);
    if (event.sequence == last + 2)
        return {QT_TRANSLATE_NOOP("journal", "event %1 is missing"), {QString::number(last + 1)}};
    if (event.sequence != last + 1)
        return {QT_TRANSLATE_NOOP("journal", "events %1 to %2 are missing"),
                {QString::number(last + 1), QString::number(event.sequence - 1)}};
    if (eventHash(event, row.payloadText) != event.hash)
        return {QT_TRANSLATE_NOOP("journal", "event %1 is not what was written: its contents do not give its hash"),
                {sequence}};
    if (event.previousHash != check.head)
        return {QT_TRANSLATE_NOOP("journal",
                                  "event %1 does not follow event %2: the order was changed or an event replaced"),
                {sequence, QString::number(last)}};
    return {};
}

/// Why the output file named by an outcome is not the one that was recorded.
Fault outputFault(const Row &row, const QString &directory)
{
    if (directory.isEmpty() || row.event.draft.kind != QLatin1String(journalkind::OutcomeOf))
        return {};
    const QJsonObject payload = QJsonDocument::fromJson(row.payloadText).object();
    const QString name = payload.value(QLatin1String("outputFile")).toString();
    if (name.isEmpty())
        return {};
    const QStringList parts{name, QString::number(row.event.sequence)};
    QFile file(QDir(directory).filePath(QFileInfo(name).fileName()));
    if (!file.open(QIODevice::ReadOnly))
        return {QT_TRANSLATE_NOOP("journal", "the output file %1 of event %2 is missing"), parts};
    QCryptographicHash digest(QCryptographicHash::Sha256);
    if (!digest.addData(&file)
        || QString::fromLatin1(digest.result().toHex()) != payload.value(QLatin1String("digest")).toString())
        return {QT_TRANSLATE_NOOP("journal", "the output file %1 of event %2 was changed"), parts};
    return {};
}

} // namespace

Result<JournalCheck> JournalStore::verify(const std::optional<ExportedHead> &expected, const QString &outputsDirectory)
{
    JournalCheck check;
    check.head = genesisHash();
    const auto broken = [&check](qint64 sequence, const Fault &fault) {
        check.firstBrokenSequence = sequence;
        check.reason = spoken(fault);
        check.fault = QString::fromUtf8(fault.text);
        check.faultParts = fault.parts;
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
        if (const Fault fault = linkFault(row, check, last); fault.text != nullptr)
            return broken(last + 1, fault);
        if (const Fault fault = outputFault(row, outputsDirectory); fault.text != nullptr)
            return broken(row.event.sequence, fault);
        if (expected && expected->sequence == row.event.sequence && expected->hash != row.event.hash)
            return broken(row.event.sequence,
                          {QT_TRANSLATE_NOOP("journal", "event %1 differs from the exported head"),
                           {QString::number(row.event.sequence)}});
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
        return broken(last + 1,
                      {QT_TRANSLATE_NOOP("journal", "the tail was cut: events %1 to %2 are missing"),
                       {QString::number(last + 1), QString::number(used)}});
    if (expected && !isKnown)
        return broken(
            last + 1,
            {QT_TRANSLATE_NOOP("journal",
                               "no event has the exported head's hash: the chain was cut before it or rewritten"),
             {}});
    check.intact = true;
    return check;
}

} // namespace edgelink::journal
