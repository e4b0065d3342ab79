// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/config/yamldocument.h"
#include "models/domain/environment.h"

#include <QStringList>

#include <chrono>
#include <optional>

namespace edgelink::config {

/// Collects what is wrong with one file: "file:line: what: expected …, found …".
class Problems
{
public:
    explicit Problems(QString file)
        : m_file(std::move(file))
    {
    }

    void add(int line, const QString &what);
    void add(int line, const QString &where, const QString &expected, const QString &found);
    [[nodiscard]] bool any() const { return !m_lines.isEmpty(); }
    [[nodiscard]] QStringList lines() const { return m_lines; }
    /// The first problem as `what`, all of them in `raw`.
    [[nodiscard]] tl::unexpected<Error> error() const;

private:
    QString m_file;
    QStringList m_lines;
};

enum class Presence { Optional, Required };

/// Checked access to one mapping: unknown keys are reported with the nearest valid one, wrong types with line and
/// place. After a problem the readers return the fallback, so that one pass finds all problems.
class MappingReader
{
public:
    /// `where` is the path for messages ("environments.drill"); `baseDirectory` resolves relative paths.
    MappingReader(Problems &problems, const YamlNode &node, QString where, const QStringList &knownKeys,
                  QString baseDirectory = {});

    [[nodiscard]] const YamlNode *child(const QString &key, Presence presence = Presence::Optional);
    [[nodiscard]] bool has(const QString &key) const { return m_node.find(key) != nullptr; }
    [[nodiscard]] int line() const { return m_node.line; }
    [[nodiscard]] QString place(const QString &key) const;
    [[nodiscard]] Problems &problems() { return m_problems; }

    [[nodiscard]] QString text(const QString &key, Presence presence = Presence::Optional,
                               const QString &fallback = {});
    [[nodiscard]] QString choice(const QString &key, const QStringList &choices, const QString &fallback);
    [[nodiscard]] double number(const QString &key, double minimum, double maximum, double fallback,
                                Presence presence = Presence::Optional);
    [[nodiscard]] qint64 integer(const QString &key, qint64 minimum, qint64 maximum, qint64 fallback,
                                 Presence presence = Presence::Optional);
    [[nodiscard]] std::chrono::milliseconds duration(const QString &key, std::chrono::milliseconds minimum,
                                                     std::chrono::milliseconds maximum,
                                                     std::chrono::milliseconds fallback,
                                                     Presence presence = Presence::Optional);
    /// Absolute path; "~/" is the home folder, anything relative is beside the file.
    [[nodiscard]] QString path(const QString &key, Presence presence = Presence::Optional);
    /// A bare name stays as it is (looked up in PATH), anything with a slash becomes an absolute path.
    [[nodiscard]] QString tool(const QString &key, const QString &fallback);
    [[nodiscard]] SecretReference secret(const QString &key);

private:
    [[nodiscard]] const YamlNode *scalar(const QString &key, Presence presence, const QString &expected);
    [[nodiscard]] QString absolute(const QString &path) const;

    Problems &m_problems;
    const YamlNode &m_node;
    QString m_where;
    QString m_baseDirectory;
};

/// "5m", "1h30m", "15s", "500ms", "1d"; nullopt: not a duration.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseDuration(const QString &text);
/// The nearest of `known` by Damerau-Levenshtein distance; empty: none is near.
[[nodiscard]] QString nearest(const QString &word, const QStringList &known);

} // namespace edgelink::config
