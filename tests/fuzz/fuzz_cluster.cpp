// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
#include "app/services/cluster/apiparsers.h"
#include "app/services/cluster/credentials.h"
#include "app/services/cluster/kubeconfig.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    using namespace edgelink::cluster;
    (void)parseList(bytes, WatchedKind::Pods);
    (void)parsePods(bytes);
    (void)parseWatchLine(bytes, WatchedKind::Pods);
    (void)parseTable(bytes);
    (void)parseKubeconfig(bytes);
    (void)parseExecCredential(bytes, QStringLiteral("client.authentication.k8s.io/v1"));
    return 0;
}
