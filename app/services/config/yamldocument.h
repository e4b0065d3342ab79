// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace edgelink::config {

/// A YAML value with the line it stands on. Aliases are already expanded.
struct YamlNode {
    enum class Kind { Null, Scalar, Sequence, Mapping };
    struct Member;

    Kind kind = Kind::Null;
    int line = 0; ///< from 1
    QString text; ///< of a scalar
    std::vector<YamlNode> items;
    std::vector<Member> members;

    [[nodiscard]] const YamlNode *find(const QString &key) const; ///< nullptr: no such key
    [[nodiscard]] QString description() const; ///< "a list", "\"prod\"": for "found …"
};

struct YamlNode::Member {
    QString key;
    int line = 0;
    YamlNode value;
};

/// What a file may at most be. Far above any real configuration, far below what hurts.
struct YamlLimits {
    qsizetype bytes = qsizetype{1024} * 1024;
    int depth = 32;
    qsizetype nodes = 20'000; ///< after aliases are expanded: an alias bomb ends here
};

/// Parses exactly one document. Pure. Errors (Configuration) are "file:line: what is wrong".
/// Refused: too big, too deep, too many nodes, not UTF-8, NUL bytes, more than one document, duplicate keys,
/// keys that are not text, aliases to themselves.
[[nodiscard]] Result<YamlNode> parseYaml(const QByteArray &bytes, const QString &fileName,
                                         const YamlLimits &limits = {});

/// Reads a regular file of at most `limit` bytes. Errors: NotFound, Forbidden, Configuration (too big, not a file), Io.
[[nodiscard]] Result<QByteArray> readBounded(const QString &path, qsizetype limit);

} // namespace edgelink::config
