// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/command/commandjob.h"

#include "app/services/command/childenvironment.h"
#include "app/services/command/commandtr.h"
#include "models/ports/marshal.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <utility>

namespace edgelink::command {

namespace {

constexpr std::chrono::milliseconds BatchInterval{100};
// What is read between two looks at the clock: some 10 ms of work, so that cancel and deadline stay prompt in a flood.
constexpr qint64 ReadBytes = 2LL * 1024 * 1024;

QString signalName(int number)
{
    const char *name = ::sigabbrev_np(number);
    return name == nullptr ? QString::number(number) : QStringLiteral("SIG") + QLatin1String(name);
}

} // namespace

CommandJob::CommandJob(CommandSpec spec, const CommandOptions &options, Journal *journal)
    : m_spec(std::move(spec))
    , m_options(options)
    , m_journal(journal)
    , m_redactor(options.redactor)
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

void CommandJob::cancel()
{
    if (m_cancelled.exchange(true))
        return;
    {
        const std::lock_guard lock(m_mutex);
        ToolProcess::signalGroup(m_running, SIGINT);
    }
    const quint64 one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake.get(), &one, sizeof one);
}

CommandResult CommandJob::cancelledBeforeStart() const
{
    CommandResult result;
    result.id = m_spec.id;
    result.outcome = Outcome::Cancelled;
    result.error = Error{ErrorKind::Cancelled, Tr::tr("cancelled before it started"), m_spec.program, {}, {}};
    return result;
}

CommandResult CommandJob::execute(const JobListener &listener)
{
    if (m_cancelled)
        return cancelledBeforeStart();
    CommandResult result;
    result.id = m_spec.id;
    result.outcome = Outcome::Error;
    if (const std::optional<Error> refused = refusal()) {
        result.error = *refused;
        return result;
    }
    const Result<QMap<QString, QString>> secrets = resolveSecrets();
    if (!secrets) {
        result.error = secrets.error();
        return result;
    }
    QStringList known = secrets->values();
    for (const CommandArgument &argument : m_spec.arguments) {
        if (argument.secret)
            known << argument.text;
    }
    m_redactor = m_redactor.with(known);

    // No intent row, no process.
    if (const Result<bool> recorded = record(draft(journalkind::Intent, intentPayload())); !recorded) {
        result.error = recorded.error();
        result.error->what = Tr::tr("not started, because it could not be recorded: %1").arg(recorded.error().what);
        return result;
    }
    runProcess(*secrets, listener, result);
    recordOutcome(result);
    return result;
}

std::optional<Error> CommandJob::refusal() const
{
    const auto refused = [this](const QString &what) { return Error{ErrorKind::Usage, what, m_spec.program, {}, {}}; };
    if (m_spec.program.isEmpty())
        return refused(Tr::tr("no program is named"));
    for (const CommandArgument &argument : m_spec.arguments) {
        if (argument.text.contains(QChar(u'\0')))
            return refused(Tr::tr("an argument holds a NUL character"));
    }
    for (auto it = m_spec.environment.cbegin(); it != m_spec.environment.cend(); ++it) {
        if (it.key().isEmpty() || it.key().contains(QLatin1Char('=')) || it.value().contains(QChar(u'\0')))
            return refused(Tr::tr("the environment variable \"%1\" cannot be set").arg(it.key()));
    }
    return std::nullopt;
}

Result<QMap<QString, QString>> CommandJob::resolveSecrets() const
{
    QMap<QString, QString> values;
    for (auto it = m_spec.secretEnvironment.cbegin(); it != m_spec.secretEnvironment.cend(); ++it) {
        if (!m_options.resolveSecret)
            return failure(ErrorKind::Configuration, Tr::tr("no source of secrets is set up"), it.key());
        const Result<QString> value = m_options.resolveSecret(it.value());
        if (!value)
            return tl::make_unexpected(value.error());
        values.insert(it.key(), *value);
    }
    return values;
}

JournalDraft CommandJob::draft(const char *kind, QJsonObject payload) const
{
    JournalDraft draft;
    draft.kind = QLatin1String(kind);
    draft.actor = m_spec.actor;
    draft.environment = m_spec.environmentName;
    draft.stream = m_options.streamOf ? m_options.streamOf(m_spec.environmentName) : QStringLiteral("production");
    draft.incidentId = m_spec.incidentId;
    draft.runId = m_spec.runId;
    draft.stepId = m_spec.stepId;
    payload.insert(QLatin1String("commandId"), m_spec.id.toString(QUuid::WithoutBraces));
    payload.insert(QLatin1String("mutating"), m_spec.mutating);
    draft.payload = m_redactor.redact(payload).toObject();
    return draft;
}

QJsonObject CommandJob::intentPayload() const
{
    QStringList names = m_spec.environment.keys();
    names << m_spec.secretEnvironment.keys();
    names.sort();
    return {
        {QStringLiteral("program"), m_spec.program},
        {QStringLiteral("argv"), QJsonArray::fromStringList(m_spec.maskedArguments())},
        {QStringLiteral("command"), m_spec.display()},
        {QStringLiteral("context"), m_spec.context},
        {QStringLiteral("namespace"), m_spec.nameSpace},
        {QStringLiteral("purpose"), m_spec.purpose},
        {QStringLiteral("environmentNames"), QJsonArray::fromStringList(names)},
        {QStringLiteral("timeoutMs"), static_cast<qint64>(m_spec.timeout.count())},
    };
}

Result<bool> CommandJob::record(const JournalDraft &draft)
{
    const auto event = await(m_journal->append(draft), m_options.journalPatience);
    if (!event)
        return failure(ErrorKind::Io, Tr::tr("the journal does not answer"), m_spec.program,
                       Tr::tr("Nothing may be changed without a record. Check the disk."));
    if (!*event)
        return tl::make_unexpected(event->error());
    return true;
}

void CommandJob::runProcess(const QMap<QString, QString> &secrets, const JobListener &listener, CommandResult &result)
{
    const auto fail = [&result](const Error &error) {
        result.outcome = error.kind == ErrorKind::Cancelled ? Outcome::Cancelled : Outcome::Error;
        result.error = error;
    };
    QDir().mkpath(m_options.spoolDirectory);
    QFile::setPermissions(m_options.spoolDirectory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString base = QDir(m_options.spoolDirectory).filePath(m_spec.id.toString(QUuid::WithoutBraces));
    Sha256 digest;
    OutputChannel out(m_redactor, base + QStringLiteral(".log"), m_spec.captureLimit, &digest);
    OutputChannel err(m_redactor, base + QStringLiteral(".err"), m_spec.captureLimit, nullptr);
    if (m_spec.confidentialOutput)
        out.setConfidential();
    const Result<int> outTarget = out.open(m_options.spoolDirectory);
    if (!outTarget)
        return fail(outTarget.error());
    const Result<int> errTarget = err.open(m_options.spoolDirectory);
    if (!errTarget)
        return fail(errTarget.error());

    ToolProcess::Start start;
    start.program = QFile::encodeName(m_spec.program);
    for (const CommandArgument &argument : m_spec.arguments)
        start.arguments << argument.text.toLocal8Bit();
    start.environment = childEnvironment(m_spec.environment, secrets);
    start.workingDirectory = QFile::encodeName(m_spec.workingDirectory);
    start.standardOutput = *outTarget;
    start.standardError = *errTarget;

    ToolProcess process;
    const Clock::time_point begun = Clock::now();
    const Result<pid_t> pid = startUnlessCancelled(process, start);
    if (!pid)
        return fail(pid.error());
    m_deadline = begun + m_spec.timeout;
    listener.started(*pid);
    watch(process, out, err, listener, result);
    result.duration = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun);
    keepOutput(out, err, digest, result);
}

Result<pid_t> CommandJob::startUnlessCancelled(ToolProcess &process, const ToolProcess::Start &start)
{
    // Under the lock, so that a cancel either comes before the start and prevents it, or finds a group to signal.
    const std::lock_guard lock(m_mutex);
    if (m_cancelled)
        return tl::make_unexpected(*cancelledBeforeStart().error);
    Result<pid_t> pid = process.start(start);
    if (pid)
        m_running = *pid;
    return pid;
}

void CommandJob::watch(ToolProcess &process, OutputChannel &out, OutputChannel &err, const JobListener &listener,
                       CommandResult &result)
{
    Clock::time_point lastBatch = Clock::now();
    const auto forwardWhenDue = [&](Clock::time_point now) {
        if (now - lastBatch < BatchInterval)
            return;
        forwardLines(out, err, listener);
        lastBatch = now;
    };
    bool moreToRead = false;
    while (!process.hasEnded()) {
        waitForNews(process, moreToRead);
        const bool moreOut = out.read(ReadBytes);
        const bool moreErr = err.read(ReadBytes);
        moreToRead = moreOut || moreErr;
        const Clock::time_point now = Clock::now();
        forwardWhenDue(now);
        interruptWhenDue(now, process.pid());
        if (m_killed && now > m_killAt + m_options.killPatience)
            break; // stuck in the kernel (a dead NFS server): nothing can end it
    }
    const std::optional<Exit> exit = endOf(process);

    // What is there now is the output; a grandchild that lives on may write for ever.
    qint64 outLeft = out.unread();
    qint64 errLeft = err.unread();
    while (outLeft > 0 || errLeft > 0) {
        outLeft = out.read(std::min(outLeft, ReadBytes)) ? outLeft - std::min(outLeft, ReadBytes) : 0;
        errLeft = err.read(std::min(errLeft, ReadBytes)) ? errLeft - std::min(errLeft, ReadBytes) : 0;
        forwardWhenDue(Clock::now());
    }
    out.finish();
    err.finish();
    forwardLines(out, err, listener);
    m_tail = err.tail().isEmpty() ? out.tail() : err.tail();
    judge(exit, result);
}

std::optional<Exit> CommandJob::endOf(ToolProcess &process)
{
    const bool ended = process.hasEnded();
    const std::lock_guard lock(m_mutex);
    if (m_cancelled && m_ending == Ending::None)
        m_ending = Ending::Cancelled; // it was signalled before we looked
    // The group's number is still ours: the leader is a zombie until reap(). What it left behind ends with a
    // cancelled or overdue command; after a normal end it is none of our business.
    if (m_ending != Ending::None)
        ToolProcess::signalGroup(m_running, SIGKILL);
    m_running = 0;
    if (!ended) {
        process.abandon();
        return std::nullopt;
    }
    return process.reap();
}

void CommandJob::waitForNews(const ToolProcess &process, bool moreToRead) const
{
    std::array<pollfd, 2> descriptors{pollfd{process.pollDescriptor(), POLLIN, 0}, pollfd{m_wake.get(), POLLIN, 0}};
    auto patience = moreToRead ? std::chrono::milliseconds{0} : BatchInterval;
    const auto until = [now = Clock::now()](Clock::time_point instant) {
        return std::max(std::chrono::milliseconds{0}, std::chrono::ceil<std::chrono::milliseconds>(instant - now));
    };
    if (m_ending == Ending::None)
        patience = std::min(patience, until(m_deadline));
    else if (!m_killed)
        patience = std::min(patience, until(m_killAt));
    ::poll(descriptors.data(), descriptors.size(), static_cast<int>(patience.count()));
    quint64 count = 0; // emptied, or the next wait would not wait
    [[maybe_unused]] const ssize_t got = ::read(m_wake.get(), &count, sizeof count);
}

void CommandJob::interruptWhenDue(Clock::time_point now, pid_t group)
{
    if (m_ending == Ending::None) {
        if (m_cancelled) {
            m_ending = Ending::Cancelled; // cancel() has sent SIGINT already
        } else if (now >= m_deadline) {
            m_ending = Ending::TimedOut;
            ToolProcess::signalGroup(group, SIGINT);
        }
        if (m_ending != Ending::None)
            m_killAt = now + m_spec.interruptGrace;
    } else if (!m_killed && now >= m_killAt) {
        m_killed = true;
        ToolProcess::signalGroup(group, SIGKILL);
    }
}

void CommandJob::forwardLines(OutputChannel &out, OutputChannel &err, const JobListener &listener) const
{
    OutputBatch batch{m_spec.id, m_spec.runId, m_spec.stepId, {}};
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (const QString &line : out.takeLines())
        batch.lines << OutputBatch::Line{now, OutputStream::StandardOutput, line};
    for (const QString &line : err.takeLines())
        batch.lines << OutputBatch::Line{now, OutputStream::StandardError, line};
    if (!batch.lines.isEmpty())
        listener.output(batch);
}

void CommandJob::judge(const std::optional<Exit> &exit, CommandResult &result) const
{
    const auto error = [&](ErrorKind kind, const QString &what) {
        result.error = Error{kind, what, m_redactor.redact(m_spec.program), {}, m_tail};
    };
    result.timedOut = m_ending == Ending::TimedOut;
    result.outcome = Outcome::Error;
    if (!exit) {
        result.outcome = Outcome::Unknown;
        error(ErrorKind::Timeout, Tr::tr("it does not end, not even by SIGKILL"));
        return;
    }
    result.exitCode = exit->code;
    result.signalNumber = exit->signalNumber;
    if (m_ending == Ending::Cancelled) {
        result.outcome = Outcome::Cancelled;
        error(ErrorKind::Cancelled,
              m_killed ? Tr::tr("cancelled; it ignored SIGINT and was killed") : Tr::tr("cancelled"));
    } else if (m_ending == Ending::TimedOut) {
        const double seconds = static_cast<double>(m_spec.timeout.count()) / 1000.0;
        error(ErrorKind::Timeout,
              m_killed ? Tr::tr("stopped after %1 s; it ignored SIGINT and was killed").arg(seconds)
                       : Tr::tr("stopped after %1 s").arg(seconds));
    } else if (exit->signalNumber) {
        error(ErrorKind::ToolFailed, Tr::tr("ended by signal %1").arg(signalName(*exit->signalNumber)));
    } else if (exit->code && m_spec.successCodes.contains(*exit->code)) {
        result.outcome = Outcome::Success;
    } else {
        error(ErrorKind::ToolFailed, Tr::tr("ended with exit code %1").arg(exit->code.value_or(-1)));
    }
}

void CommandJob::keepOutput(const OutputChannel &out, const OutputChannel &err, Sha256 &digest, CommandResult &result)
{
    result.standardOutput = out.captured();
    result.standardError = err.captured();
    result.truncated = out.truncated() || err.truncated();
    m_outputBytes = out.redactedBytes() + err.redactedBytes();
    const QString base = QDir(m_options.spoolDirectory).filePath(m_spec.id.toString(QUuid::WithoutBraces));
    if (m_spec.confidentialOutput) {
        QFile::remove(base + QStringLiteral(".err"));
        return;
    }
    const QString file = base + QStringLiteral(".log");
    m_outputLost = out.spoolFailed() || err.spoolFailed();
    if (!m_outputLost && (out.spooled() || err.spooled())) {
        // The standard output is there already, unless it was small and only the standard error was large.
        FileDescriptor target;
        if (!out.spooled()) {
            target = FileDescriptor(::open(QFile::encodeName(file).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                                           S_IRUSR | S_IWUSR));
            m_outputLost = !target.isValid() || !out.copyTo(nullptr, &target);
        }
        const FileDescriptor &destination = out.spooled() ? out.spool() : target;
        // On disk before the record that vouches for it.
        m_outputLost = m_outputLost || !err.copyTo(&digest, &destination) || ::fsync(destination.get()) != 0;
        if (!m_outputLost)
            result.outputFile = file;
    } else if (!m_outputLost) {
        m_outputLost = !err.copyTo(&digest, nullptr);
    }
    QFile::remove(base + QStringLiteral(".err"));
    if (m_outputLost)
        QFile::remove(file);
    else
        result.outputDigest = QString::fromLatin1(digest.result().toHex());
}

void CommandJob::recordOutcome(CommandResult &result)
{
    QJsonObject payload{
        {QStringLiteral("outcome"), outcomeId(result.outcome)},
        {QStringLiteral("program"), m_spec.program},
        {QStringLiteral("durationMs"), static_cast<qint64>(result.duration.count())},
        {QStringLiteral("digest"), result.outputDigest},
        {QStringLiteral("outputBytes"), m_outputBytes},
    };
    if (result.exitCode)
        payload.insert(QStringLiteral("exitCode"), *result.exitCode);
    if (result.signalNumber)
        payload.insert(QStringLiteral("signal"), *result.signalNumber);
    if (result.timedOut)
        payload.insert(QStringLiteral("timedOut"), true);
    if (!result.outputFile.isEmpty())
        payload.insert(QStringLiteral("outputFile"), QFileInfo(result.outputFile).fileName());
    if (m_spec.confidentialOutput)
        payload.insert(QStringLiteral("confidential"), true);
    if (m_outputLost)
        payload.insert(QStringLiteral("outputLost"), true);
    if (result.error)
        payload.insert(QStringLiteral("error"), result.error->sentence());
    if (m_spec.mutating || result.error)
        payload.insert(QStringLiteral("tail"), m_tail);
    const Result<bool> recorded = record(draft(journalkind::OutcomeOf, payload));
    if (recorded)
        return;
    // The process did what it did, but the run must not go on as if that were on record.
    result.unrecorded = result.outcome;
    const QString was = result.error ? result.error->what : Tr::tr("ended with success");
    result.outcome = result.outcome == Outcome::Success ? Outcome::Error : result.outcome;
    result.error = recorded.error();
    result.error->what = Tr::tr("%1, but that could not be recorded: %2").arg(was, recorded.error().what);
}

} // namespace edgelink::command
