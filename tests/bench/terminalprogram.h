// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QStringList>

#include <chrono>
#include <optional>

namespace edgelink::bench {

/// When a program that draws on a terminal had drawn a text.
struct TerminalProgram {
    QString program;
    QStringList arguments;
    QMap<QString, QString> environment; ///< the whole of it
    QByteArray awaited; ///< looked for in what is left when cursor movements and colours are taken away

    /// Milliseconds from before the process was asked for, on a terminal of 160 × 50; the process has gone when this
    /// returns. Empty: it ended or the deadline passed before; `said` is then the end of what it had drawn.
    [[nodiscard]] std::optional<double> run(std::chrono::milliseconds deadline, QByteArray *said) const;
};

/// What a terminal would show of `drawn`: without escape sequences. One that is not complete yet stays away, too.
[[nodiscard]] QByteArray withoutEscapes(const QByteArray &drawn);

} // namespace edgelink::bench
