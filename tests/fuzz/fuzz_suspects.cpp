// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of the API server in which suspects are looked for: any JSON, and JSON cut anywhere.
#include "app/services/incident/suspectfinder.h"
#include "tests/fuzz/input.h"

#include <QJsonDocument>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink;
    const QJsonObject list = QJsonDocument::fromJson(fuzz::bytesOf(data, size)).object();
    incident::SuspectSearch search;
    search.troubles = {QDateTime::fromString(QStringLiteral("2026-11-28T12:00:00Z"), Qt::ISODate)};
    search.nameSpace = QStringLiteral("edgelink-prod");
    QList<Suspect> suspects = incident::rolloutsIn(list, search) + incident::configChangesIn(list, search);
    incident::sortSuspects(suspects);
    return suspects.size() <= 20 ? 0 : (__builtin_trap(), 0);
}
