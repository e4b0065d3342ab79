// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace edgelink::alertmanager {

/// One translation context for the library.
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(alertmanager)
};

} // namespace edgelink::alertmanager
