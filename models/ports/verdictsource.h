// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/verdict.h"

#include <QFuture>
#include <QObject>

namespace edgelink {

/// What a verdict is asked for: it is on the record under these.
struct VerdictUse {
    QString incidentId;
    QString runId;
    QString actor; ///< empty: the console asked by itself
};

/// Collects the facts of a rollback verdict for the environment's release. Reads only. Callable from any thread.
class VerdictSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual QFuture<Result<Verdict>> verdict(int targetRevision) = 0;
    /// The same for somebody who decides on it (an incident, a run's review or pre-flight): the verdict is in the
    /// journal (journalkind::VerdictGiven) before the answer comes. A source without a journal only answers.
    [[nodiscard]] virtual QFuture<Result<Verdict>> decide(int targetRevision, const VerdictUse &use)
    {
        Q_UNUSED(use)
        return verdict(targetRevision);
    }
};

} // namespace edgelink
