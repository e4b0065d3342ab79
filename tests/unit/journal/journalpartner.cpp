// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A second process on the journal, for tst_journal:
//   journal_partner append FILE COUNT   appends COUNT events, one commit each, then prints "done"
//   journal_partner full FOLDER         fills a tiny disk under a journal and checks that nothing is half-written
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/marshal.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

using namespace edgelink;
using namespace std::chrono_literals;

namespace {

JournalDraft note(const QString &text)
{
    JournalDraft draft;
    draft.kind = QLatin1String(journalkind::Note);
    draft.actor = QStringLiteral("partner");
    draft.stream = QStringLiteral("drill");
    draft.payload = {{QStringLiteral("text"), text}};
    return draft;
}

int fail(const QString &why)
{
    std::fprintf(stderr, "%s\n", qPrintable(why));
    return 1;
}

int appendMany(const QString &file, int count)
{
    journal::SqliteJournal journal({.file = file, .lockTimeout = 20s});
    for (int i = 0; i < count; ++i) {
        const auto event = await(journal.append(note(QString::number(i))), 30s);
        if (!event || !*event)
            return fail(event ? event->error().sentence() : QStringLiteral("no answer"));
    }
    std::puts("done");
    return 0;
}

/// A disk of one megabyte where the kernel lets us mount one, else a limit on the size of our files.
const char *shrinkDisk(const QString &folder)
{
    const QByteArray path = QFile::encodeName(folder);
    if ((::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0)
        && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
        && ::mount("tmpfs", path.constData(), "tmpfs", 0, "size=1m,mode=0700") == 0)
        return "tmpfs";
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{512 * 1024, RLIM_INFINITY};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    return "file size limit";
}

void growDisk(const QString &folder, bool mounted)
{
    if (mounted) {
        ::mount("tmpfs", QFile::encodeName(folder).constData(), "tmpfs", MS_REMOUNT, "size=64m");
    } else {
        const rlimit limit{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
}

int fillDisk(const QString &folder)
{
    const QByteArray how = shrinkDisk(folder);
    journal::SqliteJournal journal({.file = folder + QStringLiteral("/journal.sqlite")});
    int failures = 0;
    QObject::connect(
        &journal, &Journal::failed, &journal, [&failures](const Error &) { ++failures; }, Qt::QueuedConnection);
    qint64 written = 0;
    std::optional<Error> error;
    JournalDraft last;
    for (int i = 0; i < 4000 && !error; ++i) {
        last = note(QString(2000, QLatin1Char('x')));
        const auto event = await(journal.append(last), 30s);
        if (!event)
            return fail(QStringLiteral("no answer"));
        if (*event)
            ++written;
        else
            error = event->error();
    }
    if (!error || error->kind != ErrorKind::Io)
        return fail(QStringLiteral("the disk never filled: %1 events").arg(written));
    const auto count = await(journal.count({}), 30s);
    if (!count || !*count || **count != written)
        return fail(QStringLiteral("half-written: %1 of %2").arg(count && *count ? **count : -1).arg(written));
    growDisk(folder, how == "tmpfs");
    const auto again = await(journal.append(last), 30s);
    if (!again || !*again)
        return fail(QStringLiteral("still failing with space: ") + (again ? again->error().sentence() : QString()));
    const auto check = await(journal.verify(), 30s);
    if (!check || !*check || !(*check)->intact || (*check)->events != written + 1)
        return fail(QStringLiteral("chain broken: ") + (check && *check ? (*check)->reason : QString()));
    QCoreApplication::processEvents(); // delivers the queued signal; a test program may
    if (failures != 1)
        return fail(QStringLiteral("%1 failure signals").arg(failures));
    QTextStream(stdout) << "full on " << how << " after " << written << " events: " << error->sentence() << '\n';
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments.at(1) == QLatin1String("append"))
        return appendMany(arguments.at(2), arguments.at(3).toInt());
    if (arguments.size() == 3 && arguments.at(1) == QLatin1String("full"))
        return fillDisk(arguments.at(2));
    return fail(QStringLiteral("usage: journal_partner append FILE COUNT | full FOLDER"));
}
