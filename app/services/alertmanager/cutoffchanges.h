// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/alertmanager/alertparser.h"
#include "models/domain/journal.h"
#include "models/domain/outcome.h"

#include <QJsonObject>

#include <optional>

namespace edgelink::alertmanager {

/// A change whose intent is on record and whose outcome is not: the console that asked for it was killed in between.
struct CutOffChange {
    QUuid commandId;
    JournalDraft intent;
    qint64 atMs = 0; ///< UTC
    bool operator==(const CutOffChange &other) const { return commandId == other.commandId; }
};

/// What became of it, as far as that can be known.
struct Settlement {
    Outcome outcome = Outcome::Unknown;
    QString text; ///< how that is known, or why it is not
    std::optional<Silence> silence; ///< as Alertmanager holds it; with Outcome::Success
};

/// Those of one environment, from its intents and outcomes in any order. Pure.
[[nodiscard]] QList<CutOffChange> cutOffChanges(const QList<JournalEvent> &events, const QString &environment);

/// Held against the silences that Alertmanager has, the ended ones too: it keeps them for days. Only what it shows is
/// believed: a silence that is not there was not made, as long as it would still be in force; one that would be over
/// may have been forgotten. Pure.
[[nodiscard]] Settlement settlementOf(const CutOffChange &change, const Result<QList<HeldSilence>> &held, qint64 nowMs);

/// A silence as rows hold it: {silence, matchers, until, comment}.
[[nodiscard]] QJsonObject toJson(const Silence &silence);

/// What an intent says beside its words, so that it can be asked for later.
[[nodiscard]] QJsonObject askedFor(const Silence &silence, bool ends);

/// The rows that settle it: the outcome, and what was changed when it was. Their ids follow from the intent's, so that
/// two consoles that settle it at once write one row.
[[nodiscard]] QList<JournalDraft> rowsOf(const CutOffChange &change, const Settlement &settlement);

} // namespace edgelink::alertmanager
