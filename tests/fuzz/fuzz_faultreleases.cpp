// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// helm's history as the sandbox reads it, and what it makes of rows that roll back to one another.
#include "app/sandbox/faultreleases.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink::sandbox;
    const QList<ReleaseRow> history = parseReleaseRows(edgelink::fuzz::bytesOf(data, size));
    const QList<FaultRelease> releases{{3, 2}, {5, 4}, {4, 5}};
    (void)originOf(history, newestRevision(history));
    (void)inEffect(history, releases);
    (void)healthyRevision(history, releases);
    return 0;
}
