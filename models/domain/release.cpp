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
    const auto it = std::find_if(revisions.crbegin(), revisions.crend(), [newest](const Revision &revision) {
        return revision.number < newest->number && revision.wasDeployed();
    });
    return it == revisions.crend() ? nullptr : &*it;
}

} // namespace edgelink
