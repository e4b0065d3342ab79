// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/program.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace edgelink::test {

/// A sandbox of its own, and a data folder for the console that works on it; both gone at the end.
class Stage
{
public:
    /// `helm`: "3" or "4". `compression` > 0 replaces the scenario's time compression in the console's configuration.
    explicit Stage(QString helm, double compression = 0);
    ~Stage();
    Stage(const Stage &) = delete;
    Stage &operator=(const Stage &) = delete;

    /// On false, `problem()` says why.
    [[nodiscard]] bool up(const QString &scenario = QStringLiteral("bad-release"));
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString directory() const { return m_sandbox; }
    [[nodiscard]] QString dataDirectory() const { return m_data; }
    [[nodiscard]] QString configuration() const { return m_configuration; }
    [[nodiscard]] QStringList consoleArguments(const QStringList &verb) const;

    [[nodiscard]] ProgramResult console(const QStringList &verb,
                                        std::chrono::milliseconds deadline = std::chrono::minutes{5}) const;
    [[nodiscard]] ProgramResult sandbox(const QStringList &verb,
                                        std::chrono::milliseconds deadline = std::chrono::minutes{3}) const;
    /// The cluster's own word, past the console: `helm history -o json` of the release.
    [[nodiscard]] QJsonArray helmHistory() const;
    /// Another helm on the same release; the caller kills or awaits it.
    [[nodiscard]] std::unique_ptr<QProcess> startHelm(const QStringList &arguments) const;
    [[nodiscard]] ProgramResult kubectl(const QStringList &arguments) const;

private:
    [[nodiscard]] bool writeConfiguration();
    [[nodiscard]] QString value(const char *key) const;
    [[nodiscard]] QStringList target(const QString &contextFlag) const;

    QTemporaryDir m_folder;
    QString m_helm;
    double m_compression;
    QString m_sandbox;
    QString m_data;
    QString m_configuration;
    QString m_problem;
    QJsonObject m_state;
};

[[nodiscard]] QString consoleProgram();
[[nodiscard]] QString sandboxProgram();

} // namespace edgelink::test
