// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window over the real record: what is written here is in the file, and what was done to the file is seen here.
#include "app/services/incident/incidentservice.h"
#include "app/shell/mainwindow.h"
#include "tests/support/demodata.h"
#include "tests/support/screenports.h"
#include "tests/support/scriptedsources.h"
#include "tests/unit/journal/journalsuite.h"
#include "widgets/controls/button.h"
#include "widgets/controls/label.h"
#include "widgets/controls/linelist.h"
#include "widgets/timeline/timelinepage.h"
#include "widgets/wall/timelinepanel.h"
#include "widgets/wall/wallpage.h"

#include <QDialog>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTableView>

using namespace edgelink;
using namespace edgelink::test;

namespace {

struct Window {
    journal::SqliteJournal *record;
    ScriptedMetrics metrics;
    ScriptedReleases releases;
    ScriptedVerdicts verdicts;
    FakeAlerts alerts;
    std::unique_ptr<incident::IncidentService> incidents;
    std::unique_ptr<shell::MainWindow> window;

    explicit Window(journal::SqliteJournal *journal)
        : record(journal)
    {
        releases.onHistory = [] { return Result<ReleaseHistory>(demo::history()); };
        incidents = std::make_unique<incident::IncidentService>(
            incident::IncidentPorts{&metrics, record, &releases, nullptr, nullptr}, demo::thresholds(),
            demo::environment(), incident::IncidentOptions{});
        incidents->start();
        window = std::make_unique<shell::MainWindow>();
        window->setLanguage(QStringLiteral("en"));
        shell::ShellPorts ports;
        ports.metrics = &metrics;
        ports.releases = &releases;
        ports.verdicts = &verdicts;
        ports.alerts = &alerts;
        ports.journal = record;
        ports.incidents = incidents.get();
        shell::ShellContext context;
        context.environment = demo::environment();
        context.thresholds = demo::thresholds();
        context.actor = QStringLiteral("wang");
        window->open(ports, context);
        window->addPage({QStringLiteral("timeline"), [] { return QStringLiteral("Timeline"); }, QStringLiteral("t"),
                         [this](QWidget *parent) -> QWidget * {
                             return new ui::TimelinePage(record, QStringLiteral("drill"), parent);
                         }});
        window->resize(1280, 720);
        window->show();
    }
    [[nodiscard]] QList<JournalEvent> notes() const
    {
        JournalQuery query;
        query.kinds = QStringList{QString::fromLatin1(journalkind::Note)};
        const auto read = get(record->read(query));
        return read ? *read : QList<JournalEvent>{};
    }
    [[nodiscard]] QDialog *dialog() const
    {
        const QList<QDialog *> dialogs = window->findChildren<QDialog *>();
        for (QDialog *dialog : dialogs) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
};

ui::Button *button(QWidget *parent, const QString &text)
{
    for (ui::Button *button : parent->findChildren<ui::Button *>()) {
        if (button->isVisible() && button->text().contains(text))
            return button;
    }
    return nullptr;
}

ui::Label *labelSaying(QWidget *parent, const QString &text)
{
    for (ui::Label *label : parent->findChildren<ui::Label *>()) {
        if (label->isVisible() && label->text().contains(text))
            return label;
    }
    return nullptr;
}

} // namespace

class WindowRecordTest : public JournalSuite
{
    Q_OBJECT

private slots:
    void aNoteWrittenInTheWindowIsInTheRecord()
    {
        const QString text = QStringLiteral("客户报告 502 <b>since 14:36</b>");
        const auto journal = open();
        {
            Window shown(journal.get());
            QTRY_VERIFY(shown.window->wall() != nullptr && shown.window->wall()->isVisible());
            auto *panel = shown.window->wall()->findChild<ui::TimelinePanel *>();
            ui::Button *add = button(panel, QStringLiteral("Add a note"));
            QVERIFY(add != nullptr);
            QTest::keyClick(add, Qt::Key_Space);
            QPointer<QDialog> dialog;
            QTRY_VERIFY((dialog = shown.dialog()) != nullptr);
            ui::Button *submit = button(dialog, QStringLiteral("Add the note"));
            QVERIFY(submit != nullptr && !submit->isEnabled()); // an empty note says nothing
            auto *field = dialog->findChild<QPlainTextEdit *>();
            field->setPlainText(text);
            QVERIFY(submit->isEnabled());
            QVERIFY(shown.notes().isEmpty()); // nothing before the button
            QTest::keyClick(submit, Qt::Key_Space);
            QTRY_VERIFY_WITH_TIMEOUT(dialog.isNull() || !dialog->isVisible(), 20'000);
            const QList<JournalEvent> notes = shown.notes();
            QCOMPARE(notes.size(), 1);
            QCOMPARE(notes.first().draft.actor, QStringLiteral("wang"));
            QCOMPARE(notes.first().draft.stream, QStringLiteral("drill"));
            QCOMPARE(notes.first().draft.payload.value(QStringLiteral("text")).toString(), text);
            const auto seen = [panel, &text] {
                const QList<ui::ListLine> lines = panel->findChild<ui::LineList *>()->lines();
                return std::any_of(lines.cbegin(), lines.cend(),
                                   [&text](const ui::ListLine &line) { return line.text.contains(text); });
            };
            QTRY_VERIFY_WITH_TIMEOUT(seen(), 20'000);
        }
        QVERIFY(get(journal->verify())->intact);
    }

    void aDamagedRecordIsCalledBrokenOnScreen()
    {
        {
            const auto journal = open();
            for (int i = 0; i < 5; ++i)
                QVERIFY(get(journal->append(draft(journalkind::Note, {{"text", QString::number(i)}}))));
        }
        QCOMPARE(
            tamper(m_file, Unlock + QStringList{"UPDATE event SET payload = '{\"text\":\"no\"}' WHERE sequence = 3"}),
            QString());
        const auto journal = open();
        Window shown(journal.get());
        shown.window->showPage(QStringLiteral("timeline"));
        QWidget *page = shown.window->page(QStringLiteral("timeline"));
        QVERIFY(page != nullptr);
        ui::Button *verify = nullptr;
        QTRY_VERIFY((verify = button(page, QStringLiteral("Verify the chain"))) != nullptr);
        QTest::keyClick(verify, Qt::Key_Space);
        ui::Label *verdict = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((verdict = labelSaying(page, QStringLiteral("BROKEN at event 3"))) != nullptr, 20'000);
        QVERIFY2(verdict->text().contains(QStringLiteral("not what was written")), qPrintable(verdict->text()));
        QCOMPARE(verdict->role(), ui::Role::Alarm); // this is one
        QVERIFY(labelSaying(page, QStringLiteral("chain intact")) == nullptr);
        QVERIFY(verify->isEnabled());
    }
};

EDGELINK_GUI_TEST_MAIN(WindowRecordTest)
#include "tst_window_record.moc"
