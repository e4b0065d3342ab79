// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace edgelink::command {

/// No core dumps and no ptrace by other processes of the same user: the console's memory holds resolved secrets.
/// main() calls it first. Children are not touched: exec makes them dumpable again.
/// False when the kernel refused.
bool forbidDumps();

} // namespace edgelink::command
