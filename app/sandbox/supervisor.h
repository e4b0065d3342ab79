// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/bringup.h"
#include "app/sandbox/faultdesk.h"
#include "app/sandbox/lock.h"
#include "app/sandbox/ports.h"
#include "app/sandbox/requests.h"

#include <QObject>

#include <memory>

namespace edgelink::sandbox {

struct SupervisorOptions {
    Layout layout;
    QString toolchain; ///< empty: $EDGELINK_TOOLCHAIN, or built
    QString scenario; ///< file, or name of one of resources/sandbox/scenarios
    int helmVersion = 3;
};

/// One sandbox from nothing to ready and back. Lives in the main thread, whose end is the end of everything it started.
class Supervisor : public QObject
{
    Q_OBJECT

public:
    explicit Supervisor(SupervisorOptions options);
    ~Supervisor() override;

    /// Takes the folder, ends what an earlier run left, chooses ports. Errors before anything runs; from the moment on
    /// when the folder is ours, the state says why as well, for whoever follows it.
    [[nodiscard]] Result<void> prepare();
    void start();
    /// Ends everything; finished() follows. Harmless when called again.
    void shutDown();

signals:
    void changed(const edgelink::sandbox::SandboxState &state);
    void finished(int exitCode); ///< 0 after shutDown() of a healthy run, 1 after a failure

private:
    [[nodiscard]] Result<void> prepareRun();
    [[nodiscard]] Result<void> loadScenarioFile();
    /// Who runs what here, as far as that is known yet.
    void identify(SandboxState &state) const;
    void onBroughtUp(const std::optional<Error> &why);
    void onRequest(const Request &request);
    void playTimeline(); ///< worker thread: later revisions and start faults, each after its quiet time
    void fail(const QString &why);
    void finishIfIdle();

    SupervisorOptions m_options;
    Cancellation m_cancellation;
    StateBoard m_board;
    Plan m_plan;
    PortLease m_lease;
    std::unique_ptr<SupervisorLock> m_lock;
    ProcessHost m_host;
    ReleaseDeployer m_deployer;
    FaultDesk m_faults;
    RequestInbox m_inbox;
    TaskGraph m_graph;
    QThreadPool m_workers; ///< requests and timeline
    QTimer m_refresh;
    int m_busy = 0; ///< works in m_workers
    bool m_stopping = false;
    bool m_processesGone = false;
    bool m_graphDone = false;
    bool m_finished = false;
    bool m_failed = false;
};

} // namespace edgelink::sandbox
