// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"
#include "models/ports/commandrunner.h"
#include "models/ports/journal.h"
#include "models/ports/marshal.h"
#include "models/ports/probesource.h"
#include "models/ports/releasesource.h"

#include <QJsonArray>
#include <QMap>
#include <QTimer>

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace edgelink::test {

/// A command layer without processes: keeps the journal's promise (intent before, outcome after, no intent no process)
/// and answers by a handler. A handler that gives nullopt leaves the command running until cancel() or complete().
/// Callable from any thread; the handler is called on the thread that calls run().
class FakeRunner : public CommandRunner
{
public:
    using Handler = std::function<std::optional<CommandResult>(const CommandSpec &)>;

    explicit FakeRunner(Journal *journal = nullptr)
        : m_journal(journal)
    {
    }

    void setHandler(Handler handler)
    {
        const std::lock_guard lock(m_mutex);
        m_handler = std::move(handler);
    }
    /// How a cancelled command ends; default: Cancelled by SIGINT.
    void setCancelHandler(Handler handler)
    {
        const std::lock_guard lock(m_mutex);
        m_cancelHandler = std::move(handler);
    }
    [[nodiscard]] QList<CommandSpec> ran() const
    {
        const std::lock_guard lock(m_mutex);
        return m_ran;
    }
    [[nodiscard]] qsizetype running() const
    {
        const std::lock_guard lock(m_mutex);
        return m_pending.size();
    }

    [[nodiscard]] static CommandResult exited(int code)
    {
        CommandResult result;
        result.outcome = code == 0 ? Outcome::Success : Outcome::Error;
        result.exitCode = code;
        if (code != 0)
            result.error = Error{ErrorKind::ToolFailed, QStringLiteral("exit code %1").arg(code), {}, {}, {}};
        return result;
    }

    [[nodiscard]] QFuture<CommandResult> run(const CommandSpec &spec) override
    {
        if (m_journal != nullptr) {
            const auto intent = m_journal->append(draft(spec, journalkind::Intent, intentPayload(spec))).result();
            if (!intent) {
                CommandResult refused;
                refused.id = spec.id;
                refused.outcome = Outcome::Error;
                refused.error = intent.error();
                return readyFuture(refused);
            }
        }
        Handler handler;
        {
            const std::lock_guard lock(m_mutex);
            m_ran << spec;
            handler = m_handler;
        }
        auto promise = std::make_shared<QPromise<CommandResult>>();
        promise->start();
        const QFuture<CommandResult> future = promise->future();
        std::optional<CommandResult> result = handler ? handler(spec) : exited(0);
        if (result) {
            finish(spec, *result, promise);
        } else {
            const std::lock_guard lock(m_mutex);
            m_pending.insert(spec.id, {spec, promise});
        }
        emit started(spec.id, 1);
        return future;
    }

    void cancel(const QUuid &commandId) override
    {
        CommandResult cancelled;
        cancelled.outcome = Outcome::Cancelled;
        cancelled.signalNumber = 2;
        Handler handler;
        std::optional<CommandSpec> spec;
        {
            const std::lock_guard lock(m_mutex);
            if (const auto it = m_pending.constFind(commandId); it != m_pending.cend())
                spec = it->first;
            handler = m_cancelHandler;
        }
        if (spec)
            complete(commandId, handler ? handler(*spec).value_or(cancelled) : cancelled);
    }

    void complete(const QUuid &commandId, const CommandResult &result)
    {
        std::optional<std::pair<CommandSpec, SharedPromise<CommandResult>>> pending;
        {
            const std::lock_guard lock(m_mutex);
            if (m_pending.contains(commandId))
                pending = m_pending.take(commandId);
        }
        if (pending)
            finish(pending->first, result, pending->second);
    }

private:
    [[nodiscard]] static JournalDraft draft(const CommandSpec &spec, const char *kind, const QJsonObject &payload)
    {
        JournalDraft row;
        row.kind = QString::fromLatin1(kind);
        if (row.kind == QLatin1String(journalkind::Intent))
            row.id = spec.id;
        row.actor = spec.actor;
        row.environment = spec.environmentName;
        row.incidentId = spec.incidentId;
        row.runId = spec.runId;
        row.stepId = spec.stepId;
        row.payload = payload;
        return row;
    }
    [[nodiscard]] static QJsonObject intentPayload(const CommandSpec &spec)
    {
        return {{"commandId", spec.id.toString(QUuid::WithoutBraces)},
                {"program", spec.program},
                {"argv", QJsonArray::fromStringList(spec.maskedArguments())},
                {"context", spec.context},
                {"namespace", spec.nameSpace},
                {"purpose", spec.purpose},
                {"mutating", spec.mutating}};
    }
    void finish(const CommandSpec &spec, CommandResult result, const SharedPromise<CommandResult> &promise)
    {
        result.id = spec.id;
        if (m_journal != nullptr) {
            QJsonObject payload{{"commandId", spec.id.toString(QUuid::WithoutBraces)},
                                {"outcome", outcomeId(result.outcome)},
                                {"mutating", spec.mutating}};
            if (result.exitCode)
                payload.insert(QStringLiteral("exitCode"), *result.exitCode);
            const auto recorded = m_journal->append(draft(spec, journalkind::OutcomeOf, payload)).result();
            if (!recorded) {
                result.unrecorded = result.outcome;
                result.outcome = result.outcome == Outcome::Success ? Outcome::Error : result.outcome;
                result.error = recorded.error();
            }
        }
        emit finished(result);
        fulfil(promise, result);
    }

    Journal *m_journal;
    mutable std::mutex m_mutex;
    Handler m_handler;
    Handler m_cancelHandler;
    QList<CommandSpec> m_ran;
    QMap<QUuid, std::pair<CommandSpec, SharedPromise<CommandResult>>> m_pending;
};

/// Probes that answer by a handler; nullopt: the probe goes on until it is cancelled. Callable from any thread.
class FakeProbes : public ProbeSource
{
public:
    using Handler = std::function<std::optional<Observation>(const ProbeRequest &)>;

    explicit FakeProbes(QStringList names)
        : m_names(std::move(names))
    {
        connect(&m_reaper, &QTimer::timeout, this, &FakeProbes::endCancelled);
        m_reaper.start(std::chrono::milliseconds{5});
    }

    [[nodiscard]] static Observation saw(Observation::State state, const QString &text)
    {
        Observation observation;
        observation.state = state;
        observation.text = text;
        return observation;
    }
    void setHandler(Handler handler)
    {
        const std::lock_guard lock(m_mutex);
        m_handler = std::move(handler);
    }
    [[nodiscard]] QList<ProbeRequest> asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

    /// Before any run, as it is read by theirs.
    std::function<QMap<QString, QString>(const ProbeRequest &)> onMayOwe;

    [[nodiscard]] QStringList names() const override { return m_names; }
    [[nodiscard]] QMap<QString, QString> mayOwe(const ProbeRequest &request) const override
    {
        return onMayOwe ? onMayOwe(request) : QMap<QString, QString>();
    }
    [[nodiscard]] QFuture<Observation> observe(const ProbeRequest &request) override
    {
        Handler handler;
        {
            const std::lock_guard lock(m_mutex);
            m_asked << request;
            handler = m_handler;
        }
        auto promise = std::make_shared<QPromise<Observation>>();
        promise->start();
        const QFuture<Observation> future = promise->future();
        const auto observation
            = handler ? handler(request) : saw(Observation::State::Passed, request.probe + QStringLiteral(" ok"));
        if (observation) {
            fulfil(promise, *observation);
            return future;
        }
        emit progress(request.runId, request.stepId, 0.5, QStringLiteral("half way"));
        const std::lock_guard lock(m_mutex);
        m_pending << promise; // ends when the future is cancelled, or with the fake
        return future;
    }

private:
    void endCancelled()
    {
        QList<SharedPromise<Observation>> cancelled;
        {
            const std::lock_guard lock(m_mutex);
            for (qsizetype i = m_pending.size() - 1; i >= 0; --i) {
                if (m_pending.at(i)->isCanceled())
                    cancelled << m_pending.takeAt(i);
            }
        }
        for (const SharedPromise<Observation> &promise : cancelled)
            promise->finish();
    }

    QTimer m_reaper;
    QStringList m_names;
    mutable std::mutex m_mutex;
    Handler m_handler;
    QList<ProbeRequest> m_asked;
    QList<SharedPromise<Observation>> m_pending;
};

/// A release's history in memory. Callable from any thread. Manifests, values and diffs are not there.
class FakeReleases : public ReleaseSource
{
public:
    void setHistory(Result<ReleaseHistory> history)
    {
        const std::lock_guard lock(m_mutex);
        m_history = std::move(history);
    }

    void start() override { }
    void stop() override { }
    [[nodiscard]] QFuture<Result<ReleaseHistory>> history() override
    {
        const std::lock_guard lock(m_mutex);
        return readyFuture(m_history);
    }
    [[nodiscard]] QFuture<Result<QString>> manifest(int /*revision*/) override { return missing<QString>(); }
    [[nodiscard]] QFuture<Result<QString>> values(int /*revision*/) override { return missing<QString>(); }
    [[nodiscard]] QFuture<Result<QList<ReleaseHook>>> hooks(int /*revision*/) override
    {
        return missing<QList<ReleaseHook>>();
    }
    [[nodiscard]] QFuture<Result<ReleaseDiff>> diff(int /*from*/, int /*to*/) override
    {
        return missing<ReleaseDiff>();
    }
    [[nodiscard]] QFuture<Result<ReleaseDiff>> diffLive(int /*target*/) override { return missing<ReleaseDiff>(); }
    [[nodiscard]] QFuture<Result<QString>> helmVersion() override { return missing<QString>(); }

private:
    template<typename T>
    [[nodiscard]] static QFuture<Result<T>> missing()
    {
        return readyFuture<Result<T>>(failure(ErrorKind::NotFound, QStringLiteral("not in the fake")));
    }

    std::mutex m_mutex;
    Result<ReleaseHistory> m_history = failure(ErrorKind::NotFound, QStringLiteral("no history"));
};

} // namespace edgelink::test
