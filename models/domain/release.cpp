// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/release.h"

#include <algorithm>

namespace edgelink {

const Revision *ReleaseHistory::find(int number) const
{
    const auto it = std::find_if(revisions.cbegin(), revisions.cend(),
                                 [number](const Revision &revision) { return revision.number == number; });
    return it == revisions.cend() ? nullptr : &*it;
}

const Revision *ReleaseHistory::deployed() const
{
    const auto it = std::find_if(revisions.crbegin(), revisions.crend(),
                                 [](const Revision &revision) { return revision.status == QLatin1String("deployed"); });
    return it == revisions.crend() ? nullptr : &*it;
}

const Revision *ReleaseHistory::proposedTarget() const
{
    const Revision *newest = latest();
    if (newest == nullptr)
        return nullptr;
    // After "Rollback to 2" the release runs revision 2's content again: what was left behind in between was the
    // trouble, so going further back means below 2.
    int below = newest->number;
    for (const Revision *at = newest; at != nullptr;) {
        const int source = at->rolledBackTo();
        const Revision *next = source > 0 && source < below ? find(source) : nullptr;
        if (source > 0 && source < below)
            below = source;
        at = next;
    }
    const auto it = std::find_if(revisions.crbegin(), revisions.crend(), [below](const Revision &revision) {
        return revision.number < below && revision.wasDeployed();
    });
    return it == revisions.crend() ? nullptr : &*it;
}

int Revision::rolledBackTo() const
{
    // Helm's own words, v3 and v4: "Rollback to 2".
    static const QString prefix = QStringLiteral("Rollback to ");
    return description.startsWith(prefix) ? QStringView(description).mid(prefix.size()).toInt() : 0;
}

} // namespace edgelink
