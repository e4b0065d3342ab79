// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/probecontext.h"

#include "app/services/verify/words.h"

#include <cmath>

namespace edgelink::verify {

void DeviceRegister::remember(const QString &runId, const QString &deviceId)
{
    const QMutexLocker lock(&m_mutex);
    m_devices.insert(runId, deviceId);
}

void DeviceRegister::forget(const QString &runId)
{
    const QMutexLocker lock(&m_mutex);
    m_devices.remove(runId);
}

QString DeviceRegister::find(const QString &runId) const
{
    const QMutexLocker lock(&m_mutex);
    return m_devices.value(runId);
}

QFuture<Result<Verdict>> VerdictCache::ask(VerdictSource &source, const ProbeRequest &request, int revision)
{
    const QString key = QStringLiteral("%1/%2").arg(request.runId).arg(revision);
    const QMutexLocker lock(&m_mutex);
    m_entries.removeIf([](const QMap<QString, Entry>::iterator &it) {
        return it.value().until.hasExpired() || it.value().verdict.isCanceled();
    });
    const auto it = m_entries.constFind(key);
    if (it != m_entries.constEnd())
        return it->verdict;
    const Entry entry{QDeadlineTimer(std::chrono::milliseconds(Fresh)),
                      source.decide(revision, {request.incidentId, request.runId, request.actor})};
    m_entries.insert(key, entry);
    return entry.verdict;
}

double ProbeContext::number(const QString &argument, double otherwise, double minimum, double maximum) const
{
    const QJsonValue value = request.arguments.value(argument);
    bool ok = value.isDouble();
    double number = value.toDouble();
    if (value.isString()) // expanded from a ${parameter}
        number = value.toString().toDouble(&ok);
    return ok && std::isfinite(number) ? std::clamp(number, minimum, maximum) : otherwise;
}

int ProbeContext::integer(const QString &argument, int otherwise, int minimum, int maximum) const
{
    return static_cast<int>(number(argument, otherwise, minimum, maximum));
}

Result<int> ProbeContext::revision() const
{
    const int value = integer(QStringLiteral("revision"), 0, 0, 1'000'000'000);
    if (value <= 0)
        return failure(ErrorKind::Usage, Words::tr("needs a revision number greater than 0"), request.probe,
                       Words::tr("Give `revision` in the runbook's `with:`."));
    return value;
}

Error ProbeContext::noAnswer(const QString &subject) const
{
    if (patience.isCancelled())
        return {ErrorKind::Cancelled, Words::tr("stopped"), subject, {}, {}};
    return {ErrorKind::Timeout, Words::tr("no answer in time"), subject, {}, {}};
}

CommandSpec ProbeContext::command(const QString &program, const QString &purpose, std::chrono::milliseconds limit) const
{
    CommandSpec spec;
    spec.program = program;
    spec.environmentName = with.environment.name;
    spec.context = with.environment.context;
    spec.nameSpace = with.environment.nameSpace;
    spec.purpose = purpose;
    spec.actor = request.actor;
    spec.incidentId = request.incidentId;
    spec.runId = request.runId;
    spec.stepId = request.stepId;
    spec.timeout = std::min(limit, patience.remaining());
    spec.interruptGrace = std::chrono::seconds{2};
    spec.captureLimit = qint64{64} * 1024; // answers of a few bytes; anything larger is already wrong
    return spec;
}

CommandSpec ProbeContext::kubectl(const QStringList &arguments, const QString &purpose,
                                  std::chrono::milliseconds limit) const
{
    CommandSpec spec = command(with.tools.kubectl, purpose, limit);
    spec.args({QStringLiteral("--kubeconfig"), with.environment.kubeconfig, QStringLiteral("--context"),
               with.environment.context, QStringLiteral("--namespace"), with.environment.nameSpace});
    return spec.args(arguments);
}

Result<CommandResult> ProbeContext::run(const CommandSpec &spec) const
{
    if (with.commands == nullptr)
        return tl::make_unexpected(missingPart(Words::tr("a way to run commands")));
    // The runner's own timeout comes first; ours covers its grace period and a runner that never answers.
    const auto result = patience.await(with.commands->run(spec), spec.timeout + std::chrono::seconds{5});
    if (!result) {
        with.commands->cancel(spec.id);
        return tl::make_unexpected(noAnswer(spec.display()));
    }
    if (result->outcome == Outcome::Cancelled)
        return failure(ErrorKind::Cancelled, Words::tr("stopped"), spec.display());
    if (!result->exitCode && !result->signalNumber && result->error && !result->timedOut) {
        Error error = *result->error; // it never started
        if (error.subject.isEmpty())
            error.subject = spec.display();
        return tl::make_unexpected(error);
    }
    return *result;
}

Error missingPart(const QString &what)
{
    return {ErrorKind::Configuration,
            Words::tr("cannot be observed without %1").arg(what),
            {},
            Words::tr("Add it to the environment's configuration."),
            {}};
}

} // namespace edgelink::verify
