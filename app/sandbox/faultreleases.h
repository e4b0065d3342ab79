// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace edgelink::sandbox {

/// One row of `helm history`.
struct ReleaseRow {
    int revision = 0;
    QString description; ///< "Rollback to 2" where the revision repeats an earlier one
    bool operator==(const ReleaseRow &) const = default;
};

/// A revision that a fault deployed.
struct FaultRelease {
    int bad = 0;
    int good = 0; ///< newest revision before it
    bool operator==(const FaultRelease &) const = default;
};

/// Rows of `helm history -o json`, whatever their order; what is no row is left out. Pure, like all here; any thread.
[[nodiscard]] QList<ReleaseRow> parseReleaseRows(const QByteArray &json);
/// 0: no release yet.
[[nodiscard]] int newestRevision(const QList<ReleaseRow> &history);
/// The revision whose manifest `revision` repeats: itself, or what it was rolled back to.
[[nodiscard]] int originOf(const QList<ReleaseRow> &history, int revision);

/// Whether what is deployed now is a release of one of these faults, as deployed or rolled back to.
[[nodiscard]] bool inEffect(const QList<ReleaseRow> &history, const QList<FaultRelease> &releases);
/// Where to roll back to so that none of these faults is in effect, also where one was deployed on top of another;
/// nullopt: none is.
[[nodiscard]] std::optional<int> healthyRevision(const QList<ReleaseRow> &history, const QList<FaultRelease> &releases);

} // namespace edgelink::sandbox
