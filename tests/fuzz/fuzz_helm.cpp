// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
#include "app/services/helm/historyparser.h"
#include "app/services/helm/manifest.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    (void)edgelink::helm::parseHistory(bytes);
    (void)edgelink::helm::parseVersion(bytes);
    (void)edgelink::helm::parseManifest(bytes);
    return 0;
}
