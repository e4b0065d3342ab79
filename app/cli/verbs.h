// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitcode.h"
#include "app/cli/options.h"
#include "models/domain/environment.h"
#include "models/domain/incident.h"
#include "models/domain/journal.h"
#include "models/domain/localizedtext.h"
#include "models/domain/threshold.h"

#include <QFuture>
#include <QJsonObject>
#include <QStringList>

#include <atomic>
#include <functional>
#include <optional>
#include <utility>

namespace edgelink {
class AlertSource;
class ClusterSource;
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

namespace edgelink::cli {

/// What the verbs work with; the composition root fills it. Pointers are never null while a verb runs.
struct Session {
    Environment environment;
    QList<Threshold> thresholds;
    QString actor;
    MetricSource *metrics = nullptr;
    ReleaseSource *releases = nullptr;
    VerdictSource *verdicts = nullptr;
    AlertSource *alerts = nullptr;
    IncidentTracker *incidents = nullptr;
    RunbookSession *runbooks = nullptr;
    Journal *journal = nullptr;
    ReportService *reports = nullptr;
    DrillControl *drills = nullptr;
    std::function<QStringList(const QString &file)> lint; ///< problems as file:line: text
    /// Reaches the process that executes the run; false: none took the request before `givenUp` said so.
    std::function<Result<bool>(const QString &runId, const std::function<bool()> &givenUp)> requestStop;
    /// The whole journal as one JSON document, in chunks; the value is its head as text.
    std::function<Result<QString>(const std::function<Result<bool>(const QByteArray &)> &sink)> exportJournal;
    /// `head`: one that was exported earlier and must be in the chain; empty: none.
    std::function<QFuture<Result<JournalCheck>>(const QString &head)> verifyJournal;
    std::function<void()> watchTriggers; ///< starts the live reads: readings, incidents, suspects
    const std::atomic<bool> *interrupted = nullptr; ///< set by Ctrl-C, SIGTERM and SIGHUP
    std::function<QStringList(const QString &folder)>
        renderScreens; ///< PNGs of the live screens; empty: no screens in this process
};

/// Where a verb writes. Data on stdout, progress on stderr. One thread.
class Streams
{
public:
    /// `language`: "en" or "zh_CN", of the texts that a runbook or drill has in both.
    explicit Streams(bool json, QString language = QStringLiteral("en"))
        : m_json(json)
        , m_language(std::move(language))
    {
    }

    [[nodiscard]] bool json() const { return m_json; }
    [[nodiscard]] QString in(const LocalizedText &text) const { return text.in(m_language); }
    void data(const QString &text) const;
    bool bytes(const QByteArray &bytes) const; ///< false: they, or earlier ones, could not be written
    [[nodiscard]] bool isWhole() const { return m_writeFault == 0; } ///< everything so far was written
    [[nodiscard]] Error writeError() const;
    void document(const QJsonObject &object) const; ///< one a process
    void document(const QJsonArray &array) const;
    void table(const QStringList &header, const QList<QStringList> &rows) const;
    void progress(const QString &text) const;
    int fail(const Error &error) const; ///< prints, and gives the exit code that fits
    /// The exit code of the whole: data that could not be written is a failure, and said. With --json a verb that wrote
    /// no data leaves its error as the document, so that whoever reads one always finds one.
    [[nodiscard]] int finish(int code) const;

private:
    bool m_json;
    QString m_language;
    mutable bool m_wrote = false;
    mutable std::optional<Error> m_failure; ///< the last that was told
    mutable int m_writeFault = 0; ///< errno of the first write that failed; nothing is written after it
};

/// An incident as every verb's --json has it; times are null until they are known.
[[nodiscard]] QJsonObject toJson(const Incident &incident);

/// fail() for what the journal answered: bytes in it that are no journal are a broken one; not reaching it is not.
[[nodiscard]] int failToRead(const Error &error, const Streams &out);

/// Runs one verb to its end. Call on a dedicated worker thread with no event loop of its own (it awaits futures).
[[nodiscard]] int runVerb(const Options &options, const Session &session);

// One function a verb group; each in its own file.
[[nodiscard]] int showStatus(const Session &session, const Streams &out);
[[nodiscard]] int showReleases(const Options &options, const Session &session, const Streams &out);
[[nodiscard]] int workRunbooks(const Options &options, const Session &session, const Streams &out);
[[nodiscard]] int workIncidents(const Options &options, const Session &session, const Streams &out);
[[nodiscard]] int workJournal(const Options &options, const Session &session, const Streams &out);
[[nodiscard]] int writeReport(const Options &options, const Session &session, const Streams &out);
[[nodiscard]] int workDrills(const Options &options, const Session &session, const Streams &out);

/// Prepares, confirms and follows a run to its end; decisions: retry once, then stop. Used by `run` and `drill run`.
[[nodiscard]] int executeRun(const QString &runbook, const QMap<QString, QString> &parameters, const Options &options,
                             const Session &session, const Streams &out, const QString &incidentId,
                             QString *runId = nullptr);

} // namespace edgelink::cli
