// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/release.h"

#include <QByteArrayView>
#include <QList>

namespace edgelink::helm {

inline constexpr qint64 historyBytesLimit = qint64{8} * 1024 * 1024;
inline constexpr int historyRevisionsLimit = 4096;

/// `helm history -o json` of helm 3 and 4 (4 omits `updated` when it is zero), oldest first whatever the order was.
/// Takes any bytes, never throws. Errors: BadReply naming the entry and the reason.
[[nodiscard]] Result<QList<Revision>> parseHistory(QByteArrayView bytes);

/// `helm version`, short, templated or long, of helm 3 and 4: "3.22.0". Errors: BadReply.
[[nodiscard]] Result<QString> parseVersion(QByteArrayView bytes);

} // namespace edgelink::helm
