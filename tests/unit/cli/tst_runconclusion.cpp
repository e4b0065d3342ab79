// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The last words of a run: what was forced and what was left out is in them, for whoever sees nothing else of it.
#include "tests/support/fakeruns.h"
#include "tests/support/testsink.h"
#include "tests/unit/cli/desk.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace edgelink;
using test::Desk;

namespace {

/// A run that has ended as soon as somebody takes it up.
class EndedRun : public test::FakeRuns
{
public:
    RunSnapshot end;

    [[nodiscard]] QFuture<Result<bool>> resume(const QString &runId, const QString &actor) override
    {
        emit runChanged(end);
        return FakeRuns::resume(runId, actor);
    }
};

StepRecord step(const char *id, const char *title, StepState state, const char *reason = "")
{
    StepRecord record;
    record.id = QLatin1String(id);
    record.title = {QString::fromUtf8(title), {}};
    record.state = state;
    record.text = QStringLiteral("as seen");
    record.reason = QString::fromUtf8(reason);
    return record;
}

} // namespace

class RunConclusion : public test::Suite
{
    Q_OBJECT

private slots:
    void namesWhatWasForcedAndLeftOut_data()
    {
        QTest::addColumn<bool>("json");
        QTest::newRow("words") << false;
        QTest::newRow("JSON") << true;
    }

    void namesWhatWasForcedAndLeftOut()
    {
        QFETCH(bool, json);
        EndedRun runs;
        runs.end.runId = QStringLiteral("run-1");
        runs.end.state = RunState::Finished;
        runs.end.outcome = Outcome::Success;
        runs.end.endState = QStringLiteral("1 of 2 steps are done.");
        runs.end.preflight = {step("cluster", "The cluster answers", StepState::Done),
                              step("baseline", "The baseline is known", StepState::Failed, "agreed with the owner")};
        runs.end.steps = {step("rollback", "Roll back", StepState::Done),
                          step("redis", "Redis answers", StepState::Skipped, "maintenance")};
        Desk desk;
        desk.session.runbooks = &runs;
        cli::Options options = desk.rollback();
        options.verb = QStringLiteral("resume");
        options.id = runs.end.runId;
        options.json = json;
        int code = -1;
        const QByteArray said = test::standardOutputOf([&] {
            const auto verb = desk.start(options, code);
            verb->wait(20'000);
        });
        QCOMPARE(code, static_cast<int>(cli::Success));
        if (!json) {
            const QString lines = QStringLiteral("overridden: The baseline is known — agreed with the owner\n"
                                                 "skipped: Redis answers — maintenance\n");
            QVERIFY2(QString::fromUtf8(said).contains(lines), said.constData());
            QVERIFY2(!said.contains("The cluster answers"), said.constData());
            return;
        }
        const QJsonArray checks = QJsonDocument::fromJson(said).object().value("preflight").toArray();
        QCOMPARE(checks.size(), 2);
        QCOMPARE(checks.at(1).toObject(),
                 (QJsonObject{{"id", "baseline"},
                              {"title", "The baseline is known"},
                              {"state", "failed"},
                              {"text", "as seen"},
                              {"reason", "agreed with the owner"}}));
    }
};

EDGELINK_TEST_MAIN(RunConclusion)
#include "tst_runconclusion.moc"
