// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/database/conninfo.h"

#include "app/services/database/words.h"

#include <libpq-fe.h>

#include <QMap>
#include <QUrl>
#include <QUrlQuery>

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

Error unknownService(const QString &service, const QString &raw)
{
    const QString file = qEnvironmentVariable("PGSERVICEFILE", QStringLiteral("~/.pg_service.conf"));
    return {ErrorKind::Configuration, Words::tr("the database service cannot be used"), service,
            Words::tr("define [%1] with host, user and dbname in %2, or correct it there").arg(service, file), raw};
}

/// Everything libpq would use for this service. It has no call for that which does not connect, so it is given one
/// setting that it checks last of all and must refuse, before it looks up a name or opens a socket.
Result<QMap<std::string, std::string>> optionsOf(const QString &service)
{
    static constexpr auto refused = "edgelink-does-not-connect";
    std::string text;
    put(text, "service", service.toStdString());
    put(text, "gssencmode", refused);
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectStart(text.c_str()), &PQfinish);
    if (!connection)
        return failure(ErrorKind::Io, Words::tr("there is not enough memory"));
    const std::string said = PQerrorMessage(connection.get());
    if (said.find(refused) == std::string::npos)
        return tl::make_unexpected(unknownService(service, QString::fromUtf8(said.c_str()).trimmed()));
    const Options options(PQconninfo(connection.get()), &PQconninfoFree);
    QMap<std::string, std::string> values;
    for (const PQconninfoOption *option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
        if (option->val != nullptr && *option->val != '\0')
            values.insert(option->keyword, option->val);
    }
    // Without a word about the host libpq takes a folder of sockets that was chosen when it was built.
    if (!values.contains("host") && !values.contains("hostaddr"))
        values.insert("host", PQhost(connection.get()));
    return values;
}

/// Only what golang-migrate's driver knows as a setting of its own: it sends all else to the server, which refuses it.
QString urlOf(const QMap<std::string, std::string> &values)
{
    const auto value = [&values](const char *key) { return QString::fromStdString(values.value(key)); };
    const QString host = value("host").isEmpty() ? value("hostaddr") : value("host");
    QUrl url;
    url.setScheme(QStringLiteral("postgresql"));
    url.setUserName(value("user"), QUrl::DecodedMode);
    url.setPath(QLatin1Char('/') + value("dbname"), QUrl::DecodedMode);
    QList<std::pair<QString, QString>> query;
    if (host.startsWith(QLatin1Char('/')) || host.contains(QLatin1Char(','))) {
        query.append(
            {QStringLiteral("host"), host}); // a folder of sockets, or several hosts: no place for them in front
        query.append({QStringLiteral("port"), value("port")});
    } else {
        url.setHost(host.isEmpty() ? QStringLiteral("localhost") : host, QUrl::DecodedMode);
        if (const int port = value("port").toInt(); port > 0)
            url.setPort(port);
    }
    // It knows neither of libpq's "prefer" and "allow"; without a word it insists on TLS.
    if (const QString mode = value("sslmode"); mode != QLatin1String("prefer") && mode != QLatin1String("allow"))
        query.append({QStringLiteral("sslmode"), mode});
    for (const char *key : {"sslcert", "sslkey", "sslrootcert", "connect_timeout"})
        query.append({QString::fromLatin1(key), value(key)});
    QUrlQuery parts;
    for (const auto &[key, text] : std::as_const(query)) {
        if (!text.isEmpty())
            parts.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(text)));
    }
    url.setQuery(parts);
    return url.toString(QUrl::FullyEncoded);
}

} // namespace

DatabaseReference resolved(DatabaseReference reference)
{
    if (reference.service.isEmpty())
        return reference;
    const auto options = optionsOf(reference.service);
    if (!options) {
        reference.problem = options.error().sentence();
        return reference;
    }
    reference.url = urlOf(*options);
    reference.passFile = QString::fromStdString(options->value("passfile"));
    if (reference.password.source == SecretReference::Source::None && options->contains("password"))
        reference.password = {SecretReference::Source::DatabaseService, reference.service};
    for (const char *name : {"PGSERVICEFILE", "PGSYSCONFDIR"}) {
        if (qEnvironmentVariableIsSet(name))
            reference.serviceVariables.insert(QString::fromLatin1(name), qEnvironmentVariable(name));
    }
    return reference;
}

Result<QByteArray> servicePassword(const QString &service)
{
    const auto options = optionsOf(service);
    if (!options)
        return tl::make_unexpected(options.error());
    const std::string password = options->value("password");
    if (password.empty())
        return failure(ErrorKind::NotFound, Words::tr("the database service holds no password any more"), service);
    return QByteArray::fromStdString(password);
}

Result<std::string> connectionString(const DatabaseReference &reference, const QString &password,
                                     int connectTimeoutSeconds)
{
    if (reference.service.isEmpty() && reference.url.isEmpty())
        return bad(Words::tr("it needs either a service or a URL"));
    QMap<std::string, std::string> given;
    if (reference.service.isEmpty()) {
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
        // Asked first, for libpq's own words for a missing one come without a way out.
        if (const auto options = optionsOf(reference.service); !options)
            return tl::make_unexpected(options.error());
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
    qunsetenv("PGSERVICE"); // first: a missing one would spoil the table of defaults
    const Options defaults(PQconndefaults(), &PQconninfoFree);
    for (const PQconninfoOption *option = defaults.get(); option != nullptr && option->keyword != nullptr; ++option) {
        const std::string keyword = option->keyword;
        if (option->envvar != nullptr && keyword != "password" && keyword != "passfile"
            && qEnvironmentVariableIsSet(option->envvar))
            qunsetenv(option->envvar);
    }
}

} // namespace edgelink::database
