// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QString>
#include <QUrl>

#include <functional>

namespace edgelink::sandbox {

/// Readiness probes: each call is one look of at most 2 s and blocks, so they are for worker threads.
using Probe = std::function<Result<void>()>;

struct HttpProbe {
    QUrl url;
    QString caFile; ///< for https: the only authority that is trusted
    QByteArray authorization; ///< value of the header, may be empty
    QString certificateFile; ///< client certificate with its key beside it (.key for .crt), may be empty
};

/// Content with any 2xx answer.
[[nodiscard]] Probe httpProbe(const HttpProbe &probe);
/// Content when a TCP peer at 127.0.0.1 answers `question` with something that begins with `answer`, in however many
/// pieces.
[[nodiscard]] Probe lineProbe(quint16 port, const QByteArray &question, const QByteArray &answer);

} // namespace edgelink::sandbox
