// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/secretsieve.h"

#include <QByteArrayView>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <utility>

namespace edgelink {

/// What stands where a secret stood.
[[nodiscard]] QString secretMask();

/// Masks secrets in text that leaves the console's memory: journal, log, report, spooled output, screen.
/// Two nets: values that are known to be secret (also percent-encoded and in Base64), and shapes that secrets have:
/// passwords in URLs, Authorization headers, bearer tokens, `password: x`, `--token x`, PEM blocks, JWTs, AWS keys.
/// A value type; const methods may be called from any thread.
class Redactor
{
public:
    Redactor() = default;
    explicit Redactor(const QStringList &secrets);

    /// A copy that knows these values too.
    [[nodiscard]] Redactor with(const QStringList &secrets) const;

    /// Of a whole text; a PEM block may span its lines.
    [[nodiscard]] QString redact(const QString &text) const;
    /// Every string in it, at any depth, and object keys.
    [[nodiscard]] QJsonValue redact(const QJsonValue &value) const;

    /// What is carried from one piece of a stream to the next.
    struct StreamState {
        int pemLinesLeft = 0; ///< > 0: inside a PEM block
    };
    /// Of whole lines (each ended by '\n', but perhaps the last) that come piece by piece. Line for line; the result
    /// does not depend on where the pieces were cut: of a known secret with several lines, each counts by itself.
    [[nodiscard]] QString redactLines(const QString &lines, StreamState &state) const;

    /// Of ASCII text without CR, outside of a PEM block: true when redactLines() would return it as it is. One quick
    /// pass; false does not mean that there is a secret.
    [[nodiscard]] bool isHarmless(QByteArrayView ascii) const;

    struct Cut {
        qsizetype at = 0; ///< > 0, unless the line is empty
        bool insideSecret = false; ///< no end of it in sight: what follows on this line must be masked
    };
    /// Where a line that is too long to wait for may be cut: outside any secret, what announces it included (a value
    /// without its keyword has no shape). Near `wanted`, which must be far from the end of `line`: only what is in
    /// view can be recognised.
    [[nodiscard]] Cut safeCut(const QString &line, qsizetype wanted) const;
    [[nodiscard]] qsizetype longestSecret() const { return m_secrets.isEmpty() ? 0 : m_secrets.constFirst().size(); }

private:
    using Range = std::pair<qsizetype, qsizetype>; // start, end
    enum class Scope { Lines, WholeText };
    enum class Part { Secret, Announced }; ///< Announced: with the keyword before it
    [[nodiscard]] QList<Range> ranges(const QString &text, Scope scope, bool pemBlocks, Part part = Part::Secret) const;
    [[nodiscard]] static QString masked(const QString &text, const QList<Range> &ranges);

    void order();

    QStringList m_secrets; ///< longest first
    std::shared_ptr<const SecretSieve> m_sieve; ///< null: no secret is known
};

} // namespace edgelink
