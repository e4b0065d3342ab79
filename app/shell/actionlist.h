// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>

namespace edgelink::shell {

/// One thing the window can do, in the palette and perhaps on a key.
struct ShellAction {
    QString id;
    std::function<QString()> title; ///< verb and object, in the present language
    QString keys; ///< as shown: "g w", "Ctrl+K"; empty: none
    std::function<void()> run;
    std::function<QString()> blocked; ///< why it cannot be done now; unset or empty: it can
};

using ActionList = QList<ShellAction>;

} // namespace edgelink::shell
