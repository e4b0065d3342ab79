// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Several consoles on one data folder: a request to stop a run reaches the one that executes it, or nobody.
#include "app/stoprequests.h"
#include "models/domain/runbook.h"
#include "tests/support/testsink.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>

#include <atomic>

using namespace edgelink;

namespace {

RunSnapshot runIn(RunState state, const QString &id)
{
    RunSnapshot run;
    run.runId = id;
    run.state = state;
    return run;
}

/// askToStop on a thread of its own, as the verb has it.
struct Asking {
    std::atomic<bool> givenUp{false};
    Result<bool> answer = false;
    std::unique_ptr<QThread> thread;

    Asking(const QString &data, const QString &run, const QString &actor = QStringLiteral("second responder"))
        : thread(QThread::create([this, data, run, actor] {
            const QDeadlineTimer end(20'000);
            answer = askToStop(data, run, actor, [&] { return givenUp.load() || end.hasExpired(); });
        }))
    {
        thread->start();
    }
    ~Asking()
    {
        givenUp = true;
        thread->wait();
    }
};

} // namespace

class StopRequestsTest : public test::Suite
{
    Q_OBJECT

    QTemporaryDir m_data;

    [[nodiscard]] QStringList left() const
    {
        return QDir(m_data.path() + QStringLiteral("/stop")).entryList(QDir::Files | QDir::Hidden);
    }

private slots:
    void cleanup()
    {
        const QStringList files = left();
        for (const QString &file : files)
            QVERIFY(QFile::remove(m_data.path() + QStringLiteral("/stop/") + file));
    }

    void reachesTheOneThatExecutesTheRun()
    {
        StopRequests window(m_data.path());
        StopRequests headless(m_data.path());
        StopRequests idle(m_data.path());
        window.follow(runIn(RunState::Running, QStringLiteral("run-a")));
        headless.follow(runIn(RunState::Preflight, QStringLiteral("run-b")));
        const QSignalSpy inWindow(&window, &StopRequests::requested);
        const QSignalSpy inHeadless(&headless, &StopRequests::requested);
        const QSignalSpy inIdle(&idle, &StopRequests::requested);
        Asking first(m_data.path(), QStringLiteral("run-b"));
        QTRY_VERIFY_WITH_TIMEOUT(first.thread->isFinished(), 10'000);
        QVERIFY(first.answer && *first.answer);
        QCOMPARE(inHeadless.size(), 1);
        QCOMPARE(inHeadless.first().at(0).toString(), QStringLiteral("run-b"));
        QCOMPARE(inHeadless.first().at(1).toString(), QStringLiteral("second responder"));
        QCOMPARE(inWindow.size() + inIdle.size(), 0);
        QCOMPARE(left(), QStringList());
    }

    void isTakenBackWhenNobodyHasTheRun()
    {
        StopRequests console(m_data.path());
        console.follow(runIn(RunState::Running, QStringLiteral("run-a")));
        console.follow(runIn(RunState::Finished, QStringLiteral("run-a")));
        const QSignalSpy requested(&console, &StopRequests::requested);
        Asking asking(m_data.path(), QStringLiteral("run-a"));
        QTRY_COMPARE(left().size(), 1);
        asking.givenUp = true;
        QTRY_VERIFY(asking.thread->isFinished());
        QVERIFY(asking.answer && !*asking.answer);
        QCOMPARE(requested.size(), 0);
        QCOMPARE(left(), QStringList());
    }

    void isTakenOnceTheRunIsKnown()
    {
        StopRequests console(m_data.path());
        const QSignalSpy requested(&console, &StopRequests::requested);
        Asking asking(m_data.path(), QStringLiteral("run-a"));
        QTRY_COMPARE(left().size(), 1);
        console.follow(runIn(RunState::Preflight, QStringLiteral("run-a")));
        QTRY_VERIFY(asking.thread->isFinished());
        QVERIFY(asking.answer && *asking.answer);
        QCOMPARE(requested.size(), 1);
    }

    void oneWhoGivesUpTakesBackOnlyTheirOwn()
    {
        StopRequests console(m_data.path());
        const QSignalSpy requested(&console, &StopRequests::requested);
        Asking impatient(m_data.path(), QStringLiteral("run-a"), QStringLiteral("impatient"));
        Asking patient(m_data.path(), QStringLiteral("run-a"), QStringLiteral("patient"));
        QTRY_COMPARE(left().size(), 2);
        impatient.givenUp = true;
        QTRY_VERIFY(impatient.thread->isFinished());
        QVERIFY(impatient.answer && !*impatient.answer);
        QCOMPARE(left().size(), 1);
        console.follow(runIn(RunState::Running, QStringLiteral("run-a")));
        QTRY_VERIFY(patient.thread->isFinished());
        QVERIFY(patient.answer && *patient.answer);
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested.first().at(1).toString(), QStringLiteral("patient"));
    }

    void aForgottenOneStopsNoLaterResume()
    {
        StopRequests console(m_data.path());
        const QSignalSpy requested(&console, &StopRequests::requested);
        QFile file(m_data.path() + QStringLiteral("/stop/run-a.00000000000000000000000000000000"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-300), QFileDevice::FileModificationTime));
        file.close();
        console.follow(runIn(RunState::Running, QStringLiteral("run-a")));
        // Another request of the same run comes through past it.
        Asking asking(m_data.path(), QStringLiteral("run-a"));
        QTRY_VERIFY(asking.thread->isFinished());
        QVERIFY(asking.answer && *asking.answer);
        QCOMPARE(requested.size(), 1);
        QCOMPARE(left().size(), 1);
    }

    void refusesWhatIsNoRun_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("empty") << "";
        QTest::newRow("a path") << "../journal.sqlite";
        QTest::newRow("a dot") << "run.a";
        QTest::newRow("long") << QString(65, 'r');
    }

    void refusesWhatIsNoRun()
    {
        QFETCH(QString, id);
        const Result<bool> answer = askToStop(m_data.path(), id, QStringLiteral("who"), [] { return true; });
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::NotFound);
        QCOMPARE(left(), QStringList());
    }
};

EDGELINK_TEST_MAIN(StopRequestsTest)
#include "tst_stoprequests.moc"
