// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/helm/apiresources.h"
#include "app/services/helm/helmcommands.h"
#include "app/services/helm/releasediff.h"
#include "models/domain/environment.h"
#include "models/ports/clustersource.h"
#include "models/ports/commandrunner.h"
#include "models/ports/marshal.h"
#include "models/ports/releasesource.h"

#include <QMap>
#include <QTimer>

#include <functional>
#include <memory>

namespace edgelink::helm {

/// The environment's release, read by the real helm (3 or 4) through `runner`; live objects through `cluster`.
/// Both ports outlive this object. Move it to a worker thread before start(): big manifests are parsed there.
///
/// - history() answers from a helm that was started after the call (calls during one reading share the next one).
/// - start() reads at once and again when `cluster` reports a release Secret (bursts share one reading) or comes back;
///   after an error it tries again by itself. historyChanged is sent again when the revisions' images are known.
/// - What a revision holds never changes, so manifests and values are read once.
/// - manifest() and values() are canonical YAML with masked secrets: equal text does not prove equal secrets; diff()
/// does.
class HelmReleases : public ReleaseSource
{
    Q_OBJECT

public:
    HelmReleases(CommandRunner *runner, ClusterSource *cluster, const Environment &environment, const ToolPaths &tools,
                 QObject *parent = nullptr);

    void start() override;
    void stop() override;
    [[nodiscard]] QFuture<Result<ReleaseHistory>> history() override;
    [[nodiscard]] QFuture<Result<QString>> manifest(int revision) override;
    [[nodiscard]] QFuture<Result<QString>> values(int revision) override;
    [[nodiscard]] QFuture<Result<QList<ReleaseHook>>> hooks(int revision) override;
    [[nodiscard]] QFuture<Result<ReleaseDiff>> diff(int from, int to) override;
    [[nodiscard]] QFuture<Result<ReleaseDiff>> diffLive(int target) override;
    [[nodiscard]] QFuture<Result<QString>> helmVersion() override;

private:
    enum class Part { Manifest, Values, Hooks };
    /// One part of one revision, parsed. Holds secret values.
    struct Loaded {
        QList<ManifestObject> objects;
        QJsonValue values;
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;
    using LoadDone = std::function<void(const Result<LoadedPtr> &)>;
    using PartKey = std::pair<Part, int>;
    struct LiveRun; ///< one diffLive under way

    void readHistory();
    void historyRead(const std::optional<CommandResult> &result, const QDateTime &startedAt);
    void publish(const Result<ReleaseHistory> &history);
    void readImages();
    void forgetChanged(const ReleaseHistory &now);
    void load(Part part, int revision, LoadDone done);
    [[nodiscard]] Result<LoadedPtr> parsed(Part part, int revision, const std::optional<CommandResult> &result) const;
    void setStatus(SourceStatus::State state, const std::optional<Error> &error = std::nullopt);
    void learnResources(const std::shared_ptr<LiveRun> &run);
    void readLiveObjects(const std::shared_ptr<LiveRun> &run);
    void finishLive(const std::shared_ptr<LiveRun> &run);

    CommandRunner *m_runner;
    ClusterSource *m_cluster;
    Environment m_environment;
    HelmCommands m_commands;

    bool m_started = false;
    quint64 m_generation = 0; ///< of start/stop: what was asked before is not published after
    bool m_reading = false;
    bool m_readAgain = false;
    QList<SharedPromise<Result<ReleaseHistory>>> m_current; ///< answered by the reading under way
    QList<SharedPromise<Result<ReleaseHistory>>> m_next; ///< came during it: answered by the next
    ReleaseHistory m_history;
    bool m_readingImages = false;
    QMap<PartKey, LoadedPtr> m_parts;
    QMap<PartKey, QList<LoadDone>> m_loading;
    ApiResources m_resources;
    SourceStatus m_status;
    QTimer m_coalesce;
    QTimer m_retry;
    int m_failures = 0;
};

} // namespace edgelink::helm
