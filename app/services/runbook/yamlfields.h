// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/runbook/problem.h"
#include "models/domain/runbook.h"

#include <yaml-cpp/yaml.h>

#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace edgelink::runbook {

/// "90s", "5m", "1h30m", "500ms" -> duration between 1 ms and 24 h; nullopt: not a duration.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseDuration(const QString &text);

/// One YAML map read key by key. Every shape that is not as expected becomes a Problem with its own line;
/// reading goes on, so that one pass finds them all.
class YamlFields
{
public:
    /// `what` names the map in problems ("step 'rollback'"). Unknown and doubled keys are reported at once.
    YamlFields(const YAML::Node &node, QString what, const QStringList &knownKeys, const QString &file,
               Problems &problems);

    [[nodiscard]] bool isMap() const { return m_node.IsMap(); }
    [[nodiscard]] bool has(const char *key) const;
    [[nodiscard]] YAML::Node node(const char *key) const; ///< only for keys that are there
    [[nodiscard]] int line() const; ///< of the map
    [[nodiscard]] int lineOf(const char *key) const; ///< of the value, or of the map when it is not there

    [[nodiscard]] QString string(const char *key, bool required = false) const;
    [[nodiscard]] int integer(const char *key, int fallback, int minimum, int maximum) const;
    [[nodiscard]] bool boolean(const char *key, bool fallback) const;
    [[nodiscard]] std::chrono::milliseconds duration(const char *key, std::chrono::milliseconds fallback) const;
    [[nodiscard]] QStringList strings(const char *key) const;
    [[nodiscard]] LocalizedText text(const char *key, bool required = false) const;
    [[nodiscard]] QJsonObject object(const char *key) const;
    [[nodiscard]] QList<YAML::Node> list(const char *key, int maximum) const;

    void problem(int line, const QString &what, const QString &expected = {}, const QString &found = {}) const;

private:
    [[nodiscard]] QString scalar(const YAML::Node &node, const QString &name) const;
    [[nodiscard]] QJsonValue json(const YAML::Node &node) const;

    YAML::Node m_node;
    QString m_what;
    QString m_file;
    Problems *m_problems;
};

/// A `{en: …, zh: …}` node.
[[nodiscard]] LocalizedText readText(const YAML::Node &node, const QString &what, const QString &file,
                                     Problems &problems);

} // namespace edgelink::runbook
