// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/command/filedescriptor.h"
#include "app/services/command/sha256.h"
#include "models/domain/error.h"
#include "models/domain/redactor.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringDecoder>
#include <QStringList>

namespace edgelink::command {

/// One stream of a running command. The child writes raw bytes to a file that never had a name (O_TMPFILE): there is
/// no pipe that could fill up or break, and nothing unredacted is left behind, whoever is killed. read() follows it:
/// decodes (split characters survive), cuts into lines (CR, LF and CRLF end one), redacts, keeps or spools. One thread.
class OutputChannel
{
public:
    /// `spoolFile`: made (0600) once the redacted text outgrows `captureLimit` bytes.
    /// `digest`: fed with the redacted text as it comes; may be null.
    OutputChannel(Redactor redactor, QString spoolFile, qint64 captureLimit, Sha256 *digest);

    /// Before open(): what comes is captured, and otherwise neither shown, kept, spooled nor hashed.
    void setConfidential() { m_confidential = true; }

    [[nodiscard]] Result<int> open(const QString &directory); ///< the descriptor the child shall write to

    /// Takes up to `most` bytes that the child has written meanwhile. False: there was nothing new.
    bool read(qint64 most);
    [[nodiscard]] qint64 unread() const; ///< bytes written so far and not yet read
    void finish(); ///< flushes a cut character and a line without end

    [[nodiscard]] QStringList takeLines(); ///< redacted, for the screen; may leave some out and say so
    [[nodiscard]] const QByteArray &captured() const { return m_captured; } ///< raw, up to the limit
    [[nodiscard]] bool truncated() const { return m_bytesRead > m_captured.size(); }
    [[nodiscard]] bool spooled() const { return m_spool.isValid(); }
    [[nodiscard]] bool spoolFailed() const { return m_spoolFailed; }
    [[nodiscard]] qint64 redactedBytes() const { return m_redactedBytes; }
    [[nodiscard]] const FileDescriptor &spool() const { return m_spool; }
    [[nodiscard]] QString tail() const { return m_tail; } ///< the end of the redacted text

    /// Adds the whole redacted text to a digest and to a file, each unless null. False: a disk error.
    [[nodiscard]] bool copyTo(Sha256 *digest, const FileDescriptor *target) const;

private:
    void consume(QByteArrayView bytes);
    [[nodiscard]] bool betweenLines() const; ///< nothing of what came before says how the next line is to be read
    [[nodiscard]] bool isPlain(QByteArrayView lines) const; ///< comes out as it is
    void decode(QByteArrayView bytes);
    void take(QString text);
    [[nodiscard]] qsizetype skipLine(qsizetype from); ///< where the next one begins
    void emitWhole(const QString &lines);
    void emitPlain(QByteArrayView lines);
    void keep(QByteArrayView redacted);
    void releaseConsumed();

    const Redactor m_redactor;
    const qsizetype m_longestLine; ///< characters; longer ones are broken
    const QString m_spoolFile;
    const qint64 m_captureLimit;
    Sha256 *const m_digest;
    bool m_confidential = false;

    FileDescriptor m_raw;
    qint64 m_bytesRead = 0;
    qint64 m_released = 0;
    QByteArray m_captured;

    /// Stateless: it is only given whole characters, so that the text never depends on where the reads fell.
    QStringDecoder m_decoder{QStringDecoder::Utf8,
                             QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom};
    QByteArray m_cutCharacter; ///< the first bytes of a character whose others have not come
    QString m_partial; ///< a line whose end has not come
    bool m_maskToLineEnd = false; ///< an overlong secret: nothing more of this line is let through
    bool m_skipLineFeed = false; ///< the last piece ended with CR
    Redactor::StreamState m_state;

    QStringList m_lines;
    qint64 m_linesLeftOut = 0;
    QString m_tail;

    QByteArray m_memory; ///< redacted text until it is spooled
    FileDescriptor m_spool;
    bool m_spoolFailed = false;
    qint64 m_redactedBytes = 0;
};

/// write(2) until all is written. False: errno says why.
[[nodiscard]] bool writeAll(int descriptor, QByteArrayView bytes);

} // namespace edgelink::command
