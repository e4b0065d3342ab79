// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"
#include "models/domain/journal.h"
#include "models/domain/threshold.h"

#include <QFuture>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

class QThread;

namespace edgelink {

class AlertSource;
class ClusterSource;
class CommandRunner;
class DatabaseSource;
class DrillControl;
class IncidentTracker;
class Journal;
class MetricSource;
class ProbeSource;
class ReleaseSource;
class ReportService;
class RunbookSession;
class VerdictSource;

struct ConsoleOptions {
    Configuration configuration;
    Environment environment;
    QString dataDirectory;
    QString actor;
    QString sandboxProgram; ///< edgelink-sandbox beside this program
    QString sandboxDirectory; ///< of the sandbox to follow; empty: none
    bool viewer = false; ///< the window may look but change nothing
    bool autoDecide = false; ///< headless: a failed step is tried once more, then the run stops
};

/// The composition root: makes every service for one environment, gives each the ports it needs, and owns their
/// threads. Nothing is started by assembling; the destructor stops what runs and waits for it.
class Console
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Console>> assemble(ConsoleOptions options);
    ~Console();
    /// Destroys a console that nobody listens to any more on a thread of its own: what it still reads is cancelled and
    /// waited for there. Wait for the thread before the program ends.
    [[nodiscard]] static std::unique_ptr<QThread> retire(std::unique_ptr<Console> console);
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;

    [[nodiscard]] const ConsoleOptions &options() const { return m_options; }
    [[nodiscard]] const QList<Threshold> &thresholds() const { return m_thresholds; }
    [[nodiscard]] QString stream() const; ///< audit stream of the journal: "drill" or "production"

    [[nodiscard]] MetricSource *metrics() const;
    [[nodiscard]] AlertSource *alerts() const;
    [[nodiscard]] ClusterSource *cluster() const;
    [[nodiscard]] ReleaseSource *releases() const;
    [[nodiscard]] DatabaseSource *database() const;
    [[nodiscard]] VerdictSource *verdicts() const;
    [[nodiscard]] IncidentTracker *incidents() const;
    [[nodiscard]] RunbookSession *runbooks() const;
    [[nodiscard]] CommandRunner *commands() const;
    [[nodiscard]] Journal *journal() const;
    [[nodiscard]] ReportService *reports() const;
    [[nodiscard]] DrillControl *drills() const;

    /// Problems of a runbook file as sentences with file and line. Reads files: not on the GUI thread.
    [[nodiscard]] static QStringList lint(const QString &file); ///< needs no configuration, no journal
    /// Asks whichever console executes the run to stop it, and waits. False: none took it before `givenUp` said so.
    [[nodiscard]] Result<bool> requestStop(const QString &runId, const std::function<bool()> &givenUp) const;
    /// The whole journal as one JSON document; the value is its head as text. Waits: for a worker only.
    [[nodiscard]] Result<QString> exportJournal(const std::function<Result<bool>(const QByteArray &)> &sink) const;
    /// `head`: as exported, and to be found in the chain; empty: none.
    [[nodiscard]] QFuture<Result<JournalCheck>> verifyJournal(const QString &head) const;
    [[nodiscard]] static QString journalFile(const QString &dataDirectory);
    void watchTriggers(); ///< reads the journal, then polls the thresholds: readings and incidents
    void startWall(); ///< triggers, incidents, alerts, the sandbox
    void startReads(); ///< cluster and releases: starts kubectl and helm
    void startLive(); ///< all of it

private:
    struct Services;
    Console(ConsoleOptions options, QList<Threshold> thresholds);

    ConsoleOptions m_options;
    QList<Threshold> m_thresholds;
    std::unique_ptr<Services> m_services;
};

} // namespace edgelink
