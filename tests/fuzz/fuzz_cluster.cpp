// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
#include "app/services/cluster/apiparsers.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = edgelink::fuzz::bytesOf(data, size);
    using namespace edgelink::cluster;
    for (const WatchedKind kind :
         {WatchedKind::Pods, WatchedKind::Deployments, WatchedKind::StatefulSets, WatchedKind::ReleaseSecrets}) {
        (void)parseList(bytes, kind);
        (void)parseWatchLine(bytes, kind);
    }
    (void)parsePods(bytes);
    (void)parseWorkloads(bytes, WatchedKind::Deployments);
    (void)parseTable(bytes);
    (void)apiError(403, bytes, QStringLiteral("list pods"));
    return 0;
}
