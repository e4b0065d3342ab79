// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/command/outputchannel.h"

#include "app/services/command/commandtr.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace edgelink::command {

namespace {

constexpr qint64 PieceBytes = 64LL * 1024;
constexpr qint64 ReleaseBytes = 16LL * 1024 * 1024;
constexpr qsizetype LongestLine = 64LL * 1024; ///< characters
constexpr qsizetype MostLinesWaiting = 2000; ///< for the screen, between two batches
constexpr qsizetype LongestShownLine = 4096;
constexpr qsizetype TailChars = 2000;

/// Out of the way of descriptors 0 to 2, which the child's set-up overwrites.
FileDescriptor raised(int descriptor)
{
    const FileDescriptor original(descriptor);
    return FileDescriptor(::fcntl(original.get(), F_DUPFD_CLOEXEC, 10));
}

/// How many bytes at the end begin a character that is not whole yet.
qsizetype cutBytes(const QByteArray &bytes)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(3, bytes.size()); ++back) {
        const auto byte = static_cast<unsigned char>(bytes.at(bytes.size() - back));
        if (byte < 0x80)
            return 0;
        if (byte >= 0xC0) {
            const qsizetype wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return back < wanted ? back : 0;
        }
    }
    return 0;
}

} // namespace

bool writeAll(int descriptor, QByteArrayView bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t written = ::write(descriptor, bytes.data() + done, static_cast<std::size_t>(bytes.size() - done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        done += written;
    }
    return true;
}

OutputChannel::OutputChannel(Redactor redactor, QString spoolFile, qint64 captureLimit, Sha256 *digest)
    : m_redactor(std::move(redactor))
    , m_longestLine(std::max(LongestLine, 4 * m_redactor.longestSecret()))
    , m_spoolFile(std::move(spoolFile))
    , m_captureLimit(std::max<qint64>(captureLimit, 0))
    , m_digest(digest)
{
}

Result<int> OutputChannel::open(const QString &directory)
{
    // O_APPEND: the child writes at the end whatever we read; O_EXCL: it can never be given a name.
    constexpr int Flags = O_RDWR | O_APPEND | O_CLOEXEC;
    int descriptor = ::open(QFile::encodeName(directory).constData(), Flags | O_TMPFILE | O_EXCL, S_IRUSR | S_IWUSR);
    if (descriptor < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
        // A file system without O_TMPFILE: a name for the blink of an eye.
        const QByteArray name = QFile::encodeName(m_spoolFile + QStringLiteral(".raw"));
        descriptor = ::open(name.constData(), Flags | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
        if (descriptor >= 0)
            ::unlink(name.constData());
    }
    if (descriptor < 0) {
        return failure(ErrorKind::Io, Tr::tr("no file for the command's output can be made"), directory,
                       Tr::tr("Check the data folder's owner and free space. Nothing was started."),
                       QString::fromLocal8Bit(std::strerror(errno)));
    }
    m_raw = raised(descriptor);
    return m_raw.get();
}

bool OutputChannel::read(qint64 most)
{
    QByteArray piece;
    bool any = false;
    while (most > 0) {
        piece.resize(static_cast<qsizetype>(std::min(most, PieceBytes)));
        const ssize_t got = ::pread(m_raw.get(), piece.data(), static_cast<std::size_t>(piece.size()), m_bytesRead);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        piece.truncate(got);
        any = true;
        most -= got;
        m_bytesRead += got;
        if (const qint64 room = m_captureLimit - m_captured.size(); room > 0)
            m_captured.append(piece.constData(), static_cast<qsizetype>(std::min<qint64>(room, piece.size())));
        if (!m_confidential)
            consume(piece);
        releaseConsumed();
    }
    return any;
}

qint64 OutputChannel::unread() const
{
    struct stat status {
    };
    return ::fstat(m_raw.get(), &status) == 0 ? status.st_size - m_bytesRead : 0;
}

void OutputChannel::releaseConsumed()
{
    // What was read is given back to the disk while the child goes on writing. Where the file system cannot, it stays.
    if (m_bytesRead - m_released < ReleaseBytes)
        return;
    ::fallocate(m_raw.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, m_released, m_bytesRead - m_released);
    m_released = m_bytesRead;
}

void OutputChannel::finish()
{
    if (!std::exchange(m_cutCharacter, {}).isEmpty())
        take(QString(QChar::ReplacementCharacter));
    if (!m_partial.isEmpty())
        emitWhole(std::exchange(m_partial, {}) + QLatin1Char('\n'));
    m_raw.reset();
}

void OutputChannel::consume(QByteArrayView bytes)
{
    // Nearly everything that tools write is plain lines with nothing to mask: these stay the bytes they are.
    if (!betweenLines()) {
        const qsizetype feed = bytes.indexOf('\n');
        const qsizetype begun = feed < 0 ? bytes.size() : feed + 1;
        decode(bytes.first(begun));
        bytes = bytes.sliced(begun);
    }
    if (const qsizetype lines = bytes.lastIndexOf('\n') + 1;
        lines > 0 && betweenLines() && isPlain(bytes.first(lines))) {
        emitPlain(bytes.first(lines));
        bytes = bytes.sliced(lines);
    }
    decode(bytes);
}

bool OutputChannel::betweenLines() const
{
    return m_partial.isEmpty() && m_cutCharacter.isEmpty() && !m_maskToLineEnd && !m_skipLineFeed
        && m_state.pemLinesLeft == 0;
}

bool OutputChannel::isPlain(QByteArrayView lines) const
{
    if (std::any_of(lines.begin(), lines.end(), [](char c) { return c == '\r' || (c & 0x80) != 0; }))
        return false;
    for (qsizetype start = 0; start < lines.size();) {
        const qsizetype window = std::min(lines.size() - start, m_longestLine);
        const qsizetype feed = lines.sliced(start, window).lastIndexOf('\n');
        if (feed < 0)
            return false; // an overlong line
        start += feed + 1;
    }
    return m_redactor.isHarmless(lines);
}

void OutputChannel::decode(QByteArrayView bytes)
{
    m_cutCharacter.append(bytes.data(), bytes.size());
    const qsizetype whole = m_cutCharacter.size() - cutBytes(m_cutCharacter);
    const QString text = m_decoder(QByteArrayView(m_cutCharacter).first(whole));
    m_cutCharacter.remove(0, whole);
    take(text);
}

void OutputChannel::take(QString text)
{
    if (text.isEmpty())
        return;
    if (std::exchange(m_skipLineFeed, text.endsWith(QLatin1Char('\r'))) && text.startsWith(QLatin1Char('\n')))
        text.remove(0, 1);
    if (text.contains(QLatin1Char('\r'))) {
        text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
        text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    }
    m_partial += text;
    // By windows of one size, so that an overlong line is cut at the same places however it arrived.
    qsizetype start = m_maskToLineEnd ? skipLine(0) : 0;
    while (start < m_partial.size()) {
        const qsizetype window = std::min(m_partial.size() - start, m_longestLine);
        const qsizetype feed = m_partial.lastIndexOf(QLatin1Char('\n'), start + window - 1);
        if (feed >= start) {
            emitWhole(m_partial.mid(start, feed + 1 - start));
            start = feed + 1;
        } else if (m_partial.size() - start > m_longestLine) {
            const Redactor::Cut cut = m_redactor.safeCut(m_partial.mid(start, window), m_longestLine / 2);
            emitWhole(m_partial.mid(start, cut.at) + QLatin1Char('\n'));
            start = cut.insideSecret ? skipLine(start) : start + cut.at;
        } else {
            break;
        }
    }
    m_partial.remove(0, start);
}

qsizetype OutputChannel::skipLine(qsizetype from)
{
    const qsizetype feed = m_partial.indexOf(QLatin1Char('\n'), from);
    m_maskToLineEnd = feed < 0;
    return feed < 0 ? m_partial.size() : feed + 1;
}

void OutputChannel::emitWhole(const QString &lines)
{
    const QString redacted = m_redactor.redactLines(lines, m_state);
    keep(redacted.toUtf8());
    m_tail = (m_tail + redacted.right(TailChars)).right(TailChars);
    for (qsizetype start = 0; start < redacted.size();) {
        if (m_lines.size() >= MostLinesWaiting) {
            m_linesLeftOut += redacted.mid(start).count(QLatin1Char('\n'));
            break;
        }
        const qsizetype end = redacted.indexOf(QLatin1Char('\n'), start);
        m_lines << redacted.mid(start, std::min(end - start, LongestShownLine));
        start = end + 1;
    }
}

void OutputChannel::emitPlain(QByteArrayView lines)
{
    keep(lines);
    m_tail = (m_tail + QString::fromLatin1(lines.last(std::min(lines.size(), TailChars)))).right(TailChars);
    qsizetype start = 0;
    while (start < lines.size() && m_lines.size() < MostLinesWaiting) {
        const qsizetype end = lines.indexOf('\n', start);
        m_lines << QString::fromLatin1(lines.sliced(start, std::min(end - start, LongestShownLine)));
        start = end + 1;
    }
    m_linesLeftOut += std::count(lines.begin() + start, lines.end(), '\n');
}

QStringList OutputChannel::takeLines()
{
    if (m_linesLeftOut > 0)
        m_lines << Tr::tr("… %n line(s) left out here; the record holds them all", nullptr,
                          static_cast<int>(std::min<qint64>(std::exchange(m_linesLeftOut, 0), 1'000'000'000)));
    return std::exchange(m_lines, {});
}

void OutputChannel::keep(QByteArrayView redacted)
{
    m_redactedBytes += redacted.size();
    if (m_digest != nullptr)
        m_digest->addData(redacted);
    if (!m_spool.isValid() && !m_spoolFailed) {
        if (m_redactedBytes <= m_captureLimit) {
            m_memory.append(redacted.data(), redacted.size());
            return;
        }
        m_spool = raised(::open(QFile::encodeName(m_spoolFile).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
                                S_IRUSR | S_IWUSR));
        m_spoolFailed = !m_spool.isValid() || !writeAll(m_spool.get(), m_memory);
        m_memory = {};
    }
    if (!m_spoolFailed)
        m_spoolFailed = !writeAll(m_spool.get(), redacted);
}

bool OutputChannel::copyTo(Sha256 *digest, const FileDescriptor *target) const
{
    if (!m_spool.isValid()) {
        if (digest != nullptr)
            digest->addData(m_memory);
        return target == nullptr || writeAll(target->get(), m_memory);
    }
    QByteArray piece;
    for (qint64 at = 0;;) {
        piece.resize(PieceBytes);
        const ssize_t got = ::pread(m_spool.get(), piece.data(), static_cast<std::size_t>(piece.size()), at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            return true;
        piece.truncate(got);
        at += got;
        if (digest != nullptr)
            digest->addData(piece);
        if (target != nullptr && !writeAll(target->get(), piece))
            return false;
    }
}

} // namespace edgelink::command
