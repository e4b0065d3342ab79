// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <cstddef>
#include <cstdint>

namespace edgelink::fuzz {

inline QByteArray bytesOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}

/// Readers of several texts take them from one input, cut at lines of "%%".
inline QByteArray part(const QByteArray &input, int index)
{
    const QByteArray cut("\n%%\n");
    qsizetype from = 0;
    for (; index > 0; --index) {
        const qsizetype at = input.indexOf(cut, from);
        if (at < 0)
            return {};
        from = at + cut.size();
    }
    const qsizetype end = input.indexOf(cut, from);
    return end < 0 ? input.mid(from) : input.mid(from, end - from);
}

} // namespace edgelink::fuzz
