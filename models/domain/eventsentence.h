// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"

#include <QString>

#include <functional>

namespace edgelink {

/// English source text (context "timeline") -> the text in the reader's language.
using Translate = std::function<QString(const char *)>;

/// One human sentence for a journal event: what happened, to what. Plain text, one line, however hostile the payload;
/// the same words in the timeline and in the report. Pure; any thread.
[[nodiscard]] QString eventSentence(const JournalEvent &event, const Translate &translate);

/// How it ended, in a word, where the event has an end ("success", "failed" …); empty elsewhere.
[[nodiscard]] QString eventResult(const JournalEvent &event, const Translate &translate);

/// What an event is about: `titles` {en, zh} in the language of `translate`, or `title` where there is only that.
[[nodiscard]] QString titleInWords(const QJsonObject &payload, const Translate &translate);

/// A trigger in words: ours by our own, an organisation's by the title that `titled` has; else its id.
[[nodiscard]] QString triggerInWords(const QString &id, const QJsonObject &titled, const Translate &translate);

/// A value as sentences show it: four digits, a count in full, its unit in words ("1 pod"); no trailing space without
/// one.
[[nodiscard]] QString valueInWords(double value, const QString &unit, const Translate &translate);

/// What was seen afterwards of a command whose end nobody saw (`observed` of its outcome, a state or a sentence);
/// empty: nobody looked.
[[nodiscard]] QString effectInWords(const QString &observed, const Translate &translate);

/// A name of the journal's own vocabulary in words: kinds, outcomes, step states, thresholds, manual triggers,
/// verdicts. An unknown id comes back as it is.
[[nodiscard]] QString idInWords(const QString &id, const Translate &translate);

} // namespace edgelink
