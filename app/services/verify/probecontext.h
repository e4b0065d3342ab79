// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/verify/observations.h"
#include "models/domain/environment.h"
#include "models/domain/threshold.h"
#include "models/ports/clustersource.h"
#include "models/ports/commandrunner.h"
#include "models/ports/journal.h"
#include "models/ports/metricsource.h"
#include "models/ports/probesource.h"
#include "models/ports/releasesource.h"
#include "models/ports/secretlookup.h"
#include "models/ports/verdictsource.h"
#include "models/ports/waiting.h"

#include <QMap>
#include <QMutex>

#include <functional>

namespace edgelink::verify {

/// What probes observe with. A port that is null makes the probes that need it answer Unknown, in words.
/// All of them outlive the Probes object.
struct ProbeDependencies {
    Environment environment;
    ToolPaths tools;
    QList<Threshold> thresholds;
    ClusterSource *cluster = nullptr;
    ReleaseSource *releases = nullptr;
    CommandRunner *commands = nullptr;
    MetricSource *metrics = nullptr;
    Journal *journal = nullptr;
    VerdictSource *verdicts = nullptr;
    SecretLookup secrets;
};

/// Test devices of the smoke tests that exist now, by run. Thread-safe.
class DeviceRegister
{
public:
    void remember(const QString &runId, const QString &deviceId);
    void forget(const QString &runId);
    [[nodiscard]] QString find(const QString &runId) const; ///< empty: none known

private:
    mutable QMutex m_mutex;
    QMap<QString, QString> m_devices;
};

/// One rollback verdict, on the record of its run, that several pre-flight probes of a run read, so that a dozen facts
/// are collected once. Thread-safe; entries are dropped after `Fresh`.
class VerdictCache
{
public:
    static constexpr std::chrono::seconds Fresh{10};
    [[nodiscard]] QFuture<Result<Verdict>> ask(VerdictSource &source, const ProbeRequest &request, int revision);

private:
    struct Entry {
        QDeadlineTimer until;
        QFuture<Result<Verdict>> verdict;
    };
    QMutex m_mutex;
    QMap<QString, Entry> m_entries;
};

/// One probe's surroundings, on its own worker thread.
struct ProbeContext {
    const ProbeDependencies &with;
    const ProbeRequest &request;
    Patience &patience;
    DeviceRegister &devices;
    VerdictCache &verdicts;
    std::function<void(double, const QString &)> progress;

    [[nodiscard]] int integer(const QString &argument, int otherwise, int minimum, int maximum) const;
    [[nodiscard]] double number(const QString &argument, double otherwise, double minimum, double maximum) const;
    [[nodiscard]] Result<int> revision() const; ///< argument "revision", as number or digits

    /// Waits for a port's answer; running out of time and being cancelled become errors about `subject`.
    template<typename T>
    [[nodiscard]] Result<T> ask(const QFuture<Result<T>> &future, const QString &subject,
                                std::chrono::milliseconds limit = std::chrono::seconds{20})
    {
        if (std::optional<Result<T>> answer = patience.await(future, limit))
            return *std::move(answer);
        return tl::make_unexpected(noAnswer(subject));
    }
    [[nodiscard]] Error noAnswer(const QString &subject) const;

    /// A read-only command on record, pinned to this environment; cancelled together with the probe.
    [[nodiscard]] CommandSpec command(const QString &program, const QString &purpose,
                                      std::chrono::milliseconds limit) const;
    [[nodiscard]] CommandSpec kubectl(const QStringList &arguments, const QString &purpose,
                                      std::chrono::milliseconds limit) const;
    [[nodiscard]] Result<CommandResult> run(const CommandSpec &spec) const;
};

using Probe = Observation (*)(ProbeContext &);

[[nodiscard]] Error missingPart(const QString &what); ///< a port or a configuration entry that this probe needs

} // namespace edgelink::verify
