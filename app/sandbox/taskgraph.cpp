// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/taskgraph.h"

#include "app/sandbox/words.h"

#include <algorithm>

namespace edgelink::sandbox {

TaskGraph::TaskGraph(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(24); // steps mostly wait
}

TaskGraph::~TaskGraph()
{
    m_pool.waitForDone();
}

void TaskGraph::add(const QString &name, const QStringList &after, Work work)
{
    m_steps.insert(name, Step{after, std::move(work), false, false});
}

void TaskGraph::start()
{
    startReady();
}

void TaskGraph::stop()
{
    m_stopped = true;
    startReady();
}

void TaskGraph::startReady()
{
    for (auto it = m_steps.begin(); !m_stopped && it != m_steps.end(); ++it) {
        Step &step = it.value();
        const bool ready = std::all_of(step.after.cbegin(), step.after.cend(),
                                       [this](const QString &name) { return m_steps.value(name).done; });
        if (step.started || !ready)
            continue;
        step.started = true;
        ++m_running;
        m_pool.start([this, name = it.key(), work = step.work] {
            const Result<void> result = work();
            QMetaObject::invokeMethod(this, [this, name, result] { onDone(name, result); });
        });
    }
    if (m_running > 0 || m_reported)
        return;
    m_reported = true;
    const bool all = std::all_of(m_steps.cbegin(), m_steps.cend(), [](const Step &step) { return step.done; });
    if (!all && !m_failure)
        m_failure = Error{ErrorKind::Cancelled, Words::tr("cancelled"), {}, {}, {}};
    emit finished(m_failure);
}

void TaskGraph::onDone(const QString &name, const Result<void> &result)
{
    --m_running;
    if (result) {
        m_steps[name].done = true;
    } else {
        m_stopped = true;
        if (!m_failure) {
            m_failure = result.error();
            if (m_failure->subject.isEmpty())
                m_failure->subject = name;
        }
    }
    startReady();
}

} // namespace edgelink::sandbox

#include "moc_taskgraph.cpp"
