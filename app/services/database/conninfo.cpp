// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/database/conninfo.h"

#include "app/services/database/words.h"

#include <libpq-fe.h>

#include <QMap>
#include <QUrl>

#include <memory>
#include <string>

namespace edgelink::database {

namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

void put(std::string &text, const std::string &key, const std::string &value)
{
    text += key + "='";
    for (const char c : value) {
        if (c == '\'' || c == '\\')
            text += '\\';
        text += c;
    }
    text += "' ";
}

tl::unexpected<Error> bad(const QString &what)
{
    return failure(ErrorKind::Configuration, what, Words::tr("database"),
                   Words::tr("check database.url or database.service of the environment"));
}

} // namespace

Result<std::string> connectionString(const DatabaseReference &reference, const QString &password,
                                     int connectTimeoutSeconds)
{
    if (reference.service.isEmpty() == reference.url.isEmpty())
        return bad(Words::tr("it needs either a service or a URL"));
    QMap<std::string, std::string> given;
    if (!reference.url.isEmpty()) {
        const std::string url = reference.url.toStdString();
        if (!url.starts_with("postgresql://") && !url.starts_with("postgres://"))
            return bad(Words::tr("the URL does not start with postgresql://"));
        char *reason = nullptr; // may quote the URL: not shown, for somebody may have put a password there
        const Options options(PQconninfoParse(url.c_str(), &reason), &PQconninfoFree);
        PQfreemem(reason);
        if (!options)
            return bad(Words::tr("the URL cannot be understood"));
        for (const PQconninfoOption *option = options.get(); option->keyword != nullptr; ++option) {
            if (option->val != nullptr)
                given.insert(option->keyword, option->val);
        }
        if (given.contains("password"))
            return bad(Words::tr("the URL holds a password; name a file, variable or keyring entry instead"));
    } else {
        given.insert("service", reference.service.toStdString());
    }
    if (!password.isEmpty())
        given.insert("password", password.toStdString());
    given.insert("connect_timeout", std::to_string(connectTimeoutSeconds));
    given.insert("application_name", "edgelink-console");
    given.insert("client_encoding", "UTF8");
    given.insert("keepalives_idle", "5");
    given.insert("keepalives_interval", "2");
    given.insert("keepalives_count", "3");
    given.insert("tcp_user_timeout", "10000");

    std::string text;
    for (auto it = given.cbegin(); it != given.cend(); ++it)
        put(text, it.key(), it.value());
    // A service file fills what we leave out, so its settings must not be overridden.
    if (given.contains("service"))
        return text;
    const Options defaults(PQconndefaults(), &PQconninfoFree);
    for (const PQconninfoOption *option = defaults.get(); option != nullptr && option->keyword != nullptr; ++option) {
        const std::string keyword = option->keyword;
        if (option->envvar == nullptr || given.contains(keyword) || keyword == "passfile" || keyword == "service"
            || !qEnvironmentVariableIsSet(option->envvar))
            continue;
        put(text, keyword, option->compiled != nullptr ? option->compiled : "");
    }
    return text;
}

QString databaseName(const DatabaseReference &reference)
{
    if (!reference.service.isEmpty())
        return Words::tr("database service %1").arg(reference.service);
    const QUrl url(reference.url);
    return Words::tr("database %1 at %2:%3").arg(url.path().mid(1), url.host()).arg(url.port(5432));
}

void scrubEnvironment()
{
    qunsetenv("PGSERVICE");
}

} // namespace edgelink::database
