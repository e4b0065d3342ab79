// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/describe.h"

#include "models/domain/eventsentence.h"

#include <QCoreApplication>

namespace edgelink {

namespace {

QString inWindowLanguage(const char *text)
{
    return QCoreApplication::translate("timeline", text);
}

} // namespace

QString describe(const JournalEvent &event)
{
    return eventSentence(event, inWindowLanguage);
}

QString describeResult(const JournalEvent &event)
{
    return eventResult(event, inWindowLanguage);
}

} // namespace edgelink
