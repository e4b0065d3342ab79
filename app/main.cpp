// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exitcode.h"
#include "app/cli/options.h"
#include "app/headless.h"
#include "app/services/command/processhardening.h"
#include "app/window.h"

#include <QApplication>
#include <QGuiApplication>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>

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

} // namespace

int main(int argc, char **argv)
{
    using namespace edgelink;
    command::forbidDumps();
    logToStandardError();
    const Result<cli::Options> options = cli::parseOptions(argc, argv);
    if (!options) {
        std::fprintf(stderr, "error: %s\n", qUtf8Printable(options.error().sentence()));
        return cli::UsageOrConfiguration;
    }
    if (!options->text.isEmpty()) {
        std::fputs(qUtf8Printable(options->text), stdout);
        return cli::Success;
    }
    QCoreApplication::setApplicationName(QStringLiteral("edgelink-console"));
    QCoreApplication::setApplicationVersion(QStringLiteral(EDGELINK_VERSION));
    if (options->verb.isEmpty()) {
        const QApplication application(argc, argv);
        return runWindow(*options);
    }
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
