// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace edgelink::sandbox {

/// What the simulator is told. The supervisor writes it to `D/simulator.json` (0600, same names as here) before it
/// starts `edgelink-sandbox simulate --dir D`; the command line reads it from there. All paths are absolute.
struct SimulatorOptions {
    QString directory; ///< the sandbox's state folder D
    QString scenarioFile; ///< resources/sandbox/scenarios/*.yaml of this run
    quint16 port = 0; ///< 127.0.0.1 port to serve the EdgeLink API and /metrics on
    QString kubeconfig;
    QString context; ///< of `kubeconfig`; admin rights
    QString kubectl; ///< the pinned kubectl
    QString nameSpace; ///< "edgelink-prod"
    QString release; ///< "edge-link-production"
    QString databaseHost; ///< 127.0.0.1
    quint16 databasePort = 0;
    QString databaseName; ///< "edgelink_prod"
    QString databaseUser; ///< "edgelink"
    QString databasePasswordFile; ///< 0600, one line
    QString faultsFile; ///< D/faults.json: {"schema":1,"active":[{"name":"memory-leak","since":"2026-…Z"}]}, replaced
                        ///< by rename
    QString podLogDirectory; ///< `kubectl logs POD -c CONTAINER` prints
                             ///< podLogDirectory/<namespace>/<pod>/<container>.log (CRI lines)
    double timeCompression = 1.0;
};

/// Serves until SIGTERM or SIGINT; returns the process's exit code (0 after a signal). A QCoreApplication exists
/// already. The port must answer `GET /metrics` with 200 as soon as the simulator can serve (the supervisor's readiness
/// probe), also while the release is not deployed yet or the API server is away. Progress and errors go to stderr.
[[nodiscard]] int runSimulator(const SimulatorOptions &options);

} // namespace edgelink::sandbox
