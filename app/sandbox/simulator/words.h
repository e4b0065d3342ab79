// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace edgelink::sandbox {

/// One translation context for scenarios and faults.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Simulator)
};

} // namespace edgelink::sandbox
