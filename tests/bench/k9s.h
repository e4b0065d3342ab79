// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/terminalprogram.h"
#include "tests/support/controlplane.h"

#include <QTemporaryDir>

namespace edgelink::bench {

/// The peer: k9s on a real API server with as many pods as LivePlatform has, without its splash and its look for a
/// newer version of itself.
class K9s
{
public:
    /// Path of the build of packaging/toolchain, or of one in the PATH; empty: there is none.
    [[nodiscard]] static QString find();

    [[nodiscard]] bool start(const QString &program); ///< false: see problem()
    [[nodiscard]] QString problem() const { return m_problem; }
    /// Process start until the first row of pods, in milliseconds. Empty: see problem().
    [[nodiscard]] std::optional<double> firstRow();

private:
    QTemporaryDir m_folder;
    test::ControlPlane m_cluster;
    TerminalProgram m_program;
    QString m_problem;
};

} // namespace edgelink::bench
