// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/yamlfields.h"

#include "app/services/runbook/words.h"
#include "app/services/runbook/yamldocument.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <utility>

namespace edgelink::runbook {

namespace {

constexpr qsizetype LongestText = 2000;

QString kindOf(const YAML::Node &node)
{
    if (node.IsMap())
        return Words::tr("a map");
    if (node.IsSequence())
        return Words::tr("a list");
    return node.IsNull() ? Words::tr("nothing")
                         : QStringLiteral("'%1'").arg(QString::fromStdString(node.Scalar()).left(80));
}

bool isQuoted(const YAML::Node &node)
{
    return node.Tag() == "!"; // yaml-cpp's tag of a quoted scalar
}

} // namespace

std::optional<std::chrono::milliseconds> parseDuration(const QString &text)
{
    static const QRegularExpression whole(QStringLiteral(R"(\A(?:\d{1,5}(?:h|ms|m|s))+\z)"));
    static const QRegularExpression part(QStringLiteral(R"((\d{1,5})(h|ms|m|s))"));
    if (text.size() > 40 || !whole.match(text).hasMatch())
        return std::nullopt;
    std::chrono::milliseconds sum{0};
    for (auto it = part.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const qint64 number = match.captured(1).toLongLong();
        const QString unit = match.captured(2);
        if (unit == QLatin1String("h"))
            sum += std::chrono::hours{number};
        else if (unit == QLatin1String("m"))
            sum += std::chrono::minutes{number};
        else if (unit == QLatin1String("s"))
            sum += std::chrono::seconds{number};
        else
            sum += std::chrono::milliseconds{number};
    }
    if (sum <= std::chrono::milliseconds{0} || sum > std::chrono::hours{24})
        return std::nullopt;
    return sum;
}

YamlFields::YamlFields(const YAML::Node &node, QString what, const QStringList &knownKeys, const QString &file,
                       Problems &problems)
    : m_node(node)
    , m_what(std::move(what))
    , m_file(file)
    , m_problems(&problems)
{
    if (!m_node.IsMap()) {
        problem(runbook::lineOf(m_node), Words::tr("%1 is not a map").arg(m_what), Words::tr("key: value pairs"),
                kindOf(m_node));
        return;
    }
    QStringList seen;
    for (const auto &entry : m_node) {
        const QString key = entry.first.IsScalar() ? QString::fromStdString(entry.first.Scalar()) : QString();
        const QString shown = QStringLiteral("'%1'").arg(key.left(80));
        if (seen.contains(key))
            problem(runbook::lineOf(entry.first), Words::tr("%1 has the same key twice").arg(m_what), {}, shown);
        seen << key;
        if (!knownKeys.contains(key))
            problem(runbook::lineOf(entry.first), Words::tr("%1 has an unknown key").arg(m_what), oneOf(key, knownKeys),
                    shown);
    }
}

void YamlFields::problem(int line, const QString &what, const QString &expected, const QString &found) const
{
    m_problems->append({m_file, line, what, expected, found});
}

bool YamlFields::has(const char *key) const
{
    return m_node.IsMap() && m_node[key].IsDefined();
}

YAML::Node YamlFields::node(const char *key) const
{
    return m_node[key];
}

int YamlFields::line() const
{
    return runbook::lineOf(m_node);
}

int YamlFields::lineOf(const char *key) const
{
    return has(key) ? runbook::lineOf(m_node[key]) : line();
}

QString YamlFields::scalar(const YAML::Node &node, const QString &name) const
{
    if (!node.IsScalar()) {
        problem(runbook::lineOf(node), Words::tr("%1 of %2 is not one value").arg(name, m_what), Words::tr("text"),
                kindOf(node));
        return {};
    }
    const QString text = QString::fromStdString(node.Scalar());
    if (text.size() > LongestText)
        problem(runbook::lineOf(node), Words::tr("%1 of %2 is too long").arg(name, m_what),
                Words::tr("at most %1 characters").arg(LongestText), QString::number(text.size()));
    return text.left(LongestText);
}

QString YamlFields::string(const char *key, bool required) const
{
    const QString name = QStringLiteral("'%1'").arg(QLatin1String(key));
    if (!has(key)) {
        if (required && isMap())
            problem(line(), Words::tr("%1 has no %2").arg(m_what, name));
        return {};
    }
    const QString text = scalar(m_node[key], name);
    if (required && m_node[key].IsScalar() && text.trimmed().isEmpty())
        problem(lineOf(key), Words::tr("%1 of %2 is empty").arg(name, m_what));
    return text;
}

int YamlFields::integer(const char *key, int fallback, int minimum, int maximum) const
{
    if (!has(key))
        return fallback;
    bool valid = false;
    const int number
        = QString::fromStdString(m_node[key].IsScalar() ? m_node[key].Scalar() : std::string{}).toInt(&valid);
    if (valid && number >= minimum && number <= maximum)
        return number;
    problem(lineOf(key), Words::tr("'%1' of %2 is not a number in range").arg(QLatin1String(key), m_what),
            Words::tr("%1 … %2").arg(minimum).arg(maximum), kindOf(m_node[key]));
    return fallback;
}

bool YamlFields::boolean(const char *key, bool fallback) const
{
    if (!has(key))
        return fallback;
    const std::string text = m_node[key].IsScalar() ? m_node[key].Scalar() : std::string{};
    if (text == "true" || text == "false")
        return text == "true";
    problem(lineOf(key), Words::tr("'%1' of %2 is neither true nor false").arg(QLatin1String(key), m_what),
            Words::tr("true or false"), kindOf(m_node[key]));
    return fallback;
}

std::chrono::milliseconds YamlFields::duration(const char *key, std::chrono::milliseconds fallback) const
{
    if (!has(key))
        return fallback;
    const QString text = m_node[key].IsScalar() ? QString::fromStdString(m_node[key].Scalar()) : QString();
    if (const auto parsed = parseDuration(text))
        return *parsed;
    problem(lineOf(key), Words::tr("'%1' of %2 is not a duration").arg(QLatin1String(key), m_what),
            Words::tr("for example 90s, 5m or 1h30m, at most 24h"), kindOf(m_node[key]));
    return fallback;
}

QList<YAML::Node> YamlFields::list(const char *key, int maximum) const
{
    QList<YAML::Node> items;
    if (!has(key))
        return items;
    const YAML::Node sequence = m_node[key];
    if (!sequence.IsSequence()) {
        problem(lineOf(key), Words::tr("'%1' of %2 is not a list").arg(QLatin1String(key), m_what), Words::tr("a list"),
                kindOf(sequence));
        return items;
    }
    for (const auto &item : sequence) {
        if (items.size() == maximum) {
            problem(runbook::lineOf(item), Words::tr("'%1' of %2 has too many entries").arg(QLatin1String(key), m_what),
                    Words::tr("at most %1").arg(maximum));
            break;
        }
        items.append(YAML::Node(item));
    }
    return items;
}

QStringList YamlFields::strings(const char *key) const
{
    QStringList texts;
    const QList<YAML::Node> items = list(key, 200);
    for (const YAML::Node &item : items)
        texts << scalar(item, QStringLiteral("'%1'").arg(QLatin1String(key)));
    return texts;
}

LocalizedText YamlFields::text(const char *key, bool required) const
{
    if (!has(key)) {
        if (required && isMap())
            problem(line(), Words::tr("%1 has no '%2'").arg(m_what, QLatin1String(key)),
                    QStringLiteral("{en: …, zh: …}"));
        return {};
    }
    return readText(m_node[key], Words::tr("'%1' of %2").arg(QLatin1String(key), m_what), m_file, *m_problems);
}

LocalizedText readText(const YAML::Node &node, const QString &what, const QString &file, Problems &problems)
{
    if (!node.IsMap()) {
        problems.append({file, lineOf(node), Words::tr("%1 is not in both languages").arg(what),
                         QStringLiteral("{en: …, zh: …}"), kindOf(node)});
        return {};
    }
    const YamlFields fields(node, what, {QStringLiteral("en"), QStringLiteral("zh")}, file, problems);
    return {fields.string("en", true), fields.string("zh", true)};
}

QJsonObject YamlFields::object(const char *key) const
{
    if (!has(key))
        return {};
    if (!m_node[key].IsMap()) {
        problem(lineOf(key), Words::tr("'%1' of %2 is not a map").arg(QLatin1String(key), m_what),
                Words::tr("key: value pairs"), kindOf(m_node[key]));
        return {};
    }
    return json(m_node[key]).toObject();
}

QJsonValue YamlFields::json(const YAML::Node &node) const
{
    if (node.IsMap()) {
        QJsonObject object;
        for (const auto &entry : node) {
            const QString key = scalar(entry.first, Words::tr("a key"));
            if (object.contains(key))
                problem(runbook::lineOf(entry.first), Words::tr("%1 has the same key twice").arg(m_what), {},
                        QStringLiteral("'%1'").arg(key));
            object.insert(key, json(entry.second));
        }
        return object;
    }
    if (node.IsSequence()) {
        QJsonArray array;
        for (const auto &item : node)
            array.append(json(item));
        return array;
    }
    if (node.IsNull())
        return QJsonValue::Null;
    const QString text = scalar(node, Words::tr("a value"));
    if (isQuoted(node))
        return text;
    if (text == QLatin1String("true") || text == QLatin1String("false"))
        return text == QLatin1String("true");
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    static const QRegularExpression plain(QStringLiteral(R"(\A-?\d{1,15}(\.\d{1,6})?\z)")); // 1e5, inf, 0x10 stay text
    return isNumber && plain.match(text).hasMatch() ? QJsonValue(number) : QJsonValue(text);
}

} // namespace edgelink::runbook
