// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "app/cli/help.h"
#include "app/cli/words.h"

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace edgelink::cli {

namespace {

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

QString problemOfCount(const QString &value)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    return isNumber && number > 0 ? QString() : Words::tr("'%1' is not a whole number from 1").arg(value);
}

/// CLI11's PositiveNumber tells of the range of a double.
CLI::Validator fromOne()
{
    return {[](std::string &value) { return problemOfCount(text(value)).toStdString(); }, ""};
}

/// CLI11 fills std::string; this is what it fills before it becomes Options.
struct Raw {
    std::string configuration;
    std::string environment;
    std::string dataDirectory;
    std::string sandbox;
    std::string release;
    std::string file;
    std::string id;
    std::string confirm;
    std::string reason;
    std::string format;
    std::string out;
    std::string language;
    std::string head;
    std::string screens;
    std::vector<std::string> parameters;
    int revision = 0;
    int toRevision = 0;
    int limit = 200;
    bool json = false;
    bool viewer = false;
};

void addConfirmation(CLI::App *verb, Raw &raw)
{
    verb->add_option("--confirm", raw.confirm,
                     Words::tr("exact release or cluster name; without it nothing is changed").toStdString());
    verb->add_option("--reason", raw.reason,
                     Words::tr("why a failed pre-flight check is overridden (stays visible)").toStdString());
}

void addParameters(CLI::App *verb, Raw &raw)
{
    verb->add_option("--param", raw.parameters, Words::tr("parameter as key=value; may be repeated").toStdString())
        ->take_all();
}

void declareVerbs(CLI::App &app, Raw &raw)
{
    app.add_subcommand("status",
                       Words::tr("the seven triggers, the open incidents and the firing alerts, once").toStdString());
    CLI::App *history = app.add_subcommand("history", Words::tr("the release's revisions").toStdString());
    history->add_option("release", raw.release, Words::tr("release name").toStdString())->required();
    CLI::App *diff = app.add_subcommand(
        "diff", Words::tr("manifest and values differences of two revisions (secrets masked)").toStdString());
    diff->add_option("release", raw.release, Words::tr("release name").toStdString())->required();
    diff->add_option("from", raw.revision, Words::tr("revision").toStdString())->required()->check(fromOne());
    diff->add_option("to", raw.toRevision, Words::tr("revision").toStdString())->required()->check(fromOne());
    CLI::App *verdict = app.add_subcommand(
        "verdict", Words::tr("may the release be rolled back to this revision, and why").toStdString());
    verdict->add_option("release", raw.release, Words::tr("release name").toStdString())->required();
    verdict->add_option("revision", raw.revision, Words::tr("revision").toStdString())->required()->check(fromOne());
    app.add_subcommand("runbooks", Words::tr("the runbooks that can be run").toStdString());
    CLI::App *lint = app.add_subcommand("lint", Words::tr("check a runbook file").toStdString());
    lint->add_option("file", raw.file, Words::tr("runbook YAML").toStdString())->required();
    CLI::App *run = app.add_subcommand("run", Words::tr("run a runbook").toStdString());
    run->add_option("id", raw.id, Words::tr("runbook").toStdString())->required();
    addParameters(run, raw);
    addConfirmation(run, raw);
    CLI::App *runs = app.add_subcommand("runs", Words::tr("past and unfinished runs").toStdString());
    runs->add_option("--limit", raw.limit, Words::tr("at most so many").toStdString())->check(fromOne());
    CLI::App *resume
        = app.add_subcommand("resume", Words::tr("settle and continue a run that was cut off").toStdString());
    resume->add_option("id", raw.id, Words::tr("run").toStdString())->required();
    addConfirmation(resume, raw);
    CLI::App *stop
        = app.add_subcommand("stop", Words::tr("ask the console that executes a run to stop it").toStdString());
    stop->add_option("id", raw.id, Words::tr("run").toStdString())->required();

    CLI::App *journal = app.add_subcommand("journal", Words::tr("the record of every action").toStdString());
    journal->require_subcommand(1);
    CLI::App *list = journal->add_subcommand("list", Words::tr("newest events").toStdString());
    list->add_option("--limit", raw.limit, Words::tr("at most so many").toStdString())->check(fromOne());
    CLI::App *exported = journal->add_subcommand(
        "export", Words::tr("every event, with all that its hash is made of, as one JSON document").toStdString());
    exported->add_option("--out", raw.out, Words::tr("file (default: stdout)").toStdString());
    CLI::App *verify = journal->add_subcommand(
        "verify", Words::tr("prove order and hash chain; names the first broken link").toStdString());
    verify->add_option("--head", raw.head,
                       Words::tr("also prove that this exported head (SEQUENCE:HASH, or HASH) is in it").toStdString());

    CLI::App *incident = app.add_subcommand("incident", Words::tr("incidents of the environment").toStdString());
    incident->require_subcommand(1);
    incident->add_subcommand("list", Words::tr("every incident on record, newest first").toStdString());
    CLI::App *closing
        = incident->add_subcommand("close", Words::tr("close an incident; it is recorded in your name").toStdString());
    closing->add_option("id", raw.id, Words::tr("incident").toStdString())->required();
    closing->add_option("--reason", raw.reason, Words::tr("why; needed while it has not recovered").toStdString());
    CLI::App *report = app.add_subcommand("report", Words::tr("the incident report").toStdString());
    report->add_option("id", raw.id, Words::tr("incident").toStdString())->required();
    report
        ->add_option("--format", raw.format,
                     Words::tr("md, html, pdf or json (default: md, with --json: json)").toStdString())
        ->check(CLI::IsMember({"md", "html", "pdf", "json"}));
    report->add_option("--out", raw.out, Words::tr("file (default: stdout; pdf needs a file)").toStdString());

    CLI::App *drill = app.add_subcommand("drill", Words::tr("practise on the sandbox").toStdString());
    drill->require_subcommand(1);
    drill->add_subcommand("list", Words::tr("the drills of the sandbox, and when each is complete").toStdString());
    CLI::App *drillRun
        = drill->add_subcommand("run", Words::tr("breach, suspect, verdict, rollback, proof, report").toStdString());
    drillRun->add_option("id", raw.id, Words::tr("drill").toStdString())->required();
    drillRun->add_option("--out", raw.out, Words::tr("folder for the report").toStdString());
    drillRun->add_option("--screens", raw.screens, Words::tr("folder for PNGs of every screen").toStdString());
    addConfirmation(drillRun, raw);
}

Options toOptions(const Raw &raw)
{
    Options options;
    options.configuration = text(raw.configuration);
    options.environment = text(raw.environment);
    options.dataDirectory = text(raw.dataDirectory);
    options.sandboxDirectory = text(raw.sandbox);
    options.json = raw.json;
    options.viewer = raw.viewer;
    options.release = text(raw.release);
    options.revision = raw.revision;
    options.toRevision = raw.toRevision;
    options.file = text(raw.file);
    options.id = text(raw.id);
    options.confirm = text(raw.confirm);
    options.reason = text(raw.reason);
    options.format = !raw.format.empty() ? text(raw.format) : raw.json ? QStringLiteral("json") : QStringLiteral("md");
    options.out = text(raw.out);
    options.language = text(raw.language);
    options.head = text(raw.head);
    options.screens = text(raw.screens);
    options.limit = raw.limit;
    return options;
}

} // namespace

Result<Options> parseOptions(int argc, const char *const *argv)
{
    CLI::App app{Words::tr("EdgeLink Incident Console: from a breach to a proven, documented recovery. Without a "
                           "verb it opens the window.")
                     .toStdString(),
                 "edgelink-console"};
    Raw raw;
    app.set_help_all_flag("--help-all", Words::tr("this text, and that of every verb and its actions").toStdString());
    app.set_version_flag("--version", "edgelink-console " EDGELINK_VERSION, Words::tr("the version").toStdString());
    app.fallthrough();
    app.require_subcommand(0, 1);
    app.add_option("--config", raw.configuration,
                   Words::tr("configuration file (default: ~/.config/edgelink/console.yaml)").toStdString());
    app.add_option("--environment", raw.environment,
                   Words::tr("environment of the configuration (default: its default_environment)").toStdString());
    app.add_option("--data-dir", raw.dataDirectory,
                   Words::tr("journal and outputs (default: ~/.local/share/edgelink-console)").toStdString());
    app.add_option("--sandbox", raw.sandbox, Words::tr("folder of an edgelink-sandbox to open").toStdString());
    app.add_option("--language", raw.language,
                   Words::tr("en or zh_CN: of what is said and of a report (default: the system's; in the "
                             "window the one chosen there)")
                       .toStdString())
        ->check(CLI::IsMember({"en", "zh_CN"}));
    app.add_flag("--json", raw.json, Words::tr("data as JSON").toStdString());
    app.add_flag("--viewer", raw.viewer, Words::tr("the window may look but change nothing").toStdString());
    declareVerbs(app, raw);
    describe(app);

    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp &) {
        Options options;
        options.text = text(app.help());
        return options;
    } catch (const CLI::CallForAllHelp &) {
        Options options;
        options.text = text(app.help("", CLI::AppFormatMode::All));
        return options;
    } catch (const CLI::CallForVersion &) {
        Options options;
        options.text = QStringLiteral("edgelink-console " EDGELINK_VERSION "\n");
        return options;
    } catch (const CLI::ParseError &error) {
        return failure(ErrorKind::Usage, sentenceOf(error), {},
                       Words::tr("edgelink-console --help shows every verb with examples"));
    }

    Options options = toOptions(raw);
    for (const std::string &parameter : raw.parameters) {
        const QString pair = text(parameter);
        const qsizetype equals = pair.indexOf(QLatin1Char('='));
        if (equals < 1)
            return failure(ErrorKind::Usage, Words::tr("'%1' is not key=value").arg(pair), QStringLiteral("--param"));
        options.parameters.insert(pair.left(equals), pair.mid(equals + 1));
    }
    const std::vector<CLI::App *> verbs = app.get_subcommands();
    if (!verbs.empty()) {
        options.verb = text(verbs.front()->get_name());
        const std::vector<CLI::App *> actions = verbs.front()->get_subcommands();
        if (!actions.empty())
            options.action = text(actions.front()->get_name());
        if (options.verb == QLatin1String("report") && options.format == QLatin1String("pdf") && options.out.isEmpty())
            return failure(ErrorKind::Usage, Words::tr("a PDF needs a file"), options.verb,
                           Words::tr("name it with --out"));
        if (options.viewer)
            return failure(ErrorKind::Usage, Words::tr("--viewer is for the window"), options.verb,
                           Words::tr("leave out one of the two"));
    }
    return options;
}

QString askedLanguage(int argc, const char *const *argv)
{
    QString asked;
    for (int i = 1; i < argc; ++i) {
        constexpr std::string_view Option{"--language"};
        const std::string_view word = argv[i];
        if (word == Option && i + 1 < argc)
            asked = QString::fromUtf8(argv[i + 1]);
        else if (word.substr(0, Option.size() + 1) == "--language=")
            asked = QString::fromUtf8(argv[i] + Option.size() + 1);
    }
    return asked == QLatin1String("en") || asked == QLatin1String("zh_CN") ? asked : QString();
}

} // namespace edgelink::cli
