// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/component.h"

#include "app/sandbox/words.h"

#include <QFile>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace edgelink::sandbox {

Component::Component(ComponentSpec spec, QString logFile, QObject *parent)
    : QObject(parent)
    , m_spec(std::move(spec))
    , m_logFile(std::move(logFile))
{
}

Component::~Component()
{
    m_notifier.reset();
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<void> Component::start()
{
    if (isRunning())
        return failure(ErrorKind::Conflict, Words::tr("runs already"), m_spec.name);
    const int log = ::open(QFile::encodeName(m_logFile).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0)
        return failure(ErrorKind::Io, Words::tr("its log file cannot be opened"), m_logFile);
    const Result<ProcessIdentity> started = startProcess(m_spec.process, {-1, log, log});
    ::close(log);
    if (!started)
        return tl::make_unexpected(started.error());
    m_process = *started;
    m_descriptor = openProcess(m_process.pid);
    if (m_descriptor < 0) {
        ::kill(static_cast<pid_t>(m_process.pid), SIGKILL);
        ::waitpid(static_cast<pid_t>(m_process.pid), nullptr, 0);
        return failure(ErrorKind::Io, Words::tr("this kernel gives no pidfd (Linux 5.3 or newer is needed)"),
                       m_spec.name);
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Component::onEnd);
    return {};
}

void Component::send(int signal, bool group)
{
    if (!isRunning())
        return;
    // Not waited for yet, so neither the pid nor the group can belong to anybody else.
    ::kill(static_cast<pid_t>(group ? -m_process.pid : m_process.pid), signal);
}

QString Component::lastLine() const
{
    return lastLineOf(m_logFile);
}

void Component::onEnd()
{
    int status = 0;
    const auto pid = static_cast<pid_t>(m_process.pid);
    siginfo_t seen{};
    if (::waitid(P_PID, static_cast<id_t>(pid), &seen, WEXITED | WNOHANG | WNOWAIT) != 0 || seen.si_pid == 0)
        return;
    // Members of its group that live on would keep its ports and files. Before the wait, which gives the pid away.
    ::kill(-pid, SIGKILL);
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) { }
    m_notifier->setEnabled(false);
    m_notifier.release()->deleteLater(); // we are in its signal
    ::close(m_descriptor);
    m_descriptor = -1;
    m_process = {};
    emit ended(WIFEXITED(status) ? Words::tr("exit code %1").arg(WEXITSTATUS(status))
                                 : Words::tr("signal %1").arg(WTERMSIG(status)));
}

QString lastLineOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    constexpr qint64 Tail = 4096;
    if (file.size() > Tail)
        file.seek(file.size() - Tail);
    const QByteArray text = file.read(Tail).trimmed();
    return QString::fromUtf8(text.mid(text.lastIndexOf('\n') + 1).trimmed()).left(200);
}

} // namespace edgelink::sandbox

#include "moc_component.cpp"
