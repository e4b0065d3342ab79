// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace edgelink::drill {

/// Translation context of this part.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(edgelink::drill::Words)
};

} // namespace edgelink::drill
