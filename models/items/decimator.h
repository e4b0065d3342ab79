// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/threshold.h"

#include <chrono>
#include <span>
#include <vector>

namespace edgelink {

/// A stretch of a curve without a gap: drawn as one line. A single sample is a segment of one point.
using CurveSegment = std::vector<MetricSample>;

/// The part of a curve that a plot shows.
struct CurveView {
    qint64 fromMs = 0; ///< UTC, left edge
    qint64 toMs = 0; ///< right edge, > fromMs
    int width = 1; ///< pixels
    std::chrono::milliseconds largestStep{0}; ///< samples further apart than this are a gap; 0: only NaN makes gaps
};

/// Keeps what the eye can see: of each pixel column and segment the first, smallest, largest and last sample, in order
/// of time, so that spikes survive and lines enter and leave a column where they should. NaN and infinite values and
/// steps over `largestStep` end a segment: gaps stay gaps. The neighbours just outside the view are kept, so that the
/// line reaches the edges. At most 4 × (width + 2) points a segment. O(samples in view).
[[nodiscard]] std::vector<CurveSegment> decimate(std::span<const MetricSample> samples, const CurveView &view);

} // namespace edgelink
