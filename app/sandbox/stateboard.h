// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/statefile.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace edgelink::sandbox {

/// The one copy of the state in memory; writes `state.json` after changes, at most every 50 ms. Main thread only.
class StateBoard : public QObject
{
    Q_OBJECT

public:
    StateBoard(QString file, QObject *parent);

    [[nodiscard]] const SandboxState &state() const { return m_state; }
    void change(const std::function<void(SandboxState &)> &edit);
    /// Adds the component when it is new; `since` moves only when the state changes.
    void setComponent(const QString &name, const QString &state, const QString &line = {});
    void setProcess(const QString &name, const ProcessIdentity &process);
    void countRestart(const QString &name);
    [[nodiscard]] QString componentState(const QString &name) const;
    /// Now, not in 50 ms. An error is logged as well.
    void write();

signals:
    void written(const edgelink::sandbox::SandboxState &state);

private:
    ComponentRecord &record(SandboxState &state, const QString &name) const;

    QString m_file;
    SandboxState m_state;
    QTimer m_timer;
};

} // namespace edgelink::sandbox
