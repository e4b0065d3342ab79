// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "app/cli/words.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace edgelink::cli {

namespace {

/// East Asian wide characters take two cells of a terminal.
qsizetype cells(const QString &text)
{
    qsizetype width = 0;
    for (const QChar character : text)
        width += character.unicode() >= 0x2E80 && character.unicode() <= 0xFFE6 ? 2 : 1;
    return width;
}

const QElapsedTimer &sinceStart()
{
    static const QElapsedTimer timer = [] {
        QElapsedTimer started;
        started.start();
        return started;
    }();
    return timer;
}

QString kindId(ErrorKind kind)
{
    static constexpr std::array<std::pair<ErrorKind, const char *>, 12> Ids{{
        {ErrorKind::Usage, "usage"},
        {ErrorKind::Configuration, "configuration"},
        {ErrorKind::NotFound, "not-found"},
        {ErrorKind::Forbidden, "forbidden"},
        {ErrorKind::Unreachable, "unreachable"},
        {ErrorKind::Timeout, "timeout"},
        {ErrorKind::BadReply, "bad-reply"},
        {ErrorKind::Refused, "refused"},
        {ErrorKind::Cancelled, "cancelled"},
        {ErrorKind::ToolFailed, "failed"},
        {ErrorKind::Io, "io"},
        {ErrorKind::Conflict, "conflict"},
    }};
    const auto found = std::find_if(Ids.begin(), Ids.end(), [kind](const auto &id) { return id.first == kind; });
    return found == Ids.end() ? QString() : QString::fromLatin1(found->second);
}

QJsonObject errorObject(const Error &error)
{
    return {{QStringLiteral("kind"), kindId(error.kind)}, {QStringLiteral("sentence"), error.sentence()},
            {QStringLiteral("what"), error.what},         {QStringLiteral("subject"), error.subject},
            {QStringLiteral("next"), error.next},         {QStringLiteral("raw"), error.raw}};
}

} // namespace

bool Streams::bytes(const QByteArray &bytes) const
{
    if (m_writeFault != 0)
        return false;
    m_wrote = m_wrote || !bytes.isEmpty();
    const auto size = static_cast<std::size_t>(bytes.size());
    errno = 0;
    if (std::fwrite(bytes.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0)
        m_writeFault = errno != 0 ? errno : EIO;
    return m_writeFault == 0;
}

Error Streams::writeError() const
{
    return {ErrorKind::Io, Words::tr("the data could not be written whole"), Words::tr("standard output"),
            Words::tr("free space, or keep the reader of the pipe open"),
            QString::fromLocal8Bit(std::strerror(m_writeFault))};
}

int Streams::finish(int code) const
{
    if (m_json && !m_wrote && m_writeFault == 0 && code != Success)
        document(QJsonObject{{QStringLiteral("exitCode"), code},
                             {QStringLiteral("error"), m_failure ? errorObject(*m_failure) : QJsonObject{}}});
    return m_writeFault != 0 && code == Success ? fail(writeError()) : code;
}

void Streams::data(const QString &text) const
{
    bytes(text.toUtf8() + '\n');
}

void Streams::document(const QJsonObject &object) const
{
    bytes(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

void Streams::document(const QJsonArray &array) const
{
    bytes(QJsonDocument(array).toJson(QJsonDocument::Indented));
}

void Streams::table(const QStringList &header, const QList<QStringList> &rows) const
{
    QList<qsizetype> widths;
    for (const QString &title : header)
        widths << cells(title);
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size() && i < widths.size(); ++i)
            widths[i] = std::max(widths.at(i), cells(row.at(i)));
    }
    const auto line = [this, &widths](const QStringList &row) {
        QString text;
        for (qsizetype i = 0; i < row.size(); ++i) {
            text += row.at(i);
            if (i + 1 < row.size())
                text += QString(widths.value(i) - cells(row.at(i)) + 2, QLatin1Char(' '));
        }
        data(text);
    };
    line(header);
    for (const QStringList &row : rows)
        line(row);
}

void Streams::progress(const QString &text) const
{
    const qint64 seconds = sinceStart().elapsed() / 1000;
    std::fprintf(stderr, "%2lld:%02lld  %s\n", static_cast<long long>(seconds / 60),
                 static_cast<long long>(seconds % 60), qUtf8Printable(text));
}

int Streams::fail(const Error &error) const
{
    m_failure = error;
    std::fprintf(stderr, "%s\n", qUtf8Printable(Words::tr("error: %1").arg(error.sentence())));
    if (!error.raw.isEmpty())
        std::fprintf(stderr, "%s\n", qUtf8Printable(error.raw));
    switch (error.kind) {
    case ErrorKind::Usage:
    case ErrorKind::Configuration:
    case ErrorKind::NotFound: // a runbook, run, incident, revision, file or tool that was named
        return UsageOrConfiguration;
    case ErrorKind::Refused:
    case ErrorKind::Conflict: // another run is at work
        return Refused;
    case ErrorKind::Cancelled:
        return CancelledByOperator;
    default:
        return Failed;
    }
}

int failToRead(const Error &error, const Streams &out)
{
    const int code = out.fail(error);
    return error.kind == ErrorKind::BadReply ? JournalBroken : code;
}

} // namespace edgelink::cli
