// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace edgelink::cli {

namespace {

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

struct Example {
    std::string_view verb; ///< with its action; empty: the window
    std::string_view words;
    std::string_view what = {};
};

constexpr std::array Examples{
    Example{"", "--config console.yaml", "the window"},
    Example{"status", "status --config console.yaml", "triggers, open incidents, alerts, once"},
    Example{"history", "history edge-link-production --json"},
    Example{"diff", "diff edge-link-production 2 3"},
    Example{"verdict", "verdict edge-link-production 2"},
    Example{"runbooks", "runbooks"},
    Example{"lint", "lint my-runbook.yaml"},
    Example{"run", "run helm-rollback --param revision=2 --confirm edge-link-production"},
    Example{"runs", "runs --limit 10"},
    Example{"resume", "resume RUN --confirm edge-link-production"},
    Example{"stop", "stop RUN"},
    Example{"journal list", "journal list --limit 50"},
    Example{"journal export", "journal export --out journal.json"},
    Example{"journal verify", "journal verify --head 120:9f86d081…", "the exported head is still in the chain"},
    Example{"incident list", "incident list"},
    Example{"incident close", "incident close INC-2026-1123-001 --reason \"threshold was wrong\""},
    Example{"report", "report INC-2026-1123-001 --format pdf --out report.pdf"},
    Example{"drill list", "drill list"},
    Example{"drill run", "drill run bad-release --confirm edge-link-production --out drill-report"},
};

constexpr const char *ExitCodes
    = R"(Exit codes: 0 success, 1 failed, 2 usage or configuration, 3 refused by pre-flight or verdict (or not confirmed),
4 cancelled, 5 unknown outcome, 6 journal broken. Progress and errors go to stderr, data alone to stdout; with --json
it is one document, also of what failed. Without --confirm (the exact release or cluster name) nothing is changed.)";

/// The examples of a verb and its actions, and what its exit codes mean; "": all of them.
std::string footer(const std::string &verb)
{
    std::string text = "Examples:\n";
    for (const Example &example : Examples) {
        const bool its = example.verb == verb || example.verb.substr(0, verb.size() + 1) == verb + " ";
        if (!verb.empty() && !its)
            continue;
        std::string line = "  edgelink-console " + std::string(example.words);
        constexpr std::size_t Column = 62;
        if (!example.what.empty()) {
            line.resize(std::max(line.size() + 2, Column), ' ');
            line += example.what;
        }
        text += line + '\n';
    }
    if (!verb.empty())
        text += "\nEvery verb takes --config, --environment, --data-dir and --json; edgelink-console --help tells of "
                "them.\n";
    return text + '\n' + ExitCodes;
}

void addFooters(CLI::App &app, const std::string &verb)
{
    app.footer(footer(verb));
    for (CLI::App *inner : app.get_subcommands(std::function<bool(CLI::App *)>{}))
        addFooters(*inner, verb.empty() ? inner->get_name() : verb + ' ' + inner->get_name());
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
    verb->add_option("--confirm", raw.confirm, "exact release or cluster name; without it nothing is changed");
    verb->add_option("--reason", raw.reason, "why a failed pre-flight check is overridden (stays visible)");
}

void addParameters(CLI::App *verb, Raw &raw)
{
    verb->add_option("--param", raw.parameters, "parameter as key=value; may be repeated")->take_all();
}

void declareVerbs(CLI::App &app, Raw &raw)
{
    app.add_subcommand("status", "the seven triggers, the open incidents and the firing alerts, once");
    CLI::App *history = app.add_subcommand("history", "the release's revisions");
    history->add_option("release", raw.release, "release name")->required();
    CLI::App *diff = app.add_subcommand("diff", "manifest and values differences of two revisions (secrets masked)");
    diff->add_option("release", raw.release, "release name")->required();
    diff->add_option("from", raw.revision, "revision")->required()->check(CLI::PositiveNumber);
    diff->add_option("to", raw.toRevision, "revision")->required()->check(CLI::PositiveNumber);
    CLI::App *verdict = app.add_subcommand("verdict", "may the release be rolled back to this revision, and why");
    verdict->add_option("release", raw.release, "release name")->required();
    verdict->add_option("revision", raw.revision, "revision")->required()->check(CLI::PositiveNumber);
    app.add_subcommand("runbooks", "the runbooks that can be run");
    CLI::App *lint = app.add_subcommand("lint", "check a runbook file");
    lint->add_option("file", raw.file, "runbook YAML")->required();
    CLI::App *run = app.add_subcommand("run", "run a runbook");
    run->add_option("id", raw.id, "runbook")->required();
    addParameters(run, raw);
    addConfirmation(run, raw);
    CLI::App *runs = app.add_subcommand("runs", "past and unfinished runs");
    runs->add_option("--limit", raw.limit, "at most so many")->check(CLI::PositiveNumber);
    CLI::App *resume = app.add_subcommand("resume", "settle and continue a run that was cut off");
    resume->add_option("id", raw.id, "run")->required();
    addConfirmation(resume, raw);
    CLI::App *stop = app.add_subcommand("stop", "ask the console that executes a run to stop it");
    stop->add_option("id", raw.id, "run")->required();

    CLI::App *journal = app.add_subcommand("journal", "the record of every action");
    journal->require_subcommand(1);
    CLI::App *list = journal->add_subcommand("list", "newest events");
    list->add_option("--limit", raw.limit, "at most so many")->check(CLI::PositiveNumber);
    CLI::App *exported
        = journal->add_subcommand("export", "every event, with all that its hash is made of, as one JSON document");
    exported->add_option("--out", raw.out, "file (default: stdout)");
    CLI::App *verify = journal->add_subcommand("verify", "prove order and hash chain; names the first broken link");
    verify->add_option("--head", raw.head, "also prove that this exported head (SEQUENCE:HASH, or HASH) is in it");

    CLI::App *incident = app.add_subcommand("incident", "incidents of the environment");
    incident->require_subcommand(1);
    incident->add_subcommand("list", "every incident on record, newest first");
    CLI::App *closing = incident->add_subcommand("close", "close an incident; it is recorded in your name");
    closing->add_option("id", raw.id, "incident")->required();
    closing->add_option("--reason", raw.reason, "why; needed while it has not recovered");
    CLI::App *report = app.add_subcommand("report", "the incident report");
    report->add_option("id", raw.id, "incident")->required();
    report->add_option("--format", raw.format, "md, html, pdf or json (default: md, with --json: json)")
        ->check(CLI::IsMember({"md", "html", "pdf", "json"}));
    report->add_option("--out", raw.out, "file (default: stdout; pdf needs a file)");
    report->add_option("--language", raw.language, "en or zh_CN");

    CLI::App *drill = app.add_subcommand("drill", "practise on the sandbox");
    drill->require_subcommand(1);
    drill->add_subcommand("list", "the drills of the sandbox, and when each is complete");
    CLI::App *drillRun = drill->add_subcommand("run", "breach, suspect, verdict, rollback, proof, report");
    drillRun->add_option("id", raw.id, "drill")->required();
    drillRun->add_option("--out", raw.out, "folder for the report");
    drillRun->add_option("--screens", raw.screens, "folder for PNGs of every screen");
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

/// CLI11's own shows of a verb's actions the names alone.
class WholeHelp : public CLI::Formatter
{
public:
    std::string make_expanded(const CLI::App *verb) const override
    {
        std::string help = Formatter::make_expanded(verb);
        for (const CLI::App *action : verb->get_subcommands({}))
            help += "\n" + verb->get_name() + " " + make_expanded(action);
        return help;
    }
};

} // namespace

Result<Options> parseOptions(int argc, const char *const *argv)
{
    CLI::App app{"EdgeLink Incident Console: from a breach to a proven, documented recovery. Without a verb it opens "
                 "the window.",
                 "edgelink-console"};
    Raw raw;
    app.formatter(std::make_shared<WholeHelp>());
    app.set_help_all_flag("--help-all", "this text, and that of every verb and its actions");
    app.set_version_flag("--version", "edgelink-console " EDGELINK_VERSION);
    app.fallthrough();
    app.require_subcommand(0, 1);
    app.add_option("--config", raw.configuration, "configuration file (default: ~/.config/edgelink/console.yaml)");
    app.add_option("--environment", raw.environment,
                   "environment of the configuration (default: its default_environment)");
    app.add_option("--data-dir", raw.dataDirectory, "journal and outputs (default: ~/.local/share/edgelink-console)");
    app.add_option("--sandbox", raw.sandbox, "folder of an edgelink-sandbox to open");
    app.add_flag("--json", raw.json, "data as JSON");
    app.add_flag("--viewer", raw.viewer, "the window may look but change nothing");
    declareVerbs(app, raw);
    addFooters(app, {});

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
        return failure(ErrorKind::Usage, text(error.what()), {},
                       QStringLiteral("edgelink-console --help shows every verb with examples"));
    }

    Options options = toOptions(raw);
    for (const std::string &parameter : raw.parameters) {
        const QString pair = text(parameter);
        const qsizetype equals = pair.indexOf(QLatin1Char('='));
        if (equals < 1)
            return failure(ErrorKind::Usage, QStringLiteral("'%1' is not key=value").arg(pair),
                           QStringLiteral("--param"));
        options.parameters.insert(pair.left(equals), pair.mid(equals + 1));
    }
    const std::vector<CLI::App *> verbs = app.get_subcommands();
    if (!verbs.empty()) {
        options.verb = text(verbs.front()->get_name());
        const std::vector<CLI::App *> actions = verbs.front()->get_subcommands();
        if (!actions.empty())
            options.action = text(actions.front()->get_name());
        if (options.verb == QLatin1String("report") && options.format == QLatin1String("pdf") && options.out.isEmpty())
            return failure(ErrorKind::Usage, QStringLiteral("a PDF needs a file"), options.verb,
                           QStringLiteral("name it with --out"));
        if (options.viewer)
            return failure(ErrorKind::Usage, QStringLiteral("--viewer is for the window"), options.verb,
                           QStringLiteral("leave out one of the two"));
    }
    return options;
}

} // namespace edgelink::cli
