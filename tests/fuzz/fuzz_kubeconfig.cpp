// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
#include "app/services/cluster/kubeconfig.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = edgelink::fuzz::bytesOf(data, size);
    using namespace edgelink::cluster;
    if (const auto connection = parseKubeconfig(bytes); connection && connection->exec)
        (void)execInfo(*connection, *connection->exec);
    (void)parseExecCredential(bytes, QStringLiteral("client.authentication.k8s.io/v1"));
    return 0;
}
