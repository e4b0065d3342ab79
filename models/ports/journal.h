// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/journal.h"

#include <QFuture>
#include <QObject>

namespace edgelink {

/// The append-only record. Callable from any thread; one writer thread behind it.
class Journal : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The future is ready only when the event is durable (or has failed and nothing was written).
    [[nodiscard]] virtual QFuture<Result<JournalEvent>> append(const JournalDraft &draft) = 0;
    [[nodiscard]] virtual QFuture<Result<QList<JournalEvent>>> read(const JournalQuery &query) = 0;
    /// Number of events that match, for a virtual table.
    [[nodiscard]] virtual QFuture<Result<qint64>> count(const JournalQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<JournalCheck>> verify() = 0;

signals:
    void committed(const QList<edgelink::JournalEvent> &events); ///< after they are durable, in order
    void failed(const edgelink::Error &error); ///< e.g. disk full: nothing may be started any more
};

} // namespace edgelink
