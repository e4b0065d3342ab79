// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace edgelink::runbook {

/// One translation context for the library; lupdate sees through it, unlike through a function of ours.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(runbook)
};

} // namespace edgelink::runbook
