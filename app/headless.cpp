// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless.h"

#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "app/console.h"
#include "app/setup.h"
#include "translations/translation.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QThread>

#include <csignal>

namespace edgelink {

namespace {

std::atomic<bool> g_interrupted{false};

void onSignal(int number)
{
    // Only what is allowed in a signal handler: after Ctrl-C or SIGTERM a second one ends the process the ordinary way.
    g_interrupted.store(true);
    // A terminal that closes says it twice, its shell and the kernel, and the end of a session adds SIGTERM.
    if (number == SIGHUP)
        return;
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

void heedSignals()
{
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    if (std::signal(SIGHUP, onSignal) == SIG_IGN) // nohup: whoever started it wants it to outlive the terminal
        std::signal(SIGHUP, SIG_IGN);
}

cli::Session sessionOf(Console &console, const Pictures &pictures)
{
    cli::Session session;
    session.environment = console.options().environment;
    session.thresholds = console.thresholds();
    session.actor = console.options().actor;
    session.metrics = console.metrics();
    session.releases = console.releases();
    session.verdicts = console.verdicts();
    session.alerts = console.alerts();
    session.incidents = console.incidents();
    session.runbooks = console.runbooks();
    session.journal = console.journal();
    session.reports = console.reports();
    session.drills = console.drills();
    session.lint = &Console::lint;
    session.requestStop = [&console](const QString &runId, const std::function<bool()> &givenUp) {
        return console.requestStop(runId, givenUp);
    };
    session.exportJournal = [&console](const auto &sink) { return console.exportJournal(sink); };
    session.verifyJournal = [&console](const QString &head) { return console.verifyJournal(head); };
    session.watchTriggers = [&console] { console.startLive(); };
    session.interrupted = &g_interrupted;
    // Pictures are drawn where widgets live: the verb's thread waits for the main thread to draw them.
    session.renderScreens = [&console, pictures](const QString &folder) {
        QStringList files;
        if (pictures)
            QMetaObject::invokeMethod(
                QCoreApplication::instance(), [&] { files = pictures(console, folder); }, Qt::BlockingQueuedConnection);
        return files;
    };
    return session;
}

/// What has been recorded in a folder is read from nowhere else: a folder with a typing error must not pass for an
/// empty record, and must not be made.
bool readsTheRecord(const QString &verb)
{
    static const QStringList verbs{QStringLiteral("journal"), QStringLiteral("report"), QStringLiteral("runs"),
                                   QStringLiteral("resume"),  QStringLiteral("stop"),   QStringLiteral("incident")};
    return verbs.contains(verb);
}

Result<bool> hasRecord(const ConsoleOptions &options)
{
    const QString file = Console::journalFile(options.dataDirectory);
    if (QFileInfo::exists(file))
        return true;
    return failure(ErrorKind::NotFound, cli::Words::tr("there is no journal here"), file,
                   cli::Words::tr("name its folder with --data-dir; nothing was made"));
}

} // namespace

int runHeadless(const cli::Options &options, const Pictures &pictures)
{
    // First of all: an interruption while things are being put together is one of the verb.
    heedSignals();
    const Translation spoken(options.language);
    const cli::Streams out(options.json, options.language);
    // Of a file, by itself: in CI there is neither configuration nor record.
    if (options.verb == QLatin1String("lint") && options.configuration.isEmpty()) {
        cli::Session session;
        session.lint = &Console::lint;
        return cli::runVerb(options, session);
    }
    Result<ConsoleOptions> wanted = consoleOptions(options);
    // Before a verb has begun there is nothing but usage and configuration to be wrong.
    const auto refuse = [&out](const Error &error) {
        (void)out.fail(error);
        return out.finish(cli::UsageOrConfiguration);
    };
    if (!wanted)
        return refuse(wanted.error());
    if (readsTheRecord(options.verb)) {
        if (const Result<bool> record = hasRecord(*wanted); !record)
            return refuse(record.error());
    }
    Result<std::unique_ptr<Console>> console = Console::assemble(*std::move(wanted));
    if (!console)
        return refuse(console.error());

    const cli::Session session = sessionOf(**console, pictures);
    int code = cli::Failed;
    const std::unique_ptr<QThread> verb(QThread::create([&] { code = cli::runVerb(options, session); }));
    verb->setObjectName(QStringLiteral("verb"));
    QObject::connect(verb.get(), &QThread::finished, QCoreApplication::instance(), &QCoreApplication::quit,
                     Qt::QueuedConnection);
    verb->start();
    QCoreApplication::exec();
    verb->wait();
    return code;
}

} // namespace edgelink
