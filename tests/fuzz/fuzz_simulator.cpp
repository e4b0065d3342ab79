// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
// What the sandbox reads: bodies of the platform's HTTP API, lists of the API server, scenarios and faults.
#include "app/sandbox/simulator/activefaults.h"
#include "app/sandbox/simulator/clusterview.h"
#include "app/sandbox/simulator/devicebody.h"
#include "app/sandbox/simulator/scenario.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink::sandbox;
    const QByteArray bytes = edgelink::fuzz::bytesOf(data, size);
    (void)parseRegistration(bytes);
    (void)parseSample(bytes);
    (void)parsePods(bytes);
    (void)parseDeployments(bytes);
    (void)parseStatefulSets(bytes);
    (void)parseAutoscalers(bytes);
    (void)parseConfigMap(bytes);
    (void)parseQuantity(QString::fromUtf8(bytes));
    (void)parseActiveFaults(bytes, {});
    (void)parseScenario(bytes, {QStringLiteral("memory-leak")});
    (void)parseFaults(bytes);
    return 0;
}
