// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace edgelink::command {

/// The folder's translation context.
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(command)
};

} // namespace edgelink::command
