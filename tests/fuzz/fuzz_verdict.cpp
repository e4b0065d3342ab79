// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
// A manifest; a list from the API server; a command line with its words cut by NUL, as /proc gives it.
#include "app/services/verdict/capacity.h"
#include "app/services/verdict/clusterreaders.h"
#include "app/services/verdict/helmprocesses.h"
#include "tests/fuzz/input.h"

#include <QJsonDocument>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink::verdict;
    const QByteArray bytes = edgelink::fuzz::bytesOf(data, size);
    const auto manifest = summarise(QString::fromUtf8(edgelink::fuzz::part(bytes, 0)));
    const QJsonObject list = QJsonDocument::fromJson(edgelink::fuzz::part(bytes, 1)).object();
    const QString kind = QStringLiteral("Deployment");
    for (const OwnerMark &mark : ownerMarks(list, kind))
        (void)isPaused(mark, list);
    (void)automationMarks(list, kind);
    (void)replicaCounts(list, kind);
    (void)autoscalersOf(list);
    (void)nodeImages(list);
    QList<NodeRoom> rooms = nodeRooms(list);
    occupy(rooms, list);
    (void)quotaRooms(list);
    (void)continuation(list);
    (void)templateImages(list);
    if (manifest) {
        (void)neededPermissions(*manifest, *manifest, {{QStringLiteral("/apis/apps/v1"), list}},
                                QStringLiteral("edgelink-prod"));
        (void)predictDuration(*manifest, *manifest);
        (void)withoutRoom(rooms, extraPods({}, *manifest, replicaCounts(list, kind)));
    }
    (void)helmChangeOf(edgelink::fuzz::part(bytes, 2).split('\0'), QStringLiteral("edge-link-production"),
                       QStringLiteral("edgelink-prod"), edgelink::fuzz::part(bytes, 3).split('\0'));
    (void)clusterMarkOf({{edgelink::fuzz::part(bytes, 4), {}, {}}}, {});
    return 0;
}
