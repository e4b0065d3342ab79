// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/placeholders.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace edgelink::runbook {

namespace {

const QRegularExpression &pattern()
{
    static const QRegularExpression expression(QStringLiteral(R"(\$\{([^}]*)(\}?))"));
    return expression;
}

} // namespace

const QStringList &builtIns()
{
    static const QStringList names{QStringLiteral("release"), QStringLiteral("namespace"), QStringLiteral("cluster"),
                                   QStringLiteral("current_revision")};
    return names;
}

QStringList placeholders(const QString &text)
{
    QStringList names;
    for (auto it = pattern().globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        names << (match.capturedView(2).isEmpty() ? QString() : match.captured(1));
    }
    return names;
}

QString expanded(const QString &text, const Values &values)
{
    QString result;
    qsizetype from = 0;
    for (auto it = pattern().globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const auto value = values.constFind(match.captured(1));
        if (match.capturedView(2).isEmpty() || value == values.cend())
            continue;
        result += text.mid(from, match.capturedStart() - from);
        result += *value;
        from = match.capturedEnd();
    }
    return result + text.mid(from);
}

LocalizedText expanded(const LocalizedText &text, const Values &values)
{
    return {expanded(text.en, values), expanded(text.zh, values)};
}

QJsonValue expanded(const QJsonValue &value, const Values &values)
{
    if (value.isString())
        return expanded(value.toString(), values);
    if (value.isArray()) {
        QJsonArray result;
        const QJsonArray array = value.toArray();
        for (const QJsonValue item : array)
            result.append(expanded(item, values));
        return result;
    }
    if (value.isObject()) {
        QJsonObject result;
        const QJsonObject object = value.toObject();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it)
            result.insert(it.key(), expanded(it.value(), values));
        return result;
    }
    return value;
}

ProbeCall expanded(const ProbeCall &call, const Values &values)
{
    return {call.probe, expanded(QJsonValue(call.arguments), values).toObject()};
}

CommandTemplate expanded(const CommandTemplate &command, const Values &values)
{
    CommandTemplate result = command;
    for (QString &argument : result.arguments)
        argument = expanded(argument, values);
    return result;
}

StepDefinition expanded(const StepDefinition &step, const Values &values)
{
    StepDefinition result = step;
    for (LocalizedText *text : {&result.title, &result.why, &result.successWhen, &result.undoText})
        *text = expanded(*text, values);
    for (std::optional<CommandTemplate> *command : {&result.command, &result.undo}) {
        if (*command)
            *command = expanded(**command, values);
    }
    for (std::optional<ProbeCall> *call : {&result.probe, &result.observe, &result.undoObserve}) {
        if (*call)
            *call = expanded(**call, values);
    }
    return result;
}

} // namespace edgelink::runbook
