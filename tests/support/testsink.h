// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QCoreApplication>
#include <QString>
#include <QtTest/QTest>

#include <type_traits>

namespace edgelink::test {

/// Catches every Qt message and every spdlog line while tests run. An error nobody expected fails the program
/// even when all its test functions passed: silent breakage turns red.
/// Counted: Qt warnings and worse, spdlog `err` and worse.
class TestSink
{
public:
    TestSink();
    ~TestSink();
    TestSink(const TestSink &) = delete;
    TestSink &operator=(const TestSink &) = delete;

    /// Number of unexpected errors so far; prints each.
    [[nodiscard]] int report() const;
};

/// Base of every test class. A class with its own `init()` calls Suite::init() first.
class Suite : public QObject
{
    Q_OBJECT

protected slots:
    void init(); ///< QTest replaces the message handler when it starts, so ours goes on top here
};

/// Says that an error log containing `fragment` is part of this test program (any number of times, also none).
void expectLog(const QString &fragment);

/// QThread::wait() returns before the thread has let go of what libraries keep for it (OpenSSL's errors and random
/// numbers). A program that returns from main() in that moment is told of a leak. Waits until no other thread is left,
/// at most a moment: some stay for good.
void awaitEndingThreads();

template<typename Application, typename TestClass>
int runApplication(int argc, char **argv)
{
    Application application(argc, argv);
    static_assert(std::is_base_of_v<Suite, TestClass>, "derive the test class from edgelink::test::Suite");
    const TestSink sink;
    TestClass tests;
    const int failed = QTest::qExec(&tests, argc, argv);
    return failed + sink.report();
}

template<typename Application, typename TestClass>
int runTests(int argc, char **argv)
{
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi, true);
    const int failed = runApplication<Application, TestClass>(argc, argv);
    awaitEndingThreads();
    return failed;
}

} // namespace edgelink::test

#define EDGELINK_TEST_MAIN(TestClass)                                                                                  \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        return edgelink::test::runTests<QCoreApplication, TestClass>(argc, argv);                                      \
    }
#define EDGELINK_GUI_TEST_MAIN(TestClass)                                                                              \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        return edgelink::test::runTests<QApplication, TestClass>(argc, argv);                                          \
    }
