// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
#include "app/services/database/conninfo.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink;
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    DatabaseReference reference;
    reference.url = text;
    (void)database::connectionString(reference, QStringLiteral("secret"), 5);
    (void)database::databaseName(reference);
    reference.url.clear();
    reference.service = text;
    (void)database::connectionString(reference, text, 5);
    (void)database::databaseName(reference);
    return 0;
}
