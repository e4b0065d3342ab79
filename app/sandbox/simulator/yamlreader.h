// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <yaml-cpp/yaml.h>

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace edgelink::sandbox {

/// One thing that is wrong in a file, and where.
struct Finding {
    int line = 0; ///< 1-based; 0 = the file as a whole
    QString message; ///< what, what was expected
    bool operator==(const Finding &) const = default;
};

/// Reads one YAML document key by key and keeps a finding for everything that is not as expected, so that an author
/// sees all mistakes at once. Every read returns a usable value. Not thread-safe; one per document.
class YamlReader
{
public:
    /// Parses `text`; a syntax error, more than 256 KiB or another top level than a mapping is a finding.
    explicit YamlReader(const QByteArray &text);

    [[nodiscard]] const YAML::Node &root() const { return m_root; }
    [[nodiscard]] const QList<Finding> &findings() const { return m_findings; }
    void add(const YAML::Node &node, const QString &message);

    /// Entries of a mapping in file order; a finding for a key that stands twice, for one not in `known` (naming the
    /// nearest valid one; empty = any key), and for a node that is no mapping.
    QList<std::pair<QString, YAML::Node>> entries(const YAML::Node &node, const QString &path,
                                                  const QStringList &known = {});
    QList<YAML::Node> items(const YAML::Node &node, const QString &path);
    QString text(const YAML::Node &node, const QString &path, qsizetype maximum = 500);
    QStringList texts(const YAML::Node &node, const QString &path);
    double number(const YAML::Node &node, const QString &path, double minimum, double maximum);
    int integer(const YAML::Node &node, const QString &path, int minimum, int maximum);
    bool boolean(const YAML::Node &node, const QString &path);
    QString oneOf(const YAML::Node &node, const QString &path, const QStringList &allowed);
    /// Any YAML as JSON; plain scalars get their YAML 1.2 core types, quoted ones stay text.
    QJsonValue json(const YAML::Node &node, const QString &path);
    void require(const YAML::Node &map, const QString &path, const QStringList &keys);

private:
    QJsonValue json(const YAML::Node &node, const QString &path, int depth, int &budget);

    YAML::Node m_root;
    QList<Finding> m_findings;
};

} // namespace edgelink::sandbox
