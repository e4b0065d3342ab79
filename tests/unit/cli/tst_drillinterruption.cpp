// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C in `drill run --out`: the run is ended, and what happened is still reported.
#include "tests/support/fakereports.h"
#include "tests/support/testsink.h"
#include "tests/unit/cli/desk.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTimer>

using namespace edgelink;
using test::Desk;

namespace {

const QString IncidentId = QStringLiteral("INC-2026-1128-001");

/// A sandbox with one drill, whose fault breaches at once.
class OneDrill : public test::FakeDrill
{
public:
    explicit OneDrill(test::FakeTracker &incidents)
        : m_incidents(incidents)
    {
    }

    void start() override
    {
        SandboxStatus status;
        status.present = true;
        SandboxDrill drill;
        drill.name = QStringLiteral("bad-release");
        drill.inject = drill.name;
        status.drills << drill;
        QMetaObject::invokeMethod(
            this, [this, status] { emit statusChanged(status); }, Qt::QueuedConnection);
    }
    [[nodiscard]] QFuture<Result<bool>> inject(const QString &fault) override
    {
        m_incidents.incident.id = IncidentId;
        m_incidents.incident.openedAt = QDateTime::currentDateTimeUtc();
        Suspect suspect;
        suspect.title = QStringLiteral("Revision 3 deployed");
        m_incidents.incident.suspects << suspect;
        return FakeDrill::inject(fault);
    }

private:
    test::FakeTracker &m_incidents;
};

/// Each takes longer than an interruption does to be noticed.
class SlowReports : public test::FakeReports
{
public:
    std::atomic<int> failFrom{99}; ///< from this one on none can be made

    [[nodiscard]] QFuture<Result<RenderedReport>> render(const ReportRequest &request) override
    {
        const Result<RenderedReport> report = m_rendered++ < failFrom
            ? Result<RenderedReport>(RenderedReport{"# " + request.incidentId.toUtf8(), "7:00ff"})
            : failure(ErrorKind::Io, QStringLiteral("no report"));
        auto promise = std::make_shared<QPromise<Result<RenderedReport>>>();
        promise->start();
        QMetaObject::invokeMethod(
            this,
            [this, promise, report] {
                QTimer::singleShot(std::chrono::milliseconds{250}, this,
                                   [promise, report] { fulfil(promise, report); });
            },
            Qt::QueuedConnection);
        return promise->future();
    }

private:
    std::atomic<int> m_rendered{0};
};

} // namespace

class DrillInterruption : public test::Suite
{
    Q_OBJECT

private slots:
    void leavesTheReports_data()
    {
        QTest::addColumn<int>("failFrom");
        QTest::addColumn<int>("files");
        QTest::newRow("slow ones") << 99 << 8; // four formats, two languages
        QTest::newRow("none can be made after the third") << 3 << 3;
    }

    void leavesTheReports()
    {
        QFETCH(int, failFrom);
        QFETCH(int, files);
        const QTemporaryDir folder;
        Desk desk;
        OneDrill drills(desk.incidents);
        SlowReports reports;
        reports.failFrom = failFrom;
        test::ScriptedVerdicts verdicts;
        verdicts.onVerdict = [](int revision) {
            Verdict verdict;
            verdict.targetRevision = revision;
            verdict.facts = {{"target-exists", FactState::Good, "it ran", {}}};
            return Result<Verdict>(verdict);
        };
        desk.session.drills = &drills;
        desk.session.reports = &reports;
        desk.session.verdicts = &verdicts;
        desk.session.releases = &desk.releases;
        desk.session.watchTriggers = [] {};
        desk.runner.setHandler([&](const CommandSpec &spec) -> std::optional<CommandResult> {
            if (!spec.mutating)
                return test::FakeRunner::exited(0);
            desk.interrupted = true;
            return std::nullopt; // goes on until it is cancelled
        });
        cli::Options options = desk.rollback();
        options.verb = QStringLiteral("drill");
        options.action = QStringLiteral("run");
        options.id = QStringLiteral("bad-release");
        options.out = folder.filePath(QStringLiteral("reports"));
        int code = -1;
        const auto verb = desk.start(options, code);
        QTRY_VERIFY_WITH_TIMEOUT(verb->isFinished(), 60'000);
        QCOMPARE(code, static_cast<int>(cli::CancelledByOperator));
        QCOMPARE(QDir(options.out).entryList(QDir::Files).size(), files);
    }
};

EDGELINK_TEST_MAIN(DrillInterruption)
#include "tst_drillinterruption.moc"
