// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QString>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace edgelink::bench {

/// Durations of one thing, in milliseconds.
class Samples
{
public:
    void add(double milliseconds) { m_values.append(milliseconds); }
    [[nodiscard]] bool isEmpty() const { return m_values.isEmpty(); }
    [[nodiscard]] double percentile(double fraction) const
    {
        QList<double> sorted = m_values;
        std::sort(sorted.begin(), sorted.end());
        if (sorted.isEmpty())
            return 0;
        const auto index = static_cast<qsizetype>(std::lround(fraction * static_cast<double>(sorted.size() - 1)));
        return sorted.at(std::min(index, sorted.size() - 1));
    }
    [[nodiscard]] double median() const { return percentile(0.5); }

    template<typename Work>
    void time(Work work)
    {
        QElapsedTimer timer;
        timer.start();
        work();
        add(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }

private:
    QList<double> m_values;
};

/// One line of the bench's output: a measured thing as a ratio of the baseline of the same run.
inline void printRatio(const char *what, const Samples &measured, const char *baselineName, const Samples &baseline)
{
    std::printf("%-44s median %9.3f ms  p99 %9.3f ms  = %6.2f x %s (median %.3f ms)\n", what, measured.median(),
                measured.percentile(0.99), baseline.median() > 0 ? measured.median() / baseline.median() : 0.0,
                baselineName, baseline.median());
    std::fflush(stdout);
}

} // namespace edgelink::bench
