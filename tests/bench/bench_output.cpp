// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A talkative tool through the command layer (journaled, redacted, spooled to disk, split into lines), against `cat`
// taking the same bytes from the same tool.
#include "app/services/command/commandservice.h"
#include "app/services/journal/sqlitejournal.h"
#include "models/ports/marshal.h"
#include "tests/bench/measure.h"
#include "tests/support/testsink.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace edgelink;

namespace {
constexpr int Megabytes = 32;
constexpr int Rounds = 5;
const QString Tool = QStringLiteral(EDGELINK_FAKE_TOOL);

QStringList flood(const char *shape)
{
    return {QStringLiteral("flood"), QString::number(Megabytes), QStringLiteral("out"), QString::fromLatin1(shape)};
}
} // namespace

class BenchOutput : public test::Suite
{
    Q_OBJECT

private slots:
    void throughTheCommandLayer_data()
    {
        QTest::addColumn<QByteArray>("shape");
        QTest::newRow("lines") << QByteArray("lines");
        QTest::newRow("one endless line") << QByteArray("one");
    }

    void throughTheCommandLayer()
    {
        QFETCH(QByteArray, shape);
        QTemporaryDir folder;
        journal::SqliteJournal journal(
            {.file = folder.filePath(QStringLiteral("journal.sqlite")), .outputsDirectory = folder.path()});
        command::CommandOptions options;
        options.spoolDirectory = folder.filePath(QStringLiteral("outputs"));
        options.streamOf = [](const QString &) { return QStringLiteral("drill"); };
        command::CommandService commands(&journal, options);
        bench::Samples plain;
        bench::Samples recorded;
        for (int round = 0; round < Rounds; ++round) {
            plain.time([&] {
                QProcess tool;
                QProcess cat;
                tool.setStandardOutputProcess(&cat);
                cat.setStandardOutputFile(folder.filePath(QStringLiteral("copy")), QIODevice::Truncate);
                tool.start(Tool, flood(shape.constData()));
                cat.start(QStringLiteral("cat"), QStringList());
                QVERIFY(tool.waitForFinished(60'000));
                QVERIFY(cat.waitForFinished(60'000));
            });
            recorded.time([&] {
                CommandSpec spec;
                spec.program = Tool;
                spec.args(flood(shape.constData()));
                spec.actor = QStringLiteral("bench");
                spec.environmentName = QStringLiteral("sandbox");
                spec.timeout = std::chrono::minutes{2};
                const std::optional<CommandResult> result = await(commands.run(spec), std::chrono::minutes{3});
                QVERIFY(result && result->ok());
            });
        }
        const QByteArray name = QByteArray::number(Megabytes) + " MB, " + QTest::currentDataTag();
        bench::printRatio(name.constData(), recorded, "cat into a file", plain);
    }
};

EDGELINK_TEST_MAIN(BenchOutput)
#include "bench_output.moc"
