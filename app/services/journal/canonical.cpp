// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/journal/canonical.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace edgelink::journal {

namespace {

void addField(QByteArray &bytes, const QByteArray &field)
{
    bytes += QByteArray::number(field.size());
    bytes += ':';
    bytes += field;
    bytes += '\n';
}

} // namespace

QByteArray canonicalBytes(const JournalEvent &event, const QByteArray &payloadText)
{
    const JournalDraft &draft = event.draft;
    QByteArray bytes("edgelink-journal-event-1\n");
    bytes.reserve(payloadText.size() + 512);
    addField(bytes, event.previousHash);
    addField(bytes, QByteArray::number(event.sequence));
    addField(bytes, QByteArray::number(event.utcMicros));
    addField(bytes, QByteArray::number(event.monotonicNanos));
    addField(bytes, event.bootId.toUtf8());
    addField(bytes, draft.id.toByteArray(QUuid::WithoutBraces));
    addField(bytes, draft.kind.toUtf8());
    addField(bytes, draft.actor.toUtf8());
    addField(bytes, draft.environment.toUtf8());
    addField(bytes, draft.stream.toUtf8());
    addField(bytes, draft.incidentId.toUtf8());
    addField(bytes, draft.runId.toUtf8());
    addField(bytes, draft.stepId.toUtf8());
    addField(bytes, payloadText);
    return bytes;
}

QByteArray eventHash(const JournalEvent &event, const QByteArray &payloadText)
{
    return QCryptographicHash::hash(canonicalBytes(event, payloadText), QCryptographicHash::Sha256);
}

QByteArray payloadText(const QJsonObject &payload)
{
    const QByteArray text = QJsonDocument(payload).toJson(QJsonDocument::Compact);
    // What is read back must give the same text again (-0.0 is written as "-0" and read as 0), or the export of an
    // intact chain would not give its hashes.
    QJsonParseError problem{};
    const QJsonDocument read = QJsonDocument::fromJson(text, &problem);
    return problem.error == QJsonParseError::NoError ? read.toJson(QJsonDocument::Compact) : text;
}

QByteArray genesisHash()
{
    return QByteArray(32, '\0');
}

} // namespace edgelink::journal
