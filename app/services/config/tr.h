// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace edgelink::config {

/// One translation context for the library; lupdate sees through it, unlike through a function of ours.
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(config)
};

} // namespace edgelink::config
