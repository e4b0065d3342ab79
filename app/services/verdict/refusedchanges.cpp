// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/refusedchanges.h"

#include "app/services/verdict/words.h"
#include "models/domain/redactor.h"

namespace edgelink::verdict {

namespace {

/// "10 GiB"
QString storageText(double bytes)
{
    constexpr double Gibi = 1024.0 * 1024 * 1024;
    return QStringLiteral("%1 GiB").arg(QString::number(bytes / Gibi, 'g', 4));
}

} // namespace

QStringList refusedChanges(const ManifestEntry &newest, const ManifestEntry &target)
{
    QStringList refused;
    const QString object = newest.id();
    for (auto it = newest.fixed.cbegin(); it != newest.fixed.cend(); ++it) {
        const auto other = target.fixed.constFind(it.key());
        if (other != target.fixed.cend() && *other != *it)
            refused << Words::tr("%1: its %2 differs and can never be changed").arg(object, it.key());
    }
    if (newest.storage && target.storage && *target.storage < *newest.storage)
        refused << Words::tr("%1: a volume cannot shrink from %2 to %3")
                       .arg(object, storageText(*newest.storage), storageText(*target.storage));
    if (newest.isSealed && newest.data != target.data)
        refused << Words::tr("%1: it is marked immutable and its data differs").arg(object);
    else if (newest.isSealed && !target.isSealed)
        refused << Words::tr("%1: the mark immutable cannot be taken off").arg(object);
    return refused;
}

QString changeUnderMask(const ManifestEntry &newest, const ManifestEntry &target)
{
    // Masked values of two revisions look alike, whether they are or not.
    const bool isMasked = newest.data.contains(secretMask());
    return newest.isSealed && target.isSealed && newest.data == target.data && isMasked ? newest.id() : QString();
}

} // namespace edgelink::verdict
