// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/report/retelling.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace edgelink::report {

namespace {

constexpr int MostDepth = 8; ///< of sentences in places of others and after others
constexpr qsizetype MostSeams = 60; ///< between pieces of one text
constexpr qsizetype WidestPiece = 12; ///< of one piece, in seams
constexpr qsizetype MostInList = 20;
constexpr qsizetype CostOfSwallowed = 5; ///< of a sentence in a place, in letters
constexpr qsizetype MostLength = 8000; ///< of a text that is looked at
constexpr qsizetype LeastWeight = 4; ///< "%1: %2" would be everything

/// Of what a service says, and lists of that; other keys hold ids, names, numbers, what people wrote, and evidence,
/// which is as it was read.
bool isSpoken(const QString &key)
{
    static const QStringList keys{
        QStringLiteral("text"),     QStringLiteral("endState"), QStringLiteral("error"),    QStringLiteral("purpose"),
        QStringLiteral("observed"), QStringLiteral("title"),    QStringLiteral("details"),  QStringLiteral("list"),
        QStringLiteral("facts"),    QStringLiteral("debt"),     QStringLiteral("warnings"), QStringLiteral("preflight"),
        QStringLiteral("skipped"),  QStringLiteral("forced"),   QStringLiteral("lookedAt"), QStringLiteral("problems")};
    return keys.contains(key);
}

/// A Chinese sign says about as much as three letters.
qsizetype weightOf(const QString &text)
{
    qsizetype weight = 0;
    for (const QChar c : text)
        weight += !c.isLetter() ? 0 : c.unicode() >= 0x2E80 ? 3 : 1;
    return weight;
}

/// Nobody chose that: the console gave its own reason where else a person's stands.
bool isReasonOurs(const JournalEvent &event)
{
    const bool hasReason = event.draft.kind == QLatin1String(journalkind::Decision)
        || event.draft.kind == QLatin1String(journalkind::IncidentClosed);
    return hasReason
        && (event.draft.actor == QLatin1String("console") || event.draft.actor == QLatin1String("edgelink-console"));
}

/// Written by people, or in no report.
bool isLeftAsItIs(const JournalEvent &event)
{
    static const QStringList Kinds{
        QLatin1String(journalkind::Note),           QLatin1String(journalkind::ReportField),
        QLatin1String(journalkind::Decision),       QLatin1String(journalkind::IncidentClosed),
        QLatin1String(journalkind::MetricSnapshot), QLatin1String(journalkind::Observation),
        QLatin1String(journalkind::StepStarted)};
    return Kinds.contains(event.draft.kind) || !event.draft.payload.value(QLatin1String("manual")).toString().isEmpty();
}

/// "%1", "%L2", "%n".
const QRegularExpression &place()
{
    static const QRegularExpression pattern(QStringLiteral("%L?([1-9]|n)"));
    return pattern;
}

/// That end within the text.
qsizetype sentencesIn(const QString &text)
{
    static const QRegularExpression end(QString::fromUtf8("[.\xe3\x80\x82](?= )|\xe3\x80\x82(?=.)|\xef\xbc\x9b|; "));
    return text.count(end);
}

} // namespace

Retelling::Retelling(const QList<LocalizedText> &sentences, const QString &language)
    : m_toChinese(language.startsWith(QLatin1String("zh")))
{
    for (const LocalizedText &sentence : sentences) {
        if (m_toChinese)
            add(sentence.en, sentence.zh);
        else
            add(sentence.zh, sentence.en);
    }
}

Retelling Retelling::withTitlesOf(const QList<JournalEvent> &events) const
{
    Retelling taught = *this;
    for (const JournalEvent &event : events) {
        taught.learn(event.draft.payload.value(QLatin1String("titles")));
        const QJsonArray preflight = event.draft.payload.value(QLatin1String("preflight")).toArray();
        for (const QJsonValue check : preflight)
            taught.learn(check.toObject().value(QLatin1String("title")));
    }
    return taught;
}

void Retelling::learn(const QJsonValue &title)
{
    const QString english = title.toObject().value(QLatin1String("en")).toString();
    const QString chinese = title.toObject().value(QLatin1String("zh")).toString();
    const QString &from = m_toChinese ? english : chinese;
    if (!english.isEmpty() && !chinese.isEmpty() && english != chinese && !m_whole.contains(from))
        m_whole.insert(from, m_toChinese ? chinese : english);
}

void Retelling::add(const QString &from, const QString &target)
{
    if (from == target || from.isEmpty())
        return;
    Form form;
    qsizetype at = 0;
    for (auto it = place().globalMatch(from); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        form.literals << from.mid(at, match.capturedStart() - at);
        form.places << match.captured(1);
        at = match.capturedEnd();
    }
    form.literals << from.mid(at);
    if (form.places.isEmpty()) {
        if (!m_whole.contains(from))
            m_whole.insert(from, target);
        return;
    }
    // The same words for one and for many.
    const auto same = std::find_if(m_forms.begin(), m_forms.end(), [&form](const Form &other) {
        return other.literals == form.literals && other.places == form.places;
    });
    if (same != m_forms.end()) {
        if (form.places.contains(QLatin1String("n")) && same->targets.size() == 1)
            same->targets << target;
        return;
    }
    form.targets << target;
    for (const QString &literal : std::as_const(form.literals))
        form.weight += weightOf(literal);
    if (form.weight < LeastWeight)
        return;
    const QString &first = form.literals.first();
    m_byFirst[first.isEmpty() ? QChar() : first.front()] << m_forms.size();
    m_forms << form;
}

/// What stands in the form's places, when the form is the whole of the text.
std::optional<QStringList> Retelling::valuesIn(const Form &form, QStringView text)
{
    const QString &first = form.literals.first();
    const QString &last = form.literals.last();
    if (!text.startsWith(first) || !text.endsWith(last) || text.size() < first.size() + last.size())
        return std::nullopt;
    const QStringView inner = text.mid(first.size(), text.size() - first.size() - last.size());
    QStringList values;
    qsizetype at = 0;
    for (qsizetype i = 1; i + 1 < form.literals.size(); ++i) {
        const qsizetype next = inner.indexOf(form.literals.at(i), at);
        if (next < 0)
            return std::nullopt;
        values << inner.mid(at, next - at).toString();
        at = next + form.literals.at(i).size();
    }
    values << inner.mid(at).toString();
    return values;
}

Retelling::Told Retelling::filled(const Form &form, const QStringList &values, Work &work, int depth) const
{
    Told told;
    QMap<QString, QString> places;
    for (qsizetype i = 0; i < form.places.size(); ++i) {
        const Told value = asText(values.at(i), work, depth + 1);
        places.insert(form.places.at(i), value.text);
        told.cost += value.cost + CostOfSwallowed * sentencesIn(values.at(i));
    }
    const bool many = places.value(QStringLiteral("n"), QStringLiteral("1")) != QLatin1String("1");
    const QString &target = many ? form.targets.last() : form.targets.first();
    qsizetype at = 0;
    for (auto it = place().globalMatch(target); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        told.text += target.mid(at, match.capturedStart() - at) + places.value(match.captured(1));
        at = match.capturedEnd();
    }
    told.text += target.mid(at);
    return told;
}

/// As one sentence of ours or one title: of the forms that fit, the one that leaves least.
std::optional<Retelling::Told> Retelling::asPiece(const QString &text, Work &work, int depth) const
{
    if (text.isEmpty())
        return std::nullopt;
    if (const auto known = work.pieces.constFind(text); known != work.pieces.cend())
        return *known;
    work.pieces.insert(text, std::nullopt); // while it is looked at: it is no part of itself
    Told best;
    qsizetype weight = 0;
    const auto whole = m_whole.constFind(text);
    bool found = whole != m_whole.cend();
    if (found) {
        best.text = *whole;
    } else {
        for (const qsizetype candidate : m_byFirst.value(text.front()) + m_byFirst.value(QChar())) {
            const Form &form = m_forms.at(candidate);
            const std::optional<QStringList> values = valuesIn(form, text);
            if (!values)
                continue;
            const Told told = filled(form, *values, work, depth);
            if (found && (told.cost > best.cost || (told.cost == best.cost && form.weight <= weight)))
                continue;
            found = true;
            best = told;
            weight = form.weight;
        }
    }
    const std::optional<Told> piece = found ? std::optional<Told>(best) : std::nullopt;
    work.pieces.insert(text, piece);
    return piece;
}

/// Names set apart by commas, if each of them is ours.
std::optional<Retelling::Told> Retelling::asList(const QString &text, Work &work, int depth) const
{
    const QString comma = QStringLiteral(", ");
    const QStringList names = text.split(comma);
    if (names.size() < 2 || names.size() > MostInList)
        return std::nullopt;
    Told told;
    QStringList again;
    for (const QString &name : names) {
        const std::optional<Told> piece = asPiece(name, work, depth);
        if (!piece)
            return std::nullopt;
        again << piece->text;
        told.cost += piece->cost;
    }
    told.text = again.join(comma);
    return told;
}

/// Sentences one after the other, or a subject and what became of it: parted so that least is left. A form whose place
/// comes first or last fits many sentences at once, so the longest piece is not the best one.
Retelling::Told Retelling::inPieces(const QString &text, Work &work, int depth) const
{
    static const QRegularExpression seam(QString::fromUtf8("(?<=[.\xe3\x80\x82]) | \xe2\x80\x94 |; |\xef\xbc\x9b|: "));
    QList<QRegularExpressionMatch> seams;
    for (auto it = seam.globalMatch(text); it.hasNext();) {
        seams << it.next();
        if (seams.size() > MostSeams)
            return asPiece(text, work, depth + 1).value_or(Told{text, weightOf(text)});
    }
    const qsizetype count = seams.size();
    QList<Told> best(count + 2); // of all that follows each seam; the last one: of nothing
    for (qsizetype from = count; from >= 0; --from) {
        const qsizetype start = from == 0 ? 0 : seams.at(from - 1).capturedEnd();
        bool isFirst = true;
        for (qsizetype last = std::min(count, from + WidestPiece); last >= from; --last) {
            const qsizetype end = last < count ? seams.at(last).capturedStart() : text.size();
            const QString words = text.mid(start, end - start);
            const std::optional<Told> piece = asPiece(words, work, depth + 1);
            if (!piece && last > from)
                continue;
            Told told = piece.value_or(Told{words, weightOf(words)});
            if (last < count) {
                const QString between = seams.at(last).captured();
                const bool isChineseStop = told.text.endsWith(QChar(0x3002)) && between == QLatin1String(" ");
                if (!isChineseStop)
                    told.text += between;
                told.text += best.at(last + 1).text;
                told.cost += best.at(last + 1).cost;
            }
            if (isFirst || told.cost < best.at(from).cost)
                best[from] = told;
            isFirst = false;
        }
    }
    return best.first();
}

Retelling::Told Retelling::asText(const QString &text, Work &work, int depth) const
{
    const Told untold{text, weightOf(text)};
    if (text.isEmpty() || text.size() > MostLength || depth > MostDepth)
        return untold;
    if (const auto known = work.texts.constFind(text); known != work.texts.cend())
        return *known;
    work.texts.insert(text, untold);
    Told told = inPieces(text, work, depth);
    if (const std::optional<Told> list = asList(text, work, depth + 1); list && list->cost < told.cost)
        told = *list;
    work.texts.insert(text, told);
    return told;
}

QString Retelling::retold(const QString &text) const
{
    Work work;
    return asText(text, work, 0).text;
}

QJsonValue Retelling::retold(const QJsonValue &value) const
{
    if (value.isString())
        return retold(value.toString());
    if (value.isArray()) {
        QJsonArray again;
        const QJsonArray array = value.toArray();
        for (const QJsonValue each : array)
            again.append(retold(each));
        return again;
    }
    QJsonObject object = value.toObject();
    if (!value.isObject())
        return value;
    const QStringList keys = object.keys();
    for (const QString &key : keys) {
        if (isSpoken(key))
            object.insert(key, retold(object.value(key)));
    }
    return object;
}

JournalEvent Retelling::retold(JournalEvent event) const
{
    const QString reason = event.draft.payload.value(QLatin1String("reason")).toString();
    if (isReasonOurs(event))
        event.draft.payload.insert(QStringLiteral("reason"), retold(reason));
    else if (!isLeftAsItIs(event))
        event.draft.payload = retold(QJsonValue(event.draft.payload)).toObject();
    // Of what a probe said no report speaks; of what a run may leave behind it does.
    QJsonObject owes = event.draft.payload.value(QLatin1String("owes")).toObject();
    for (auto it = owes.begin(); it != owes.end(); ++it)
        it.value() = retold(it.value().toString());
    if (!owes.isEmpty())
        event.draft.payload.insert(QStringLiteral("owes"), owes);
    return event;
}

} // namespace edgelink::report
