// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all, to the console and to the sandbox itself: no crash, no hang, no exception that escapes.
#include "app/sandbox/statefile.h"
#include "app/services/drill/statefile.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = edgelink::fuzz::bytesOf(data, size);
    (void)edgelink::drill::parseState(bytes);
    // `down` writes what it has read, for the next `up` to read.
    if (const auto state = edgelink::sandbox::parseState(bytes))
        (void)edgelink::sandbox::parseState(edgelink::sandbox::toJson(*state));
    return 0;
}
