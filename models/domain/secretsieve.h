// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QByteArrayView>
#include <QHash>

#include <vector>

namespace edgelink {

/// Whether ASCII text can hold any of some words, whatever their case, in one pass at the speed of memory. It may say
/// yes for nothing, never no wrongly: what it lets through needs no closer look. A value type; const methods may be
/// called from any thread.
class SecretSieve
{
public:
    /// Words with other characters are left out: ASCII text cannot hold them. One shorter than three characters makes
    /// every text suspicious.
    explicit SecretSieve(const QByteArrayList &words);

    [[nodiscard]] bool mayHold(QByteArrayView ascii) const;

private:
    bool m_suspectsAll = false;
    std::vector<bool> m_beginnings; ///< by the first three characters, five bits each (of a letter all but its case)
    QHash<unsigned, QByteArrayList> m_words; ///< in lower case, by their beginning
};

} // namespace edgelink
