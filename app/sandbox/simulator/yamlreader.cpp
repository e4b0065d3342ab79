// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/yamlreader.h"

#include "app/sandbox/words.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgelink::sandbox {

namespace {

constexpr qsizetype MAXIMUM_BYTES = 256LL * 1024;
constexpr int MAXIMUM_ENTRIES = 1000;
constexpr int MAXIMUM_DEPTH = 32;
constexpr int MAXIMUM_NODES = 10'000; ///< of free-form values; aliases are followed, so the file's size bounds nothing

int lineOf(const YAML::Node &node)
{
    // A default-made node has no place; a mark of -1 becomes 0.
    return node.IsDefined() ? node.Mark().line + 1 : 0;
}

QString name(const YAML::Node &node)
{
    switch (node.Type()) {
    case YAML::NodeType::Map:
        return Words::tr("a mapping");
    case YAML::NodeType::Sequence:
        return Words::tr("a list");
    case YAML::NodeType::Scalar:
        return QStringLiteral("\"%1\"").arg(QString::fromStdString(node.Scalar()).left(40));
    case YAML::NodeType::Null:
    case YAML::NodeType::Undefined:
        break;
    }
    return Words::tr("nothing");
}

/// Edit distance, for the nearest valid key. Keys are short.
qsizetype distance(const QString &a, const QString &b)
{
    QList<qsizetype> row(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const qsizetype replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

QString nearest(const QString &key, const QStringList &known)
{
    return *std::min_element(known.cbegin(), known.cend(), [&key](const QString &a, const QString &b) {
        return distance(key, a) < distance(key, b);
    });
}

} // namespace

YamlReader::YamlReader(const QByteArray &text)
{
    if (text.size() > MAXIMUM_BYTES) {
        m_findings << Finding{0, Words::tr("the file is larger than 256 KiB")};
        return;
    }
    try {
        m_root = YAML::Load(text.toStdString());
    } catch (const YAML::Exception &error) {
        m_findings << Finding{error.mark.line + 1, QString::fromStdString(error.msg)};
        return;
    }
    if (!m_root.IsMap()) {
        m_findings << Finding{1, Words::tr("expected a mapping at the top level, found %1").arg(name(m_root))};
        m_root = YAML::Node();
    }
}

void YamlReader::add(const YAML::Node &node, const QString &message)
{
    m_findings << Finding{lineOf(node), message};
}

QList<std::pair<QString, YAML::Node>> YamlReader::entries(const YAML::Node &node, const QString &path,
                                                          const QStringList &known)
{
    QList<std::pair<QString, YAML::Node>> list;
    if (!node.IsMap()) {
        add(node, Words::tr("%1: expected a mapping, found %2").arg(path, name(node)));
        return list;
    }
    QSet<QString> seen;
    for (const auto &entry : node) {
        if (list.size() == MAXIMUM_ENTRIES) {
            add(entry.first, Words::tr("%1: more than 1000 entries").arg(path));
            break;
        }
        if (!entry.first.IsScalar()) {
            add(entry.first, Words::tr("%1: a key must be text").arg(path));
            continue;
        }
        const QString key = QString::fromStdString(entry.first.Scalar());
        if (seen.contains(key))
            add(entry.first, Words::tr("%1: key \"%2\" stands here twice").arg(path, key.left(40)));
        else if (!known.isEmpty() && !known.contains(key))
            add(entry.first,
                Words::tr("%1: unknown key \"%2\"; nearest valid one: %3")
                    .arg(path, key.left(40), nearest(key.left(40), known)));
        else
            list.append({key, entry.second});
        seen.insert(key);
    }
    return list;
}

QList<YAML::Node> YamlReader::items(const YAML::Node &node, const QString &path)
{
    QList<YAML::Node> list;
    if (!node.IsSequence()) {
        add(node, Words::tr("%1: expected a list, found %2").arg(path, name(node)));
        return list;
    }
    for (const YAML::Node &item : node) {
        if (list.size() == MAXIMUM_ENTRIES) {
            add(item, Words::tr("%1: more than 1000 entries").arg(path));
            break;
        }
        list.append(item);
    }
    return list;
}

QString YamlReader::text(const YAML::Node &node, const QString &path, qsizetype maximum)
{
    if (!node.IsScalar() || node.Scalar().empty()) {
        add(node, Words::tr("%1: expected text, found %2").arg(path, name(node)));
        return {};
    }
    const QString value = QString::fromStdString(node.Scalar());
    if (value.size() > maximum)
        add(node, Words::tr("%1: longer than %2 characters").arg(path).arg(maximum));
    return value.left(maximum);
}

QStringList YamlReader::texts(const YAML::Node &node, const QString &path)
{
    QStringList list;
    for (const YAML::Node &item : items(node, path))
        list << text(item, path);
    return list;
}

double YamlReader::number(const YAML::Node &node, const QString &path, double minimum, double maximum)
{
    double value = std::numeric_limits<double>::quiet_NaN();
    const bool read = node.IsScalar() && YAML::convert<double>::decode(node, value);
    if (!read || !std::isfinite(value) || value < minimum || value > maximum) {
        add(node,
            Words::tr("%1: expected a number from %2 to %3, found %4")
                .arg(path)
                .arg(minimum)
                .arg(maximum)
                .arg(name(node)));
        return minimum;
    }
    return value;
}

int YamlReader::integer(const YAML::Node &node, const QString &path, int minimum, int maximum)
{
    bool read = false;
    const int value = node.IsScalar() ? QString::fromStdString(node.Scalar()).toInt(&read) : 0;
    if (!read || value < minimum || value > maximum) {
        add(node,
            Words::tr("%1: expected a whole number from %2 to %3, found %4")
                .arg(path)
                .arg(minimum)
                .arg(maximum)
                .arg(name(node)));
        return minimum;
    }
    return value;
}

bool YamlReader::boolean(const YAML::Node &node, const QString &path)
{
    return oneOf(node, path, {QStringLiteral("true"), QStringLiteral("false")}) == QStringLiteral("true");
}

QString YamlReader::oneOf(const YAML::Node &node, const QString &path, const QStringList &allowed)
{
    QString value = node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString();
    if (!allowed.contains(value)) {
        add(node,
            Words::tr("%1: expected one of %2; found %3").arg(path, allowed.join(QStringLiteral(", ")), name(node)));
        return {};
    }
    return value;
}

QJsonValue YamlReader::json(const YAML::Node &node, const QString &path)
{
    int budget = MAXIMUM_NODES;
    QJsonValue value = json(node, path, 0, budget);
    if (budget < 0)
        add(node, Words::tr("%1: more than 10000 values").arg(path));
    return value;
}

QJsonValue YamlReader::json(const YAML::Node &node, const QString &path, int depth, int &budget)
{
    if (--budget < 0)
        return {};
    if (depth > MAXIMUM_DEPTH) {
        add(node, Words::tr("%1: nested deeper than 32 levels").arg(path));
        budget = 0; // one finding is enough
        return {};
    }
    if (node.IsMap()) {
        QJsonObject object;
        for (const auto &[key, value] : entries(node, path))
            object.insert(key, json(value, path + QLatin1Char('.') + key, depth + 1, budget));
        return object;
    }
    if (node.IsSequence()) {
        QJsonArray array;
        for (const YAML::Node &item : items(node, path))
            array.append(json(item, path, depth + 1, budget));
        return array;
    }
    if (!node.IsScalar())
        return {};
    const QString scalar = QString::fromStdString(node.Scalar());
    if (node.Tag() == "!") // quoted
        return scalar;
    if (scalar == QStringLiteral("true") || scalar == QStringLiteral("false"))
        return scalar == QStringLiteral("true");
    bool isNumber = false;
    const qint64 whole = scalar.toLongLong(&isNumber);
    if (isNumber)
        return whole;
    const double real = scalar.toDouble(&isNumber);
    if (isNumber && std::isfinite(real))
        return real;
    return scalar;
}

void YamlReader::require(const YAML::Node &map, const QString &path, const QStringList &keys)
{
    if (!map.IsMap())
        return; // already a finding
    for (const QString &key : keys) {
        if (!map[key.toStdString()].IsDefined())
            add(map, Words::tr("%1: key \"%2\" is missing").arg(path, key));
    }
}

} // namespace edgelink::sandbox
