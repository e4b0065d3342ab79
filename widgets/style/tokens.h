// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace edgelink::ui {

/// Type scale in logical pixels. Number is the value of a small seat, Value that of a large one.
enum class TextSize { Small = 12, Body = 14, Heading = 16, Title = 22, Number = 28, Value = 40 };

/// Distances in logical pixels. Nothing in between.
namespace space {
inline constexpr int Tiny = 4;
inline constexpr int Small = 8;
inline constexpr int Medium = 12;
inline constexpr int Large = 16;
inline constexpr int Huge = 24;
} // namespace space

inline constexpr int Radius = 6; ///< corners of cards, buttons, inputs
inline constexpr int FocusWidth = 2; ///< ring around whatever has the keyboard
inline constexpr int ControlHeight = 32; ///< buttons and one-line inputs
inline constexpr int RowHeight = 32; ///< rows of tables and lists
inline constexpr int BandHeight = 44; ///< environment band
inline constexpr int NavigationHeight = 42;

} // namespace edgelink::ui
