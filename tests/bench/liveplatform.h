// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/httpfixture.h"

#include <QTemporaryDir>

#include <atomic>

namespace edgelink::bench {

/// What a console talks to on a quiet day, on one loopback port of this process: Prometheus with seven healthy curves
/// that move with the clock, Alertmanager without alerts, an API server with 14 pods and one revision of the release,
/// whose watches are open and silent. helm and kubectl are the real ones (EDGELINK_TOOLCHAIN).
class LivePlatform
{
public:
    static constexpr int Pods = 14;

    LivePlatform();

    [[nodiscard]] QString problem() const { return m_problem; } ///< empty: usable
    [[nodiscard]] QStringList consoleArguments() const; ///< for the console's command line; one data folder for all
    [[nodiscard]] int rangeQueries() const { return m_rangeQueries.load(); } ///< so far; seven a poll

private:
    [[nodiscard]] test::HttpFixture::Reply answer(const test::HttpFixture::Request &request);
    [[nodiscard]] bool write(const QString &name, const QByteArray &content);

    QTemporaryDir m_folder;
    QString m_problem;
    std::atomic<int> m_rangeQueries{0};
    test::HttpFixture m_server;
};

} // namespace edgelink::bench
