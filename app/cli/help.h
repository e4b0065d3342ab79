// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace edgelink::cli {

/// Gives the app and every verb of it examples, exit codes and headings, in the language that is installed. Call it
/// when every verb is declared.
void describe(CLI::App &app);

/// What was wrong with the command line; CLI11 itself speaks English.
[[nodiscard]] QString sentenceOf(const CLI::ParseError &error);

} // namespace edgelink::cli
