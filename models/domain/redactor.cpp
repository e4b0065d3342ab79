// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/redactor.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringView>
#include <QUrl>

#include <algorithm>
#include <array>

namespace edgelink {

namespace {

// Shorter ones would mask half of the output; they are still masked as words of their own.
constexpr qsizetype ShortestAnywhere = 4;
// The longest key in use (16,384 bits) has about 200 lines. An END that never comes must not hide the rest.
constexpr int MostPemLines = 400;
constexpr char PemBegin[] = "-----BEGIN ";

/// Each pattern masks its first capture group. Linear by construction: every one starts at a literal, and no two
/// neighbouring repetitions can match the same character. None crosses a line.
const std::array<QRegularExpression, 8> &patterns()
{
    const auto expression = [](const char *pattern) {
        QRegularExpression made(QString::fromLatin1(pattern), QRegularExpression::CaseInsensitiveOption);
        made.optimize();
        return made;
    };
    static const std::array<QRegularExpression, 8> all{
        // scheme://user:PASSWORD@host; up to the last @, so that a password may hold one.
        expression(R"(://[^\s:/@]{0,256}:([^\s"'<>]{1,512})@)"),
        expression(R"(authorization["']?[ \t]{0,8}[:=][ \t]{0,8}["']?([^\r\n"']++))"),
        expression(R"(\bbearer[ \t]{1,8}([a-z0-9._~+/=-]{8,}+))"),
        // key: VALUE up to the end of the line or a comma; the keyword must end the key, so secretName stays readable.
        expression(
            R"re((?:passw(?:or)?d|passphrase|passcode|pwd|secrets?|tokens?|api[_-]?key|access[_-]?key|private[_-]?key|key-data|credentials?)["']?[ \t]{0,8}:[ \t]{0,8}("(?:[^"\\\r\n]++|\\.)*+"?|'[^'\r\n]*'?|[^\r\n,;}\]"'\x{25cf} \t][^\r\n,;}\]]*+))re"),
        // key=VALUE up to a blank or separator.
        expression(
            R"re((?:passw(?:or)?d|passphrase|passcode|pwd|secrets?|tokens?|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)["']?[ \t]{0,8}=[ \t]{0,8}("(?:[^"\\\r\n]++|\\.)*+"?|'[^'\r\n]*'?|[^\s,;&}"'\x{25cf}]++))re"),
        // --some-token VALUE
        expression(R"(--[a-z0-9-]{0,32}(?:password|passphrase|token|secret|api-key)[ \t]{1,8}([^\s-][^\s]*+))"),
        // JSON web tokens, and Base64 of "-----BEGIN " (kubeconfig's *-data). A header without end would be sought
        // anew from each of its parts; a token's second dot may be out of view.
        expression(R"(\b(eyJ[a-z0-9_-]{5,8192}+\.[a-z0-9_-]{5,}+(?:\.[a-z0-9_-]*+)?|LS0tLS1CRUdJTi[a-z0-9+/=]{8,}+))"),
        expression(R"(\b((?:AKIA|ASIA)[A-Z0-9]{16})\b)"),
    };
    return all;
}

/// Without any of these no pattern can match.
const QByteArrayList &triggerWords()
{
    static const QByteArrayList words{"://", "passw",      "passphrase", "passcode", "pwd",  "secret", "token",   "key",
                                      "eyj", "credential", "authoriz",   "bearer",   "akia", "asia",   "ls0tls1c"};
    return words;
}

/// Whether any pattern can match at all: one pass instead of eight over what is nearly always harmless.
bool mayHoldSecrets(const QString &text)
{
    static const QRegularExpression triggers = [] {
        QRegularExpression made(QString::fromLatin1(triggerWords().join('|')),
                                QRegularExpression::CaseInsensitiveOption);
        made.optimize();
        return made;
    }();
    return triggers.match(text).hasMatch();
}

const QRegularExpression &pemBlock()
{
    static const QRegularExpression expression(
        QStringLiteral("-----BEGIN [A-Z0-9 ]{1,64}-----(.*?)(?:-----END [A-Z0-9 ]{1,64}-----|\\z)"),
        QRegularExpression::DotMatchesEverythingOption);
    return expression;
}

bool isWordPart(const QString &text, qsizetype at)
{
    return at >= 0 && at < text.size() && (text.at(at).isLetterOrNumber() || text.at(at) == QLatin1Char('_'));
}

} // namespace

QString secretMask()
{
    return QStringLiteral("●●●●");
}

Redactor::Redactor(const QStringList &secrets)
{
    for (const QString &secret : secrets) {
        const QString whole = secret.trimmed();
        if (whole.isEmpty())
            continue;
        m_secrets << whole << QString::fromLatin1(QUrl::toPercentEncoding(whole));
        const QString base64 = QString::fromLatin1(whole.toUtf8().toBase64());
        if (base64.size() >= 12)
            m_secrets << base64;
        // Output comes by lines: each line of a longer secret counts by itself. A bracket alone tells nothing.
        const QStringList lines = whole.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            const QString words = line.trimmed();
            if (lines.size() > 1
                && std::any_of(words.begin(), words.end(), [](QChar c) { return c.isLetterOrNumber(); }))
                m_secrets << words;
        }
    }
    order();
}

void Redactor::order()
{
    m_secrets.removeDuplicates();
    std::stable_sort(m_secrets.begin(), m_secrets.end(),
                     [](const QString &a, const QString &b) { return a.size() > b.size(); });
    if (m_secrets.isEmpty())
        return;
    QByteArrayList words = triggerWords() + QByteArrayList{PemBegin};
    for (const QString &secret : std::as_const(m_secrets))
        words << secret.toUtf8();
    m_sieve = std::make_shared<const SecretSieve>(words);
}

bool Redactor::isHarmless(QByteArrayView ascii) const
{
    static const SecretSieve shapes(triggerWords() + QByteArrayList{PemBegin});
    return !(m_sieve ? *m_sieve : shapes).mayHold(ascii);
}

Redactor Redactor::with(const QStringList &secrets) const
{
    Redactor more(secrets);
    more.m_secrets += m_secrets;
    more.order();
    return more;
}

QList<Redactor::Range> Redactor::ranges(const QString &text, Scope scope, bool pemBlocks, Part part) const
{
    const int group = part == Part::Secret ? 1 : 0;
    QList<Range> found;
    for (const QString &secret : m_secrets) {
        if (scope == Scope::Lines && secret.contains(QLatin1Char('\n')))
            continue;
        for (qsizetype at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.size())) {
            const qsizetype end = at + secret.size();
            if (secret.size() >= ShortestAnywhere || (!isWordPart(text, at - 1) && !isWordPart(text, end)))
                found << Range{at, end};
        }
    }
    if (mayHoldSecrets(text)) {
        for (const QRegularExpression &pattern : patterns()) {
            for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
                const QRegularExpressionMatch match = matches.next();
                found << Range{match.capturedStart(group), match.capturedEnd(group)};
            }
        }
    }
    if (pemBlocks && text.contains(QLatin1String(PemBegin))) {
        for (auto matches = pemBlock().globalMatch(text); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            found << Range{match.capturedStart(group), match.capturedEnd(group)};
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

QString Redactor::masked(const QString &text, const QList<Range> &ranges)
{
    if (ranges.isEmpty())
        return text;
    QString result;
    result.reserve(text.size());
    qsizetype done = 0;
    for (const auto &[start, end] : ranges) {
        if (end <= done)
            continue;
        if (start >= done) { // else it overlaps the one before, which stands masked already
            result += QStringView(text).mid(done, start - done);
            result += secretMask();
        }
        done = end;
    }
    result += QStringView(text).mid(done);
    return result;
}

QString Redactor::redact(const QString &text) const
{
    return masked(text, ranges(text, Scope::WholeText, true));
}

QJsonValue Redactor::redact(const QJsonValue &value) const
{
    if (value.isString())
        return redact(value.toString());
    if (value.isArray()) {
        QJsonArray result;
        const QJsonArray array = value.toArray();
        for (const QJsonValue each : array)
            result << redact(each);
        return result;
    }
    if (value.isObject()) {
        QJsonObject result;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            result.insert(redact(it.key()), redact(QJsonValue(it.value())));
        return result;
    }
    return value;
}

QString Redactor::redactLines(const QString &lines, StreamState &state) const
{
    const QLatin1String beginMark(PemBegin);
    const QLatin1String endMark("-----END ");
    if (state.pemLinesLeft == 0 && !lines.contains(beginMark))
        return masked(lines, ranges(lines, Scope::Lines, false));
    QString result;
    for (qsizetype start = 0; start < lines.size();) {
        const qsizetype feed = lines.indexOf(QLatin1Char('\n'), start);
        const qsizetype end = feed < 0 ? lines.size() : feed;
        QString line = lines.mid(start, end - start);
        const qsizetype closing = state.pemLinesLeft > 0 ? line.indexOf(endMark) : 0;
        if (closing != 0) // what stands before the mark on its line is still the key's
            result += secretMask();
        if (closing < 0) {
            --state.pemLinesLeft;
        } else {
            // BEGIN and END on one line are a whole block; BEGIN alone opens one.
            line.remove(0, closing);
            state.pemLinesLeft = 0;
            const qsizetype begin = line.lastIndexOf(beginMark);
            if (begin >= 0 && line.indexOf(endMark, begin) < 0)
                state.pemLinesLeft = MostPemLines;
            result += masked(line, ranges(line, Scope::Lines, true));
        }
        if (feed >= 0)
            result += QLatin1Char('\n');
        start = end + 1;
    }
    return result;
}

Redactor::Cut Redactor::safeCut(const QString &line, qsizetype wanted) const
{
    const QList<Range> found = ranges(line, Scope::Lines, true, Part::Announced);
    const qsizetype first = std::min(wanted, line.size());
    Cut cut{first, false};
    // From the right, so that moving out of one secret does not end up inside an earlier one.
    for (auto it = found.crbegin(); it != found.crend(); ++it) {
        if (it->first < cut.at && cut.at < it->second)
            cut.at = it->first;
    }
    if (cut.at == 0) { // a secret from the very start: behind it, if its end is in view
        cut.at = first;
        for (const auto &[start, end] : found) {
            if (start < cut.at && cut.at < end)
                cut.at = end;
        }
        cut.insideSecret = cut.at == line.size() && first < line.size();
    }
    if (!cut.insideSecret && cut.at > 1 && cut.at < line.size() && line.at(cut.at).isLowSurrogate()
        && line.at(cut.at - 1).isHighSurrogate())
        --cut.at;
    return cut;
}

} // namespace edgelink
