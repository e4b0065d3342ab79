// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/stateboard.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace edgelink::sandbox {

StateBoard::StateBoard(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(50);
    connect(&m_timer, &QTimer::timeout, this, &StateBoard::write);
}

void StateBoard::change(const std::function<void(SandboxState &)> &edit)
{
    SandboxState before = m_state;
    edit(m_state);
    if (before != m_state && !m_timer.isActive())
        m_timer.start();
}

void StateBoard::setComponent(const QString &name, const QString &state, const QString &line)
{
    change([&](SandboxState &all) {
        ComponentRecord &component = record(all, name);
        if (component.state != state || !component.since.isValid()) {
            component.since = QDateTime::currentDateTimeUtc();
            spdlog::info("{}: {} {}", name.toStdString(), state.toStdString(), line.toStdString());
        }
        component.state = state;
        component.lastLine = line;
    });
}

void StateBoard::setProcess(const QString &name, const ProcessIdentity &process)
{
    change([&](SandboxState &all) { record(all, name).process = process; });
    // A process that is not on record would be a stranger to the next `up`.
    write();
}

void StateBoard::countRestart(const QString &name)
{
    change([&](SandboxState &all) { ++record(all, name).restarts; });
}

QString StateBoard::componentState(const QString &name) const
{
    for (const ComponentRecord &component : m_state.components) {
        if (component.name == name)
            return component.state;
    }
    return {};
}

void StateBoard::write()
{
    m_timer.stop();
    if (const auto written = writeState(m_file, m_state); !written)
        spdlog::error("{}", written.error().sentence().toStdString());
    emit this->written(m_state);
}

ComponentRecord &StateBoard::record(SandboxState &state, const QString &name) const
{
    const auto found = std::find_if(state.components.begin(), state.components.end(),
                                    [&name](const ComponentRecord &component) { return component.name == name; });
    if (found != state.components.end())
        return *found;
    ComponentRecord component;
    component.name = name;
    component.since = QDateTime::currentDateTimeUtc();
    state.components << component;
    return state.components.last();
}

} // namespace edgelink::sandbox

#include "moc_stateboard.cpp"
