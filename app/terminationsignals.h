// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <array>
#include <csignal>

namespace edgelink {

/// SIGTERM, SIGINT and SIGHUP as a Qt signal, so that a session's end can stop runs the ordinary way. A second signal
/// of the same kind ends the process at once. One at a time; what was set before comes back when it dies.
class TerminationSignals : public QObject
{
    Q_OBJECT

public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

signals:
    void requested();

private:
    static constexpr std::array Handled{SIGTERM, SIGINT, SIGHUP};

    int m_event; ///< eventfd: all that a signal handler may touch
    QSocketNotifier m_notifier;
    std::array<struct sigaction, Handled.size()> m_before{};
};

} // namespace edgelink
