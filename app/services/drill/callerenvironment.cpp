// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/drill/callerenvironment.h"

#include <array>

namespace edgelink::drill {

namespace {

constexpr std::array Names{
    // What curl, Go, pip and Python know; either case, each has its own habit.
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "all_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "ALL_PROXY",
    "GOPROXY",
    "GONOPROXY",
    "GOPRIVATE",
    "GOFLAGS",
    "GOSUMDB",
    "GONOSUMDB",
    "GOPATH",
    "GOMODCACHE",
    "GOCACHE",
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "PIP_CERT",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "XDG_CACHE_HOME",
    "XDG_RUNTIME_DIR",
    // Of app/sandbox and packaging/toolchain/build.
    "EDGELINK_TOOLCHAIN",
    "EDGELINK_TOOLCHAIN_CACHE",
    "EDGELINK_GO",
    "EDGELINK_RESOURCES",
};

/// https://user:password@proxy, a private index with its token, or user:password@proxy.
bool mayHoldLogin(const QString &value)
{
    return value.contains(QLatin1String("://")) || value.contains(QLatin1Char('@'));
}

} // namespace

void handOnCallerEnvironment(CommandSpec &spec)
{
    for (const char *const each : Names) {
        const QString name = QString::fromLatin1(each);
        const QString value = qEnvironmentVariable(each);
        if (value.isEmpty())
            continue;
        if (mayHoldLogin(value))
            spec.secretEnvironment.insert(name, {SecretReference::Source::EnvironmentVariable, name});
        else
            spec.environment.insert(name, value);
    }
}

} // namespace edgelink::drill
