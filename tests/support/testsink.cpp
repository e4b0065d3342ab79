// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testsink.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <QDeadlineTimer>
#include <QDir>
#include <QStringList>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <mutex>

namespace edgelink::test {

namespace {

std::mutex g_mutex;
QStringList g_expected;
QStringList g_unexpected;
QtMessageHandler g_previous = nullptr;
bool g_installed = false;

void record(const QString &line)
{
    const std::lock_guard lock(g_mutex);
    const bool expected = std::any_of(g_expected.cbegin(), g_expected.cend(),
                                      [&line](const QString &fragment) { return line.contains(fragment); });
    if (!expected)
        g_unexpected << line;
}

void onQtMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (type == QtWarningMsg || type == QtCriticalMsg || type == QtFatalMsg)
        record(message);
    if (g_previous != nullptr)
        g_previous(type, context, message);
}

class RecordingSink : public spdlog::sinks::base_sink<std::mutex>
{
protected:
    void sink_it_(const spdlog::details::log_msg &message) override
    {
        const QString text = QString::fromUtf8(message.payload.data(), static_cast<qsizetype>(message.payload.size()));
        if (message.level >= spdlog::level::err)
            record(text);
        std::fprintf(stderr, "log %d: %s\n", static_cast<int>(message.level), qPrintable(text));
    }
    void flush_() override { }
};

} // namespace

void Suite::init()
{
    const QtMessageHandler present = qInstallMessageHandler(onQtMessage);
    if (present != onQtMessage)
        g_previous = present;
    g_installed = true;
}

TestSink::TestSink()
{
    auto logger = std::make_shared<spdlog::logger>("test", std::make_shared<RecordingSink>());
    logger->set_level(spdlog::level::debug);
    spdlog::set_default_logger(logger);
    // The offscreen platform says this of every window with a minimum size; it is no fault of ours.
    expectLog(QStringLiteral("This plugin does not support propagateSizeHints()"));
    expectLog(QStringLiteral("This plugin does not support raise()"));
}

TestSink::~TestSink()
{
    qInstallMessageHandler(nullptr);
}

int TestSink::report() const
{
    const std::lock_guard lock(g_mutex);
    for (const QString &line : std::as_const(g_unexpected))
        std::fprintf(stderr, "FAIL! unexpected error log: %s\n", qPrintable(line));
    if (!g_installed)
        std::fprintf(stderr, "FAIL! Suite::init() never ran, so Qt messages were not watched\n");
    return static_cast<int>(g_unexpected.size()) + (g_installed ? 0 : 1);
}

void awaitEndingThreads()
{
    const QDeadlineTimer deadline(200);
    const auto others = [] {
        return QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() > 1;
    };
    while (others() && !deadline.hasExpired())
        QThread::usleep(500);
}

void expectLog(const QString &fragment)
{
    const std::lock_guard lock(g_mutex);
    g_expected << fragment;
}

} // namespace edgelink::test

#include "moc_testsink.cpp"
