// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/threshold.h"

#include <QStringList>

namespace edgelink {
class AlertSource;
class ClusterSource;
class CommandRunner;
class DatabaseSource;
class DrillControl;
class IncidentTracker;
class Journal;
class MetricSource;
class ReleaseSource;
class ReportService;
class RunbookSession;
class VerdictSource;
} // namespace edgelink

namespace edgelink::shell {

/// Everything the window talks to. Nothing is owned; what is missing is null and its page says so.
/// The composition root starts the sources after MainWindow::open(): their first answers are the history.
struct ShellPorts {
    MetricSource *metrics = nullptr;
    AlertSource *alerts = nullptr;
    IncidentTracker *incidents = nullptr;
    VerdictSource *verdicts = nullptr;
    ReleaseSource *releases = nullptr;
    ClusterSource *cluster = nullptr;
    DatabaseSource *database = nullptr;
    Journal *journal = nullptr;
    RunbookSession *runs = nullptr;
    CommandRunner *commands = nullptr;
    ReportService *reports = nullptr;
    DrillControl *drill = nullptr;
};

/// What is being looked at, and by whom.
struct ShellContext {
    Environment environment;
    QList<Threshold> thresholds;
    QString actor;
    QStringList environments; ///< names of all in the configuration, for switching
    bool viewer = false; ///< may never change anything
};

} // namespace edgelink::shell
