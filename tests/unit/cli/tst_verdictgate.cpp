// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A verdict that says no keeps a headless rollback from starting, whichever fact says it.
#include "tests/support/testsink.h"
#include "tests/unit/cli/desk.h"

#include <QJsonDocument>

using namespace edgelink;
using test::Desk;

class VerdictGate : public test::Suite
{
    Q_OBJECT

    /// The pre-flight's facts, and what steps ask about helm, through the real probes; everything else passes.
    struct Gate {
        test::ScriptedVerdicts verdicts;
        Desk desk;
        verify::Probes real;

        Gate(const QString &factId, FactState state)
            : real(dependencies(&verdicts, &desk.releases))
        {
            verdicts.onVerdict = [factId, state](int revision) {
                Verdict verdict;
                verdict.targetRevision = revision;
                for (const char *id : {"target-exists", "pending", "concurrent-helm", "automation", "schema", "gitops",
                                       "rbac", "hooks", "images", "leftovers", "hpa", "capacity", "debt"}) {
                    const QString name = QLatin1String(id);
                    verdict.facts << VerdictFact{name, name == factId ? state : FactState::Good,
                                                 QStringLiteral("about %1").arg(name), QStringLiteral("seen")};
                }
                return Result<Verdict>(verdict);
            };
            desk.probes.setHandler([this](const ProbeRequest &request) -> std::optional<Observation> {
                static const QStringList elsewhere{"tool-version", "cluster-reachable", "permissions",
                                                   "baseline-known"};
                static const QStringList aboutHelm{"no-pending", "still-pending", "no-concurrent-helm"};
                const bool asked
                    = request.stepId.startsWith(QLatin1String("preflight/")) || aboutHelm.contains(request.probe);
                if (asked && !elsewhere.contains(request.probe))
                    return await(real.observe(request), std::chrono::seconds{20});
                return test::FakeProbes::saw(Observation::State::Passed, request.probe);
            });
        }
        static verify::ProbeDependencies dependencies(VerdictSource *verdicts, ReleaseSource *releases)
        {
            verify::ProbeDependencies with;
            with.verdicts = verdicts;
            with.releases = releases;
            return with;
        }
        int run(const char *runbook = "helm-rollback")
        {
            cli::Options options = desk.rollback();
            options.id = QLatin1String(runbook);
            int code = -1;
            const auto verb = desk.start(options, code);
            return verb->wait(60'000) ? code : -2;
        }
        /// A fourth revision, on top of the desk's three.
        void newest(const char *status)
        {
            ReleaseHistory history = *desk.releases.history().result();
            history.revisions.resize(3);
            Revision revision;
            revision.number = 4;
            revision.status = QLatin1String(status);
            history.revisions << revision;
            desk.releases.setHistory(history);
        }
    };

private slots:
    void refusesForEveryFact_data()
    {
        QTest::addColumn<QString>("fact");
        for (const char *id : {"target-exists", "concurrent-helm", "automation", "schema", "gitops", "rbac", "hooks",
                               "images", "leftovers", "hpa", "capacity"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }

    void refusesForEveryFact()
    {
        QFETCH(QString, fact);
        Gate gate(fact, FactState::Blocking);
        QCOMPARE(gate.run(), static_cast<int>(cli::Refused));
        QCOMPARE(gate.desk.changes(), 0);
        QCOMPARE(gate.desk.journal.count(QLatin1String(journalkind::RunStarted)), 0);
    }

    void warnsAndGoesOn_data()
    {
        QTest::addColumn<QString>("fact");
        QTest::addColumn<FactState>("state");
        QTest::newRow("nothing") << QString() << FactState::Good;
        for (const char *id : {"automation", "leftovers", "rbac", "hpa", "capacity", "hooks", "images"})
            QTest::newRow(id) << QString::fromLatin1(id) << FactState::Warning;
        for (const char *id : {"automation", "hpa", "capacity", "hooks", "images"})
            QTest::addRow("%s is not known", id) << QString::fromLatin1(id) << FactState::Unknown;
    }

    /// The control: without a no the same run goes through, so that it is the no that holds it up above.
    void warnsAndGoesOn()
    {
        QFETCH(QString, fact);
        QFETCH(FactState, state);
        Gate gate(fact, state);
        QCOMPARE(gate.run(), static_cast<int>(cli::Success));
        QCOMPARE(gate.desk.changes(), 1);
    }

    /// The same order and the same headline as in the window.
    void theVerbReadsByRank_data()
    {
        QTest::addColumn<bool>("json");
        QTest::newRow("words") << false;
        QTest::newRow("JSON") << true;
    }

    void theVerbReadsByRank()
    {
        QFETCH(bool, json);
        Gate gate({}, FactState::Good);
        gate.verdicts.onVerdict = [](int revision) {
            Verdict verdict;
            verdict.targetRevision = revision;
            verdict.facts = {{"good-one", FactState::Good, "a", {}},
                             {"warning-one", FactState::Warning, "b", {}},
                             {"unknown-one", FactState::Unknown, "c", {}},
                             {"blocking-one", FactState::Blocking, "d", {}},
                             {"unknown-two", FactState::Unknown, "e", {}}};
            return Result<Verdict>(verdict);
        };
        gate.desk.session.verdicts = &gate.verdicts;
        gate.desk.session.releases = &gate.desk.releases;
        cli::Options options;
        options.verb = QStringLiteral("verdict");
        options.release = gate.desk.environment.release;
        options.revision = 2;
        options.json = json;
        int code = -1;
        const QByteArray said = test::standardOutputOf([&] {
            const auto verb = gate.desk.start(options, code);
            verb->wait(20'000);
        });
        QCOMPARE(code, static_cast<int>(cli::Refused));
        qsizetype from = 0;
        for (const char *part : {"blocking-one", "unknown-one", "unknown-two", "warning-one", "good-one"}) {
            const qsizetype found = said.indexOf(part, from);
            QVERIFY2(found > from, said.constData());
            from = found;
        }
        if (!json) {
            QVERIFY2(said.contains("\nNo-go, 1 blocking, 2 unknown, 1 warning"), said.constData());
            return;
        }
        const QJsonObject counts = QJsonDocument::fromJson(said).object().value("counts").toObject();
        QCOMPARE(counts, (QJsonObject{{"blocking", 1}, {"unknown", 2}, {"warning", 1}, {"good", 1}}));
    }

    void aPendingReleaseIsLeftToItsRecovery()
    {
        Gate gate(QStringLiteral("pending"), FactState::Warning);
        gate.newest("pending-upgrade");
        QCOMPARE(gate.run(), static_cast<int>(cli::Refused));
        QCOMPARE(gate.desk.changes(), 0);
    }

    /// It looks less closely than a rollback, so it is not a way round that one.
    void theRecoveryIsRefusedWhereNothingIsPending()
    {
        for (const char *status : {"deployed", "failed"}) {
            Gate gate(QStringLiteral("none"), FactState::Good);
            gate.newest(status);
            QCOMPARE(gate.run("helm-pending-recovery"), static_cast<int>(cli::Refused));
            QCOMPARE(gate.desk.changes(), 0);
        }
    }

    void theRecoveryFreesAPendingRelease_data()
    {
        QTest::addColumn<bool>("frees");
        QTest::newRow("freed") << true;
        QTest::newRow("helm says so, but it is pending still") << false;
    }

    void theRecoveryFreesAPendingRelease()
    {
        QFETCH(bool, frees);
        Gate gate(QStringLiteral("pending"), FactState::Warning);
        gate.newest("pending-upgrade");
        int askedBefore = 0;
        gate.desk.runner.setHandler([&](const CommandSpec &spec) -> std::optional<CommandResult> {
            if (spec.mutating) {
                askedBefore = gate.verdicts.asked;
                if (frees)
                    gate.newest("deployed");
            }
            return test::FakeRunner::exited(0);
        });
        QCOMPARE(gate.run("helm-pending-recovery"), static_cast<int>(frees ? cli::Success : cli::Failed));
        QVERIFY(gate.desk.changes() >= 1);
        // Once for all checks of the pre-flight, and once more right before helm is started.
        QCOMPARE(askedBefore, 2);
    }

    void theRunBelongsToTheOpenIncident()
    {
        Gate gate({}, FactState::Good);
        gate.desk.incidents.incident.id = QStringLiteral("INC-2026-1128-001");
        gate.desk.incidents.incident.openedAt = QDateTime::currentDateTimeUtc();
        QVERIFY(gate.desk.incidents.incident.isOpen());
        QCOMPARE(gate.run(), static_cast<int>(cli::Success));
        const QList<JournalEvent> started = gate.desk.journal.events(QLatin1String(journalkind::RunStarted));
        QCOMPARE(started.size(), 1);
        QCOMPARE(started.first().draft.incidentId, QStringLiteral("INC-2026-1128-001"));
    }

    void aClosedIncidentIsNotJoined()
    {
        Gate gate({}, FactState::Good);
        QVERIFY(!gate.desk.incidents.incident.isOpen());
        QCOMPARE(gate.run(), static_cast<int>(cli::Success));
        QCOMPARE(gate.desk.journal.events(QLatin1String(journalkind::RunStarted)).first().draft.incidentId, QString());
    }
};

EDGELINK_TEST_MAIN(VerdictGate)
#include "tst_verdictgate.moc"
