// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
#include "app/services/alertmanager/alertparser.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = edgelink::fuzz::bytesOf(data, size);
    using namespace edgelink::alertmanager;
    (void)parseAlerts(bytes);
    (void)parseSilences(bytes);
    (void)parseSilence(bytes);
    (void)parseSilenceId(bytes);
    return 0;
}
