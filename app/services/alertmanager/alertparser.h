// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "models/domain/error.h"

#include <QByteArray>
#include <QList>

namespace edgelink::alertmanager {

/// A silence as Alertmanager holds it, with its own word for where it stands.
struct HeldSilence {
    Silence silence;
    QString state; ///< "active", "pending", "expired"
};

/// GET /api/v2/alerts. Pure. Errors: BadReply with the place ("[3].status.state: expected text, found a number").
/// At most 5,000 alerts are taken; more is an error, because a part of a list must not look like all of it.
[[nodiscard]] Result<QList<Alert>> parseAlerts(const QByteArray &bytes);

/// GET /api/v2/silences. Matchers that are not "label equals value" keep their operator in the name:
/// "severity=~", "service!=", "pod!~".
[[nodiscard]] Result<QList<HeldSilence>> parseSilences(const QByteArray &bytes);
[[nodiscard]] Result<HeldSilence> parseSilence(const QByteArray &bytes); ///< GET /api/v2/silence/ID

/// POST /api/v2/silences -> the new silence's id.
[[nodiscard]] Result<QString> parseSilenceId(const QByteArray &bytes);

/// The body of POST /api/v2/silences.
[[nodiscard]] QByteArray silenceBody(const Silence &silence);

/// Errors of API v2 are bare JSON strings, those of a proxy are anything: the words in it, bounded.
[[nodiscard]] QString errorText(const QByteArray &bytes);

} // namespace edgelink::alertmanager
