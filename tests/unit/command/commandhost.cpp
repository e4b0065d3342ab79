// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A console that gets killed, for tst_command: command_host FOLDER PROGRAM ARGUMENT… runs one command and prints
// "started PID", then waits for the result. With "hardened" as FOLDER it only tells whether dumps are forbidden.
#include "app/services/command/commandservice.h"
#include "app/services/command/processhardening.h"
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/marshal.h"

#include <QCoreApplication>

#include <sys/prctl.h>

#include <cstdio>

using namespace edgelink;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("hardened"))
        return command::forbidDumps() && ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 1;
    journal::SqliteJournal journal({.file = arguments.at(1) + QStringLiteral("/journal.sqlite")});
    command::CommandService service(&journal, {.spoolDirectory = arguments.at(1) + QStringLiteral("/outputs")});
    QObject::connect(&service, &CommandRunner::started, &application, [](const QUuid &, qint64 pid) {
        std::printf("started %lld\n", static_cast<long long>(pid));
        std::fflush(stdout);
    });
    CommandSpec spec;
    spec.program = arguments.at(2);
    spec.args(arguments.mid(3));
    spec.mutating = true;
    return await(service.run(spec), std::chrono::minutes{2}) ? 0 : 1;
}
