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

/// The form with the most of its own words in the text, of those that are the whole of it.
std::optional<Retelling::Found> Retelling::find(QStringView text) const
{
    std::optional<Found> best;
    for (const qsizetype candidate : m_byFirst.value(text.front()) + m_byFirst.value(QChar())) {
        const Form &form = m_forms.at(candidate);
        if (best && best->form->weight >= form.weight)
            continue;
        const QString &first = form.literals.first();
        const QString &last = form.literals.last();
        if (!text.startsWith(first) || !text.endsWith(last) || text.size() < first.size() + last.size())
            continue;
        const QStringView inner = text.mid(first.size(), text.size() - first.size() - last.size());
        QStringList values;
        qsizetype at = 0;
        bool fits = true;
        for (qsizetype i = 1; i + 1 < form.literals.size() && fits; ++i) {
            const qsizetype next = inner.indexOf(form.literals.at(i), at);
            fits = next >= 0;
            values << (fits ? inner.mid(at, next - at).toString() : QString());
            at = next + form.literals.at(i).size();
        }
        if (!fits)
            continue;
        values << inner.mid(at).toString();
        best = Found{&form, values};
    }
    return best;
}

QString Retelling::told(const Found &found, int depth) const
{
    QMap<QString, QString> values;
    for (qsizetype i = 0; i < found.form->places.size(); ++i)
        values.insert(found.form->places.at(i), retold(found.values.at(i), depth + 1));
    const bool many = values.value(QStringLiteral("n"), QStringLiteral("1")) != QLatin1String("1");
    const QString &target = many ? found.form->targets.last() : found.form->targets.first();
    QString text;
    qsizetype at = 0;
    for (auto it = place().globalMatch(target); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        text += target.mid(at, match.capturedStart() - at) + values.value(match.captured(1));
        at = match.capturedEnd();
    }
    return text + target.mid(at);
}

std::optional<QString> Retelling::asOne(const QString &text, int depth) const
{
    if (const auto whole = m_whole.constFind(text); whole != m_whole.cend())
        return *whole;
    if (text.isEmpty())
        return std::nullopt;
    const std::optional<Found> found = find(text);
    return found ? std::optional(told(*found, depth)) : std::nullopt;
}

/// Names set apart by commas, if each of them is ours.
std::optional<QString> Retelling::asList(const QString &text, int depth) const
{
    const QString comma = QStringLiteral(", ");
    QStringList parts = text.split(comma);
    if (parts.size() < 2 || parts.size() > MostInList)
        return std::nullopt;
    for (QString &part : parts) {
        const std::optional<QString> again = asOne(part, depth);
        if (!again)
            return std::nullopt;
        part = *again;
    }
    return parts.join(comma);
}

QString Retelling::retold(const QString &text, int depth) const
{
    if (text.isEmpty() || text.size() > MostLength || depth > MostDepth)
        return text;
    if (const std::optional<QString> whole = asOne(text, depth))
        return *whole;
    if (const std::optional<QString> list = asList(text, depth + 1))
        return *list;
    // Sentences one after the other, or a subject and what became of it: the longest pieces that are ours.
    static const QRegularExpression seam(QString::fromUtf8("(?<=[.\xe3\x80\x82]) | \xe2\x80\x94 |; |\xef\xbc\x9b|: "));
    QList<QRegularExpressionMatch> seams;
    for (auto it = seam.globalMatch(text); it.hasNext();) {
        seams << it.next();
        if (seams.size() > MostSeams)
            return text;
    }
    QString again;
    qsizetype from = 0;
    for (qsizetype next = 0; next <= seams.size();) {
        qsizetype last = next; // the seam that the piece ends at; one beyond the last: the text's end
        std::optional<QString> piece;
        for (qsizetype i = std::min(seams.size(), next + WidestPiece); i >= next && !piece && !seams.isEmpty(); --i) {
            const qsizetype end = i < seams.size() ? seams.at(i).capturedStart() : text.size();
            piece = asOne(text.mid(from, end - from), depth + 1);
            last = piece ? i : last;
        }
        const bool isLast = last >= seams.size();
        const qsizetype end = isLast ? text.size() : seams.at(last).capturedStart();
        again += piece.value_or(text.mid(from, end - from));
        if (isLast)
            break;
        const bool isChineseStop = again.endsWith(QChar(0x3002));
        again
            += isChineseStop && seams.at(last).captured() == QLatin1String(" ") ? QString() : seams.at(last).captured();
        from = seams.at(last).capturedEnd();
        next = last + 1;
    }
    return again;
}

QString Retelling::retold(const QString &text) const
{
    return retold(text, 0);
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
    return event;
}

} // namespace edgelink::report
