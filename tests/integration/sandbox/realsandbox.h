// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/statefile.h"
#include "app/sandbox/tool.h"

#include <QMap>

#include <optional>

namespace edgelink::test {

/// One sandbox of real components in a folder of its own, worked through its command line; gone with the object.
class RealSandbox
{
public:
    /// `as`: put before the program, to run it as somebody else; `environment`: instead of ours.
    explicit RealSandbox(QString directory, QString program = QStringLiteral(EDGELINK_SANDBOX_PROGRAM),
                         QStringList as = {}, QMap<QString, QString> environment = {});
    ~RealSandbox();
    RealSandbox(const RealSandbox &) = delete;
    RealSandbox &operator=(const RealSandbox &) = delete;

    [[nodiscard]] sandbox::ToolCall call(const QStringList &arguments) const;
    [[nodiscard]] Result<sandbox::ToolOutput> run(const QStringList &arguments) const;
    /// Scenario "healthy"; empty, or why it did not come up.
    [[nodiscard]] QString up(const QStringList &more = {}) const;
    [[nodiscard]] QByteArray kubectl(const QStringList &arguments,
                                     const QString &context = QStringLiteral("edgelink-sandbox")) const;
    [[nodiscard]] sandbox::SandboxState state() const;
    [[nodiscard]] QString file(const QString &name) const { return m_directory + QLatin1Char('/') + name; }

private:
    QString m_directory;
    QStringList m_command; ///< the program and what stands before it
    QMap<QString, QString> m_environment;
    sandbox::Cancellation m_never;
};

/// nullopt: the state names none such.
[[nodiscard]] std::optional<sandbox::ComponentRecord> component(const sandbox::SandboxState &state,
                                                                const QString &name);

} // namespace edgelink::test
