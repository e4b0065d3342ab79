// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/faultreleases.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace edgelink::sandbox {

namespace {

/// The fault's release that `revision` repeats; null: none.
const FaultRelease *behind(const QList<ReleaseRow> &history, int revision, const QList<FaultRelease> &releases)
{
    const int origin = originOf(history, revision);
    const auto found = std::find_if(releases.cbegin(), releases.cend(),
                                    [origin](const FaultRelease &release) { return release.bad == origin; });
    return found == releases.cend() ? nullptr : &*found;
}

} // namespace

QList<ReleaseRow> parseReleaseRows(const QByteArray &json)
{
    QList<ReleaseRow> rows;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue value : array) {
        const QJsonObject row = value.toObject();
        if (const int revision = row.value(QStringLiteral("revision")).toInt(); revision > 0)
            rows << ReleaseRow{revision, row.value(QStringLiteral("description")).toString()};
    }
    return rows;
}

int newestRevision(const QList<ReleaseRow> &history)
{
    int newest = 0;
    for (const ReleaseRow &row : history)
        newest = std::max(newest, row.revision);
    return newest;
}

int originOf(const QList<ReleaseRow> &history, int revision)
{
    static const QRegularExpression rolledBack(QStringLiteral("^Rollback to ([0-9]{1,9})$"));
    for (;;) {
        const auto row = std::find_if(history.cbegin(), history.cend(),
                                      [revision](const ReleaseRow &each) { return each.revision == revision; });
        if (row == history.cend())
            return revision;
        const int earlier = rolledBack.match(row->description).captured(1).toInt();
        if (earlier <= 0 || earlier >= revision)
            return revision;
        revision = earlier;
    }
}

bool inEffect(const QList<ReleaseRow> &history, const QList<FaultRelease> &releases)
{
    return behind(history, newestRevision(history), releases) != nullptr;
}

std::optional<int> healthyRevision(const QList<ReleaseRow> &history, const QList<FaultRelease> &releases)
{
    const int newest = newestRevision(history);
    int revision = newest;
    for (const FaultRelease *release = behind(history, revision, releases);
         release != nullptr && release->good < revision; release = behind(history, revision, releases))
        revision = release->good;
    return revision == newest || revision <= 0 ? std::nullopt : std::optional<int>(revision);
}

} // namespace edgelink::sandbox
