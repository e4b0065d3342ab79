// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/parameters.h"

#include "app/services/runbook/problem.h"
#include "app/services/runbook/words.h"

#include <QRegularExpression>

#include <algorithm>

namespace edgelink::runbook {

namespace {

Result<QString> proposal(const RunbookParameter &parameter, const Result<ReleaseHistory> &history,
                         const QDateTime &illSince)
{
    if (parameter.propose != QLatin1String("safe-revision"))
        return parameter.propose;
    if (!history)
        return tl::make_unexpected(history.error());
    const Revision *target = history->proposedTarget(illSince);
    if (target == nullptr)
        return illSince.isValid() && history->proposedTarget() != nullptr
            ? failure(ErrorKind::NotFound,
                      Words::tr("no revision of the history is known to have run well: the trouble began at %1")
                          .arg(illSince.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"))),
                      history->release, Words::tr("name the revision to go back to"))
            : failure(ErrorKind::NotFound, Words::tr("there is no earlier revision that once ran"), history->release,
                      Words::tr("a rollback has nothing to go back to"));
    return QString::number(target->number);
}

bool fits(const RunbookParameter &parameter, const QString &value)
{
    static const QRegularExpression integer(QStringLiteral(R"(\A-?\d{1,9}\z)"));
    static const QRegularExpression revision(QStringLiteral(R"(\A[1-9]\d{0,8}\z)"));
    switch (parameter.type) {
    case RunbookParameter::Type::Integer:
        return integer.match(value).hasMatch();
    case RunbookParameter::Type::Revision:
        return revision.match(value).hasMatch();
    case RunbookParameter::Type::Choice:
        return parameter.choices.contains(value);
    case RunbookParameter::Type::Text:
        break;
    }
    const bool isPlain = std::none_of(value.cbegin(), value.cend(),
                                      [](QChar letter) { return letter.category() == QChar::Other_Control; });
    return isPlain && value.size() <= 256 && !value.startsWith(QLatin1Char('-'));
}

QString wanted(const RunbookParameter &parameter)
{
    switch (parameter.type) {
    case RunbookParameter::Type::Integer:
        return Words::tr("a whole number");
    case RunbookParameter::Type::Revision:
        return Words::tr("a revision number, 1 or more");
    case RunbookParameter::Type::Choice:
        return Words::tr("one of %1").arg(parameter.choices.join(QStringLiteral(", ")));
    case RunbookParameter::Type::Text:
        break;
    }
    return Words::tr("up to 256 printable characters, not beginning with '-'");
}

} // namespace

Result<Values> resolvedParameters(const RunbookDefinition &runbook, const Values &given,
                                  const Result<ReleaseHistory> &history, const QDateTime &illSince)
{
    // What was mistyped is said even where nothing can be proposed, because the cluster does not answer.
    QStringList known;
    for (const RunbookParameter &parameter : runbook.parameters)
        known << parameter.id;
    for (auto it = given.cbegin(); it != given.cend(); ++it) {
        if (!known.contains(it.key()))
            return failure(
                ErrorKind::Usage, Words::tr("the runbook has no parameter '%1'").arg(it.key().left(80)), runbook.id,
                known.isEmpty() ? Words::tr("it takes none") : Words::tr("expected %1").arg(oneOf(it.key(), known)));
    }
    Values values;
    for (const RunbookParameter &parameter : runbook.parameters) {
        QString value = given.value(parameter.id);
        if (value.isEmpty()) {
            const Result<QString> proposed = proposal(parameter, history, illSince);
            if (!proposed && parameter.required)
                return tl::make_unexpected(proposed.error());
            value = proposed.value_or(QString());
        }
        if (value.isEmpty()) {
            if (parameter.required)
                return failure(ErrorKind::Usage, Words::tr("the runbook needs a value for '%1'").arg(parameter.id),
                               runbook.id, Words::tr("give %1").arg(wanted(parameter)));
        } else if (!fits(parameter, value)) {
            return failure(ErrorKind::Usage,
                           Words::tr("'%1' is not a value for '%2'").arg(value.left(80), parameter.id), runbook.id,
                           Words::tr("give %1").arg(wanted(parameter)));
        }
        values.insert(parameter.id, value);
    }
    return values;
}

} // namespace edgelink::runbook
