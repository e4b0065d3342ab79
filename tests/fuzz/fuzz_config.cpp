// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
#include "app/services/config/configuration.h"
#include "app/services/config/thresholdfile.h"
#include "models/domain/thresholdquery.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink;
    const QByteArray bytes = fuzz::bytesOf(data, size);
    (void)config::parseConfiguration(bytes, QStringLiteral("/fuzz/console.yaml"));
    if (const auto thresholds = config::parseThresholds(bytes, QStringLiteral("/fuzz/thresholds.yaml"))) {
        for (const Threshold &threshold : *thresholds)
            (void)expandQuery(threshold.query, threshold, {});
    }
    return 0;
}
