// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/alertsource.h"
#include "models/ports/drillcontrol.h"
#include "models/ports/incidenttracker.h"
#include "models/ports/marshal.h"

#include <functional>

namespace edgelink::test {

/// Ports for the screens: they remember what they were asked and answer at once. Emit their signals from the test.
/// GUI thread only. (For releases, metrics, verdicts see scriptedsources.h; for runs fakeports.h; for the journal
/// fakejournal.h.)

class FakeAlerts : public AlertSource
{
public:
    void start() override { }
    void stop() override { }
    [[nodiscard]] QFuture<Result<Silence>> silence(const Silence &silence, const QString &incidentId) override
    {
        asked << silence;
        incidents << incidentId;
        Silence held = silence;
        held.id = QStringLiteral("silence-1");
        return readyFuture(error ? Result<Silence>(tl::make_unexpected(*error)) : Result<Silence>(held));
    }
    [[nodiscard]] QFuture<Result<bool>> expire(const Silence &silence, const QString &actor,
                                               const QString &incidentId) override
    {
        expired << QStringList{silence.id, actor, incidentId};
        return readyFuture(error ? Result<bool>(tl::make_unexpected(*error)) : Result<bool>(true));
    }

    QList<Silence> asked;
    QStringList incidents;
    QList<QStringList> expired;
    std::optional<Error> error;
};

class FakeTracker : public IncidentTracker
{
public:
    [[nodiscard]] QFuture<Result<Incident>> declare(const QString &manualTrigger, const QString &note,
                                                    const QString &actor) override
    {
        declared << QStringList{manualTrigger, note, actor};
        return readyFuture(error ? Result<Incident>(tl::make_unexpected(*error)) : Result<Incident>(incident));
    }
    [[nodiscard]] QFuture<Result<bool>> note(const QString &text, const QString &actor) override
    {
        notes << QStringList{text, actor};
        return readyFuture(error ? Result<bool>(tl::make_unexpected(*error)) : Result<bool>(true));
    }
    [[nodiscard]] QFuture<Result<Incident>> close(const QString &incidentId, const QString &reason,
                                                  const QString &actor) override
    {
        closed << QStringList{incidentId, reason, actor};
        return readyFuture(error ? Result<Incident>(tl::make_unexpected(*error)) : Result<Incident>(incident));
    }
    [[nodiscard]] QFuture<Result<bool>> seekSuspects() override
    {
        ++searches;
        return readyFuture(error ? Result<bool>(tl::make_unexpected(*error)) : Result<bool>(true));
    }
    [[nodiscard]] QFuture<Result<QList<Incident>>> incidents() override
    {
        return readyFuture(Result<QList<Incident>>(QList<Incident>{incident}));
    }
    [[nodiscard]] QFuture<Incident> current() override { return readyFuture(incident); }

    Incident incident;
    QList<QStringList> declared;
    QList<QStringList> notes;
    QList<QStringList> closed;
    int searches = 0;
    std::optional<Error> error;
};

class FakeDrill : public DrillControl
{
public:
    void start() override { }
    [[nodiscard]] QFuture<Result<bool>> inject(const QString &fault) override
    {
        injected << fault;
        return readyFuture(Result<bool>(true));
    }
    [[nodiscard]] QFuture<Result<bool>> clear() override { return readyFuture(Result<bool>(true)); }
    [[nodiscard]] QFuture<Result<bool>> retry() override
    {
        ++retries;
        return readyFuture(Result<bool>(true));
    }

    QStringList injected;
    int retries = 0;
};

} // namespace edgelink::test
