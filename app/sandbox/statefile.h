// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/process.h"
#include "models/domain/error.h"
#include "models/domain/localizedtext.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QStringList>

namespace edgelink::sandbox {

/// One component as `state.json` shows it. `state` is one of "waiting", "building", "starting", "ready", "failed",
/// "stopped" (the console's words); a hanging component is "stopped" and its line says so.
struct ComponentRecord {
    QString name;
    QString state = QStringLiteral("waiting");
    QDateTime since; ///< UTC
    QString lastLine;
    ProcessIdentity process; ///< not valid for a step without a process of its own
    int restarts = 0; ///< times it died unexpectedly and was started again
    bool operator==(const ComponentRecord &) const = default;
};

/// One drill that can be run here, for the console. Source: the scenario files.
struct DrillRecord {
    QString name; ///< the scenario's
    LocalizedText title;
    QString inject; ///< one of SandboxState::availableFaults
    QString completeWhen; ///< "rolled-back", "healthy"
    QStringList breaches; ///< threshold ids that it is to breach
    QStringList silent; ///< sources that it is to silence
    bool operator==(const DrillRecord &) const = default;
};

/// Everything a follower, and the next `up`, needs to know. Source: the supervisor, which alone writes it.
struct SandboxState {
    QString phase; ///< "building", "starting", "ready", "failed", "stopped"
    QString scenario; ///< its name
    QString scenarioFile; ///< absolute, of one that was given as a file; empty: one of resources/sandbox/scenarios
    double timeCompression = 1.0;
    QString error; ///< why phase is "failed"
    QDateTime startedAt; ///< UTC
    QDateTime readyAt; ///< UTC; null until then
    QString consoleConfiguration;
    QString kubeconfig;
    QString context;
    QString nameSpace;
    QString release;
    QString toolchain;
    int helmVersion = 3;
    QMap<QString, quint16> ports;
    QStringList activeFaults;
    QStringList availableFaults;
    QList<DrillRecord> drills;
    QList<ComponentRecord> components;
    ProcessIdentity supervisor;
    QString bootId; ///< the boot within which the identities mean something
    QString runToken; ///< in the environment of everything this run started, as EDGELINK_SANDBOX_RUN
    bool operator==(const SandboxState &) const = default;
};

[[nodiscard]] QByteArray toJson(const SandboxState &state);
[[nodiscard]] Result<SandboxState> parseState(const QByteArray &json);

/// Replaces the file by rename, so that a reader sees the old or the new state.
[[nodiscard]] Result<void> writeState(const QString &path, const SandboxState &state);
[[nodiscard]] Result<SandboxState> readState(const QString &path);

} // namespace edgelink::sandbox
