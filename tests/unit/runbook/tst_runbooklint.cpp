// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/commandrules.h"
#include "app/services/runbook/placeholders.h"
#include "app/services/runbook/plan.h"
#include "app/services/runbook/runbooklibrary.h"
#include "app/services/runbook/yamldocument.h"
#include "app/services/runbook/yamlfields.h"
#include "app/services/verify/probes.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>

using namespace edgelink;
using namespace edgelink::runbook;

namespace {

/// The names that the product's own probes have, so that a runbook cannot name one that is not there.
const QStringList &allProbes()
{
    static const QStringList names = verify::Probes(verify::ProbeDependencies{}).names();
    return names;
}

/// A runbook without fault; the tests break one line each.
const char Sound[] = R"(id: example
version: 2
title: {en: "Example", zh: "示例"}
summary: {en: "An example", zh: "一个示例"}
parameters:
  - id: revision
    type: revision
    title: {en: "Revision", zh: "修订版"}
preflight:
  - id: target
    title: {en: "Target", zh: "目标"}
    probe: target-revision
    with: {revision: "${revision}"}
steps:
  - id: rollback
    title: {en: "Roll back", zh: "回滚"}
    why: {en: "Because", zh: "因为"}
    phase: execute
    command:
      program: helm
      args: [rollback, "${release}", "${revision}", --wait]
      grace: 90s
    observe:
      probe: release-at
      with: {revision: "${revision}"}
    success_when: {en: "it is there", zh: "已到达"}
    undo:
      program: helm
      args: [rollback, "${release}", "${current_revision}"]
      grace: 90s
    undo_observe: {probe: release-at, with: {revision: "${current_revision}"}}
    timeout: 10m
    skippable: false
)";

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QString joined(const Problems &problems)
{
    return sentences(problems).join(QLatin1Char('\n'));
}

} // namespace

class RunbookLintTest : public test::Suite
{
    Q_OBJECT

private slots:
    void soundRunbookIsRead()
    {
        const ParsedRunbook parsed = readRunbook(Sound, QStringLiteral("x.yaml"), {allProbes()});
        QVERIFY2(parsed.ok(), qPrintable(joined(parsed.problems)));
        const RunbookDefinition &runbook = parsed.definition;
        QCOMPARE(runbook.id, QStringLiteral("example"));
        QCOMPARE(runbook.version, 2);
        QCOMPARE(runbook.title.zh, QStringLiteral("示例"));
        QCOMPARE(runbook.steps.size(), 1);
        const StepDefinition &step = runbook.steps.first();
        QCOMPARE(step.line, 15);
        QCOMPARE(step.command->grace, std::chrono::milliseconds{90000});
        QCOMPARE(step.timeout, std::chrono::milliseconds{600000});
        QVERIFY(!step.skippable);
        QCOMPARE(step.undoObserve->arguments.value(QStringLiteral("revision")).toString(),
                 QStringLiteral("${current_revision}"));
    }

    void brokenRunbookIsRefused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("fragment");
        const auto row = [](const char *name, const char *from, const char *to, int line, const char *fragment) {
            QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to) << line
                                << QString::fromUtf8(fragment);
        };
        row("unknown key", "version: 2", "verison: 2", 2, "expected 'version', found 'verison'");
        row("unknown key of a step", "    skippable: false", "    skipable: false", 33, "expected 'skippable'");
        row("doubled key", "version: 2", "version: 2\nversion: 3", 3, "same key twice");
        row("bad id", "id: example", "id: Example!", 1, "form that cannot be referred to");
        row("missing id", "id: example\n", "", 1, "has no 'id'");
        row("no summary", "summary: {en: \"An example\", zh: \"一个示例\"}\n", "", 1, "has no 'summary'");
        row("one language", ", zh: \"示例\"}", "}", 3, "has no 'zh'");
        row("plain title", "title: {en: \"Example\", zh: \"示例\"}", "title: Example", 3, "both languages");
        row("empty translation", "zh: \"示例\"", "zh: \"\"", 3, "'zh' of 'title' of the runbook is empty");
        row("version not a number", "version: 2", "version: two", 2, "expected 1 … 1000000, found 'two'");
        row("unknown parameter", "{revision: \"${revision}\"}\nsteps", "{revision: \"${revison}\"}\nsteps", 13,
            "expected 'revision', found '${revison}'");
        row("unclosed placeholder", "[rollback, \"${release}\", \"${revision}\", --wait]",
            "[rollback, \"${release}\", \"${revision}\", \"${oops\"]", 21, "names no parameter");
        row("unknown probe", "probe: target-revision", "probe: target-revison", 12, "expected 'target-revision'");
        row("two actions", "    phase: execute", "    probe: release-at", 15, "exactly one thing");
        row("no action",
            "    command:\n      program: helm\n      args: [rollback, \"${release}\", \"${revision}\", --wait]\n      "
            "grace: 90s\n",
            "", 15, "exactly one thing");
        row("no observation", "    observe:\n      probe: release-at\n      with: {revision: \"${revision}\"}\n", "",
            15, "how its success is observed");
        row("no way back",
            "    undo:\n      program: helm\n      args: [rollback, \"${release}\", \"${current_revision}\"]\n      "
            "grace: 90s\n"
            "    undo_observe: {probe: release-at, with: {revision: \"${current_revision}\"}}\n",
            "", 15, "what undoes it");
        row("undo unobserved", "    undo_observe: {probe: release-at, with: {revision: \"${current_revision}\"}}\n", "",
            15, "observe its undo");
        row("irreversible with undo", "    skippable: false", "    irreversible: true", 28,
            "irreversible and has an undo");
        row("foreign program", "program: helm\n      args: [rollback, \"${release}\", \"${revision}\"",
            "program: bash\n      args: [rollback, \"${release}\", \"${revision}\"", 20, "may not be run by a runbook");
        row("pins a context", "\"${revision}\", --wait]", "\"${revision}\", --kube-context, x]", 21,
            "names its target itself");
        row("pins a namespace, short", "\"${revision}\", --wait]", "\"${revision}\", -nprod]", 21, "expected no -n");
        row("pins a kubeconfig, joined", "\"${revision}\", --wait]", "\"${revision}\", --kubeconfig=/x]", 21,
            "found --kubeconfig=/x");
        row("no explicit revision", "\"${release}\", \"${revision}\", --wait]", "\"${release}\", --wait]", 21,
            "without an explicit revision");
        row("revision 0", "\"${release}\", \"${revision}\", --wait]", "\"${release}\", 0, --wait]", 21,
            "without an explicit revision");
        row("revision from text", "\"${release}\", \"${revision}\", --wait]", "\"${release}\", \"${cluster}\", --wait]",
            21, "without an explicit revision");
        row("short grace", "--wait]\n      grace: 90s", "--wait]\n      grace: 5s", 21, "grace: 60s or more");
        row("bad duration", "timeout: 10m", "timeout: soon", 32, "is not a duration");
        row("endless duration", "timeout: 10m", "timeout: 25h", 32, "is not a duration");
        row("bad boolean", "skippable: false", "skippable: nope", 33, "neither true nor false");
        row("unknown phase", "phase: execute", "phase: exceute", 18, "expected 'execute'");
        row("unknown call",
            "    phase: execute\n    command:", "    phase: execute\n    call: nowhere\n    command:", 15,
            "exactly one thing");
        row("same step twice", "steps:\n",
            "steps:\n  - id: rollback\n    title: {en: a, zh: b}\n    why: {en: a, zh: b}\n    probe: no-pending\n", 19,
            "two steps have the same id");
        row("parameter named like a built-in", "  - id: revision", "  - id: release", 6, "name is taken");
        row("command before the flight", "    probe: target-revision", "    command: {program: helm, args: [list]}", 12,
            "unknown key");
        row("not YAML", "version: 2", "version: [", 4, "not valid YAML");
        row("alias", "version: 2", "version: &v 2", 2, "anchors");
        row("two documents", "id: example", "---\nid: first\n---\nid: example", 0, "more than one YAML document");
        row("deep", "version: 2", "version: [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", 2, "nested deeper than 16");
        row("a list of steps that is none", "steps:\n  - id: rollback", "steps:\n    id: rollback", 15, "is not a");
    }

    void brokenRunbookIsRefused()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(int, line);
        QFETCH(QString, fragment);
        QString text = QString::fromUtf8(Sound);
        QVERIFY2(text.contains(from), "the test's own text does not apply");
        text.replace(text.indexOf(from), from.size(), to);
        const ParsedRunbook parsed = readRunbook(text.toUtf8(), QStringLiteral("x.yaml"), {allProbes()});
        QVERIFY(!parsed.ok());
        const bool found = std::any_of(parsed.problems.cbegin(), parsed.problems.cend(), [&](const Problem &problem) {
            return problem.line == line && problem.sentence().contains(fragment);
        });
        QVERIFY2(found, qPrintable(joined(parsed.problems)));
        QVERIFY(parsed.problems.first().sentence().startsWith(QLatin1String("x.yaml:")));
    }

    void hostileBytesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("only a comment") << QByteArray("# hello\n");
        QTest::newRow("not UTF-8") << QByteArray("id: \xff\xfe\n");
        QTest::newRow("a NUL") << QByteArray("id: a\0b\n", 8);
        QTest::newRow("too big") << QByteArray(300 * 1024, 'a');
        QTest::newRow("a scalar") << QByteArray("hello");
        QTest::newRow("open brackets") << QByteArray(100 * 1024, '[');
        QTest::newRow("open braces") << QByteArray(100 * 1024, '{');
        QTest::newRow("dashes") << QByteArray("- ").repeated(20000);
        QTest::newRow("many values") << "a: [" + QByteArray("1,").repeated(30000) + "]";
        QTest::newRow("billion laughs") << QByteArray("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n");
    }

    void hostileBytesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        const ParsedRunbook parsed = readRunbook(bytes, QStringLiteral("x.yaml"), {});
        QVERIFY(!parsed.ok());
        QVERIFY(!parsed.problems.first().what.isEmpty());
    }

    void shippedRunbooksAreSound()
    {
        const RunbookLibrary library
            = RunbookLibrary::load({QStringLiteral(EDGELINK_RESOURCES "/runbooks")}, {allProbes()});
        QVERIFY2(library.problems().isEmpty(), qPrintable(joined(library.problems())));
        for (const char *id :
             {"helm-rollback", "rollback-verification", "smoke-tests", "observation", "helm-pending-recovery"}) {
            QVERIFY2(library.find(QString::fromLatin1(id)) != nullptr, id);
        }
        const RunbookDefinition verification = *library.find(QStringLiteral("rollback-verification"));
        QStringList probes;
        for (const StepDefinition &step : verification.steps)
            probes << step.probe->probe;
        QCOMPARE(probes,
                 (QStringList{"pods-ready", "health-endpoint", "register-device", "database-select", "redis-ping",
                              "metrics-endpoint", "response-time", "error-ratio"}));
        const QStringList files = QDir(QStringLiteral(EDGELINK_RESOURCES "/runbooks")).entryList({"*.yaml"});
        for (const QString &file : files) {
            const Problems problems = lint(QStringLiteral(EDGELINK_RESOURCES "/runbooks/") + file,
                                           {QStringLiteral(EDGELINK_RESOURCES "/runbooks")}, {allProbes()});
            QVERIFY2(problems.isEmpty(), qPrintable(joined(problems)));
        }
    }

    void callsAreCheckedAcrossFiles_data()
    {
        QTest::addColumn<QMap<QString, QString>>("calls");
        QTest::addColumn<QString>("fragment");
        using Calls = QMap<QString, QString>;
        QTest::newRow("missing") << Calls{{"a", "bb"}, {"ba", ""}}
                                 << "a.yaml:4: step 's' calls a runbook that does not";
        QTest::newRow("itself") << Calls{{"a", "a"}} << "in a circle";
        QTest::newRow("each other") << Calls{{"a", "b"}, {"b", "a"}} << "in a circle";
        QTest::newRow("three around") << Calls{{"a", "b"}, {"b", "c"}, {"c", "a"}} << "in a circle";
        QTest::newRow("too deep") << Calls{{"a", "b"}, {"b", "c"}, {"c", "d"}, {"d", "e"}, {"e", "f"}, {"f", ""}}
                                  << "too deep";
        QTest::newRow("lacks a parameter") << Calls{{"a", "b"}, {"b", "!parameter"}} << "needs a parameter";
        QTest::newRow("calls a broken one") << Calls{{"a", "b"}, {"b", "!broken"}} << "itself broken";
    }

    void callsAreCheckedAcrossFiles()
    {
        using Calls = QMap<QString, QString>;
        QFETCH(Calls, calls);
        QFETCH(QString, fragment);
        const QTemporaryDir dir;
        for (auto it = calls.cbegin(); it != calls.cend(); ++it) {
            QString text = QStringLiteral("id: %1\ntitle: {en: a, zh: b}\nsummary: {en: a, zh: b}\nsteps: [{id: s, "
                                          "title: {en: a, zh: b}, why: {en: a, zh: b}, %2}]\n")
                               .arg(it.key(),
                                    it.value().isEmpty() || it.value().startsWith(QLatin1Char('!'))
                                        ? QStringLiteral("probe: no-pending")
                                        : QStringLiteral("call: %1").arg(it.value()));
            if (it.value() == QLatin1String("!parameter"))
                text += QStringLiteral("parameters: [{id: p, title: {en: a, zh: b}}]\n");
            if (it.value() == QLatin1String("!broken"))
                text += QStringLiteral("nonsense: 1\n");
            QVERIFY(write(dir.filePath(it.key() + QStringLiteral(".yaml")), text.toUtf8()));
        }
        const RunbookLibrary library = RunbookLibrary::load({dir.path()}, {allProbes()});
        QVERIFY2(joined(library.problems()).contains(fragment), qPrintable(joined(library.problems())));
        QVERIFY(library.find(QStringLiteral("a")) == nullptr);
        const auto refused = library.usable(QStringLiteral("a"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Configuration);
        QVERIFY(refused.error().raw.contains(QLatin1String("a.yaml:4")));
        const Problems own = lint(dir.filePath(QStringLiteral("a.yaml")), {}, {allProbes()});
        QVERIFY2(joined(own).contains(fragment), qPrintable(joined(own)));
    }

    void sameIdTwiceIsRefused()
    {
        const QTemporaryDir dir;
        QVERIFY(write(dir.filePath(QStringLiteral("a.yaml")), Sound));
        QVERIFY(write(dir.filePath(QStringLiteral("b.yaml")), Sound));
        const RunbookLibrary library = RunbookLibrary::load({dir.path()}, {allProbes()});
        QVERIFY(joined(library.problems()).contains(QLatin1String("same id")));
        QCOMPARE(library.runbooks().size(), 1);
        const auto unknown = library.usable(QStringLiteral("exmple"));
        QVERIFY(!unknown);
        QVERIFY(unknown.error().next.contains(QLatin1String("'example'")));
    }

    void schemaAndReaderKnowTheSameKeys()
    {
        QFile file(QStringLiteral(EDGELINK_RESOURCES "/schema/runbook.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonParseError error{};
        const QJsonObject schema = QJsonDocument::fromJson(file.readAll(), &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        const QJsonObject definitions = schema.value(QLatin1String("$defs")).toObject();
        for (const char *kind : {"runbook", "parameter", "preflight", "step", "command", "probe"}) {
            const QJsonObject object = QLatin1String(kind) == QLatin1String("runbook")
                ? schema
                : definitions.value(QLatin1String(kind)).toObject();
            QStringList published = object.value(QLatin1String("properties")).toObject().keys();
            QStringList known = knownKeys(QString::fromLatin1(kind));
            published.sort();
            known.sort();
            QCOMPARE(published, known);
        }
    }

    void durations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("milliseconds");
        QTest::newRow("seconds") << "90s" << qint64{90000};
        QTest::newRow("mixed") << "1h30m" << qint64{5400000};
        QTest::newRow("milliseconds") << "500ms" << qint64{500};
        QTest::newRow("day") << "24h" << qint64{86400000};
        QTest::newRow("zero") << "0s" << qint64{-1};
        QTest::newRow("bare") << "15" << qint64{-1};
        QTest::newRow("negative") << "-5s" << qint64{-1};
        QTest::newRow("too long") << "99999h" << qint64{-1};
        QTest::newRow("words") << "five minutes" << qint64{-1};
        QTest::newRow("overflow") << "99999h99999h99999h99999h99999h99999h" << qint64{-1};
    }

    void durations()
    {
        QFETCH(QString, text);
        QFETCH(qint64, milliseconds);
        const auto parsed = parseDuration(text);
        QCOMPARE(parsed ? parsed->count() : -1, milliseconds);
    }

    void expansionIsOnePass()
    {
        const Values values{{"a", "${b}"}, {"b", "x; rm"}};
        QCOMPARE(expanded(QStringLiteral("${a}-${b}-${c}-$b"), values), QStringLiteral("${b}-x; rm-${c}-$b"));
        QCOMPARE(expanded(QJsonValue(QJsonObject{{"k", QJsonArray{"${b}", 2}}}), values),
                 QJsonValue(QJsonObject{{"k", QJsonArray{"x; rm", 2}}}));
    }

    void targetIsPinned_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("argv");
        QTest::addColumn<bool>("mutating");
        QTest::newRow("helm") << "helm" << QStringList{"rollback", "r", "2", "--wait"}
                              << "rollback r 2 --kube-context ctx -n ns --kubeconfig /k --wait" << true;
        QTest::newRow("helm read") << "helm" << QStringList{"history", "r"}
                                   << "history r --kube-context ctx -n ns --kubeconfig /k" << false;
        QTest::newRow("kubectl exec keeps its tail")
            << "kubectl" << QStringList{"exec", "pod", "--", "sh", "-n", "x"}
            << "exec pod --context ctx -n ns --kubeconfig /k -- sh -n x" << true;
        QTest::newRow("rollout status") << "kubectl" << QStringList{"rollout", "status", "deployment/a"}
                                        << "rollout status deployment/a --context ctx -n ns --kubeconfig /k" << false;
        QTest::newRow("rollout undo") << "kubectl" << QStringList{"rollout", "undo", "deployment/a"}
                                      << "rollout undo deployment/a --context ctx -n ns --kubeconfig /k" << true;
        QTest::newRow("migrate") << "migrate" << QStringList{"down", "1"}
                                 << "-path /m -database postgresql://u@h/d down 1" << true;
        QTest::newRow("psql") << "psql" << QStringList{"-c", "SELECT 1"}
                              << "-X -w -v ON_ERROR_STOP=1 -d postgresql://u@h/d -c SELECT 1" << true;
    }

    void targetIsPinned()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        QFETCH(QString, argv);
        QFETCH(bool, mutating);
        Environment environment;
        environment.context = QStringLiteral("ctx");
        environment.nameSpace = QStringLiteral("ns");
        environment.kubeconfig = QStringLiteral("/k");
        environment.migrationsDirectory = QStringLiteral("/m");
        environment.database.url = QStringLiteral("postgresql://u@h/d");
        const CommandTemplate command{program, arguments, std::chrono::seconds{90}, {0}};
        QCOMPARE(pinned(command, environment).join(QLatin1Char(' ')), argv);
        QCOMPARE(isMutating(command), mutating);
        QVERIFY(!breachOf(command, {}));
    }

    void databaseService()
    {
        StepDefinition step;
        step.id = QStringLiteral("migrate");
        step.command = CommandTemplate{"migrate", {"version"}, std::chrono::seconds{90}, {0}};
        Environment environment;
        environment.database.service = QStringLiteral("edgelink");
        environment.database.problem = QStringLiteral("no such service");
        const auto missing = missingDatabase({{step, 0}}, environment.database);
        QVERIFY(missing);
        QCOMPARE(missing->what, QStringLiteral("no such service"));

        environment.database.problem.clear();
        environment.database.url = QStringLiteral("postgresql://u@h/d");
        environment.database.passFile = QStringLiteral("/pass");
        environment.database.serviceVariables = {{"PGSERVICEFILE", "/services"}};
        environment.database.password = {SecretReference::Source::DatabaseService, QStringLiteral("edgelink")};
        QVERIFY(!missingDatabase({{step, 0}}, environment.database));
        const CommandSpec migrate = specOf(*step.command, step, environment, {});
        QVERIFY(migrate.display().contains("-database postgresql://u@h/d"));
        QCOMPARE(migrate.environment, (QMap<QString, QString>{{"PGPASSFILE", "/pass"}}));
        QCOMPARE(migrate.secretEnvironment.value("PGPASSWORD"), environment.database.password);
        const CommandSpec psql
            = specOf({"psql", {"-c", "SELECT 1"}, std::chrono::seconds{90}, {0}}, step, environment, {});
        QVERIFY(psql.display().contains("-d service=edgelink"));
        QCOMPARE(psql.environment.value("PGSERVICEFILE"), QStringLiteral("/services"));
    }
};

EDGELINK_TEST_MAIN(RunbookLintTest)
#include "tst_runbooklint.moc"
