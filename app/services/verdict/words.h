// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace edgelink::verdict {

/// Translation context of this part.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(edgelink::verdict::Words)
};

} // namespace edgelink::verdict
