// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"
#include "app/cli/verbs.h"
#include "app/headless.h"
#include "app/services/command/processhardening.h"
#include "app/window.h"
#include "translations/translation.h"

#include <QApplication>
#include <QCoreApplication>
#include <QGuiApplication>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <utility>

namespace {

/// Standard output is for data alone.
void logToStandardError()
{
    spdlog::set_default_logger(spdlog::stderr_color_mt("edgelink-console"));
    spdlog::set_level(spdlog::level::warn);
}

/// Reports are laid out with Qt's text engine, which wants a platform; any will do where there is no display.
void preferOffscreen()
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

/// A stream that the caller closed would otherwise be the next file that is opened, and get our data into it.
/// Standard output is held open for reading only, so that what is written to it fails and is told.
void holdStandardStreams()
{
    for (const auto &[descriptor, mode] :
         {std::pair{STDIN_FILENO, O_RDONLY}, std::pair{STDOUT_FILENO, O_RDONLY}, std::pair{STDERR_FILENO, O_WRONLY}}) {
        if (::fcntl(descriptor, F_GETFD) < 0)
            (void)::open("/dev/null", mode); // takes the lowest free number: this one
    }
}

/// Help and version.
int print(const QString &text)
{
    if (std::fputs(qUtf8Printable(text), stdout) >= 0 && std::fflush(stdout) == 0)
        return edgelink::cli::Success;
    std::fprintf(stderr, "error: standard output: %s\n", std::strerror(errno));
    return edgelink::cli::Failed;
}

/// What is answered without a verb, in words of the language that is asked for: help, version, a usage problem.
int answer(int argc, char **argv)
{
    using namespace edgelink;
    const QCoreApplication application(argc, argv);
    const QString asked = cli::askedLanguage(argc, argv);
    const Translation spoken(asked.isEmpty() ? languageOfSystem() : asked);
    const Result<cli::Options> options = cli::parseOptions(argc, argv);
    if (options)
        return print(options->text);
    const bool json = std::any_of(argv, argv + argc, [](const char *word) { return std::strcmp(word, "--json") == 0; });
    const cli::Streams out(json);
    return out.finish(out.fail(options.error()));
}

} // namespace

int main(int argc, char **argv)
{
    using namespace edgelink;
    holdStandardStreams();
    std::signal(SIGPIPE, SIG_IGN); // a reader that went away is an error of the write, not the end of a run
    command::forbidDumps();
    logToStandardError();
    Result<cli::Options> options = cli::parseOptions(argc, argv);
    if (!options || !options->text.isEmpty())
        return answer(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("edgelink-console"));
    QCoreApplication::setApplicationVersion(QStringLiteral(EDGELINK_VERSION));
    if (options->verb.isEmpty()) {
        startWithoutOpenGl();
        const QApplication application(argc, argv);
        return runWindow(*options);
    }
    if (options->language.isEmpty())
        options->language = languageOfSystem();
    preferOffscreen();
    if (!options->screens.isEmpty()) {
        const QApplication application(argc, argv);
        return runHeadless(*options, renderScreens);
    }
    if (options->verb == QLatin1String("report") || options->verb == QLatin1String("drill")) {
        const QGuiApplication application(argc, argv);
        return runHeadless(*options);
    }
    const QCoreApplication application(argc, argv);
    return runHeadless(*options);
}
