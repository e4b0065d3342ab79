// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/verdict.h"

#include <QFuture>
#include <QObject>

namespace edgelink {

/// Collects the facts of a rollback verdict for the environment's release. Reads only. Callable from any thread.
class VerdictSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual QFuture<Result<Verdict>> verdict(int targetRevision) = 0;
};

} // namespace edgelink
