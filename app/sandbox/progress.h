// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/statefile.h"

#include <cstdio>

namespace edgelink::sandbox {

/// Says on standard error what changed since the last state, with the time since the start.
class Progress
{
public:
    void show(const SandboxState &state);

private:
    SandboxState m_last;
};

/// The state for a person, several lines.
[[nodiscard]] QString describe(const SandboxState &state);

void say(std::FILE *stream, const QString &line);

} // namespace edgelink::sandbox
