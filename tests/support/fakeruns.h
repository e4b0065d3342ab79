// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/marshal.h"
#include "models/ports/runbooksession.h"

#include <QList>
#include <QPair>

#include <optional>

namespace edgelink::test {

/// Guided runs without an engine: remembers what it was asked, answers at once or, where a test holds the answer back,
/// when the test says. Say what a run does with `emit runChanged(…)`. GUI thread only.
class FakeRuns : public RunbookSession
{
public:
    struct Confirmation {
        QString runId;
        QString typedName;
        QString actor;
        QString overrideReason;
    };

    QList<RunbookDefinition> definitions;
    QList<RunSnapshot> left; ///< unfinished
    QList<RunSnapshot> past;
    std::optional<Error> error; ///< answer of everything that is read
    std::optional<Error> unfinishedError; ///< answer of unfinished() alone
    std::optional<Error> refusal; ///< answer of prepare() and confirm()
    bool holds = false; ///< reads, prepare() and confirm() stay unanswered until answer()

    QList<RunRequest> prepared;
    QList<Confirmation> confirmations;
    QList<QPair<QString, RunDecision>> decisions;
    QStringList stopped;
    QStringList resumed;

    void answer() ///< what was held back
    {
        holds = false;
        const auto waiting = std::exchange(m_waiting, {});
        for (const auto &give : waiting)
            give();
    }

    [[nodiscard]] QFuture<Result<QList<RunbookDefinition>>> runbooks() override { return give(read(definitions)); }
    [[nodiscard]] QFuture<Result<QString>> prepare(const RunRequest &request) override
    {
        prepared << request;
        const QString id = QStringLiteral("run-%1").arg(prepared.size());
        return give(refusal ? Result<QString>(tl::make_unexpected(*refusal)) : Result<QString>(id));
    }
    [[nodiscard]] QFuture<Result<bool>> confirm(const QString &runId, const QString &typedName, const QString &actor,
                                                const QString &overrideReason) override
    {
        confirmations << Confirmation{runId, typedName, actor, overrideReason};
        return give(refusal ? Result<bool>(tl::make_unexpected(*refusal)) : Result<bool>(true));
    }
    void decide(const QString &runId, const RunDecision &decision) override { decisions << qMakePair(runId, decision); }
    void stop(const QString &runId, const QString &actor) override
    {
        stopped << runId;
        stoppedBy << actor;
    }
    [[nodiscard]] QFuture<Result<QList<RunSnapshot>>> unfinished() override
    {
        return give(unfinishedError ? Result<QList<RunSnapshot>>(tl::make_unexpected(*unfinishedError)) : read(left));
    }
    [[nodiscard]] QFuture<Result<bool>> resume(const QString &runId, const QString &) override
    {
        resumed << runId;
        return give(refusal ? Result<bool>(tl::make_unexpected(*refusal)) : Result<bool>(true));
    }
    [[nodiscard]] QFuture<Result<QList<RunSnapshot>>> runs(int) override { return give(read(past)); }

    QStringList stoppedBy;

private:
    template<typename T>
    [[nodiscard]] Result<T> read(const T &value) const
    {
        return error ? Result<T>(tl::make_unexpected(*error)) : Result<T>(value);
    }
    template<typename T>
    [[nodiscard]] QFuture<T> give(const T &value)
    {
        if (!holds)
            return readyFuture(value);
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        m_waiting << [promise, value] { fulfil(promise, value); };
        return promise->future();
    }

    QList<std::function<void()>> m_waiting;
};

} // namespace edgelink::test
