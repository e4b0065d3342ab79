// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/commands.h"
#include "app/sandbox/words.h"
#include "translations/translation.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QSslSocket>

#include <sys/stat.h>

#include <optional>
#include <tuple>
#include <utility>

namespace {

using namespace edgelink;
using namespace edgelink::sandbox;

std::string words(const QString &text)
{
    return text.toStdString();
}

} // namespace

int main(int argc, char **argv)
{
    ::umask(077);
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("edgelink-sandbox"));
    // OpenSSL is loaded and set up here: left to the first probes, several threads did it at once, and one crashed.
    std::ignore = QSslSocket::supportsSsl();
    std::optional<Translation> spoken(std::in_place, languageOfSystem());

    // Named, so that its help does not repeat the path by which it was called.
    CLI::App app(
        words(Words::tr(
            "A private EdgeLink platform of real components to practise on: etcd, Kubernetes, KWOK, PostgreSQL, "
            "Redis, Prometheus, Alertmanager and a release deployed by helm.")),
        "edgelink-sandbox");
    app.footer(words(Words::tr("Examples:\n"
                               "  edgelink-sandbox up --scenario bad-release\n"
                               "  edgelink-sandbox inject prometheus-down; edgelink-sandbox clear\n"
                               "  edgelink-sandbox --dir /tmp/other up --helm 4 --json\n"
                               "Exit codes: 0 success, 1 failed, 2 usage, 130 interrupted.")));
    app.set_version_flag("--version", EDGELINK_VERSION);
    app.require_subcommand(1);
    app.fallthrough();

    std::string directory = Layout::defaultDirectory().toStdString();
    std::string language = languageOfSystem().toStdString();
    std::string toolchain;
    std::string scenario;
    std::string fault;
    CommandOptions options;
    app.add_option("--dir", directory, words(Words::tr("State folder; sandboxes in different folders do not meet")))
        ->capture_default_str();
    app.add_option("--language", language, words(Words::tr("Language of what is said, here and in the state file")))
        ->check(CLI::IsMember({"en", "zh_CN"}))
        ->capture_default_str();
    app.add_option(
        "--toolchain", toolchain,
        words(Words::tr("Folder with the pinned tools (default: $EDGELINK_TOOLCHAIN, else they are built)")));

    int (*command)(const CommandOptions &) = nullptr;
    const auto add = [&](const char *name, const QString &description, int (*run)(const CommandOptions &)) {
        CLI::App *sub = app.add_subcommand(name, words(description));
        sub->callback([&command, run] { command = run; });
        return sub;
    };
    CLI::App *up = add("up", Words::tr("Start a fresh sandbox and return when its healthy release is deployed"), runUp);
    up->add_option("--scenario", scenario, words(Words::tr("Name of a scenario or a file (default: bad-release)")));
    CLI::Option *helm = up->add_option("--helm", options.helmVersion,
                                       words(Words::tr("Helm that deploys, and that the console is given")))
                            ->check(CLI::IsMember({3, 4}))
                            ->capture_default_str();
    up->add_flag("--foreground", options.foreground, words(Words::tr("Stay, and end the sandbox on Ctrl-C")));
    up->add_flag("--json", options.json, words(Words::tr("Print the state as JSON when ready")));
    CLI::App *status = add("status", Words::tr("Say what runs; exit code 0 when it is ready"), runStatus);
    status->add_flag("--json", options.json, words(Words::tr("As JSON")));
    CLI::App *inject = add("inject", Words::tr("Make something go wrong"), runInject);
    inject->add_option("fault", fault, words(Words::tr("Its name; `status --json` lists availableFaults")))->required();
    add("clear", Words::tr("Undo every fault"), runClear);
    add("down", Words::tr("End everything that runs"), runDown);
    add("reset", Words::tr("The same, and delete the state folder"), runReset);
    add("simulate", Words::tr("Internal: the EdgeLink API and its traffic, started by `up`"), runSimulate)->group("");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? Success : BadUsage;
    }
    options.helmAsked = helm->count() > 0;
    options.language = QString::fromStdString(language);
    spoken.reset();
    spoken.emplace(options.language);
    options.layout = Layout::at(QString::fromLocal8Bit(directory.c_str()));
    options.toolchain = QString::fromLocal8Bit(toolchain.c_str());
    options.scenario = QString::fromLocal8Bit(scenario.c_str());
    options.fault = QString::fromLocal8Bit(fault.c_str());
    return command(options);
}
