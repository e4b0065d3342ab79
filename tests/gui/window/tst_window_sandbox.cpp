// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which page the window begins with: the sandbox's preparation until its supervisor, alive, says that it is ready.
// A configuration file proves nothing; it is written early and stays behind after a kill or a reboot.
#include "app/cli/options.h"
#include "app/preparation.h"
#include "app/shell/mainwindow.h"
#include "app/shell/sandboxpage.h"
#include "app/window.h"
#include "models/ports/marshal.h"
#include "tests/support/testsink.h"
#include "widgets/controls/button.h"
#include "widgets/controls/label.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QThread>

using namespace edgelink;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    QVERIFY(file.commit());
}

/// A state folder whose supervisor is this process, or one that is no more.
struct Sandbox {
    QTemporaryDir folder;

    Sandbox()
    {
        // That it was opened is seen from the complaint about it.
        write(file(QStringLiteral("console.yaml")), "version: 1\nmistake: here\n");
    }
    [[nodiscard]] QString file(const QString &name) const { return folder.filePath(name); }
    void say(const QString &phase, bool alive) const
    {
        const QByteArray line = contents(QStringLiteral("/proc/self/stat"));
        const QString ticks = QString::fromLatin1(line.mid(line.lastIndexOf(')') + 2).split(' ').value(19));
        const QByteArray boot = contents(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed();
        const QJsonObject supervisor{{"pid", QCoreApplication::applicationPid()},
                                     {"startTicks", alive ? ticks : QStringLiteral("1")}};
        const QJsonObject component{{"name", "etcd"}, {"state", "ready"}};
        write(file(QStringLiteral("state.json")),
              QJsonDocument(QJsonObject{{"schema", 1},
                                        {"phase", phase},
                                        {"scenario", "bad-release"},
                                        {"consoleConfiguration", file(QStringLiteral("console.yaml"))},
                                        {"supervisor", supervisor},
                                        {"bootId", QString::fromLatin1(boot)},
                                        {"components", QJsonArray{component}}})
                  .toJson());
    }
};

bool says(const QWidget *window, const QString &part)
{
    const QList<ui::Label *> labels = window->findChildren<ui::Label *>();
    return std::any_of(labels.cbegin(), labels.cend(),
                       [&part](const ui::Label *label) { return label->isVisible() && label->text().contains(part); });
}

bool offers(const QWidget *window, const QString &start)
{
    const QList<ui::Button *> buttons = window->findChildren<ui::Button *>();
    return std::any_of(buttons.cbegin(), buttons.cend(), [&start](const ui::Button *button) {
        return button->isVisible() && button->text().startsWith(start);
    });
}

} // namespace

class WindowSandboxTest : public test::Suite
{
    Q_OBJECT

private slots:
    void theWindowWaitsForALivingSandbox_data()
    {
        QTest::addColumn<QString>("phase"); // empty: no state file
        QTest::addColumn<bool>("alive");
        QTest::addColumn<bool>("startable"); // by a button of the page
        QTest::newRow("not started yet") << QString() << false << false;
        QTest::newRow("starting") << QStringLiteral("starting") << true << false;
        QTest::newRow("left by a kill or a reboot") << QStringLiteral("ready") << false << true;
        QTest::newRow("stopped") << QStringLiteral("stopped") << false << true;
    }

    void theWindowWaitsForALivingSandbox()
    {
        QFETCH(QString, phase);
        QFETCH(bool, alive);
        QFETCH(bool, startable);
        const Sandbox sandbox;
        if (!phase.isEmpty())
            sandbox.say(phase, alive);
        Window window(options(sandbox));
        window.mainWindow()->setLanguage(QStringLiteral("en"));
        window.show();
        QVERIFY(window.mainWindow()->findChild<shell::SandboxPage *>() != nullptr);
        QTRY_COMPARE(offers(window.mainWindow(), QStringLiteral("Start the sandbox")), startable);
        QTRY_COMPARE(says(window.mainWindow(), QStringLiteral("The sandbox is not running")), startable);
        QVERIFY(!says(window.mainWindow(), QStringLiteral("mistake")));

        sandbox.say(QStringLiteral("ready"), true);
        QTRY_VERIFY_WITH_TIMEOUT(says(window.mainWindow(), QStringLiteral("mistake")), 30'000);
    }

    void aReadySandboxIsOpenedAtOnce()
    {
        const Sandbox sandbox;
        sandbox.say(QStringLiteral("ready"), true);
        Window window(options(sandbox));
        window.show();
        QVERIFY(window.mainWindow()->findChild<shell::SandboxPage *>() == nullptr);
        QVERIFY(says(window.mainWindow(), QStringLiteral("mistake")));
    }

    /// One that is interrupted ends the sandbox, and its row would say "cancelled" of what succeeded.
    void theUpThatMadeItReadyEndsByItself()
    {
        const Sandbox sandbox;
        sandbox.say(QStringLiteral("stopped"), false);
        const QString program = sandbox.file(QStringLiteral("edgelink-sandbox"));
        write(program, R"(#!/bin/sh
trap 'exit 130' INT
: > "$0.begun"
until [ -e "$0.go" ]; do sleep 0.05; done
)");
        QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const QString data = sandbox.file(QStringLiteral("data"));
        QVERIFY(QDir().mkpath(data));
        auto preparation = std::make_unique<Preparation>(
            PreparationOptions{data, sandbox.folder.path(), program, QStringLiteral("zhang")});
        preparation->drills()->start();
        const auto up = preparation->drills()->retry();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(program + QStringLiteral(".begun")), 30'000);
        sandbox.say(QStringLiteral("ready"), true);
        const std::unique_ptr<QThread> thread = Preparation::retire(std::move(preparation)); // does not wait for it
        write(program + QStringLiteral(".go"), {});
        QVERIFY(thread->wait(30'000));

        journal::SqliteJournal journal({.file = data + QStringLiteral("/journal.sqlite")});
        JournalQuery query;
        query.kinds = QStringList{QString::fromLatin1(journalkind::OutcomeOf)};
        const auto outcomes = await(journal.read(query), std::chrono::seconds{30});
        QVERIFY(outcomes && *outcomes);
        QCOMPARE((*outcomes)->size(), 1);
        const JournalDraft row = (*outcomes)->first().draft;
        QCOMPARE(row.actor, QStringLiteral("zhang"));
        QCOMPARE(row.payload.value(QStringLiteral("outcome")).toString(), QStringLiteral("success"));
    }

private:
    [[nodiscard]] cli::Options options(const Sandbox &sandbox) const
    {
        cli::Options options;
        options.sandboxDirectory = sandbox.folder.path();
        options.dataDirectory = sandbox.file(QStringLiteral("data"));
        return options;
    }
};

EDGELINK_GUI_TEST_MAIN(WindowSandboxTest)
#include "tst_window_sandbox.moc"
