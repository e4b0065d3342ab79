// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/config/thresholdfile.h"

#include "app/services/config/mappingreader.h"
#include "app/services/config/tr.h"
#include "app/services/config/yamldocument.h"
#include "models/domain/thresholdquery.h"

#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

// Static libraries must ask for their resources by name, outside any namespace.
static void initThresholdResources()
{
    Q_INIT_RESOURCE(edgelink_thresholds);
}

namespace edgelink::config {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr double LargestNumber = 1e15;

/// A query, with its placeholders proven to be known.
QString query(MappingReader &reader, const QString &key, const QString &present, const Threshold &threshold,
              Presence presence)
{
    if (!reader.has(key) && presence == Presence::Optional)
        return present;
    const QString text = reader.text(key, Presence::Required).trimmed();
    if (const Result<QString> expanded = expandQuery(text, threshold, {}); !expanded) {
        reader.problems().add(
            reader.child(key)->line,
            QStringLiteral("%1: %2. %3").arg(reader.place(key), expanded.error().what, expanded.error().next));
    }
    return text;
}

void readTitle(MappingReader &reader, Threshold &threshold, Presence presence)
{
    const YamlNode *node = reader.child(u"title"_s, presence);
    if (node == nullptr)
        return;
    if (node->kind == YamlNode::Kind::Scalar) { // an organisation's own file may speak one language
        threshold.titles = {node->text, {}};
    } else {
        MappingReader title(reader.problems(), *node, reader.place(u"title"_s), knownThresholdKeys(u"title"_s));
        threshold.titles = {title.text(u"en"_s, Presence::Required), title.text(u"zh"_s)};
    }
    threshold.title = threshold.titles.en;
}

void readQueries(MappingReader &reader, Threshold &threshold, Presence required)
{
    Problems &problems = reader.problems();
    threshold.query = query(reader, u"query"_s, threshold.query, threshold, required);
    threshold.baselineQuery
        = query(reader, u"baseline_query"_s, threshold.baselineQuery, threshold, Presence::Optional);
    if (const YamlNode *node = reader.child(u"worst"_s)) {
        MappingReader worst(problems, *node, reader.place(u"worst"_s), knownThresholdKeys(u"worst"_s));
        threshold.worstLabel = worst.text(u"label"_s, Presence::Required);
        threshold.worstQuery = query(worst, u"query"_s, {}, threshold, Presence::Required);
    }
    if (const YamlNode *node = reader.child(u"ceiling"_s)) {
        MappingReader ceiling(problems, *node, reader.place(u"ceiling"_s), knownThresholdKeys(u"ceiling"_s));
        threshold.ceilingQuery = query(ceiling, u"query"_s, {}, threshold, Presence::Required);
        threshold.ceilingScale = ceiling.number(u"scale"_s, 1e-12, LargestNumber, 1);
    }
}

void readLimits(MappingReader &reader, Threshold &threshold, Presence required)
{
    threshold.unit = reader.text(u"unit"_s, Presence::Optional, threshold.unit);
    const QString above = u"above"_s;
    const QString below = u"below"_s;
    threshold.direction
        = reader.choice(u"direction"_s, {above, below}, threshold.direction == Direction::Above ? above : below)
            == above
        ? Direction::Above
        : Direction::Below;
    threshold.threshold = reader.number(u"threshold"_s, -LargestNumber, LargestNumber, threshold.threshold, required);
    if (reader.has(u"baseline"_s))
        threshold.baseline = reader.number(u"baseline"_s, -LargestNumber, LargestNumber, 0);
    threshold.window = reader.duration(u"window"_s, milliseconds{0}, hours{24}, threshold.window, required);
    constexpr qint64 MostDecimals = 6;
    threshold.decimals = static_cast<int>(reader.integer(u"decimals"_s, 0, MostDecimals, threshold.decimals));
    threshold.baselineRange = reader.duration(u"baseline_range"_s, minutes{1}, hours{24 * 7}, threshold.baselineRange);
    threshold.baselineOffset
        = reader.duration(u"baseline_offset"_s, minutes{1}, hours{24 * 35}, threshold.baselineOffset);
}

void readEntry(MappingReader &reader, Threshold &threshold, bool complete)
{
    const Presence required = complete ? Presence::Required : Presence::Optional;
    readTitle(reader, threshold, required);
    readLimits(reader, threshold, required);
    readQueries(reader, threshold, required);
    if (threshold.baseline && !threshold.baselineQuery.isEmpty()) {
        reader.problems().add(reader.line(), reader.place(u"baseline"_s), Tr::tr("either baseline or baseline_query"),
                              Tr::tr("both"));
    }
    constexpr double MostPercent = 1000;
    if (!threshold.baselineQuery.isEmpty() && !(threshold.threshold > 0 && threshold.threshold <= MostPercent)) {
        reader.problems().add(reader.line(), reader.place(u"threshold"_s),
                              Tr::tr("a percentage of the measured baseline, above 0 and at most 1000"),
                              QString::number(threshold.threshold));
    }
}

} // namespace

QStringList knownThresholdKeys(const QString &section)
{
    static const QMap<QString, QStringList> keys{
        {u""_s, {u"version"_s, u"thresholds"_s}},
        {u"threshold"_s,
         {u"id"_s, u"title"_s, u"unit"_s, u"direction"_s, u"threshold"_s, u"baseline"_s, u"window"_s, u"decimals"_s,
          u"query"_s, u"worst"_s, u"ceiling"_s, u"baseline_range"_s, u"baseline_offset"_s, u"baseline_query"_s}},
        {u"title"_s, {u"en"_s, u"zh"_s}},
        {u"worst"_s, {u"label"_s, u"query"_s}},
        {u"ceiling"_s, {u"scale"_s, u"query"_s}},
    };
    return keys.value(section);
}

Result<QList<Threshold>> parseThresholds(const QByteArray &bytes, const QString &filePath, const QList<Threshold> &base)
{
    const QString fileName = QFileInfo(filePath).fileName();
    const Result<YamlNode> root = parseYaml(bytes, fileName);
    if (!root)
        return tl::make_unexpected(root.error());
    Problems problems(fileName);
    QList<Threshold> thresholds = base;
    QSet<QString> seen;
    MappingReader reader(problems, *root, {}, knownThresholdKeys({}));
    (void)reader.integer(u"version"_s, 1, 1, 1, Presence::Required);
    const YamlNode *list = reader.child(u"thresholds"_s, Presence::Required);
    if (list != nullptr && (list->kind != YamlNode::Kind::Sequence || list->items.empty()))
        problems.add(list->line, u"thresholds"_s, Tr::tr("a list of triggers"), list->description());
    static const std::vector<YamlNode> None;
    for (const YamlNode &node : list == nullptr ? None : list->items) {
        const QString place = QStringLiteral("thresholds[%1]").arg(seen.size());
        MappingReader entry(problems, node, place, knownThresholdKeys(u"threshold"_s));
        if (node.kind != YamlNode::Kind::Mapping)
            continue;
        static const QRegularExpression validId(QStringLiteral(R"(\A[a-z0-9][a-z0-9-]{0,62}\z)"));
        const QString id = entry.text(u"id"_s, Presence::Required);
        if (!validId.match(id).hasMatch() || seen.contains(id)) {
            problems.add(node.line, entry.place(u"id"_s), Tr::tr("a unique id of lower-case letters, digits and \"-\""),
                         QStringLiteral("\"%1\"").arg(id.left(64)));
            continue;
        }
        seen << id;
        const auto known = std::find_if(thresholds.begin(), thresholds.end(),
                                        [&id](const Threshold &threshold) { return threshold.id == id; });
        if (known != thresholds.end()) {
            readEntry(entry, *known, false);
        } else {
            Threshold threshold;
            threshold.id = id;
            readEntry(entry, threshold, true);
            thresholds << threshold;
        }
    }
    constexpr qsizetype Most = 64; // each is polled every scrape
    if (thresholds.size() > Most)
        problems.add(1, u"thresholds"_s, Tr::tr("at most %1 triggers").arg(Most), QString::number(thresholds.size()));
    if (problems.any())
        return problems.error();
    return thresholds;
}

Result<QList<Threshold>> builtinThresholds()
{
    initThresholdResources();
    const QString path = QStringLiteral(":/edgelink/thresholds/edgelink.yaml");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Configuration, Tr::tr("the built-in triggers are missing from this build"), path);
    return parseThresholds(file.readAll(), path);
}

Result<QList<Threshold>> loadThresholds(const Environment &environment)
{
    Result<QList<Threshold>> base = builtinThresholds();
    if (!base || environment.thresholdsFile.isEmpty())
        return base;
    const Result<QByteArray> bytes = readBounded(environment.thresholdsFile, YamlLimits{}.bytes);
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    return parseThresholds(*bytes, environment.thresholdsFile, *base);
}

} // namespace edgelink::config
