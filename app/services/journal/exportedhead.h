// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace edgelink::journal {

/// A head that stood in a report or an export: proves that nothing up to it was cut off or changed since.
struct ExportedHead {
    qint64 sequence = 0; ///< 0: not told; the hash may stand anywhere in the chain
    QByteArray hash; ///< 32 bytes
};

} // namespace edgelink::journal
