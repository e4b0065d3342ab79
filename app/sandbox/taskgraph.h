// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QMap>
#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <functional>

namespace edgelink::sandbox {

/// Steps of which each starts as soon as those it needs have succeeded; independent ones run side by side on worker
/// threads. After a failure nothing more starts. Lives in the main thread.
class TaskGraph : public QObject
{
    Q_OBJECT

public:
    using Work = std::function<Result<void>()>;

    explicit TaskGraph(QObject *parent = nullptr);
    ~TaskGraph() override;

    void add(const QString &name, const QStringList &after, Work work);
    void start();
    /// Starts nothing more; finished() comes when what runs has ended.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running > 0; }

signals:
    /// Exactly once. `why` is null when all steps succeeded, else the first failure.
    void finished(const std::optional<edgelink::Error> &why);

private:
    struct Step {
        QStringList after;
        Work work;
        bool started = false;
        bool done = false;
    };

    void startReady();
    void onDone(const QString &name, const Result<void> &result);

    QMap<QString, Step> m_steps;
    QThreadPool m_pool;
    int m_running = 0;
    bool m_stopped = false;
    bool m_reported = false;
    std::optional<Error> m_failure;
};

} // namespace edgelink::sandbox
