// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace edgelink::sandbox {

/// Free loopback ports, kept from other sandboxes as long as this object lives: each is a locked file in a folder that
/// all sandboxes of this user share. Chosen below the kernel's ephemeral range, where no outgoing connection lands.
class PortLease
{
public:
    PortLease() = default;
    ~PortLease();
    PortLease(PortLease &&other) noexcept;
    PortLease &operator=(PortLease &&other) noexcept;
    PortLease(const PortLease &) = delete;
    PortLease &operator=(const PortLease &) = delete;

    /// One port for each name.
    [[nodiscard]] static Result<PortLease> take(const QStringList &names);

    [[nodiscard]] const QMap<QString, quint16> &ports() const { return m_ports; }
    [[nodiscard]] quint16 port(const QString &name) const { return m_ports.value(name); }

private:
    QMap<QString, quint16> m_ports;
    std::vector<int> m_locks; ///< descriptors; the kernel lets go of them when we die
};

} // namespace edgelink::sandbox
