// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/clustersource.h"
#include "models/ports/commandrunner.h"
#include "models/ports/databasesource.h"
#include "models/ports/marshal.h"
#include "models/ports/metricsource.h"
#include "models/ports/releasesource.h"
#include "models/ports/verdictsource.h"

#include <QMutex>

#include <functional>

namespace edgelink::test {

/// Ports whose answers a test states. Set the members before the ports are used; the functions are called on the
/// caller's thread, one at a time. An unset function answers NotFound, so that nothing is good by accident.

template<typename T>
Result<T> notScripted(const char *what)
{
    return failure(ErrorKind::NotFound, QStringLiteral("not scripted"), QString::fromLatin1(what));
}

/// One answer at a time, whichever threads ask.
class Answers
{
protected:
    template<typename Function, typename... Arguments>
    auto answer(const Function &function, const Arguments &...arguments)
    {
        const QMutexLocker lock(&m_mutex);
        return readyFuture(function(arguments...));
    }
    mutable QMutex m_mutex;
};

class ScriptedCluster : public ClusterSource, Answers
{
public:
    void start() override { }
    void stop() override { }

    std::function<Result<QList<Workload>>()> onWorkloads = [] { return notScripted<QList<Workload>>("workloads"); };
    std::function<Result<QList<Pod>>()> onPods = [] { return notScripted<QList<Pod>>("pods"); };
    std::function<Result<QJsonObject>(const QString &)> onObject
        = [](const QString &) { return notScripted<QJsonObject>("object"); };
    std::function<Result<QList<AccessAnswer>>(const QList<AccessQuestion> &)> onMayI
        = [](const QList<AccessQuestion> &) { return notScripted<QList<AccessAnswer>>("mayI"); };
    std::function<Result<QString>()> onVersion = [] { return notScripted<QString>("version"); };

    [[nodiscard]] QFuture<Result<QList<Workload>>> workloads() override { return answer(onWorkloads); }
    [[nodiscard]] QFuture<Result<QList<Pod>>> pods(const QString &) override { return answer(onPods); }
    [[nodiscard]] QFuture<Result<QJsonObject>> object(const QString &path) override { return answer(onObject, path); }
    [[nodiscard]] QFuture<Result<ResourceTable>> table(const QString &) override
    {
        return readyFuture(notScripted<ResourceTable>("table"));
    }
    [[nodiscard]] QFuture<Result<QList<AccessAnswer>>> mayI(const QList<AccessQuestion> &questions) override
    {
        return answer(onMayI, questions);
    }
    [[nodiscard]] QFuture<Result<QString>> serverVersion() override { return answer(onVersion); }
};

class ScriptedReleases : public ReleaseSource, Answers
{
public:
    void start() override { }
    void stop() override { }

    std::function<Result<ReleaseHistory>()> onHistory = [] { return notScripted<ReleaseHistory>("history"); };
    std::function<Result<QString>(int)> onManifest = [](int) { return notScripted<QString>("manifest"); };
    std::function<Result<QList<ReleaseHook>>(int)> onHooks
        = [](int) { return notScripted<QList<ReleaseHook>>("hooks"); };
    std::function<Result<ReleaseDiff>(int, int)> onDiff = [](int, int) { return notScripted<ReleaseDiff>("diff"); };
    std::function<Result<ReleaseDiff>(int)> onDiffLive = [](int) { return notScripted<ReleaseDiff>("diffLive"); };

    [[nodiscard]] QFuture<Result<ReleaseHistory>> history() override { return answer(onHistory); }
    [[nodiscard]] QFuture<Result<QString>> manifest(int revision) override { return answer(onManifest, revision); }
    [[nodiscard]] QFuture<Result<QString>> values(int) override { return readyFuture(notScripted<QString>("values")); }
    [[nodiscard]] QFuture<Result<QList<ReleaseHook>>> hooks(int revision) override { return answer(onHooks, revision); }
    [[nodiscard]] QFuture<Result<ReleaseDiff>> diff(int from, int to) override { return answer(onDiff, from, to); }
    [[nodiscard]] QFuture<Result<ReleaseDiff>> diffLive(int target) override { return answer(onDiffLive, target); }
    [[nodiscard]] QFuture<Result<QString>> helmVersion() override
    {
        return readyFuture<Result<QString>>(QStringLiteral("3.22.0"));
    }
};

class ScriptedMetrics : public MetricSource, Answers
{
public:
    std::function<Result<RangeResult>(const QString &)> onInstant
        = [](const QString &) { return notScripted<RangeResult>("instant"); };
    std::function<Result<RangeResult>(const RangeQuery &)> onRange
        = [](const RangeQuery &) { return notScripted<RangeResult>("range"); };

    void watch(const QList<Threshold> &) override { }
    [[nodiscard]] QFuture<Result<RangeResult>> range(const RangeQuery &query) override
    {
        return answer(onRange, query);
    }
    [[nodiscard]] QFuture<Result<RangeResult>> instant(const QString &query) override
    {
        return answer(onInstant, query);
    }

    /// One series with one sample.
    [[nodiscard]] static Result<RangeResult> one(double value)
    {
        RangeResult result;
        result.series = {MetricSeries{{}, {MetricSample{1, value}}}};
        return result;
    }
};

/// Runs nothing. `hang` keeps the future open until cancel().
class ScriptedRunner : public CommandRunner
{
public:
    std::function<CommandResult(const CommandSpec &)> onRun = [](const CommandSpec &spec) {
        CommandResult result;
        result.id = spec.id;
        result.outcome = Outcome::Error;
        result.error = Error{ErrorKind::NotFound, QStringLiteral("not scripted"), spec.program, {}, {}};
        return result;
    };
    std::atomic<bool> hang{false};

    [[nodiscard]] QFuture<CommandResult> run(const CommandSpec &spec) override
    {
        const QMutexLocker lock(&m_mutex);
        m_specs << spec;
        if (hang.load()) {
            auto promise = std::make_shared<QPromise<CommandResult>>();
            promise->start();
            m_hanging.insert(spec.id, promise);
            return promise->future();
        }
        CommandResult result = onRun(spec);
        result.id = spec.id;
        return readyFuture(result);
    }
    void cancel(const QUuid &commandId) override
    {
        const QMutexLocker lock(&m_mutex);
        m_cancelled << commandId;
        if (const auto promise = m_hanging.take(commandId)) {
            CommandResult result;
            result.id = commandId;
            result.outcome = Outcome::Cancelled;
            fulfil(promise, result);
        }
    }
    [[nodiscard]] QList<CommandSpec> specs() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_specs;
    }
    [[nodiscard]] QList<QUuid> cancelled() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_cancelled;
    }

    [[nodiscard]] static CommandResult exited(int code, const QByteArray &output = {}, const QByteArray &errors = {})
    {
        CommandResult result;
        result.outcome = code == 0 ? Outcome::Success : Outcome::Error;
        result.exitCode = code;
        result.standardOutput = output;
        result.standardError = errors;
        if (code != 0)
            result.error = Error{ErrorKind::ToolFailed, QStringLiteral("exit code %1").arg(code), {}, {}, {}};
        return result;
    }

private:
    mutable QMutex m_mutex;
    QList<CommandSpec> m_specs;
    QList<QUuid> m_cancelled;
    QMap<QUuid, SharedPromise<CommandResult>> m_hanging;
};

class ScriptedDatabase : public DatabaseSource
{
public:
    std::function<Result<SchemaVersion>()> onSchema = [] { return notScripted<SchemaVersion>("schema"); };
    [[nodiscard]] QFuture<Result<SchemaVersion>> schemaVersion() override { return readyFuture(onSchema()); }
    [[nodiscard]] QFuture<Result<QMap<QString, qint64>>> counts(const QStringList &) override
    {
        return readyFuture(notScripted<QMap<QString, qint64>>("counts"));
    }
};

class ScriptedVerdicts : public VerdictSource
{
public:
    std::function<Result<Verdict>(int)> onVerdict = [](int) { return notScripted<Verdict>("verdict"); };
    std::atomic<int> asked{0};
    [[nodiscard]] QFuture<Result<Verdict>> verdict(int targetRevision) override
    {
        ++asked;
        return readyFuture(onVerdict(targetRevision));
    }
};

} // namespace edgelink::test
