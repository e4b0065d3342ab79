// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminationsignals.h"

#include <atomic>
#include <cstdint>
#include <tuple>

#include <sys/eventfd.h>
#include <unistd.h>

namespace edgelink {

namespace {

std::atomic<int> g_event{-1};

void onSignal(int)
{
    // Only what is allowed in a signal handler.
    const std::uint64_t one = 1;
    std::ignore = ::write(g_event.load(), &one, sizeof one);
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
    , m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_notifier(m_event, QSocketNotifier::Read)
{
    g_event.store(m_event);
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        std::uint64_t count = 0;
        std::ignore = ::read(m_event, &count, sizeof count);
        emit requested();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < Handled.size(); ++i) {
        // A second Ctrl-C ends at once. A terminal that closes says SIGHUP twice: its shell, then the kernel.
        action.sa_flags = Handled.at(i) == SIGHUP ? SA_RESTART : static_cast<int>(SA_RESTART | SA_RESETHAND);
        sigaction(Handled.at(i), &action, &m_before.at(i));
    }
}

TerminationSignals::~TerminationSignals()
{
    for (std::size_t i = 0; i < Handled.size(); ++i)
        sigaction(Handled.at(i), &m_before.at(i), nullptr);
    g_event.store(-1);
    m_notifier.setEnabled(false);
    ::close(m_event);
}

} // namespace edgelink

#include "moc_terminationsignals.cpp"
