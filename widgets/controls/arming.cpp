// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/arming.h"

#include "widgets/controls/clock.h"

namespace edgelink::ui {

Arming::Arming(QObject *parent)
    : QObject(parent)
{
    m_expiry.setSingleShot(true);
    connect(&m_expiry, &QTimer::timeout, this, [this] { disarm(tr("the time was up")); });
}

void Arming::setEnvironment(const QString &name)
{
    if (m_environment == name)
        return;
    disarm(tr("another environment was chosen"));
    m_environment = name;
    emit changed();
}

void Arming::setViewer(bool viewer)
{
    m_viewer = viewer;
    if (viewer)
        disarm(tr("this session only looks"));
    emit changed();
}

QString Arming::blockedReason() const
{
    if (m_viewer)
        return tr("This session may look but not change anything.");
    return isArmed() ? QString() : tr("Read-only: arm the session first.");
}

void Arming::arm(std::chrono::seconds duration)
{
    if (m_viewer || duration.count() <= 0)
        return;
    m_until = nowUtc().addSecs(duration.count());
    m_expiry.start(duration);
    emit armed(m_environment, m_until);
    emit changed();
}

void Arming::disarm(const QString &reason)
{
    if (!isArmed())
        return;
    m_expiry.stop();
    m_until = {};
    emit disarmed(m_environment, reason);
    emit changed();
}

} // namespace edgelink::ui

#include "moc_arming.cpp"
