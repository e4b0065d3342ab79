// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Memory and processor of the real console while nothing happens: the wall with live values on a display, against an
// empty Qt window on the same display at the same time.
#include "tests/bench/display.h"
#include "tests/bench/liveplatform.h"
#include "tests/bench/measure.h"
#include "tests/support/program.h"
#include "tests/support/testsink.h"

#include <QFile>

#include <unistd.h>

using namespace edgelink;
using std::chrono::milliseconds;

namespace {

constexpr int PollsBefore = 2; ///< until the start is over
constexpr milliseconds Span{20'000};

QByteArray procFile(qint64 pid, const char *name)
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Processor time of the process, and of its children that have ended.
double cpuMs(qint64 pid)
{
    const QByteArray stat = procFile(pid, "stat");
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    double ticks = 0;
    for (const int field : {11, 12, 13, 14}) // utime, stime, cutime, cstime
        ticks += fields.value(field).toDouble();
    return 1000.0 * ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// "Rss", "Pss" … in MiB.
double memoryMb(qint64 pid, const QByteArray &what)
{
    for (const QByteArray &line : procFile(pid, "smaps_rollup").split('\n')) {
        if (line.startsWith(what + ':'))
            return line.mid(what.size() + 1).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

} // namespace

class BenchIdle : public test::Suite
{
    Q_OBJECT

private slots:
    void wallWithLiveValues()
    {
        const bench::LivePlatform live;
        QVERIFY2(live.problem().isEmpty(), qPrintable(live.problem()));
        const bench::Display display;
        QVERIFY2(!display.name().isEmpty(), "Xvfb does not start");
        const QMap<QString, QString> environment{{QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb")},
                                                 {QStringLiteral("DISPLAY"), display.name()}};
        const std::unique_ptr<QProcess> empty
            = test::startProgram(QStringLiteral(EDGELINK_EMPTY_WINDOW), {QStringLiteral("--stay")}, environment);
        const std::unique_ptr<QProcess> console
            = test::startProgram(QStringLiteral(EDGELINK_CONSOLE), live.consoleArguments(), environment);
        constexpr int Seats = 7;
        QTRY_VERIFY_WITH_TIMEOUT(live.rangeQueries() >= PollsBefore * Seats, 60'000);

        const int before = live.rangeQueries();
        const double emptyBefore = cpuMs(empty->processId());
        const double consoleBefore = cpuMs(console->processId());
        QElapsedTimer clock;
        clock.start();
        QTest::qWait(static_cast<int>(Span.count())); // the span of the measurement; nothing is awaited
        const auto elapsed = static_cast<double>(clock.elapsed());
        const double emptyCpu = 100 * (cpuMs(empty->processId()) - emptyBefore) / elapsed;
        const double consoleCpu = 100 * (cpuMs(console->processId()) - consoleBefore) / elapsed;
        QVERIFY2(live.rangeQueries() > before, "the wall was not live");

        for (const char *kind : {"Rss", "Pss", "Private_Dirty"}) {
            const double mine = memoryMb(console->processId(), kind);
            const double baseline = memoryMb(empty->processId(), kind);
            QVERIFY2(mine > 0 && baseline > 0, "a process has gone");
            std::printf("%-44s %9.1f MB = %6.2f x an empty Qt window (%.1f MB)%s\n",
                        (QByteArray("idle console, ") + kind).constData(), mine, mine / baseline, baseline,
                        qstrcmp(kind, "Rss") == 0 ? "; target 100 MB" : "");
        }
        std::printf("%-44s %9.2f %% of a core over %.0f s, %d polls (empty window %.2f %%); target 1 %%\n",
                    "idle console, processor", consoleCpu, elapsed / 1000, (live.rangeQueries() - before) / Seats,
                    emptyCpu);
        std::fflush(stdout);
        for (QProcess *process : {console.get(), empty.get()}) {
            process->terminate();
            if (!process->waitForFinished(10'000))
                process->kill();
            process->waitForFinished();
        }
    }
};

EDGELINK_TEST_MAIN(BenchIdle)
#include "bench_idle.moc"
