// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

#include <tuple>
#include <type_traits>

namespace edgelink::test {

/// What a signal said, heard on the thread that made this while it handles events. For signals that come from another
/// thread: QSignalSpy of Qt 6.4 is filled there, while the test reads it here.
template<typename... Values>
class Heard
{
public:
    template<typename Sender, typename Class, typename... Arguments>
    Heard(const Sender *sender, void (Class::*signal)(Arguments...))
    {
        QObject::connect(sender, signal, &m_here, [this](const std::decay_t<Arguments> &...values) {
            m_said.append(std::tuple<Values...>(values...));
        });
    }

    [[nodiscard]] bool isEmpty() const { return m_said.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_said.size(); }
    [[nodiscard]] const QList<std::tuple<Values...>> &said() const { return m_said; }

private:
    QList<std::tuple<Values...>> m_said;
    QObject m_here; ///< gone first
};

template<typename Sender, typename Class, typename... Arguments>
Heard(const Sender *, void (Class::*)(Arguments...)) -> Heard<std::decay_t<Arguments>...>;

} // namespace edgelink::test
