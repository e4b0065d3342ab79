// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/demorun.h"

#include "tests/support/demodata.h"
#include "tests/support/said.h"

#include <QCoreApplication>

namespace edgelink::demo {

using namespace std::chrono_literals;

namespace {

const QString Rollback
    = QStringLiteral("helm rollback edge-link-production 2 --wait --timeout 5m --history-max 0 --kubeconfig "
                     "/run/sandbox/kubeconfig --kube-context edgelink-sandbox --namespace edgelink-prod");

LocalizedText both(const char *en, const char *zh)
{
    return {QString::fromUtf8(en), QString::fromUtf8(zh)};
}

StepRecord step(const char *id, const char *phase, const LocalizedText &title)
{
    StepRecord record;
    record.id = QLatin1String(id);
    record.phase = QLatin1String(phase);
    record.title = title;
    record.timeout = 5min;
    record.successWhen = both("what was asked for is what is seen", "所要求的即所见的");
    return record;
}

QString verify(const char *english)
{
    return said("edgelink::verify::Words", english);
}

QList<StepRecord> checks()
{
    QList<StepRecord> list{
        step("helm-version", "", both("helm is new enough", "helm 版本足够新")),
        step("cluster", "", both("The cluster answers", "集群可以访问")),
        step("rights", "", both("You may change what the release consists of", "您有权更改该发布包含的对象")),
        step("target", "", both("Revision 2 exists and once ran", "修订版 2 存在且曾经运行过")),
        step("pending", "", both("No operation is half done", "没有未完成的操作")),
        step("schema", "", both("The database fits revision 2", "数据库与修订版 2 兼容")),
        step("hooks", "", both("No hook of revision 2 would run unnoticed", "修订版 2 没有会悄悄运行的钩子")),
    };
    const QStringList seen{verify("%1 %2 (wanted %3 or newer).")
                               .arg(QStringLiteral("helm"), QStringLiteral("4.0.1"), QStringLiteral("3.8.0")),
                           verify("Kubernetes %1 answers in %2 ms (context %3).")
                               .arg(QStringLiteral("v1.34.4"))
                               .arg(12)
                               .arg(QStringLiteral("edgelink-sandbox")),
                           verify("All %1 permissions are granted.").arg(14),
                           said("edgelink::verdict::Words", "Revision %1 (%2, app %3) was deployed.")
                               .arg(2)
                               .arg(QStringLiteral("edge-link-0.1.1"), QStringLiteral("0.1.1")),
                           verify("Nothing is pending; revision %1 is %2.").arg(3).arg(QStringLiteral("deployed")),
                           said("edgelink::verdict::Words", "Schema %1 suits app %2 (runs on %3).")
                               .arg(12)
                               .arg(QStringLiteral("0.1.1"), QStringLiteral("9–12")),
                           said("edgelink::verdict::Words", "Revision %1 has no rollback hooks.").arg(2)};
    for (qsizetype i = 0; i < list.size(); ++i) {
        list[i].state = StepState::Done;
        list[i].text = seen.at(i);
        list[i].attempt = 1;
    }
    return list;
}

QList<StepRecord> steps()
{
    QList<StepRecord> list{
        step("history", "execute", both("See that nobody acted meanwhile", "确认期间无人操作")),
        step("rollback", "execute", both("Roll back the release", "回滚发布")),
        step("deployments", "execute", both("Watch every Deployment come up", "观察每个 Deployment 就绪")),
        step("live", "execute", both("Compare what runs with revision 2", "比较实际运行状态与修订版 2")),
        step("verify/pods", "verify", both("Pods run and are ready", "Pod 运行且就绪")),
        step("verify/health", "verify", both("The API answers /health", "API 响应 /health")),
        step("verify/database", "verify", both("The database answers", "数据库可以访问")),
        step("smoke/register", "smoke", both("A device can register", "设备可以注册")),
        step("smoke/config", "smoke", both("A device gets its configuration", "设备可以获取配置")),
        step("observe", "observe", both("Watch for 15 minutes", "观察 15 分钟")),
    };
    for (qsizetype i = 4; i < 9; ++i)
        list[i].depth = 1;
    StepRecord &rollback = list[1];
    rollback.why = both("Helm writes the manifest of revision 2 as a new revision and waits until its pods are ready.",
                        "Helm 将修订版 2 的清单写为新的修订版，并等待其 Pod 就绪。");
    rollback.command = Rollback;
    rollback.successWhen = both("the newest revision is deployed and its manifest is that of revision 2",
                                "最新修订版为 deployed，且其清单与修订版 2 一致");
    rollback.undoText
        = both("Roll back to revision 3, which is what ran before.", "回滚到修订版 3，即操作之前运行的版本。");
    rollback.undoCommand = QString(Rollback).replace(QLatin1String("production 2"), QLatin1String("production 3"));
    rollback.skippable = false;
    rollback.timeout = 10min;
    list[0].skippable = false;
    return list;
}

void done(StepRecord &record, const QString &text, int secondsAgo)
{
    record.state = StepState::Done;
    record.attempt = 1;
    record.text = text;
    record.startedAt = now().addSecs(-secondsAgo);
    record.finishedAt = record.startedAt.addSecs(2);
}

QString failedText()
{
    return said("runbook", "%1; %2")
        .arg(said("runbook", "%1 ended with exit code %2").arg(QStringLiteral("helm")).arg(1),
             verify("Revision %1 has failed: \"%2\".")
                 .arg(4)
                 .arg(QStringLiteral("Rollback \"edge-link-production\" failed: timed out waiting for the condition")));
}

} // namespace

RunbookDefinition rollbackRunbook()
{
    RunbookDefinition runbook;
    runbook.id = QStringLiteral("helm-rollback");
    runbook.source = QStringLiteral("2.1");
    runbook.title = both("Roll back ${release} to revision ${revision}", "将 ${release} 回滚到修订版 ${revision}");
    runbook.summary = both("A Helm upgrade of ${release} went wrong. The release goes back to an earlier revision that "
                           "once ran, and the result is proven.",
                           "${release} 的 Helm 升级出了问题。将其回到曾经正常运行过的修订版，并证明结果。");
    runbook.changes = {both("The revision is always written out. Without it, helm goes to the revision before the "
                            "current one, even when that one had failed.",
                            "始终写明修订版号。不写时 helm 会回到前一个修订版，即使它本来就是失败的。"),
                       both("helm's exit code is not believed.", "不以 helm 的退出码为准。")};
    RunbookParameter revision;
    revision.id = QStringLiteral("revision");
    revision.type = RunbookParameter::Type::Revision;
    revision.title = both("Revision to go back to", "要回到的修订版");
    revision.propose = QStringLiteral("safe-revision");
    runbook.parameters = {revision};
    return runbook;
}

QList<RunbookDefinition> runbooks()
{
    const auto other = [](const char *id, const char *source, const char *en, const char *zh) {
        RunbookDefinition runbook;
        runbook.id = QLatin1String(id);
        runbook.source = QLatin1String(source);
        runbook.title = both(en, zh);
        runbook.summary = both(en, zh);
        return runbook;
    };
    RunbookDefinition called = other("verify", "5.1", "The 8 checks", "8 项检查");
    called.callableOnly = true;
    return {rollbackRunbook(),
            other("helm-pending-recovery", "2.1", "A release stuck in a pending state is freed",
                  "解除停留在 pending 的发布"),
            other("verification", "5.1", "The 8 checks and the 4 smoke tests, by themselves",
                  "单独执行 8 项检查和 4 项冒烟测试"),
            called};
}

RunSnapshot run(RunState state, const QString &language)
{
    const bool zh = language.startsWith(QLatin1String("zh"));
    RunSnapshot value;
    value.runId = QStringLiteral("run-20261123-144010-4f1c22");
    value.generation = 20;
    value.runbookId = QStringLiteral("helm-rollback");
    value.title = both("Roll back edge-link-production to revision 2", "将 edge-link-production 回滚到修订版 2");
    value.environment = environment().name;
    value.incidentId = QStringLiteral("INC-2026-1123-001");
    value.parameters = {{QStringLiteral("revision"), QStringLiteral("2")}};
    value.nameToType = environment().release;
    value.state = state;
    value.preflight = checks();
    value.steps = steps();
    value.predicted = 100s;
    value.actor = QStringLiteral("wang");
    if (state == RunState::Preflight) {
        value.preflight[4].state = StepState::Running;
        value.preflight[4].text.clear();
        for (qsizetype i = 5; i < value.preflight.size(); ++i) {
            value.preflight[i].state = StepState::Waiting;
            value.preflight[i].text.clear();
        }
        return value;
    }
    if (state == RunState::Refused) {
        value.preflight[4].state = StepState::Failed;
        value.preflight[4].text = verify("Revision %1 is %2: a helm still works on it, or died. Once none does, the "
                                         "runbook helm-pending-recovery is the way out.")
                                      .arg(3)
                                      .arg(QStringLiteral("pending-upgrade"));
        value.outcome = Outcome::Error;
        value.endState = zh ? QStringLiteral("在更改任何内容之前被拒绝。")
                            : QStringLiteral("Refused before anything was changed.");
        return value;
    }
    if (state == RunState::AwaitingConfirmation)
        return value;
    value.startedAt = now().addSecs(-72);
    value.current = 1;
    done(value.steps[0], verify("Revision %1 is still the newest (%2).").arg(3).arg(QStringLiteral("deployed")), 72);
    StepRecord &rollback = value.steps[1];
    rollback.state = StepState::Running;
    rollback.attempt = 1;
    rollback.startedAt = now().addSecs(-24);
    if (state == RunState::AwaitingDecision) {
        rollback.state = StepState::Failed;
        rollback.finishedAt = now().addSecs(-2);
        rollback.text = failedText();
        value.question = zh ? QStringLiteral("“回滚发布”失败：helm 以代码 1 结束，修订版 4 为 failed。\n"
                                             "重试：再次执行（还可 2 次）。撤销：回滚到修订版 3。停止：保持现状。")
                            : QStringLiteral("“Roll back the release” failed: helm ended with code 1 and revision 4 is "
                                             "failed.\nRetry runs it again (2 more times). Undo rolls back to revision "
                                             "3. Stop leaves things as they are now.");
        value.choices = {RunChoice::Retry, RunChoice::Undo, RunChoice::Stop};
    }
    if (state == RunState::Finished) {
        int ago = 66;
        for (StepRecord &record : value.steps)
            done(record, verify("Every live object is as revision %1 says.").arg(2), ago -= 3);
        value.steps[3].state = StepState::Warning;
        value.steps[3].text = QCoreApplication::translate("edgelink::verify::Words",
                                                          "%n difference(s) between the live objects and revision "
                                                          "%1.",
                                                          nullptr, 1)
                                  .arg(2);
        value.current = static_cast<int>(value.steps.size()) - 1;
        value.finishedAt = now().addSecs(-4);
        value.outcome = Outcome::Success;
        value.rtoMs = 458'000;
        value.endState = zh
            ? QStringLiteral("修订版 4 正在运行，即修订版 2 的内容；8 项检查、4 项冒烟测试与观察均已通过。")
            : QStringLiteral("Revision 4 runs, which is what revision 2 was; the 8 checks, the 4 smoke "
                             "tests and the observation passed.");
        value.debt = {verify("Live object differs from revision %1 — %2")
                          .arg(2)
                          .arg(verify("%1 was written by somebody else")
                                   .arg(QStringLiteral("Deployment/nat-coordinator metadata.annotations.debug"))),
                      verify("Test device %1 (%2) is still registered: %3. Remove it by hand.")
                          .arg(QStringLiteral("8c1f0a52"), QStringLiteral("edgelink-verify-smoke"),
                               verify("DELETE got HTTP %1").arg(503))};
    }
    return value;
}

RunSnapshot failedRun(const QString &language)
{
    const bool zh = language.startsWith(QLatin1String("zh"));
    RunSnapshot value = run(RunState::AwaitingDecision, language);
    value.state = RunState::Finished;
    value.question.clear();
    value.choices.clear();
    value.outcome = Outcome::Error;
    value.finishedAt = now().addSecs(-1);
    value.endState = zh ? QStringLiteral("由 wang 停止于步骤“回滚发布”。 10 步中完成 1 步；其余未开始或未完成。")
                        : QStringLiteral("Stopped by wang at step 'Roll back the release'. 1 of 10 steps are done; the "
                                         "others were not begun or not finished.");
    value.endState += QLatin1Char(' ')
        + said("runbook", "Read back after the last command: %1")
              .arg(verify("Revision %1 has failed: \"%2\".")
                       .arg(4)
                       .arg(QStringLiteral("timed out waiting for the condition")));
    return value;
}

RunSnapshot undoneRun(const QString &language)
{
    RunSnapshot value = failedRun(language);
    value.outcome = Outcome::Cancelled;
    StepRecord &rollback = value.steps[1];
    rollback.state = StepState::Undone;
    rollback.reason.clear();
    rollback.text = verify("Revision %1 is still the newest (%2).").arg(5).arg(QStringLiteral("deployed"));
    value.endState = said("runbook", "Step '%1' was undone: %2").arg(rollback.title.in(language), rollback.text);
    return value;
}

QList<RunSnapshot> pastRuns(const QString &language)
{
    QList<RunSnapshot> runs{run(RunState::Finished, language), failedRun(language), undoneRun(language)};
    for (qsizetype i = 1; i < runs.size(); ++i) {
        runs[i].runId = QStringLiteral("run-20261120-09150%1-aa01bb").arg(i);
        runs[i].startedAt = now().addDays(-3 * i);
        runs[i].finishedAt = runs[i].startedAt.addSecs(31 * i);
    }
    return runs;
}

OutputBatch output()
{
    OutputBatch batch;
    batch.runId = run(RunState::Running).runId;
    batch.stepId = QStringLiteral("rollback");
    const qint64 start = now().addSecs(-24).toMSecsSinceEpoch();
    const auto say = [&batch](qint64 at, const char *text) {
        batch.lines.append({at, OutputStream::StandardError, QString::fromLatin1(text)});
    };
    say(start + 104, "client.go:393: checking 34 resources for changes");
    say(start + 1902, "wait.go:48: beginning wait for 34 resources with timeout of 5m0s");
    say(start + 3911,
        "Deployment is not ready: edgelink-prod/edge-link-production-api-gateway. 2 out of 6 expected "
        "pods are ready");
    say(start + 19947,
        "Deployment is not ready: edgelink-prod/edge-link-production-api-gateway. 4 out of 6 expected "
        "pods are ready");
    return batch;
}

} // namespace edgelink::demo
