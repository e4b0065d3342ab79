// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/error.h"
#include "models/domain/outcome.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <chrono>
#include <optional>

namespace edgelink {

struct CommandArgument {
    QString text;
    bool secret = false; ///< printed as ●●●● everywhere. Prefer no secret in argv at all: this is the second line.
    bool operator==(const CommandArgument &) const = default;
};

/// One process to run: an argv array, never a shell line. Everything that pins the target stands in it.
struct CommandSpec {
    QUuid id = QUuid::createUuid();
    QString program; ///< name or absolute path
    QList<CommandArgument> arguments;
    QMap<QString, QString> environment; ///< added to the built (not inherited) child environment; no secrets
    QMap<QString, SecretReference> secretEnvironment; ///< resolved by the worker just before the start
    QString workingDirectory;

    QString environmentName; ///< the console's environment it acts on
    QString context; ///< as pinned in argv; for the record
    QString nameSpace;
    QString purpose; ///< why, in words
    QString actor; ///< who
    QString incidentId;
    QString runId;
    QString stepId;
    bool mutating = false; ///< reads are recorded too, but the timeline folds them

    std::chrono::milliseconds timeout{std::chrono::minutes{5}};
    std::chrono::milliseconds interruptGrace{std::chrono::seconds{10}}; ///< SIGINT … SIGKILL; helm and migrate get more
    qint64 captureLimit = qint64{8} * 1024 * 1024; ///< bytes of each stream kept in memory; the rest is only spooled
    /// Standard output holds credentials or secret values (a raw kubeconfig, an exec credential, a manifest with its
    /// Secrets). The runner hands it over in CommandResult only: it neither spools it nor emits it as `output`, and
    /// `outputFile` and `outputDigest` stay empty. Beyond `captureLimit` it is dropped.
    bool confidentialOutput = false;
    QList<int> successCodes{0};

    CommandSpec &arg(const QString &text)
    {
        arguments.append({text, false});
        return *this;
    }
    CommandSpec &args(const QStringList &texts)
    {
        for (const QString &text : texts)
            arg(text);
        return *this;
    }
    CommandSpec &secretArg(const QString &text)
    {
        arguments.append({text, true});
        return *this;
    }

    [[nodiscard]] QStringList maskedArguments() const;
    [[nodiscard]] QString display() const; ///< masked and shell-quoted, for people to read and copy
};

enum class OutputStream { StandardOutput, StandardError };

/// Decoded lines of a running command, batched (about every 100 ms), redacted.
struct OutputBatch {
    QUuid commandId;
    QString runId;
    QString stepId;
    struct Line {
        qint64 utcMs = 0;
        OutputStream stream = OutputStream::StandardOutput;
        QString text;
    };
    QList<Line> lines;
};

/// The one terminal report of a command, also when it never started.
struct CommandResult {
    QUuid id;
    Outcome outcome = Outcome::Unknown; ///< of the *process*; what it achieved is observed separately
    std::optional<int> exitCode;
    std::optional<int> signalNumber;
    std::chrono::milliseconds duration{0};
    bool timedOut = false;
    QByteArray standardOutput; ///< raw bytes up to captureLimit, not redacted: never log or journal
    QByteArray standardError;
    bool truncated = false;
    QString outputFile; ///< spooled, redacted output; empty when small
    QString outputDigest; ///< SHA-256 (hex) of the redacted output, stdout then stderr
    std::optional<Error> error; ///< set unless Success
    /// How the process itself ended, when its outcome row could not be written (`outcome` is no Success then): whoever
    /// goes on must write that row first, or leave things as after a crash.
    std::optional<Outcome> unrecorded = {};

    [[nodiscard]] bool ok() const { return outcome == Outcome::Success; }
};

[[nodiscard]] QString shellQuoted(const QString &argument);

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::CommandSpec)
Q_DECLARE_METATYPE(edgelink::OutputBatch)
Q_DECLARE_METATYPE(edgelink::CommandResult)
