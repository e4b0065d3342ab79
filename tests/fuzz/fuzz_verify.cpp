// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
// Replies of the platform's API, output of tools and of `kubectl exec`, live objects.
#include "app/services/verify/apichecks.h"
#include "app/services/verify/execchecks.h"
#include "app/services/verify/podchecks.h"
#include "app/services/verify/preflight.h"
#include "app/services/verify/readback.h"
#include "app/services/verify/smoke.h"
#include "tests/fuzz/input.h"

#include <QJsonDocument>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink;
    using namespace edgelink::verify;
    const QByteArray bytes = fuzz::bytesOf(data, size);
    net::HttpReply reply;
    reply.body = bytes;
    reply.location = bytes.left(500);
    for (const int status : {200, 201, 302, 500}) {
        reply.status = status;
        (void)judgeHealth(reply);
        (void)judgeMetrics(reply);
        (void)registeredDevice(reply);
        (void)judgeConfig(reply, QStringLiteral("6f1c2a34-0000-4000-8000-000000000001"));
    }
    (void)versionIn(bytes);
    CommandResult result;
    result.outcome = Outcome::Success;
    result.exitCode = 0;
    result.standardOutput = bytes;
    result.standardError = bytes;
    (void)judgeExec(result, "PONG", QStringLiteral("PING"));
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    (void)foreignFields(object);
    (void)releaseOwners(object, QStringLiteral("Deployment"));
    (void)rolledBackTo(QString::fromUtf8(bytes));
    return 0;
}
