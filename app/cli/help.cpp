// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include "app/cli/words.h"

#include <CLI/CLI.hpp>

#include <QStringList>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace edgelink::cli {

namespace {

struct Example {
    const char *verb; ///< with its action; empty: the window
    const char *words;
    const char *what = nullptr;
};

constexpr std::array Examples{
    Example{"", "--config console.yaml", QT_TRANSLATE_NOOP("cli", "the window")},
    Example{"status", "status --config console.yaml",
            QT_TRANSLATE_NOOP("cli", "triggers, open incidents, alerts, once")},
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
    Example{"journal verify", "journal verify --head 120:9f86d081…",
            QT_TRANSLATE_NOOP("cli", "the exported head is still in the chain")},
    Example{"incident list", "incident list"},
    Example{"incident close", "incident close INC-2026-1123-001 --reason \"threshold was wrong\""},
    Example{"report", "report INC-2026-1123-001 --format pdf --language zh_CN --out report.pdf"},
    Example{"drill list", "drill list"},
    Example{"drill run", "drill run bad-release --confirm edge-link-production --out drill-report"},
};

/// The examples of a verb and its actions, and what its exit codes mean; "": all of them.
QString footer(const QString &verb)
{
    QStringList lines{Words::tr("Examples:")};
    for (const Example &example : Examples) {
        const QLatin1StringView of(example.verb);
        if (!verb.isEmpty() && of != verb && !of.startsWith(verb + QLatin1Char(' ')))
            continue;
        const QString line = QStringLiteral("  edgelink-console %1").arg(QString::fromUtf8(example.words));
        constexpr int Column = 60;
        lines << (example.what == nullptr
                      ? line
                      : line.leftJustified(Column) + QStringLiteral("  ") + Words::tr(example.what));
    }
    lines << QString();
    if (!verb.isEmpty()) {
        lines << Words::tr("Every verb takes --config, --environment, --data-dir, --language and --json; "
                           "edgelink-console --help tells of them.")
              << QString();
    }
    lines << Words::tr(
        "Exit codes: 0 success, 1 failed, 2 usage or configuration, 3 refused by pre-flight or verdict (or not "
        "confirmed),\n"
        "4 cancelled, 5 unknown outcome, 6 journal broken. Progress and errors go to stderr, data alone to stdout; "
        "with --json\n"
        "it is one document, also of what failed. Without --confirm (the exact release or cluster name) nothing is "
        "changed.");
    return lines.join(QLatin1Char('\n'));
}

/// CLI11's own shows of a verb's actions the names alone, and has headings in English.
class WholeHelp : public CLI::Formatter
{
public:
    WholeHelp()
    {
        label("Usage", Words::tr("Usage").toStdString());
        label("OPTIONS", Words::tr("OPTIONS").toStdString());
        label("SUBCOMMAND", Words::tr("VERB").toStdString());
        label("Positionals", Words::tr("Arguments").toStdString());
        label("REQUIRED", Words::tr("(required)").toStdString());
        m_options = Words::tr("Options").toStdString();
    }

    std::string make_group(std::string group, bool isPositional,
                           std::vector<const CLI::Option *> options) const override
    {
        if (group == "Options")
            group = m_options;
        return Formatter::make_group(std::move(group), isPositional, std::move(options));
    }

    std::string make_expanded(const CLI::App *verb) const override
    {
        std::string help = Formatter::make_expanded(verb);
        for (const CLI::App *action : verb->get_subcommands({}))
            help += "\n" + verb->get_name() + " " + make_expanded(action);
        return help;
    }

private:
    std::string m_options;
};

void describe(CLI::App &app, const QString &verb, const std::shared_ptr<WholeHelp> &formatter)
{
    app.formatter(formatter);
    app.set_help_flag("-h,--help", Words::tr("this text").toStdString());
    app.footer(footer(verb).toStdString());
    const QString actions = verb.isEmpty() ? Words::tr("Verbs") : Words::tr("Actions");
    for (CLI::App *inner : app.get_subcommands(std::function<bool(CLI::App *)>{})) {
        const QString name = QString::fromStdString(inner->get_name());
        inner->group(actions.toStdString());
        describe(*inner, verb.isEmpty() ? name : verb + QLatin1Char(' ') + name, formatter);
    }
}

} // namespace

void describe(CLI::App &app)
{
    describe(app, {}, std::make_shared<WholeHelp>());
}

QString sentenceOf(const CLI::ParseError &error)
{
    const QString said = QString::fromStdString(error.what());
    const QString subject = said.section(QStringLiteral(": "), 0, 0);
    const QString rest = said.section(QStringLiteral(": "), 1);
    if (rest.isEmpty() && dynamic_cast<const CLI::RequiredError *>(&error) != nullptr) {
        if (said.startsWith(QLatin1String("A subcommand")))
            return Words::tr("its action is missing");
        return Words::tr("'%1' is missing").arg(said.section(QLatin1Char(' '), 0, 0));
    }
    if (rest.isEmpty())
        return said;
    if (dynamic_cast<const CLI::ExtrasError *>(&error) != nullptr)
        return Words::tr("not understood here: %1").arg(rest);
    if (dynamic_cast<const CLI::ArgumentMismatch *>(&error) != nullptr)
        return Words::tr("%1 needs a value").arg(subject);
    if (dynamic_cast<const CLI::ConversionError *>(&error) != nullptr)
        return Words::tr("not a number: %1").arg(rest);
    if (dynamic_cast<const CLI::ValidationError *>(&error) != nullptr)
        return Words::tr("%1 does not take this: %2").arg(subject, rest);
    return said;
}

} // namespace edgelink::cli
