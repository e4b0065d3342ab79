// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/journal.h"

#include <QObject>

#include <functional>
#include <optional>

namespace edgelink {
class Journal;
}

namespace edgelink::alertmanager {

/// What rows about silences name as the program.
inline constexpr char SilenceProgram[] = "alertmanager";

/// Where what is asked of Alertmanager is recorded.
struct RecordPlace {
    Journal *journal = nullptr; ///< none: nothing is asked
    QString environment;
    QString stream; ///< "production" or "drill"
};

/// One change of Alertmanager on the record (contract 3): the intent is durable before the request is sent, the outcome
/// is written after the read-back, and only then the caller hears of it.
class SilenceRecord
{
public:
    struct Action {
        QString command; ///< what is asked, in one line
        QString purpose;
        QString actor;
        QString incidentId;
        QJsonObject asked; ///< the same for programs: what a later console compares with Alertmanager
    };
    using Answered = std::function<void(const std::optional<Error> &)>;

    SilenceRecord(RecordPlace place, Action action);
    /// Cut off in between: the outcome is on record as unknown.
    ~SilenceRecord();
    SilenceRecord(const SilenceRecord &) = delete;
    SilenceRecord &operator=(const SilenceRecord &) = delete;

    /// `then` gets an error when it could not be recorded; then nothing may be sent. It must hold this
    /// record.
    void intend(QObject *context, const Answered &then);
    /// `kind` with `result` follows the outcome of what succeeded. `then` is called whatever the journal says.
    void conclude(QObject *context, const std::optional<Error> &error, const char *kind, const QJsonObject &result,
                  const std::function<void()> &then);

private:
    [[nodiscard]] JournalDraft draft(const char *kind, const QJsonObject &payload) const;

    RecordPlace m_place;
    Action m_action;
    QUuid m_id;
    qint64 m_startedMs = 0;
    bool m_intended = false;
    bool m_concluded = false;
};

} // namespace edgelink::alertmanager
