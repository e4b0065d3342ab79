// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at all: no crash, no hang, no exception that escapes.
// What a tool writes, through the command layer: decoded, cut into lines, redacted. The first byte says in what pieces.
#include "app/services/command/outputchannel.h"
#include "tests/fuzz/input.h"

#include <QDir>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace edgelink;
    if (size < 2)
        return 0;
    const QByteArray bytes = fuzz::bytesOf(data + 1, size - 1);
    static const Redactor redactor(QStringList{QStringLiteral("hunter22"), QStringLiteral("s3cr3t-password")});
    static const QString folder = QDir::tempPath();
    command::Sha256 digest;
    command::OutputChannel channel(redactor, folder + QStringLiteral("/never"), qint64{1024} * 1024, &digest);
    const Result<int> descriptor = channel.open(folder);
    if (!descriptor)
        std::abort(); // the machine, not the input
    const qint64 piece = 1 + data[0];
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        if (!command::writeAll(*descriptor, bytes.mid(at, piece)))
            std::abort();
        channel.read(piece);
    }
    channel.finish();
    for (const QString &line : channel.takeLines()) {
        if (line.contains(QLatin1String("hunter22")) || line.contains(QLatin1Char('\n')))
            std::abort(); // a secret shown, or two lines in one
    }
    return 0;
}
