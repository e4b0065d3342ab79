// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/helmreleases.h"

#include "app/services/helm/historyparser.h"
#include "app/services/helm/words.h"
#include "app/services/helm/yamldocuments.h"

#include <spdlog/spdlog.h>

namespace edgelink::helm {

namespace {

constexpr int imagesOfNewest = 12; ///< older revisions get theirs when somebody asks for them
constexpr qsizetype cachedParts = 128;
constexpr std::chrono::milliseconds burst{120}; ///< one upgrade writes several Secrets

} // namespace

HelmReleases::HelmReleases(CommandRunner *runner, ClusterSource *cluster, const Environment &environment,
                           const ToolPaths &tools, QObject *parent)
    : ReleaseSource(parent)
    , m_runner(runner)
    , m_cluster(cluster)
    , m_environment(environment)
    , m_commands(environment, tools)
    , m_coalesce(this)
    , m_retry(this)
{
    m_coalesce.setSingleShot(true);
    m_coalesce.setInterval(burst);
    m_retry.setSingleShot(true);
    connect(&m_coalesce, &QTimer::timeout, this, &HelmReleases::readHistory);
    connect(&m_retry, &QTimer::timeout, this, &HelmReleases::readHistory);
    connect(
        m_cluster, &ClusterSource::releaseSecretChanged, this,
        [this](const QString &release) {
            if (m_started && release == m_environment.release && !m_coalesce.isActive())
                m_coalesce.start();
        },
        Qt::QueuedConnection);
    connect(
        m_cluster, &ClusterSource::statusChanged, this,
        [this](const SourceStatus &status) {
            if (m_started && status.isLive() && m_failures > 0)
                m_coalesce.start();
        },
        Qt::QueuedConnection);
}

void HelmReleases::start()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_started)
                return;
            m_started = true;
            ++m_generation;
            setStatus(SourceStatus::State::Connecting);
            readHistory();
        },
        Qt::QueuedConnection);
}

void HelmReleases::stop()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_started = false;
            ++m_generation;
            m_coalesce.stop();
            m_retry.stop();
            setStatus(SourceStatus::State::Idle);
        },
        Qt::QueuedConnection);
}

void HelmReleases::setStatus(SourceStatus::State state, const std::optional<Error> &error)
{
    if (m_status.state == state && m_status.error == error)
        return;
    if (m_status.state != state || !m_status.since.isValid())
        m_status.since = QDateTime::currentDateTimeUtc();
    m_status.state = state;
    m_status.error = error;
    emit statusChanged(m_status);
}

// ---- history ----

QFuture<Result<ReleaseHistory>> HelmReleases::history()
{
    return marshal<Result<ReleaseHistory>>(this, [this](const SharedPromise<Result<ReleaseHistory>> &promise) {
        m_next.append(promise);
        readHistory();
    });
}

void HelmReleases::readHistory()
{
    if (m_reading) {
        m_readAgain = true;
        return;
    }
    m_reading = true;
    m_readAgain = false;
    m_current = std::exchange(m_next, {});
    const QDateTime startedAt = QDateTime::currentDateTimeUtc();
    whenFinished(m_runner->run(m_commands.history()), this,
                 [this, startedAt](const std::optional<CommandResult> &result) { historyRead(result, startedAt); });
}

void HelmReleases::historyRead(const std::optional<CommandResult> &result, const QDateTime &startedAt)
{
    Result<ReleaseHistory> history = [&]() -> Result<ReleaseHistory> {
        if (!result)
            return failure(ErrorKind::Cancelled, Words::tr("the reading was cancelled"), m_environment.release);
        if (!result->ok())
            return tl::make_unexpected(helmError(*result, m_environment.release));
        if (result->truncated)
            return failure(ErrorKind::BadReply, Words::tr("helm's history is too long to read"), m_environment.release);
        Result<QList<Revision>> revisions = parseHistory(result->standardOutput);
        if (!revisions)
            return tl::make_unexpected(revisions.error());
        ReleaseHistory read;
        read.release = m_environment.release;
        read.revisions = std::move(*revisions);
        read.readAt = startedAt;
        return read;
    }();
    m_reading = false;
    if (history) {
        forgetChanged(*history);
        for (Revision &revision : history->revisions) {
            if (const LoadedPtr part = m_parts.value({Part::Manifest, revision.number}))
                revision.images = imagesOf(part->objects);
        }
    }
    const QList<SharedPromise<Result<ReleaseHistory>>> waiting = std::exchange(m_current, {});
    for (const SharedPromise<Result<ReleaseHistory>> &promise : waiting)
        fulfil(promise, history);
    publish(history);
    if (m_readAgain || !m_next.isEmpty())
        readHistory();
}

void HelmReleases::publish(const Result<ReleaseHistory> &history)
{
    if (history) {
        m_failures = 0;
        m_retry.stop();
        const bool same = m_history.revisions == history->revisions;
        m_history = *history;
        if (!m_started)
            return;
        setStatus(SourceStatus::State::Live);
        if (!same || m_history.revisions.isEmpty())
            emit historyChanged(m_history);
        readImages();
        return;
    }
    ++m_failures;
    if (!m_started)
        return;
    spdlog::warn("helm: {}", history.error().sentence().toStdString());
    setStatus(SourceStatus::State::Down, history.error());
    m_retry.start(std::chrono::seconds{qMin(30, 2 << qMin(m_failures, 4))});
}

/// A release that was uninstalled and installed again has other revisions under the same numbers.
void HelmReleases::forgetChanged(const ReleaseHistory &now)
{
    for (auto it = m_parts.begin(); it != m_parts.end();) {
        const Revision *fresh = now.find(it.key().second);
        const Revision *known = m_history.find(it.key().second);
        if (fresh == nullptr || (known != nullptr && known->updated != fresh->updated))
            it = m_parts.erase(it);
        else
            ++it;
    }
}

/// One after the other, newest first: each costs a process, and the newest is what people look at.
void HelmReleases::readImages()
{
    if (m_readingImages || !m_started)
        return;
    const qsizetype count = m_history.revisions.size();
    for (qsizetype i = count - 1; i >= 0 && i >= count - imagesOfNewest; --i) {
        const int number = m_history.revisions.at(i).number;
        if (m_parts.contains({Part::Manifest, number}))
            continue;
        m_readingImages = true;
        const quint64 generation = m_generation;
        load(Part::Manifest, number, [this, generation](const Result<LoadedPtr> &loaded) {
            m_readingImages = false;
            if (generation == m_generation && loaded)
                readImages(); // an error ends it until the next history
        });
        return;
    }
    bool changed = false;
    for (Revision &revision : m_history.revisions) {
        const LoadedPtr part = m_parts.value({Part::Manifest, revision.number});
        if (!part)
            continue;
        const QMap<QString, QString> images = imagesOf(part->objects);
        changed = changed || images != revision.images;
        revision.images = images;
    }
    if (changed)
        emit historyChanged(m_history);
}

// ---- parts of revisions ----

void HelmReleases::load(Part part, int revision, LoadDone done)
{
    const PartKey key{part, revision};
    if (const LoadedPtr known = m_parts.value(key)) {
        done(known);
        return;
    }
    QList<LoadDone> &waiting = m_loading[key];
    waiting.append(std::move(done));
    if (waiting.size() > 1)
        return;
    const QString what = part == Part::Manifest ? QStringLiteral("manifest")
        : part == Part::Values                  ? QStringLiteral("values")
                                                : QStringLiteral("hooks");
    whenFinished(m_runner->run(m_commands.get(what, revision)), this,
                 [this, key](const std::optional<CommandResult> &result) {
                     const Result<LoadedPtr> loaded = parsed(key.first, key.second, result);
                     if (loaded) {
                         if (m_parts.size() >= cachedParts)
                             m_parts.clear();
                         m_parts.insert(key, *loaded);
                     }
                     const QList<LoadDone> waiters = m_loading.take(key);
                     for (const LoadDone &waiter : waiters)
                         waiter(loaded);
                 });
}

Result<HelmReleases::LoadedPtr> HelmReleases::parsed(Part part, int revision,
                                                     const std::optional<CommandResult> &result) const
{
    const QString subject = Words::tr("revision %1 of %2").arg(revision).arg(m_environment.release);
    if (!result)
        return failure(ErrorKind::Cancelled, Words::tr("the reading was cancelled"), subject);
    if (!result->ok())
        return tl::make_unexpected(helmError(*result, subject));
    if (result->truncated)
        return failure(ErrorKind::BadReply, Words::tr("it is too long to read"), subject);
    auto loaded = std::make_shared<Loaded>();
    if (part == Part::Values) {
        const Result<QList<QJsonValue>> documents = readYamlDocuments(result->standardOutput);
        if (!documents)
            return tl::make_unexpected(documents.error());
        loaded->values = documents->value(0, QJsonValue(QJsonValue::Null));
    } else {
        Result<QList<ManifestObject>> objects = parseManifest(result->standardOutput);
        if (!objects) {
            Error error = objects.error();
            error.subject = subject;
            return tl::make_unexpected(error);
        }
        loaded->objects = std::move(*objects);
        for (ManifestObject &object : loaded->objects) {
            if (object.nameSpace == m_environment.nameSpace)
                object.nameSpace.clear(); // the release's own goes without saying
        }
    }
    return LoadedPtr(loaded);
}

QFuture<Result<QString>> HelmReleases::manifest(int revision)
{
    return marshal<Result<QString>>(this, [this, revision](const SharedPromise<Result<QString>> &promise) {
        load(Part::Manifest, revision, [promise](const Result<LoadedPtr> &loaded) {
            fulfil<Result<QString>>(promise,
                                    loaded.map([](const LoadedPtr &part) { return readableManifest(part->objects); }));
        });
    });
}

QFuture<Result<QString>> HelmReleases::values(int revision)
{
    return marshal<Result<QString>>(this, [this, revision](const SharedPromise<Result<QString>> &promise) {
        load(Part::Values, revision, [promise](const Result<LoadedPtr> &loaded) {
            fulfil<Result<QString>>(promise,
                                    loaded.map([](const LoadedPtr &part) { return readableValues(part->values); }));
        });
    });
}

QFuture<Result<QList<ReleaseHook>>> HelmReleases::hooks(int revision)
{
    using Hooks = Result<QList<ReleaseHook>>;
    return marshal<Hooks>(this, [this, revision](const SharedPromise<Hooks> &promise) {
        load(Part::Hooks, revision, [promise](const Result<LoadedPtr> &loaded) {
            fulfil<Hooks>(promise, loaded.map([](const LoadedPtr &part) { return hooksOf(part->objects); }));
        });
    });
}

QFuture<Result<ReleaseDiff>> HelmReleases::diff(int from, int to)
{
    return marshal<Result<ReleaseDiff>>(this, [this, from, to](const SharedPromise<Result<ReleaseDiff>> &promise) {
        struct State {
            RevisionContent from;
            RevisionContent to;
            std::optional<Error> error;
            int missing = 4;
        };
        auto state = std::make_shared<State>();
        const auto part = [this, state, promise, from, to](Part which, int revision, RevisionContent State::*side) {
            load(which, revision, [state, promise, which, side, from, to](const Result<LoadedPtr> &loaded) {
                if (!loaded)
                    state->error = state->error.value_or(loaded.error());
                else if (which == Part::Manifest)
                    (*state.*side).objects = (*loaded)->objects;
                else
                    (*state.*side).values = (*loaded)->values;
                if (--state->missing > 0)
                    return;
                if (state->error) {
                    fulfil<Result<ReleaseDiff>>(promise, tl::make_unexpected(*state->error));
                    return;
                }
                ReleaseDiff diff = diffRevisions(state->from, state->to);
                diff.from = Words::tr("revision %1").arg(from);
                diff.to = Words::tr("revision %1").arg(to);
                fulfil<Result<ReleaseDiff>>(promise, std::move(diff));
            });
        };
        part(Part::Manifest, from, &State::from);
        part(Part::Values, from, &State::from);
        part(Part::Manifest, to, &State::to);
        part(Part::Values, to, &State::to);
    });
}

QFuture<Result<QString>> HelmReleases::helmVersion()
{
    return marshal<Result<QString>>(this, [this](const SharedPromise<Result<QString>> &promise) {
        whenFinished(m_runner->run(m_commands.version()), this, [promise](const std::optional<CommandResult> &result) {
            if (!result)
                fulfil<Result<QString>>(promise, failure(ErrorKind::Cancelled, Words::tr("the reading was cancelled")));
            else if (!result->ok())
                fulfil<Result<QString>>(promise, tl::make_unexpected(helmError(*result, QStringLiteral("helm"))));
            else
                fulfil<Result<QString>>(promise, parseVersion(result->standardOutput));
        });
    });
}

} // namespace edgelink::helm

#include "moc_helmreleases.cpp"
