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

const Revision *ReleaseHistory::ranAt(const QDateTime &time) const
{
    // Helm dates a revision by its own machine's clock, and by the beginning of the operation.
    constexpr qint64 ClocksDiffer = 30'000;
    const Revision *ran = nullptr;
    for (const Revision &revision : revisions) {
        if (revision.updated.isValid() && revision.updated <= time.addMSecs(ClocksDiffer)
            && !revision.isUnfinishedRollback())
            ran = &revision;
    }
    return ran;
}

bool ReleaseHistory::ranSince(const Revision &revision, const QDateTime &time) const
{
    const Revision *ran = time.isValid() ? ranAt(time) : nullptr;
    return ran != nullptr
        && std::any_of(revisions.cbegin(), revisions.cend(), [this, &revision, ran](const Revision &one) {
               return one.number >= ran->number && !one.isUnfinishedRollback() && origin(one) == origin(revision);
           });
}

const Revision *ReleaseHistory::proposedTarget(const QDateTime &illSince) const
{
    if (latest() == nullptr)
        return nullptr;
    // After "Rollback to 2" the release runs revision 2's content again: what was left behind in between was the
    // trouble, so going further back means below 2. A rollback that was not finished left what ran before it where it
    // was, and that is still the trouble.
    int below = latest()->number + 1;
    bool isTrouble = true;
    if (illSince.isValid() && latest()->updated.isValid()) {
        const Revision *ran = ranAt(illSince);
        if (ran == nullptr)
            return nullptr;
        for (const Revision &revision : revisions) {
            if (revision.number >= ran->number && !revision.isUnfinishedRollback())
                below = std::min(below, origin(revision));
        }
        isTrouble = false;
    }
    for (auto it = revisions.crbegin(); it != revisions.crend(); ++it) {
        if (it->number >= below)
            continue;
        if (it->isUnfinishedRollback()) {
            isTrouble = true;
        } else if (isTrouble) {
            below = origin(*it);
            isTrouble = false;
        } else if (it->wasDeployed()) {
            return &*it;
        }
    }
    return nullptr;
}

int ReleaseHistory::origin(const Revision &revision) const
{
    int number = revision.number;
    for (const Revision *at = &revision; at != nullptr;) {
        const int source = at->rolledBackTo();
        if (source <= 0 || source >= number)
            break;
        number = source;
        at = find(source);
    }
    return number;
}

bool Revision::wasDeployed() const
{
    if (status == QLatin1String("deployed"))
        return true;
    // A rollback that cannot be applied makes "superseded" of whatever was the newest (helm v3 and v4), also of an
    // upgrade that failed. Its description still says so.
    static const QLatin1String failed("\" failed: ");
    return status == QLatin1String("superseded")
        && !(description.contains(failed)
             && (description.startsWith(QLatin1String("Upgrade \""))
                 || description.startsWith(QLatin1String("Rollback \""))
                 || description.startsWith(QLatin1String("Release \""))));
}

int Revision::rolledBackTo() const
{
    // Helm's own words, v3 and v4: "Rollback to 2". It writes them when it begins, so they are true only of a rollback
    // that came to its end.
    static const QString prefix = QStringLiteral("Rollback to ");
    return wasDeployed() && description.startsWith(prefix) ? QStringView(description).mid(prefix.size()).toInt() : 0;
}

bool Revision::isUnfinishedRollback() const
{
    if (status == QLatin1String("pending-rollback"))
        return true;
    // Helm's own words again: `Rollback "x" failed: …` where it could not apply, `Release "x" failed: …` where it
    // waited in vain. An upgrade says `Upgrade "x" failed: …`. The status does not tell: the next rollback that fails
    // makes "superseded" of it.
    return description.contains(QLatin1String("\" failed: "))
        && (description.startsWith(QLatin1String("Rollback \""))
            || description.startsWith(QLatin1String("Release \"")));
}

} // namespace edgelink
