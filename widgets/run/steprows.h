// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/runbook.h"
#include "widgets/controls/states.h"

namespace edgelink::ui {

/// Whether a row is the line of a phase, and whether its steps are in sight.
enum class Fold { None, Folded, Unfolded };

/// One row of a run's sidebar.
struct StepRow {
    /// What the sidebar's model holds of it, beside its title.
    enum ItemRole {
        GlyphRole = Qt::UserRole + 1,
        ColorRole,
        DetailRole,
        AsideRole,
        DepthRole,
        StepRole,
        PageRole,
        CurrentRole,
        FoldRole, ///< Fold
    };

    QString key;
    QString title;
    QString aside; ///< at the end of the title's line: how much is done, and what went otherwise
    QString detail; ///< below the title
    StateLook look;
    int depth = 0;
    int step = -1; ///< index into RunSnapshot::steps; of a phase its first
    QString page; ///< of the run, where it is no step
    QString phase; ///< that it heads or stands under; empty: always in sight
    bool heads = false;
    bool current = false;
};

/// Parameters, Pre-flight, Review, then every step under its phase, then Summary; all of them, whatever is folded.
[[nodiscard]] QList<StepRow> stepRows(const RunSnapshot &run);
/// The phase that the run is in, ended in, or will begin with; empty: it has no steps yet.
[[nodiscard]] QString presentPhase(const RunSnapshot &run);

} // namespace edgelink::ui
