// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verify/observations.h"

#include "app/services/verify/words.h"

namespace edgelink::verify {

namespace {

Observation observation(Observation::State state, const QString &text, const QStringList &facts)
{
    Observation value;
    value.state = state;
    value.text = text;
    value.facts = facts;
    return value;
}

} // namespace

Observation passed(const QString &text, const QStringList &facts)
{
    return observation(Observation::State::Passed, text, facts);
}

Observation warned(const QString &text, const QStringList &facts)
{
    return observation(Observation::State::Warning, text, facts);
}

Observation failed(const QString &text, const QStringList &facts)
{
    return observation(Observation::State::Failed, text, facts);
}

Observation unknown(const QString &text, const QStringList &facts)
{
    return observation(Observation::State::Unknown, text, facts);
}

Observation unknown(const Error &error)
{
    Observation value = observation(Observation::State::Unknown, error.sentence(),
                                    error.raw.isEmpty() ? QStringList() : QStringList{quoted(error.raw, 2000)});
    value.cancelled = error.kind == ErrorKind::Cancelled;
    return value;
}

Observation cancelled()
{
    Observation value = unknown(Words::tr("Stopped before anything was settled."));
    value.cancelled = true;
    return value;
}

QString quoted(const QString &text, qsizetype limit)
{
    QString line = text.simplified();
    line.removeIf([](QChar c) { return !c.isPrint(); });
    return line.size() <= limit ? line : line.left(limit) + QStringLiteral("…");
}

QString quoted(const QByteArray &bytes, qsizetype limit)
{
    // Four bytes a character at most, so the rest of a huge body is never decoded.
    return quoted(QString::fromUtf8(bytes.left(limit * 4 + 4)), limit);
}

QString listed(const QStringList &names, int limit)
{
    if (names.size() <= limit)
        return names.join(QStringLiteral(", "));
    return Words::tr("%1 and %2 more").arg(names.mid(0, limit).join(QStringLiteral(", "))).arg(names.size() - limit);
}

QString clockText(std::chrono::milliseconds duration)
{
    const qint64 seconds = std::max<qint64>(0, duration.count()) / 1000;
    const auto two = [](qint64 value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    if (seconds >= 3600)
        return QStringLiteral("%1:%2:%3").arg(seconds / 3600).arg(two(seconds / 60 % 60), two(seconds % 60));
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(two(seconds % 60));
}

} // namespace edgelink::verify
