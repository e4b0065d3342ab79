// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/prometheus/replyparser.h"

#include "app/services/prometheus/tr.h"

#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <limits>

namespace edgelink::prometheus {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;
using std::string_view;

constexpr size_t DeepestNesting = 16; // a real reply has seven levels
constexpr qint64 LatestMs = 253'402'300'799'000; // end of the year 9999

/// Thrown inside this file only; becomes an Error at its edge.
struct Misfit {
    QString where;
    QString what;
};

QString text(string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString kindOf(const element &value)
{
    switch (value.type()) {
    case element_type::ARRAY:
        return Tr::tr("a list");
    case element_type::OBJECT:
        return Tr::tr("an object");
    case element_type::STRING:
        return Tr::tr("a string");
    case element_type::BOOL:
        return Tr::tr("a boolean");
    case element_type::NULL_VALUE:
        return Tr::tr("null");
    default:
        return Tr::tr("a number");
    }
}

[[noreturn]] void misfit(const QString &where, const QString &expected, const element &found)
{
    throw Misfit{where, Tr::tr("expected %1, found %2").arg(expected, kindOf(found))};
}

template<typename T>
T as(const element &value, const QString &where, const QString &expected)
{
    T result;
    if (value.get(result) != simdjson::SUCCESS)
        misfit(where, expected, value);
    return result;
}

element member(const object &parent, string_view key, const QString &where)
{
    element value;
    if (parent.at_key(key).get(value) != simdjson::SUCCESS)
        throw Misfit{where.isEmpty() ? text(key) : QStringLiteral("%1.%2").arg(where, text(key)), Tr::tr("is missing")};
    return value;
}

string_view stringAt(const element &value, const QString &where)
{
    return as<string_view>(value, where, Tr::tr("a string"));
}

double sampleValue(const element &value, const QString &where)
{
    const string_view written = stringAt(value, where);
    if (written == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (written == "+Inf" || written == "Inf")
        return std::numeric_limits<double>::infinity();
    if (written == "-Inf")
        return -std::numeric_limits<double>::infinity();
    double number = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
    // from_chars also takes "inf" and "nan", which Prometheus never writes.
    if (error != std::errc() || end != written.data() + written.size() || !std::isfinite(number))
        throw Misfit{where, Tr::tr("expected a number, found \"%1\"").arg(text(written.substr(0, 40)))};
    return number;
}

MetricSample sample(const element &pair, const QString &where)
{
    const array both = as<array>(pair, where, Tr::tr("a pair of time and value"));
    if (both.size() != 2)
        throw Misfit{where, Tr::tr("expected a pair of time and value, found %1 elements").arg(both.size())};
    const element time = both.at(0);
    if (!time.is_number())
        misfit(where + QStringLiteral("[0]"), Tr::tr("a number"), time);
    const double seconds = time.get_double();
    const double ms = std::round(seconds * 1000.0);
    if (!(ms >= 0 && ms <= static_cast<double>(LatestMs)))
        throw Misfit{where + QStringLiteral("[0]"), Tr::tr("expected a time, found %1").arg(seconds)};
    return {static_cast<qint64>(ms), sampleValue(both.at(1), where + QStringLiteral("[1]"))};
}

MetricSeries oneSeries(const element &value, const QString &where, bool matrix)
{
    const object entry = as<object>(value, where, Tr::tr("an object"));
    MetricSeries series;
    const QString metricPlace = where + QStringLiteral(".metric");
    for (const auto &[name, label] : as<object>(member(entry, "metric", where), metricPlace, Tr::tr("an object")))
        series.labels.insert(text(name), text(stringAt(label, QStringLiteral("%1.%2").arg(metricPlace, text(name)))));
    element histogram;
    if (entry.at_key(matrix ? "histograms" : "histogram").get(histogram) == simdjson::SUCCESS)
        throw Misfit{where, Tr::tr("expected numbers, found a native histogram; wrap it in histogram_quantile()")};
    if (!matrix) {
        series.samples << sample(member(entry, "value", where), where + QStringLiteral(".value"));
        return series;
    }
    const QString place = where + QStringLiteral(".values");
    const array values = as<array>(member(entry, "values", where), place, Tr::tr("a list"));
    series.samples.reserve(static_cast<qsizetype>(values.size()));
    qsizetype i = 0;
    for (const element &pair : values) {
        const MetricSample next = sample(pair, QStringLiteral("%1[%2]").arg(place).arg(i));
        if (!series.samples.isEmpty() && next.timeMs <= series.samples.last().timeMs)
            throw Misfit{QStringLiteral("%1[%2]").arg(place).arg(i), Tr::tr("times do not ascend")};
        series.samples << next;
        ++i;
    }
    return series;
}

void collectWarnings(const object &root, string_view key, QStringList &warnings)
{
    constexpr qsizetype Most = 10;
    constexpr size_t Longest = 300;
    array list;
    if (root.at_key(key).get(list) != simdjson::SUCCESS)
        return;
    for (const element &line : list) {
        string_view words;
        if (line.get(words) == simdjson::SUCCESS && warnings.size() < Most)
            warnings << text(words.substr(0, Longest));
    }
}

ErrorKind kindFor(const QString &errorType)
{
    if (errorType == QLatin1String("timeout"))
        return ErrorKind::Timeout;
    if (errorType == QLatin1String("canceled"))
        return ErrorKind::Cancelled;
    if (errorType == QLatin1String("bad_data"))
        return ErrorKind::Configuration; // the query, so the threshold file
    if (errorType == QLatin1String("not_found"))
        return ErrorKind::NotFound;
    if (errorType == QLatin1String("unavailable"))
        return ErrorKind::Unreachable;
    return ErrorKind::ToolFailed;
}

Result<ParsedReply> parse(const object &root)
{
    const QString status = text(stringAt(member(root, "status", {}), QStringLiteral("status")));
    if (status == QLatin1String("error")) {
        const QString type = text(stringAt(member(root, "errorType", {}), QStringLiteral("errorType")));
        const QString message = text(stringAt(member(root, "error", {}), QStringLiteral("error")));
        constexpr qsizetype Longest = 2000;
        return failure(kindFor(type), Tr::tr("Prometheus refuses the query (%1)").arg(type), {}, {},
                       message.left(Longest));
    }
    if (status != QLatin1String("success"))
        throw Misfit{QStringLiteral("status"), Tr::tr("expected success or error, found \"%1\"").arg(status.left(40))};
    ParsedReply reply;
    collectWarnings(root, "warnings", reply.warnings);
    collectWarnings(root, "infos", reply.warnings);
    const QString dataPlace = QStringLiteral("data");
    const object data = as<object>(member(root, "data", {}), dataPlace, Tr::tr("an object"));
    const QString type = text(stringAt(member(data, "resultType", dataPlace), QStringLiteral("data.resultType")));
    const element result = member(data, "result", dataPlace);
    const QString resultPlace = QStringLiteral("data.result");
    if (type == QLatin1String("scalar")) {
        reply.series << MetricSeries{{}, {sample(result, resultPlace)}};
        return reply;
    }
    const bool matrix = type == QLatin1String("matrix");
    if (!matrix && type != QLatin1String("vector"))
        throw Misfit{QStringLiteral("data.resultType"), Tr::tr("expected numbers, found \"%1\"").arg(type.left(40))};
    qsizetype i = 0;
    for (const element &entry : as<array>(result, resultPlace, Tr::tr("a list")))
        reply.series << oneSeries(entry, QStringLiteral("%1[%2]").arg(resultPlace).arg(i++), matrix);
    return reply;
}

} // namespace

Result<ParsedReply> parseReply(const QByteArray &bytes)
{
    constexpr qsizetype Shown = 200;
    const QString beginning = QString::fromUtf8(bytes.left(Shown));
    simdjson::dom::parser parser;
    if (parser.allocate(static_cast<size_t>(bytes.size()) + 1, DeepestNesting) != simdjson::SUCCESS)
        return failure(ErrorKind::BadReply, Tr::tr("not enough memory for the answer"));
    element document;
    const auto error = parser.parse(bytes.constData(), static_cast<size_t>(bytes.size())).get(document);
    if (error != simdjson::SUCCESS) {
        return failure(ErrorKind::BadReply,
                       Tr::tr("the answer is not JSON: %1").arg(QLatin1String(error_message(error))), {}, {},
                       beginning);
    }
    try {
        return parse(as<object>(document, Tr::tr("the answer"), Tr::tr("an object")));
    } catch (const Misfit &wrong) {
        return failure(ErrorKind::BadReply, QStringLiteral("%1: %2").arg(wrong.where, wrong.what), {}, {}, beginning);
    } catch (const simdjson::simdjson_error &wrong) { // e.g. an element past the end of a list
        return failure(ErrorKind::BadReply, QString::fromLatin1(wrong.what()), {}, {}, beginning);
    }
}

} // namespace edgelink::prometheus
