// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminationsignals.h"
#include "tests/support/testsink.h"

#include <QSignalSpy>

#include <csignal>
#include <tuple>

using namespace edgelink;

class TestTerminationSignals : public test::Suite
{
    Q_OBJECT

private slots:
    void reachTheEventLoop_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void reachTheEventLoop()
    {
        QFETCH(int, number);
        struct sigaction before = {};
        sigaction(number, nullptr, &before);
        {
            const TerminationSignals signalled;
            QSignalSpy requested(&signalled, &TerminationSignals::requested);
            std::ignore = ::raise(number);
            QCOMPARE(requested.size(), 0); // not from within the handler
            QTRY_COMPARE(requested.size(), 1);
            struct sigaction next = {};
            sigaction(number, nullptr, &next);
            QVERIFY((next.sa_handler == SIG_DFL)
                    == (number != SIGHUP)); // a second one ends the process, but a closed terminal says it twice
        }
        struct sigaction after = {};
        sigaction(number, nullptr, &after);
        QVERIFY(after.sa_handler == before.sa_handler);
    }
};

EDGELINK_GUI_TEST_MAIN(TestTerminationSignals)
#include "tst_terminationsignals.moc"
