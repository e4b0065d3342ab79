// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace edgelink::ui {

/// What a colour is for. Widgets ask for roles, never for colours; theme.cpp is the only place that knows values.
enum class Role {
    Background, ///< behind everything
    Surface, ///< cards, tables, inputs
    Raised, ///< buttons, hovered and selected rows
    Line, ///< borders that only order the page
    Grid, ///< grid lines of charts
    Control, ///< outlines that carry meaning: inputs, check boxes, threshold lines (at least 3:1)
    Text,
    Muted,
    Action, ///< links, focus ring, primary button
    OnAction, ///< text on an Action fill
    Alarm, ///< a breach, a failure; nothing else
    Caution, ///< pending, warning
    Good, ///< proof that passed; sparingly
    Unknown, ///< no data, stale, error of measurement; together with hatching
    Selection, ///< background of the selected row
    AlarmTint, ///< the time spent beyond a threshold, behind a curve
    Hatch, ///< stripes of "unknown"
    DiffAdded, ///< backgrounds of a diff: the one place where a red tint is not an alarm
    DiffAddedWord,
    DiffRemoved,
    DiffRemovedWord,
    Terminal, ///< output of tools; dark in both themes
    TerminalText,
    TerminalMuted,
    BandProduction, ///< environment bands; they differ by fill and word, never by red
    BandProductionText,
    BandProductionMuted,
    BandDr,
    BandDrText,
    BandDrMuted,
    BandStaging,
    BandStagingText,
    BandStagingMuted,
    BandDrill,
    BandDrillStripe,
    BandDrillText,
    BandDrillMuted,
    Count
};

} // namespace edgelink::ui
