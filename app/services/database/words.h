// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace edgelink::database {

/// Translation context of this folder's sentences.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(database)
};

} // namespace edgelink::database
