// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QDateTime>

#include <optional>

namespace edgelink {

/// Whether a live source answers, and since when not.
struct SourceStatus {
    enum class State { Idle, Connecting, Live, Degraded, Down };
    State state = State::Idle;
    QDateTime since; ///< UTC
    std::optional<Error> error;
    QString note; ///< shown beside the state even when live, e.g. that the server's certificate is not verified
    bool isLive() const { return state == State::Live; }
};

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::SourceStatus)
