// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
// Two manifests are compared with each other, the first with a live object in JSON.
#include "app/services/helm/apiresources.h"
#include "app/services/helm/historyparser.h"
#include "app/services/helm/livecompare.h"
#include "app/services/helm/manifest.h"
#include "app/services/helm/releasediff.h"
#include "app/services/helm/yamldocuments.h"
#include "tests/fuzz/input.h"

#include <QJsonDocument>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink::helm;
    const QByteArray bytes = edgelink::fuzz::bytesOf(data, size);
    (void)parseHistory(bytes);
    (void)parseVersion(bytes);
    const auto from = parseManifest(edgelink::fuzz::part(bytes, 0));
    const auto to = parseManifest(edgelink::fuzz::part(bytes, 1));
    const QJsonObject live = QJsonDocument::fromJson(edgelink::fuzz::part(bytes, 2)).object();
    if (!from)
        return 0;
    (void)hooksOf(*from);
    (void)readableManifest(*from);
    const auto values = readYamlDocuments(edgelink::fuzz::part(bytes, 1));
    (void)diffRevisions({*from, {}}, {to.value_or(QList<ManifestObject>()), values ? values->value(0) : QJsonValue()});
    ApiResources resources;
    for (const ManifestObject &object : *from) {
        (void)compareLive(object, live, *from);
        resources.learn(ApiResources::listPath(object), live);
        (void)resources.objectPath(object, QStringLiteral("default"));
    }
    return 0;
}
