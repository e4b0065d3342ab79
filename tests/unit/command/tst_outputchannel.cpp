// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a tool writes must come out the same, and without its secrets, however its bytes happened to arrive.
#include "app/services/command/outputchannel.h"
#include "tests/support/testsink.h"

#include <QStringDecoder>
#include <QTemporaryDir>

using namespace edgelink;
using namespace edgelink::command;

namespace {

const QString Key = QStringLiteral("-----BEGIN PRIVATE KEY-----");
const QString KeyEnd = QStringLiteral("-----END PRIVATE KEY-----");

struct Passed {
    QString text;
    QByteArray digest;
};

/// Through a channel that reads after every `pieceSize` bytes.
Passed through(const QByteArray &bytes, qsizetype pieceSize, const QStringList &secrets)
{
    const QTemporaryDir folder;
    Sha256 digest;
    OutputChannel channel(Redactor(secrets), folder.filePath(QStringLiteral("spool")), 64LL * 1024 * 1024, &digest);
    const Result<int> descriptor = channel.open(folder.path());
    if (!descriptor)
        qFatal("no file");
    for (qsizetype at = 0; at < bytes.size(); at += pieceSize) {
        if (!writeAll(*descriptor, bytes.mid(at, pieceSize)))
            qFatal("no room");
        while (channel.read(1 << 20)) { }
    }
    channel.finish();
    const QString copy = folder.filePath(QStringLiteral("copy"));
    QFile file(copy);
    if (!file.open(QIODevice::ReadWrite))
        qFatal("no copy");
    const FileDescriptor target(::dup(file.handle()));
    if (!channel.copyTo(nullptr, &target))
        qFatal("no copy");
    file.seek(0);
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return {decode(file.readAll()), digest.result()};
}

} // namespace

class OutputChannelTest : public test::Suite
{
    Q_OBJECT

private slots:
    void piecesDoNotMatter_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text"); // null: only that all pieces agree
        const auto row = [](const char *name, const QByteArray &bytes, const QString &text = {}) {
            QTest::newRow(name) << bytes << text;
        };
        row("lines", "one\ntwo\r\nthree\rfour", QStringLiteral("one\ntwo\nthree\nfour\n"));
        row("CR LF LF", "a\r\n\nb\n", QStringLiteral("a\n\nb\n"));
        row("Chinese", QByteArray("回滚 完成\n"), QStringLiteral("回滚 完成\n"));
        row("cut character, then a line", "a\xE5\x9B\nb\n", QStringLiteral("a\uFFFD\uFFFD\nb\n"));
        row("cut character at the end", "a\xE5\x9B", QStringLiteral("a\uFFFD\n"));
        row("lead byte before CR", "\xC3\r\nb", QStringLiteral("\uFFFD\nb\n"));
        row("stray bytes", "\x80\xFF\xFE x\n", QStringLiteral("\uFFFD\uFFFD\uFFFD x\n"));
        row("byte order marks",
            "\xEF\xBB\xBF"
            "a\n\xEF\xBB\xBF"
            "b\n",
            QStringLiteral("\uFEFFa\n\uFEFFb\n"));
        row("four bytes", "\xF0\x9F\x94\xA5\n", QString::fromUtf8("\xF0\x9F\x94\xA5\n"));
        row("plain lines, many pieces", QByteArray("pod/api-gateway-7d4f 1/1 Running 0 3m\n").repeated(6000));
        row("a byte too long for a whole line, among short ones",
            QByteArray("short\n").repeated(3000) + QByteArray(64 * 1024, 'x') + "\n" + QByteArray(64 * 1024 - 1, 'y')
                + "\nshort\n");
        row("plain, then Chinese, then CR LF, then plain",
            QByteArray("plain\n").repeated(4000) + QByteArray("回滚\n").repeated(4000)
                + QByteArray("line\r\n").repeated(4000) + QByteArray("plain\n").repeated(4000));
        row("overlong", QByteArray(200'000, 'x') + "\nend\n");
        row("overlong, wide characters", QByteArray("\xF0\x9F\x94\xA5").repeated(70'000) + "\nend\n");
        row("overlong, never ends", QByteArray(200'000, 'x'));
    }

    void piecesDoNotMatter()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        const Passed whole = through(bytes, bytes.size(), {});
        if (!text.isNull())
            QCOMPARE(whole.text, text);
        QCOMPARE(whole.text.count(QChar::ReplacementCharacter) > 0, text.contains(QChar::ReplacementCharacter));
        const QList<qsizetype> sizes
            = bytes.size() < 1000 ? QList<qsizetype>{1, 2, 3, 5} : QList<qsizetype>{4093, 65'537};
        for (const qsizetype size : sizes) {
            const Passed pieces = through(bytes, size, {});
            QVERIFY2(pieces.text == whole.text, qPrintable(QStringLiteral("pieces of %1").arg(size)));
            QCOMPARE(pieces.digest, whole.digest);
        }
    }

    void secretsStayInside_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret"); // none of its parts may come out
        QTest::addColumn<QString>("stays");
        const auto row = [](const char *name, const QString &text, const QString &secret, const QString &stays = {}) {
            QTest::newRow(name) << text << secret << stays;
        };
        const QString value = QStringLiteral("Zq7Kp2Wv9Xr4");
        // Wherever a line may be cut: in the keyword, between it and the value, in the value.
        for (int before = 32'768 - 24; before <= 32'768 + 4; ++before) {
            const QString padding(before, QLatin1Char('.'));
            QTest::addRow("keyword at %d", before)
                << QString(padding + QStringLiteral(" password: ") + value + QStringLiteral(", ")
                           + QString(40'000, QLatin1Char('.')))
                << value << QString();
        }
        row("a value longer than any view",
            QStringLiteral("token=") + value.repeated(20'000) + QStringLiteral("\nnext\n"), value,
            QStringLiteral("next"));
        row("a quoted value longer than any view",
            QStringLiteral("{\"a\": 1, \"password\": \"") + value.repeated(20'000) + QStringLiteral("\"}\nnext\n"),
            value, QStringLiteral("next"));
        row("a web token longer than any view",
            QStringLiteral("x eyJhbGciOiJIUzI1NiJ9.") + value.repeated(20'000) + QStringLiteral(".sig\nnext\n"), value,
            QStringLiteral("next"));
        row("key on one overlong line",
            QStringLiteral("x ") + Key + value.repeated(20'000) + KeyEnd + QStringLiteral("\nnext\n"), value);
        row("text before END", Key + QStringLiteral("\nAAAA\n") + value + KeyEnd + QStringLiteral("\nnext\n"), value,
            QStringLiteral("next"));
        row("text before END and a new key",
            Key + QLatin1Char('\n') + value + KeyEnd + Key + QLatin1Char('\n') + value + QLatin1Char('\n') + KeyEnd
                + QStringLiteral(" after\n"),
            value, QStringLiteral("after"));
    }

    void secretsStayInside()
    {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        QFETCH(QString, stays);
        for (const qsizetype size : {text.size(), qsizetype(40'001), qsizetype(9973)}) {
            const QString out = through(text.toUtf8(), size, {}).text;
            for (qsizetype at = 0; at + 6 <= secret.size(); ++at)
                QVERIFY2(!out.contains(secret.mid(at, 6)), qPrintable(QStringLiteral("pieces of %1").arg(size)));
            QVERIFY(out.contains(secretMask()));
            QVERIFY(out.contains(stays));
        }
    }

    void secretsOfShortLines()
    {
        const QString secret = QStringLiteral("{\nab12\nq7\ncd34\n}");
        const QByteArray text = "start\n" + secret.toUtf8() + "\nq7x stays, {} too\n";
        const QString expected = QStringLiteral("start\n{\n●●●●\n●●●●\n●●●●\n}\nq7x stays, {} too\n");
        for (const qsizetype size : {text.size(), qsizetype(1), qsizetype(4), qsizetype(9)})
            QCOMPARE(through(text, size, {secret}).text, expected);
    }

    void aKnownSecretIsNotCut()
    {
        const QString secret = QStringLiteral("Zq7Kp2Wv9Xr4").repeated(3000); // longer than half a window
        const QByteArray text = QByteArray(30'000, '.') + secret.toUtf8() + QByteArray(30'000, '.') + "\n";
        const QString out = through(text, 4096, {secret}).text;
        QVERIFY(!out.contains(QLatin1String("Zq7Kp2")));
        QVERIFY(out.contains(secretMask()));
    }
};

EDGELINK_TEST_MAIN(OutputChannelTest)
#include "tst_outputchannel.moc"
