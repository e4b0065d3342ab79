// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/redaction.h"

#include <QJsonArray>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>

#include <array>

namespace edgelink::helm {

namespace {

constexpr char16_t maskStart = 0xE000; // private use: no tool prints these
constexpr char16_t maskEnd = 0xE001;
constexpr int maskDigits = 16;

const QRegularExpression &maskPattern()
{
    static const QRegularExpression pattern(QStringLiteral("\uE000[0-9a-f]{16}\uE001"));
    return pattern;
}

QStringList wordsOf(const QString &key)
{
    QStringList words;
    QString word;
    const auto flush = [&] {
        if (!word.isEmpty())
            words << word.toLower();
        word.clear();
    };
    for (qsizetype i = 0; i < key.size(); ++i) {
        const QChar c = key.at(i);
        if (!c.isLetterOrNumber()) {
            flush();
            continue;
        }
        if (c.isUpper() && i > 0 && key.at(i - 1).isLower())
            flush();
        word += c;
    }
    flush();
    return words;
}

/// Members of a secret-looking mapping that only point somewhere: `secret: {secretName: x, items: …}`.
bool isReference(const QString &key)
{
    static const QSet<QString> names{
        QStringLiteral("name"),       QStringLiteral("secretName"), QStringLiteral("key"),
        QStringLiteral("path"),       QStringLiteral("optional"),   QStringLiteral("defaultMode"),
        QStringLiteral("mode"),       QStringLiteral("enabled"),    QStringLiteral("create"),
        QStringLiteral("namespace"),  QStringLiteral("audience"),   QStringLiteral("expirationSeconds"),
        QStringLiteral("apiVersion"), QStringLiteral("kind"),       QStringLiteral("type")};
    return names.contains(key);
}

} // namespace

bool looksSecret(const QString &key)
{
    static const QSet<QString> structural{QStringLiteral("imagePullSecrets"), QStringLiteral("imagePullSecret"),
                                          QStringLiteral("serviceAccountToken"),
                                          QStringLiteral("automountServiceAccountToken")};
    static const QSet<QString> secretWords{
        QStringLiteral("password"),     QStringLiteral("passwords"),   QStringLiteral("passwd"),
        QStringLiteral("pwd"),          QStringLiteral("pass"),        QStringLiteral("passphrase"),
        QStringLiteral("secret"),       QStringLiteral("secrets"),     QStringLiteral("token"),
        QStringLiteral("tokens"),       QStringLiteral("psk"),         QStringLiteral("apikey"),
        QStringLiteral("credential"),   QStringLiteral("credentials"), QStringLiteral("privatekey"),
        QStringLiteral("secretkey"),    QStringLiteral("accesskey"),   QStringLiteral("dsn"),
        QStringLiteral("authtoken"),    QStringLiteral("pgpassword"),  QStringLiteral("cookie"),
        QStringLiteral("authorization")};
    static const QSet<QString> keyKinds{
        QStringLiteral("api"),    QStringLiteral("access"),  QStringLiteral("private"), QStringLiteral("secret"),
        QStringLiteral("shared"), QStringLiteral("signing"), QStringLiteral("account"), QStringLiteral("encryption"),
        QStringLiteral("auth"),   QStringLiteral("license"), QStringLiteral("session"), QStringLiteral("master"),
        QStringLiteral("jwt"),    QStringLiteral("hmac"),    QStringLiteral("tls"),     QStringLiteral("ssh"),
        QStringLiteral("server"), QStringLiteral("client"),  QStringLiteral("storage"), QStringLiteral("webhook")};
    if (structural.contains(key))
        return false;
    QStringList words = wordsOf(key);
    // A trailing number or encoding does not change what it is: PASSWORD_2, password_base64.
    while (words.size() > 1
           && (words.last() == QLatin1String("base64") || words.last() == QLatin1String("b64")
               || words.last() == QLatin1String("value") || words.last().toUInt() > 0))
        words.removeLast();
    if (words.isEmpty())
        return false;
    const QString before = words.size() > 1 ? words.at(words.size() - 2) : QString();
    if (before == QLatin1String("existing") || before == QLatin1String("pull"))
        return false;
    const QString last = words.last();
    if (secretWords.contains(last))
        return true;
    return (last == QLatin1String("key") || last == QLatin1String("keys")) && keyKinds.contains(before);
}

bool isMask(const QString &text)
{
    return text.size() == maskDigits + 2 && text.at(0) == QChar(maskStart)
        && text.at(text.size() - 1) == QChar(maskEnd);
}

Redactor::Redactor()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    m_key = QByteArray(reinterpret_cast<const char *>(words.data()), static_cast<qsizetype>(sizeof words));
}

QString Redactor::mask(const QString &secret) const
{
    const QByteArray digest
        = QMessageAuthenticationCode::hash(secret.toUtf8(), m_key, QCryptographicHash::Sha256).toHex().left(maskDigits);
    return QChar(maskStart) + QString::fromLatin1(digest) + QChar(maskEnd);
}

QString Redactor::text(const QString &text) const
{
    QString result = QString::fromUtf8(text.toUtf8()); // no lone surrogates: the patterns below need valid text
    // What would look like a mask of ours is not one.
    result.remove(QChar(maskStart));
    result.remove(QChar(maskEnd));
    static const QRegularExpression keyBlock(
        QStringLiteral("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)"));
    static const QRegularExpression urlPassword(QStringLiteral(R"((://[^/\s:@]*:)([^/\s@]+)(@))"));
    static const QRegularExpression option(QStringLiteral(R"((--?)([A-Za-z0-9][\w-]*)([= ])(\S+))"));
    static const QRegularExpression line(
        QStringLiteral(R"re((^|[\n;,{&?]\s*|\s)(["']?)([A-Za-z_][\w.-]*)(["']?\s*[:=]\s*)([^\s][^\n]*))re"));

    // In one pass: a hostile megabyte of secrets stays linear.
    const auto replaceGroup = [this](QString &in, const QRegularExpression &pattern, int nameGroup, int valueGroup) {
        QString out;
        qsizetype copied = 0;
        qsizetype at = 0;
        while (true) {
            const QRegularExpressionMatch match = pattern.match(in, at, QRegularExpression::NormalMatch,
                                                                QRegularExpression::DontCheckSubjectStringMatchOption);
            if (!match.hasMatch())
                break;
            const QString value = match.captured(valueGroup);
            const qsizetype start = match.capturedStart(valueGroup);
            if ((nameGroup < 0 || looksSecret(match.captured(nameGroup))) && !value.contains(QChar(maskStart))) {
                out += QStringView(in).sliced(copied, start - copied);
                out += mask(value);
                copied = start + value.size();
                at = copied;
            } else {
                at = qMax(match.capturedStart() + 1, start); // a line may hold several pairs
            }
        }
        if (copied > 0)
            in = out.append(QStringView(in).sliced(copied));
    };
    replaceGroup(result, keyBlock, -1, 0);
    replaceGroup(result, urlPassword, -1, 2);
    replaceGroup(result, option, 2, 4);
    replaceGroup(result, line, 3, 5);
    return result;
}

QJsonValue Redactor::walk(const QJsonValue &value, bool secret, int depth) const
{
    if (depth > 200)
        return mask(QStringLiteral("deep"));
    switch (value.type()) {
    case QJsonValue::Object:
        return walkMembers(value.toObject(), secret, depth);
    case QJsonValue::Array: {
        QJsonArray result;
        bool nextIsSecret = false; // ["--password", "x"]
        const QJsonArray array = value.toArray();
        for (const QJsonValue item : array) {
            result.append(walk(item, secret || (nextIsSecret && item.isString()), depth + 1));
            const QString text = item.toString();
            nextIsSecret = text.startsWith(QLatin1String("-")) && looksSecret(text) && !text.contains(QLatin1Char('='));
        }
        return result;
    }
    case QJsonValue::String:
        return secret && !value.toString().isEmpty() ? mask(value.toString()) : text(value.toString());
    case QJsonValue::Double:
        return secret ? QJsonValue(mask(value.toVariant().toString())) : value;
    default:
        return value;
    }
}

QJsonObject Redactor::walkMembers(const QJsonObject &object, bool secret, int depth) const
{
    QJsonObject result;
    // An env entry names its secret beside it.
    const bool named = looksSecret(object.value(QLatin1String("name")).toString());
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool leaf = !it.value().isObject() && !it.value().isArray();
        const bool memberSecret = (secret && !(leaf && isReference(it.key()))) || looksSecret(it.key())
            || (named && it.key() == QLatin1String("value"));
        result.insert(it.key(), walk(it.value(), memberSecret, depth + 1));
    }
    return result;
}

QJsonObject Redactor::object(const QJsonObject &object) const
{
    QJsonObject result = walkMembers(object, false, 0);
    if (object.value(QLatin1String("kind")).toString() == QLatin1String("Secret")) {
        for (const char *field : {"data", "stringData"}) {
            const QString name = QString::fromLatin1(field);
            const QJsonValue data = object.value(name);
            if (data.isUndefined())
                continue;
            QJsonObject masked;
            const QJsonObject members = data.toObject();
            for (auto it = members.begin(); it != members.end(); ++it)
                masked.insert(it.key(), mask(it.value().toVariant().toString()));
            result.insert(name, masked);
        }
    }
    return result;
}

QJsonValue Redactor::values(const QJsonValue &values) const
{
    return walk(values, false, 0);
}

QString unmasked(const QString &line)
{
    QString result = line;
    return result.replace(maskPattern(), QStringLiteral("●●●●"));
}

QString maskOutline(const QString &line)
{
    if (!line.contains(maskPattern()))
        return {};
    QString result = line;
    return result.replace(maskPattern(), QStringLiteral("\uE000"));
}

} // namespace edgelink::helm
