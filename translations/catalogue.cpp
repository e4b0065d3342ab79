// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "translations/catalogue.h"

#include <QMap>
#include <QResource>
#include <QStringList>
#include <QXmlStreamReader>

#include <algorithm>
#include <utility>

namespace edgelink {

namespace {

struct Message {
    QString context;
    QString source;
    QStringList forms; ///< one, or those of a plural
};

Message readMessage(QXmlStreamReader &xml, const QString &context)
{
    Message message{context, {}, {}};
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            QString whole;
            while (!xml.atEnd() && xml.readNext() != QXmlStreamReader::EndElement) {
                if (xml.isStartElement())
                    message.forms << xml.readElementText(); // numerusform
                else if (xml.isCharacters())
                    whole += xml.text();
            }
            if (message.forms.isEmpty())
                message.forms << whole;
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

/// The .ts format, Qt Linguist's.
QList<Message> messagesOf(const QString &file)
{
    const QByteArray bytes = QResource(file).uncompressedData();
    QXmlStreamReader xml(bytes);
    QList<Message> messages;
    xml.readNextStartElement();
    while (xml.readNextStartElement()) { // context
        QString context;
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1String("message"))
                messages << readMessage(xml, context);
            else
                xml.skipCurrentElement();
        }
    }
    return messages;
}

bool isOfServices(const QString &context)
{
    static const QStringList Others{QStringLiteral("Event"),   QStringLiteral("Fault"),   QStringLiteral("Run"),
                                    QStringLiteral("State"),   QStringLiteral("Time"),    QStringLiteral("Trigger"),
                                    QStringLiteral("Verdict"), QStringLiteral("cli"),     QStringLiteral("sandbox"),
                                    QStringLiteral("report"),  QStringLiteral("timeline")};
    return !Others.contains(context) && !context.contains(QLatin1String("::ui::"))
        && !context.contains(QLatin1String("::shell::")) && !context.endsWith(QLatin1String("Model"));
}

} // namespace

QList<LocalizedText> sentencesOfServices()
{
    QMap<std::pair<QString, QString>, QStringList> plurals;
    for (const Message &message : messagesOf(QStringLiteral(":/i18n/edgelink_en.ts")))
        plurals.insert({message.context, message.source}, message.forms);
    QList<LocalizedText> sentences;
    for (const Message &message : messagesOf(QStringLiteral(":/i18n/edgelink_zh_CN.ts"))) {
        if (message.forms.isEmpty() || !isOfServices(message.context))
            continue;
        const QStringList english = plurals.value({message.context, message.source}, QStringList{message.source});
        for (const QString &form : english)
            sentences.append({form, message.forms.first()});
    }
    return sentences;
}

} // namespace edgelink
