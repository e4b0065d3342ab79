// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace edgelink::demo {

/// A sentence of a service, word for word as its source has it, in the language that the program speaks now.
[[nodiscard]] inline QString said(const char *context, const char *english)
{
    return QCoreApplication::translate(context, english);
}

} // namespace edgelink::demo
