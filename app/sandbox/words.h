// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace edgelink::sandbox {

/// Translation context of everything the sandbox says to a person: `Words::tr("…")`.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(sandbox)
};

} // namespace edgelink::sandbox
