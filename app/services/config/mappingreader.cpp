// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/config/mappingreader.h"
#include "app/services/config/tr.h"

#include "models/domain/thresholdquery.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <vector>

namespace edgelink::config {

namespace {

using std::chrono::milliseconds;

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
int distance(const QString &a, const QString &b)
{
    const auto rows = static_cast<size_t>(a.size()) + 1;
    const auto columns = static_cast<size_t>(b.size()) + 1;
    std::vector<std::vector<int>> d(rows, std::vector<int>(columns));
    for (size_t i = 0; i < rows; ++i)
        d[i][0] = static_cast<int>(i);
    for (size_t j = 0; j < columns; ++j)
        d[0][j] = static_cast<int>(j);
    const auto at = [](const QString &text, size_t i) { return text.at(static_cast<qsizetype>(i)); };
    for (size_t i = 1; i < rows; ++i) {
        for (size_t j = 1; j < columns; ++j) {
            const int cost = at(a, i - 1) == at(b, j - 1) ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost});
            if (i > 1 && j > 1 && at(a, i - 1) == at(b, j - 2) && at(a, i - 2) == at(b, j - 1))
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[rows - 1][columns - 1];
}

QString listed(const QStringList &words)
{
    return words.join(QStringLiteral(", "));
}

} // namespace

void Problems::add(int line, const QString &what)
{
    constexpr qsizetype Most = 20;
    if (m_lines.size() < Most)
        m_lines << QStringLiteral("%1:%2: %3").arg(m_file).arg(line).arg(what);
}

void Problems::add(int line, const QString &where, const QString &expected, const QString &found)
{
    add(line, Tr::tr("%1: expected %2, found %3").arg(where, expected, found));
}

tl::unexpected<Error> Problems::error() const
{
    const QString more = m_lines.size() > 1
        ? Tr::tr("%n more problem(s) in this file.", nullptr, static_cast<int>(m_lines.size() - 1))
        : QString();
    return failure(ErrorKind::Configuration, m_lines.value(0), {}, more, m_lines.join(QLatin1Char('\n')));
}

std::optional<milliseconds> parseDuration(const QString &text)
{
    static const QRegularExpression whole(QStringLiteral(R"(\A(?:[0-9]{1,9}(?:ms|s|m|h|d))+\z)"));
    static const QRegularExpression part(QStringLiteral("([0-9]+)(ms|s|m|h|d)"));
    if (!whole.match(text).hasMatch())
        return std::nullopt;
    qint64 total = 0;
    for (auto it = part.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString unit = match.captured(2);
        const qint64 factor = unit == QLatin1String("ms") ? 1
            : unit == QLatin1String("s")                  ? 1000
            : unit == QLatin1String("m")                  ? 60'000
            : unit == QLatin1String("h")                  ? 3'600'000
                                                          : 86'400'000;
        total += match.captured(1).toLongLong() * factor;
    }
    return milliseconds{total};
}

QString nearest(const QString &word, const QStringList &known)
{
    constexpr qsizetype LongestWord = 64; // the distance is quadratic
    if (word.size() > LongestWord)
        return {};
    QString best;
    int bestDistance = (word.size() < 4 ? 1 : std::max(2, static_cast<int>(word.size()) / 3)) + 1;
    for (const QString &candidate : known) {
        const int d = distance(word.toLower(), candidate.toLower());
        if (d < bestDistance) {
            bestDistance = d;
            best = candidate;
        }
    }
    return best;
}

MappingReader::MappingReader(Problems &problems, const YamlNode &node, QString where, const QStringList &knownKeys,
                             QString baseDirectory)
    : m_problems(problems)
    , m_node(node)
    , m_where(std::move(where))
    , m_baseDirectory(std::move(baseDirectory))
{
    if (node.kind != YamlNode::Kind::Mapping) {
        problems.add(node.line, m_where.isEmpty() ? Tr::tr("the file") : m_where,
                     Tr::tr("a mapping with the keys %1").arg(listed(knownKeys)), node.description());
        return;
    }
    for (const YamlNode::Member &member : node.members) {
        if (knownKeys.isEmpty() || knownKeys.contains(member.key))
            continue;
        const QString guess = nearest(member.key, knownKeys);
        const QString hint = guess.isEmpty() ? Tr::tr("one of %1").arg(listed(knownKeys))
                                             : Tr::tr("one of %1 (did you mean \"%2\"?)").arg(listed(knownKeys), guess);
        YamlNode name;
        name.kind = YamlNode::Kind::Scalar;
        name.text = member.key;
        problems.add(member.line, m_where.isEmpty() ? Tr::tr("unknown key") : Tr::tr("unknown key in %1").arg(m_where),
                     hint, name.description());
    }
}

QString MappingReader::place(const QString &key) const
{
    return m_where.isEmpty() ? key : QStringLiteral("%1.%2").arg(m_where, key);
}

const YamlNode *MappingReader::child(const QString &key, Presence presence)
{
    const YamlNode *node = m_node.find(key);
    if (node == nullptr && presence == Presence::Required && m_node.kind == YamlNode::Kind::Mapping)
        m_problems.add(m_node.line, Tr::tr("%1 is missing").arg(place(key)));
    return node;
}

const YamlNode *MappingReader::scalar(const QString &key, Presence presence, const QString &expected)
{
    const YamlNode *node = child(key, presence);
    if (node == nullptr)
        return nullptr;
    constexpr qsizetype LongestText = qsizetype{16} * 1024;
    if (node->kind != YamlNode::Kind::Scalar) {
        m_problems.add(node->line, place(key), expected, node->description());
        return nullptr;
    }
    if (node->text.size() > LongestText) {
        m_problems.add(node->line, place(key), Tr::tr("at most %1 characters").arg(LongestText),
                       QString::number(node->text.size()));
        return nullptr;
    }
    return node;
}

QString MappingReader::text(const QString &key, Presence presence, const QString &fallback)
{
    const YamlNode *node = scalar(key, presence, Tr::tr("text"));
    if (node != nullptr && presence == Presence::Required && node->text.trimmed().isEmpty())
        m_problems.add(node->line, place(key), Tr::tr("text"), Tr::tr("nothing"));
    return node == nullptr ? fallback : node->text;
}

QString MappingReader::choice(const QString &key, const QStringList &choices, const QString &fallback)
{
    const QString expected = Tr::tr("one of %1").arg(listed(choices));
    const YamlNode *node = scalar(key, Presence::Optional, expected);
    if (node == nullptr)
        return fallback;
    if (!choices.contains(node->text)) {
        const QString guess = nearest(node->text, choices);
        m_problems.add(node->line, place(key),
                       guess.isEmpty() ? expected : Tr::tr("%1 (did you mean \"%2\"?)").arg(expected, guess),
                       node->description());
        return fallback;
    }
    return node->text;
}

double MappingReader::number(const QString &key, double minimum, double maximum, double fallback, Presence presence)
{
    const QString expected
        = Tr::tr("a number from %1 to %2").arg(QString::number(minimum, 'g', 10), QString::number(maximum, 'g', 10));
    const YamlNode *node = scalar(key, presence, expected);
    if (node == nullptr)
        return fallback;
    bool ok = false;
    const double value = node->text.toDouble(&ok);
    if (!ok || !std::isfinite(value) || value < minimum || value > maximum) {
        m_problems.add(node->line, place(key), expected, node->description());
        return fallback;
    }
    return value;
}

qint64 MappingReader::integer(const QString &key, qint64 minimum, qint64 maximum, qint64 fallback, Presence presence)
{
    const QString expected = Tr::tr("a whole number from %1 to %2").arg(minimum).arg(maximum);
    const YamlNode *node = scalar(key, presence, expected);
    if (node == nullptr)
        return fallback;
    bool ok = false;
    const qint64 value = node->text.toLongLong(&ok);
    if (!ok || value < minimum || value > maximum) {
        m_problems.add(node->line, place(key), expected, node->description());
        return fallback;
    }
    return value;
}

milliseconds MappingReader::duration(const QString &key, milliseconds minimum, milliseconds maximum,
                                     milliseconds fallback, Presence presence)
{
    const QString expected
        = Tr::tr("a duration from %1 to %2, such as \"15s\" or \"30m\"")
              .arg(minimum.count() == 0 ? QStringLiteral("0s") : promDuration(minimum), promDuration(maximum));
    const YamlNode *node = scalar(key, presence, expected);
    if (node == nullptr)
        return fallback;
    const std::optional<milliseconds> value = parseDuration(node->text);
    if (!value || *value < minimum || *value > maximum) {
        m_problems.add(node->line, place(key), expected, node->description());
        return fallback;
    }
    return *value;
}

QString MappingReader::absolute(const QString &path) const
{
    if (path.startsWith(QLatin1String("~/")))
        return QDir::cleanPath(QDir::homePath() + path.mid(1));
    return QDir::cleanPath(QDir(m_baseDirectory).absoluteFilePath(path));
}

QString MappingReader::path(const QString &key, Presence presence)
{
    const QString written = text(key, presence);
    return written.isEmpty() ? QString() : absolute(written);
}

QString MappingReader::tool(const QString &key, const QString &fallback)
{
    const QString written = text(key, Presence::Optional, fallback);
    return written.contains(QLatin1Char('/')) ? absolute(written) : written;
}

SecretReference MappingReader::secret(const QString &key)
{
    const YamlNode *node = child(key);
    if (node == nullptr)
        return {};
    if (node->kind == YamlNode::Kind::Scalar) {
        // The value is not repeated: this message may end up in a terminal or a log.
        m_problems.add(
            node->line,
            Tr::tr("%1: a secret may not stand in this file; expected where to find it: {file: …}, {env: …} or "
                   "{keyring: …}, found a literal")
                .arg(place(key)));
        return {};
    }
    static const QStringList keys{QStringLiteral("file"), QStringLiteral("env"), QStringLiteral("keyring")};
    MappingReader reader(m_problems, *node, place(key), keys, m_baseDirectory);
    if (node->kind != YamlNode::Kind::Mapping)
        return {};
    if (node->members.size() != 1) {
        m_problems.add(node->line, place(key), Tr::tr("exactly one of %1").arg(listed(keys)),
                       QString::number(node->members.size()));
        return {};
    }
    if (reader.has(keys.at(0)))
        return {SecretReference::Source::File, reader.path(keys.at(0), Presence::Required)};
    if (reader.has(keys.at(1))) {
        static const QRegularExpression name(QStringLiteral(R"(\A[A-Za-z_][A-Za-z0-9_]*\z)"));
        const QString variable = reader.text(keys.at(1), Presence::Required);
        if (!name.match(variable).hasMatch()) // and a secret pasted by mistake is not repeated
            m_problems.add(node->line,
                           Tr::tr("%1: not the name of an environment variable").arg(reader.place(keys.at(1))));
        return {SecretReference::Source::EnvironmentVariable, variable};
    }
    if (reader.has(keys.at(2))) {
        const QString entry = reader.text(keys.at(2), Presence::Required);
        const qsizetype slash = entry.lastIndexOf(QLatin1Char('/'));
        if (slash <= 0 || slash + 1 == entry.size())
            m_problems.add(
                node->line,
                Tr::tr("%1: not the name of a keyring entry; expected service/user").arg(reader.place(keys.at(2))));
        return {SecretReference::Source::Keyring, entry};
    }
    return {};
}

} // namespace edgelink::config
