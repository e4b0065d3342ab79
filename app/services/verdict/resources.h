// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace edgelink::verdict {

/// What a pod asks for, or a node has.
struct Resources {
    double cpu = 0; ///< cores
    double memory = 0; ///< bytes
    bool operator==(const Resources &) const = default;
    Resources &operator+=(const Resources &other)
    {
        cpu += other.cpu;
        memory += other.memory;
        return *this;
    }
    Resources &operator-=(const Resources &other)
    {
        cpu -= other.cpu;
        memory -= other.memory;
        return *this;
    }
    friend Resources operator-(Resources a, const Resources &b) { return a -= b; }
};

[[nodiscard]] inline Resources largerOf(const Resources &a, const Resources &b)
{
    return {std::max(a.cpu, b.cpu), std::max(a.memory, b.memory)};
}

} // namespace edgelink::verdict
