// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Leaving the window or the environment: never while a run is under way, unless it was stopped first.
#include "app/shell/leavedialog.h"
#include "app/shell/mainwindow.h"

#include <QCloseEvent>

#include <utility>

namespace edgelink::shell {

void MainWindow::requestEnvironment(const QString &name)
{
    leave(tr("Then environment %1 opens.").arg(name), tr("Look at environment %1").arg(name),
          [this, name] { emit environmentRequested(name); });
}

void MainWindow::endSession()
{
    if (m_runs.isIdle()) {
        close();
        return;
    }
    askToLeave(tr("Then the window closes."), tr("Close the window"), [this] { close(); })->stopForGood();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_runs.isIdle()) {
        event->ignore();
        leave(tr("Then the window closes."), tr("Close the window"), [this] { close(); });
        return;
    }
    saveWindow();
    QWidget::closeEvent(event);
}

void MainWindow::leave(const QString &consequence, const QString &verb, const std::function<void()> &go)
{
    if (m_runs.isIdle())
        go();
    else
        askToLeave(consequence, verb, go);
}

LeaveDialog *MainWindow::askToLeave(const QString &consequence, const QString &verb, const std::function<void()> &go)
{
    m_leaveTo = go; // the newest wish counts
    if (!m_leaving.isNull() && m_leaving->isStopping()) {
        m_leaving->setConsequence(consequence, verb);
        return m_leaving;
    }
    delete m_leaving;
    m_leaving = new LeaveDialog(m_context.environment, &m_runs, consequence, verb, this); // deletes itself
    connect(m_leaving, &LeaveDialog::stopRequested, this, [this] { m_runs.stopAll(m_context.actor); });
    // After the dialog is gone: what follows may take the whole window down.
    connect(
        m_leaving, &QDialog::accepted, this,
        [this] {
            if (const auto leaveTo = std::exchange(m_leaveTo, {}))
                leaveTo();
        },
        Qt::QueuedConnection);
    m_leaving->show();
    m_leaving->raise();
    return m_leaving;
}

} // namespace edgelink::shell
