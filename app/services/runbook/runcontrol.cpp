// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/runcontrol.h"

#include <utility>

namespace edgelink::runbook {

bool RunControl::post(RunMessage message)
{
    const Asking kind = std::holds_alternative<Confirmation>(message) ? Asking::Confirmation : Asking::Decision;
    {
        const std::lock_guard lock(m_mutex);
        if (m_asking != kind || m_message || m_stop || m_abandoned)
            return false;
        m_message = std::move(message);
    }
    m_changed.notify_all();
    return true;
}

void RunControl::requestStop(const QString &actor)
{
    std::function<void()> interrupt;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop)
            return;
        m_stop = true;
        m_stopActor = actor;
        interrupt = std::exchange(m_interrupt, {});
    }
    m_changed.notify_all();
    if (interrupt)
        interrupt();
}

void RunControl::abandon()
{
    {
        const std::lock_guard lock(m_mutex);
        m_abandoned = true;
    }
    m_changed.notify_all();
}

bool RunControl::stopRequested() const
{
    const std::lock_guard lock(m_mutex);
    return m_stop;
}

QString RunControl::stopActor() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopActor;
}

bool RunControl::abandoned() const
{
    const std::lock_guard lock(m_mutex);
    return m_abandoned;
}

void RunControl::ask(Asking asking)
{
    const std::lock_guard lock(m_mutex);
    m_asking = asking;
    m_message.reset();
}

std::optional<RunMessage> RunControl::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_message || m_stop || m_abandoned; });
    if (m_stop || m_abandoned)
        return std::nullopt;
    return std::exchange(m_message, std::nullopt);
}

void RunControl::pause(std::chrono::milliseconds duration)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, duration, [this] { return m_abandoned; });
}

RunControl::Interruptible::Interruptible(RunControl &control, std::function<void()> interrupt)
    : m_control(control)
{
    {
        const std::lock_guard lock(control.m_mutex);
        if (!control.m_stop) {
            control.m_interrupt = std::move(interrupt);
            return;
        }
    }
    interrupt();
}

RunControl::Interruptible::~Interruptible()
{
    const std::lock_guard lock(m_control.m_mutex);
    m_control.m_interrupt = {};
}

} // namespace edgelink::runbook
