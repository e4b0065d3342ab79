// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/drill/sandboxcontrol.h"

#include "app/services/drill/callerenvironment.h"
#include "app/services/drill/cutoffactions.h"
#include "app/services/drill/words.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <spdlog/spdlog.h>

#include <algorithm>

namespace edgelink::drill {

namespace {

constexpr std::chrono::milliseconds PollPause{1000}; ///< where watching files does not work (network folders)
constexpr std::chrono::milliseconds ConfirmPause{100};
constexpr std::chrono::seconds ConfirmDeadline{15};
constexpr std::chrono::seconds SettlePause{1};
constexpr std::chrono::hours LongestSettlePause{1};
constexpr std::chrono::minutes FaultDeadline{6}; ///< some faults deploy a revision; the sandbox gives them 5
constexpr std::chrono::minutes UpDeadline{45}; ///< a first `up` may build the tools

QString lastWords(const CommandResult &result)
{
    const QByteArray text
        = (result.standardError.trimmed().isEmpty() ? result.standardOutput : result.standardError).trimmed();
    return QString::fromUtf8(text.mid(text.lastIndexOf('\n') + 1)).simplified().left(400);
}

} // namespace

SandboxControl::SandboxControl(SandboxDependencies dependencies, QObject *parent)
    : DrillControl(parent)
    , m_with(std::move(dependencies))
{
}

void SandboxControl::start()
{
    QMetaObject::invokeMethod(this, &SandboxControl::follow, Qt::QueuedConnection);
}

void SandboxControl::follow()
{
    const bool isFirst = m_watcher == nullptr;
    if (isFirst) {
        m_watcher = new QFileSystemWatcher(this);
        connect(m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { read(false); });
        connect(m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { read(false); });
        m_poll = new QTimer(this);
        connect(m_poll, &QTimer::timeout, this, [this] { read(false); });
        m_poll->start(PollPause);
        m_settle = new QTimer(this);
        m_settle->setSingleShot(true);
        connect(m_settle, &QTimer::timeout, this, &SandboxControl::settleCutOff);
    }
    read(true);
    if (isFirst)
        settleCutOff();
}

void SandboxControl::settleCutOff()
{
    if (m_with.journal == nullptr || m_with.program.isEmpty())
        return;
    const QString program = QFileInfo(m_with.program).fileName();
    JournalQuery query;
    query.kinds = {QString::fromLatin1(journalkind::Intent), QString::fromLatin1(journalkind::OutcomeOf)};
    query.text = program;
    query.includeReads = false;
    query.newestFirst = true;
    query.limit = 0;
    whenAnswered(m_with.journal->read(query), this, [this, program](const Result<QList<JournalEvent>> &events) {
        if (!events) {
            settleIn(SettlePause);
            return;
        }
        read(false);
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        std::optional<qint64> next;
        const QString folder = QFileInfo(m_with.stateFile).absolutePath();
        for (const CutOffAction &action : cutOffActions(*events, program, folder)) {
            if (action.dueMs > now) { // another console, or this one, may be about it
                next = std::min(next.value_or(action.dueMs), action.dueMs);
                continue;
            }
            whenAnswered(m_with.journal->append(settlementOf(action, m_state.status)), this,
                         [this](const Result<JournalEvent> &written) {
                             if (!written && written.error().kind != ErrorKind::Conflict)
                                 settleIn(SettlePause);
                         });
        }
        if (next)
            settleIn(std::chrono::milliseconds(*next - now));
    });
}

void SandboxControl::settleIn(std::chrono::milliseconds pause)
{
    const auto bounded = std::clamp<std::chrono::milliseconds>(pause, SettlePause, LongestSettlePause);
    if (!m_settle->isActive() || m_settle->remainingTimeAsDuration() > bounded)
        m_settle->start(bounded);
}

void SandboxControl::watchAgain()
{
    if (m_watcher == nullptr)
        return;
    // The file is replaced by renaming: its watch dies with the old one.
    const QString folder = QFileInfo(m_with.stateFile).absolutePath();
    for (const QString &path : {folder, m_with.stateFile}) {
        const bool watched = m_watcher->directories().contains(path) || m_watcher->files().contains(path);
        if (!watched && QFileInfo::exists(path))
            m_watcher->addPath(path);
    }
}

void SandboxControl::read(bool always)
{
    watchAgain();
    const Result<SandboxState> state = readState(m_with.stateFile);
    if (!state) {
        // Half a file is one being written: the next look finds it whole. What was known stays.
        if (m_complaint != state.error().what) {
            m_complaint = state.error().what;
            spdlog::warn("{} {}", m_with.stateFile.toStdString(), m_complaint.toStdString());
        }
        if (always)
            emit statusChanged(m_state.status);
        return;
    }
    m_complaint.clear();
    const bool changed = state->status != m_state.status;
    m_state = *state;
    if (changed || always)
        emit statusChanged(m_state.status);
}

CommandSpec SandboxControl::command(const QStringList &arguments, const QString &purpose) const
{
    CommandSpec spec;
    spec.program = m_with.program;
    // What it answers, and what it writes into its state file, is shown in the window.
    const QString language = Words::tr("en", "the language's name for --language");
    spec.args({QStringLiteral("--dir"), QFileInfo(m_with.stateFile).absolutePath()})
        .args({QStringLiteral("--language"), language})
        .args(arguments);
    spec.environmentName = m_with.environmentName;
    spec.purpose = purpose;
    spec.actor = m_with.actor;
    spec.mutating = true;
    spec.timeout = FaultDeadline;
    return spec;
}

QFuture<Result<bool>> SandboxControl::inject(const QString &fault)
{
    return marshal<Result<bool>>(this, [this, fault](const Promise &promise) {
        static const QRegularExpression plain(QStringLiteral(R"(\A[a-z0-9][a-z0-9-]{0,63}\z)"));
        read(false);
        const QStringList &known = m_state.status.availableFaults;
        if (!plain.match(fault).hasMatch() || (!known.isEmpty() && !known.contains(fault))) {
            fulfil(promise,
                   Result<bool>(failure(ErrorKind::Usage, Words::tr("is no fault of this sandbox"), fault.left(80),
                                        Words::tr("Known: %1.").arg(known.join(QStringLiteral(", "))))));
            return;
        }
        run(
            command({QStringLiteral("inject"), fault}, Words::tr("drill: inject %1").arg(fault)), promise,
            [fault](const SandboxStatus &status) { return status.activeFaults.contains(fault); },
            Words::tr("the sandbox accepted the fault %1, but does not show it as active").arg(fault));
    });
}

QFuture<Result<bool>> SandboxControl::clear()
{
    return marshal<Result<bool>>(this, [this](const Promise &promise) {
        run(
            command({QStringLiteral("clear")}, Words::tr("drill: clear all faults")), promise,
            [](const SandboxStatus &status) { return status.activeFaults.isEmpty(); },
            Words::tr("the sandbox cleared its faults, but still shows some as active"));
    });
}

QFuture<Result<bool>> SandboxControl::retry()
{
    return marshal<Result<bool>>(this, [this](const Promise &promise) {
        read(false);
        // As it was started before: the state file remembers.
        QStringList arguments{QStringLiteral("up"), QStringLiteral("--helm"), QString::number(m_state.helmVersion)};
        const QString &scenario = m_state.scenarioFile.isEmpty() ? m_state.status.scenario : m_state.scenarioFile;
        if (!scenario.isEmpty())
            arguments << QStringLiteral("--scenario") << scenario;
        if (!m_state.toolchain.isEmpty())
            arguments << QStringLiteral("--toolchain") << m_state.toolchain;
        CommandSpec spec = command(arguments, Words::tr("drill: start the sandbox"));
        spec.timeout = UpDeadline;
        handOnCallerEnvironment(spec);
        run(
            spec, promise, [](const SandboxStatus &status) { return status.phase == QLatin1String("ready"); },
            Words::tr("the sandbox says that it is up, but its state is not \"ready\""));
    });
}

void SandboxControl::run(const CommandSpec &spec, const Promise &promise, const Expected &expected,
                         const QString &otherwise)
{
    if (m_with.commands == nullptr || m_with.program.isEmpty()) {
        fulfil(promise,
               Result<bool>(failure(ErrorKind::Configuration, Words::tr("edgelink-sandbox is not known"), {},
                                    Words::tr("Start the drill with packaging/run."))));
        return;
    }
    whenFinished(
        m_with.commands->run(spec), this,
        [this, spec, promise, expected, otherwise](const std::optional<CommandResult> &result) {
            if (!result || result->outcome == Outcome::Cancelled) {
                fulfil(promise, Result<bool>(failure(ErrorKind::Cancelled, Words::tr("stopped"), spec.display())));
            } else if (!result->ok()) {
                const Error error = result->error.value_or(Error{});
                const QString said = lastWords(*result);
                fulfil(
                    promise,
                    Result<bool>(failure(error.kind, said.isEmpty() ? error.what : said, spec.display(), error.next)));
            } else {
                confirm(promise, expected, otherwise, QDeadlineTimer(std::chrono::milliseconds(ConfirmDeadline)));
            }
        });
}

void SandboxControl::confirm(const Promise &promise, const Expected &expected, const QString &otherwise,
                             QDeadlineTimer deadline)
{
    read(false);
    if (expected(m_state.status)) {
        fulfil(promise, Result<bool>(true));
    } else if (deadline.hasExpired()) {
        fulfil(promise, Result<bool>(failure(ErrorKind::BadReply, otherwise, m_with.stateFile)));
    } else {
        QTimer::singleShot(ConfirmPause, this, [this, promise, expected, otherwise, deadline] {
            confirm(promise, expected, otherwise, deadline);
        });
    }
}

} // namespace edgelink::drill

#include "moc_sandboxcontrol.cpp"
