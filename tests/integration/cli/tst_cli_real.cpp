// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs against the running sandbox: what they print is held against what helm itself says, and nothing they do
// here changes the release.
#include "app/services/config/configuration.h"
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/marshal.h"
#include "tests/support/program.h"
#include "tests/support/testsink.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>

using namespace edgelink;
using std::chrono::minutes;
using test::ProgramResult;

class CliReal : public test::Suite
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_configurationFile;
    Configuration m_configuration;
    Environment m_environment;
    QString m_release;

    static constexpr char IncidentId[] = "INC-2026-1128-001";

    [[nodiscard]] QStringList arguments(const QStringList &verb) const
    {
        return QStringList{"--config", m_configurationFile, "--data-dir", m_folder.filePath("data")} + verb;
    }
    [[nodiscard]] ProgramResult console(const QStringList &verb) const
    {
        return test::runProgram(QStringLiteral(EDGELINK_CONSOLE_PROGRAM), arguments(verb), minutes{3});
    }
    /// The data of a verb that is wanted to end with `code`; null and a message otherwise.
    [[nodiscard]] QJsonDocument json(const QStringList &verb, int code = 0) const
    {
        const ProgramResult result = console(QStringList{"--json"} + verb);
        if (result.exitCode != code)
            qInfo("%s: exit code %d\n%s%s", qPrintable(verb.join(' ')), result.exitCode,
                  result.standardOutput.constData(), result.standardError.constData());
        return result.exitCode == code ? QJsonDocument::fromJson(result.standardOutput) : QJsonDocument();
    }
    /// helm's own word.
    [[nodiscard]] QJsonArray helmHistory() const
    {
        const ProgramResult result
            = test::runProgram(m_configuration.tools.helm,
                               {"history", m_release, "-o", "json", "--kubeconfig", m_environment.kubeconfig,
                                "--kube-context", m_environment.context, "-n", m_environment.nameSpace},
                               minutes{1});
        return QJsonDocument::fromJson(result.standardOutput).array();
    }
    /// The revision before the newest: it once ran.
    [[nodiscard]] QString target() const
    {
        // Not simply the last but one: another test of this sandbox may have left one that failed.
        const QJsonArray history = helmHistory();
        for (qsizetype i = history.size() - 2; i >= 0; --i) {
            const QJsonObject revision = history.at(i).toObject();
            if (revision.value("status").toString() == QLatin1String("superseded"))
                return QString::number(revision.value("revision").toInt());
        }
        return QStringLiteral("none");
    }
    [[nodiscard]] bool openAnIncident() const
    {
        journal::JournalOptions options;
        options.file = m_folder.filePath(QStringLiteral("data/journal.sqlite"));
        journal::SqliteJournal journal(options);
        JournalDraft draft;
        draft.kind = QString::fromLatin1(journalkind::IncidentOpened);
        draft.actor = QStringLiteral("tester");
        draft.environment = m_environment.name;
        draft.stream
            = m_environment.kind == EnvironmentKind::Drill ? QStringLiteral("drill") : QStringLiteral("production");
        draft.incidentId = QLatin1String(IncidentId);
        draft.payload = {{"incident", draft.incidentId},
                         {"triggers", QJsonArray{"http-5xx"}},
                         {"impactStart", QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)}};
        const auto written = await(journal.append(draft), minutes{1});
        return written && written->has_value();
    }
    /// A confirmed roll-back, up to where its id is known; it is in its pre-flight then.
    [[nodiscard]] std::unique_ptr<QProcess> startRollback(QString &runId, QByteArray &errors) const
    {
        auto process = test::startProgram(
            QStringLiteral(EDGELINK_CONSOLE_PROGRAM),
            arguments({"run", "helm-rollback", "--param", "revision=" + target(), "--confirm", m_release}));
        static const QRegularExpression announced(QStringLiteral("(run-[0-9a-f-]+): pre-flight of helm-rollback"));
        const QDeadlineTimer deadline(60'000);
        while (runId.isEmpty() && !deadline.hasExpired() && process->state() != QProcess::NotRunning) {
            process->waitForReadyRead(200);
            errors += process->readAllStandardError();
            runId = announced.match(QString::fromUtf8(errors)).captured(1);
        }
        return process;
    }

private slots:
    void initTestCase()
    {
        m_configurationFile = qEnvironmentVariable("EDGELINK_SANDBOX_DIR") + QStringLiteral("/console.yaml");
        const Result<Configuration> configuration = config::loadConfiguration(m_configurationFile);
        QVERIFY2(configuration, configuration ? "" : qPrintable(configuration.error().sentence()));
        m_configuration = *configuration;
        const Environment *environment = m_configuration.find(m_configuration.defaultEnvironment);
        QVERIFY(environment != nullptr);
        m_environment = *environment;
        m_release = m_environment.release;
        QVERIFY(openAnIncident());
    }

    void status()
    {
        // What an earlier test broke may still be inside a trigger's window.
        ProgramResult result;
        const QDeadlineTimer deadline(150'000);
        do {
            result = console({"--json", "status"});
        } while (result.exitCode != 0 && !deadline.hasExpired());
        QVERIFY2(result.exitCode == 0, result.standardOutput + result.standardError);
        const QJsonObject status = QJsonDocument::fromJson(result.standardOutput).object();
        const QJsonArray triggers = status.value("triggers").toArray();
        QCOMPARE(triggers.size(), 7);
        QCOMPARE(status.value("incident").toString(), QLatin1String(IncidentId));
        for (const QJsonValue trigger : triggers)
            QVERIFY2(trigger.toObject().value("value").isDouble(), result.standardOutput);
    }

    void history()
    {
        const QJsonArray helm = helmHistory();
        QVERIFY(helm.size() >= 2);
        const QJsonArray shown = json({"history", m_release}).array();
        QCOMPARE(shown.size(), helm.size());
        for (int i = 0; i < helm.size(); ++i) {
            for (const char *key : {"revision", "status", "chart", "description"})
                QCOMPARE(shown.at(i).toObject().value(QLatin1String(key)),
                         helm.at(i).toObject().value(QLatin1String(key)));
        }
        QVERIFY(console({"history", m_release}).standardOutput.startsWith("REVISION"));
    }

    void diff()
    {
        const QJsonArray helm = helmHistory();
        const QString from = QString::number(helm.first().toObject().value("revision").toInt());
        const QString to = QString::number(helm.last().toObject().value("revision").toInt());
        const QJsonObject diff = json({"diff", m_release, from, to}).object();
        QVERIFY(!diff.value("objects").toArray().isEmpty());
        QCOMPARE(console({"diff", m_release, from, "9999"}).exitCode, 2);
    }

    void verdict()
    {
        const QJsonObject verdict = json({"verdict", m_release, target()}).object();
        QVERIFY2(verdict.value("verdict").toString().startsWith(QLatin1String("go")),
                 qPrintable(verdict.value("verdict").toString()));
        QCOMPARE(verdict.value("facts").toArray().size(), 13);
        QCOMPARE(json({"verdict", m_release, "9999"}, 3).object().value("verdict").toString(), QStringLiteral("no-go"));
    }

    void nothingIsChangedWithoutTheName()
    {
        const QJsonArray before = helmHistory();
        const ProgramResult review = console({"run", "helm-rollback", "--param", "revision=" + target()});
        QVERIFY2(review.exitCode == 3, review.standardError);
        QVERIFY2(review.standardOutput.contains("rollback " + m_release.toUtf8()), review.standardOutput);
        QVERIFY(review.standardError.contains("not confirmed"));
        QCOMPARE(helmHistory(), before);
    }

    void aRevisionThatIsNotThereIsRefused()
    {
        const QJsonArray before = helmHistory();
        const ProgramResult refused
            = console({"run", "helm-rollback", "--param", "revision=9999", "--confirm", m_release, "--reason", "x"});
        QVERIFY2(refused.exitCode == 3, refused.standardError);
        QCOMPARE(helmHistory(), before);
    }

    void interruptedInPreflight_data()
    {
        QTest::addColumn<int>("signalNumber");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void interruptedInPreflight()
    {
        QFETCH(int, signalNumber);
        const QJsonArray before = helmHistory();
        QString runId;
        QByteArray errors;
        const auto process = startRollback(runId, errors);
        QVERIFY2(!runId.isEmpty(), errors);
        QCOMPARE(::kill(static_cast<pid_t>(process->processId()), signalNumber), 0);
        QVERIFY(process->waitForFinished(60'000));
        errors += process->readAllStandardError();
        QCOMPARE(process->exitStatus(), QProcess::NormalExit);
        QVERIFY2(process->exitCode() == 4, errors);
        QCOMPARE(helmHistory(), before);
    }

    void stoppedByAnotherProcess()
    {
        const QJsonArray before = helmHistory();
        QString runId;
        QByteArray errors;
        const auto process = startRollback(runId, errors);
        QVERIFY2(!runId.isEmpty(), errors);
        const ProgramResult stop = console({"stop", runId});
        QVERIFY(process->waitForFinished(60'000));
        errors += process->readAllStandardError();
        QVERIFY2(stop.exitCode == 0, stop.standardError + errors);
        QVERIFY2(process->exitCode() == 4, errors);
        QCOMPARE(helmHistory(), before);
        QCOMPARE(console({"stop", runId}).exitCode == 0, false);
    }

    void aRunIsOnTheRecord()
    {
        const QJsonObject run = json({"run", "rollback-verification", "--confirm", m_release}).object();
        const QString id = run.value("run").toString();
        QVERIFY(!id.isEmpty());
        QCOMPARE(run.value("outcome").toString(), QStringLiteral("success"));
        QCOMPARE(run.value("incident").toString(), QLatin1String(IncidentId));

        const QJsonArray runs = json({"runs"}).array();
        QVERIFY(std::any_of(runs.cbegin(), runs.cend(),
                            [&id](const QJsonValue &value) { return value.toObject().value("run").toString() == id; }));
        const QJsonArray list = json({"journal", "list", "--limit", "500"}).array();
        QVERIFY(std::any_of(list.cbegin(), list.cend(),
                            [&id](const QJsonValue &value) { return value.toObject().value("run").toString() == id; }));
        const QJsonObject exported = json({"journal", "export"}).object();
        const QJsonObject head = exported.value("head").toObject();
        const QString text
            = QStringLiteral("%1:%2").arg(head.value("sequence").toInteger()).arg(head.value("hash").toString());
        QVERIFY(json({"journal", "verify", "--head", text}).object().value("intact").toBool());
        const ProgramResult report = console({"report", IncidentId, "--format", "md"});
        QVERIFY2(report.exitCode == 0, report.standardError);
        QVERIFY2(report.standardOutput.contains("the 8 checks"), report.standardOutput); // the run that joined it
        const QJsonArray told = json({"report", IncidentId}).object().value("runs").toArray();
        QVERIFY(std::any_of(told.cbegin(), told.cend(),
                            [&id](const QJsonValue &value) { return value.toObject().value("id").toString() == id; }));
    }

    void lint()
    {
        QVERIFY(json({"lint", EDGELINK_RUNBOOKS "/helm-rollback.yaml"}).object().value("problems").toArray().isEmpty());
        QVERIFY(json({"runbooks"}).array().size() >= 5);
        const QJsonArray drills = json({"drill", "list"}).array();
        QVERIFY(std::any_of(drills.cbegin(), drills.cend(), [](const QJsonValue &drill) {
            return drill.toObject().value("name").toString() == QLatin1String("bad-release");
        }));
    }
};

EDGELINK_TEST_MAIN(CliReal)
#include "tst_cli_real.moc"
