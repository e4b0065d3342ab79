// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/redaction.h"
#include "app/services/helm/yamldocuments.h"
#include "app/services/helm/yamlscalar.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace edgelink::helm {

namespace {

QString quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

bool canBePlain(const QString &text)
{
    static const QRegularExpression safe(QStringLiteral(R"(\A[A-Za-z0-9_/.$(][^\x00-\x1f\x7f]*\z)"));
    return safe.match(text).hasMatch() && !text.contains(QLatin1String(": ")) && !text.contains(QLatin1String(" #"))
        && !text.endsWith(QLatin1Char(':')) && !text.endsWith(QLatin1Char(' ')) && plainScalar(text).isString();
}

QString scalar(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double: {
        const QVariant variant = value.toVariant(); // tells integers from reals
        return variant.userType() == QMetaType::LongLong ? QString::number(variant.toLongLong())
                                                         : QString::number(variant.toDouble(), 'g', 15);
    }
    case QJsonValue::String: {
        const QString text = value.toString();
        return isMask(text) || canBePlain(text) ? text : quoted(text);
    }
    default:
        return QStringLiteral("null");
    }
}

/// Text that reads better line by line: file contents in ConfigMaps.
bool isBlock(const QJsonValue &value)
{
    if (!value.isString())
        return false;
    const QString text = value.toString();
    const qsizetype newline = text.indexOf(QLatin1Char('\n'));
    return newline >= 0 && newline < text.size() - 1 && !text.startsWith(QLatin1Char(' '))
        && !text.contains(QLatin1Char('\r'));
}

void write(const QJsonValue &value, const QString &indent, const QString &lead, QStringList &lines);

void writeChild(const QString &head, const QJsonValue &value, const QString &indent, const QString &lead,
                QStringList &lines)
{
    const QString deeper = indent + QStringLiteral("  ");
    if (value.isObject() && !value.toObject().isEmpty()) {
        lines << lead + head;
        write(value, deeper, deeper, lines);
    } else if (value.isArray() && !value.toArray().isEmpty()) {
        lines << lead + head;
        write(value, indent, indent, lines);
    } else if (isBlock(value)) {
        QString text = value.toString();
        const bool ends = text.endsWith(QLatin1Char('\n'));
        if (ends)
            text.chop(1);
        lines << lead + head + (ends ? QStringLiteral(" |") : QStringLiteral(" |-"));
        const QStringList parts = text.split(QLatin1Char('\n'));
        for (const QString &part : parts)
            lines << (part.isEmpty() ? QString() : deeper + part);
    } else {
        QStringList one;
        write(value, indent, QString(), one);
        lines << lead + head + QLatin1Char(' ') + one.value(0);
    }
}

/// `lead` stands before the first line instead of `indent` (it carries the dashes of lists).
void write(const QJsonValue &value, const QString &indent, const QString &lead, QStringList &lines)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        if (object.isEmpty()) {
            lines << lead + QStringLiteral("{}");
            return;
        }
        QString start = lead;
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString key = canBePlain(it.key()) ? it.key() : quoted(it.key());
            writeChild(key + QLatin1Char(':'), it.value(), indent, start, lines);
            start = indent;
        }
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        if (array.isEmpty()) {
            lines << lead + QStringLiteral("[]");
            return;
        }
        QString start = lead;
        for (const QJsonValue item : array) {
            if (isBlock(item))
                writeChild(QStringLiteral("-"), item, indent, start, lines);
            else
                write(item, indent + QStringLiteral("  "), start + QStringLiteral("- "), lines);
            start = indent;
        }
    } else {
        lines << lead + scalar(value);
    }
}

} // namespace

QStringList yamlLines(const QJsonValue &value)
{
    QStringList lines;
    write(value, QString(), QString(), lines);
    return lines;
}

} // namespace edgelink::helm
