// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Process start until the wall is painted with live values, against a process with an empty Qt window, and k9s's first
// row of pods against the same wall; taking turns.
#include "tests/bench/display.h"
#include "tests/bench/firstpicture.h"
#include "tests/bench/k9s.h"
#include "tests/bench/liveplatform.h"
#include "tests/bench/measure.h"
#include "tests/support/program.h"
#include "tests/support/testsink.h"

using namespace edgelink;

namespace {

constexpr int Rounds = 15;
constexpr int PeerRounds = 7;
constexpr std::chrono::milliseconds Deadline{20'000};

/// Milliseconds from before the process was asked for until each of its marks. Empty: it did not get there.
QMap<QByteArray, double> startOnce(const QString &program, const QStringList &arguments,
                                   const QMap<QString, QString> &environment)
{
    const qint64 before = bench::monotonicNanos();
    const test::ProgramResult result = test::runProgram(program, arguments, Deadline, environment);
    QMap<QByteArray, double> marks;
    for (const QByteArray &line : result.standardOutput.split('\n')) {
        const QByteArrayList words = line.split(' ');
        if (words.size() == 2)
            marks.insert(words.first(), static_cast<double>(words.last().toLongLong() - before) / 1e6);
    }
    if (!marks.contains("painted"))
        std::fprintf(stderr, "%s: %s\n", qPrintable(program), result.standardError.constData());
    return marks;
}

} // namespace

class BenchStart : public test::Suite
{
    Q_OBJECT

private slots:
    void paintedWithLiveValues_data()
    {
        QTest::addColumn<QString>("platform");
        QTest::newRow("offscreen") << QStringLiteral("offscreen");
        QTest::newRow("Xvfb") << QStringLiteral("xcb");
    }

    void paintedWithLiveValues()
    {
        QFETCH(QString, platform);
        const bench::LivePlatform live;
        QVERIFY2(live.problem().isEmpty(), qPrintable(live.problem()));
        const bench::Display display;
        QVERIFY2(!display.name().isEmpty(), "Xvfb does not start");
        const QMap<QString, QString> environment{{QStringLiteral("QT_QPA_PLATFORM"), platform},
                                                 {QStringLiteral("DISPLAY"), display.name()}};
        bench::Samples empty;
        bench::Samples console;
        QMap<QByteArray, bench::Samples> stages;
        for (int round = 0; round <= Rounds; ++round) {
            const QMap<QByteArray, double> window = startOnce(QStringLiteral(EDGELINK_EMPTY_WINDOW), {}, environment);
            const QMap<QByteArray, double> marks
                = startOnce(QStringLiteral(EDGELINK_CONSOLE_START), live.consoleArguments(), environment);
            QVERIFY2(window.contains("painted"), "the empty window was never painted");
            QVERIFY2(marks.contains("painted"), "the wall was never painted with live values");
            if (round == 0)
                continue; // fills the page cache and makes the data folder
            empty.add(window.value("painted"));
            console.add(marks.value("painted"));
            for (auto it = marks.cbegin(); it != marks.cend(); ++it)
                stages[it.key()].add(it.value());
        }
        const QByteArray what = QByteArray("start, wall with live values, ") + QTest::currentDataTag();
        bench::printRatio(what.constData(), console, "an empty Qt window", empty);
        std::printf("    p90 %.0f ms (empty window %.0f ms), %d rounds; target 200 ms; medians:",
                    console.percentile(0.9), empty.percentile(0.9), Rounds);
        for (const char *stage : {"main", "application", "window", "shown", "first-picture", "painted"})
            std::printf(" %s %.0f", stage, stages.value(stage).median());
        std::printf("\n");
        std::fflush(stdout);
    }

    void k9sShowsItsFirstRow()
    {
        const QString program = bench::K9s::find();
        if (program.isEmpty()) {
            std::printf("k9s is neither built (packaging/toolchain/build k9s) nor in the PATH: not compared with it\n");
            std::fflush(stdout);
            return;
        }
        const bench::LivePlatform live;
        QVERIFY2(live.problem().isEmpty(), qPrintable(live.problem()));
        bench::K9s k9s;
        QVERIFY2(k9s.start(program), qPrintable(k9s.problem()));
        const QMap<QString, QString> environment{{QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen")}};
        bench::Samples peer;
        bench::Samples console;
        for (int round = 0; round <= PeerRounds; ++round) {
            const std::optional<double> row = k9s.firstRow();
            QVERIFY2(row, qPrintable(k9s.problem()));
            const QMap<QByteArray, double> marks
                = startOnce(QStringLiteral(EDGELINK_CONSOLE_START), live.consoleArguments(), environment);
            QVERIFY2(marks.contains("painted"), "the wall was never painted with live values");
            if (round == 0)
                continue; // both write their folders
            peer.add(*row);
            console.add(marks.value("painted"));
        }
        bench::printRatio("start, k9s's first row of pods", peer, "the console's wall", console);
    }
};

EDGELINK_TEST_MAIN(BenchStart)
#include "bench_start.moc"
