// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

namespace edgelink::test {

struct ProgramResult {
    bool finished = false; ///< false: it had to be killed at the deadline
    int exitCode = -1;
    QByteArray standardOutput;
    QByteArray standardError;
};

/// Runs a real program to its end. `environment` is laid over the test's own.
[[nodiscard]] ProgramResult runProgram(const QString &program, const QStringList &arguments,
                                       std::chrono::milliseconds deadline,
                                       const QMap<QString, QString> &environment = {});

/// Starts one without waiting; the caller kills or awaits it.
[[nodiscard]] std::unique_ptr<QProcess> startProgram(const QString &program, const QStringList &arguments,
                                                     const QMap<QString, QString> &environment = {});

} // namespace edgelink::test
