// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testsink.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/glyph.h"
#include "widgets/controls/label.h"
#include "widgets/controls/states.h"
#include "widgets/run/preflightpane.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

#include <algorithm>

using namespace edgelink;
using namespace edgelink::ui;

class PreflightPaneTest : public test::Suite
{
    Q_OBJECT

private slots:
    void whatFailedIsInView_data()
    {
        QTest::addColumn<int>("failed");
        for (const int row : {0, 8, 16})
            QTest::addRow("check %d of 17", row + 1) << row;
    }

    void whatFailedIsInView()
    {
        QFETCH(int, failed);
        RunSnapshot run;
        run.state = RunState::Refused;
        for (int i = 0; i < 17; ++i) {
            StepRecord check;
            check.id = QString::number(i);
            check.title.en = QStringLiteral("Check %1").arg(i);
            check.text = QStringLiteral("What was seen, in a sentence of some length, as probes say it.");
            check.state = i == failed ? StepState::Failed : StepState::Done;
            run.preflight << check;
        }
        PreflightPane pane;
        pane.resize(900, 320);
        pane.show();
        pane.setRun(run);
        const auto *scroll = pane.findChild<QScrollArea *>();
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0); // laid out, and not all of them fit
        const auto isInView = [&](int row) {
            const QList<StateLabel *> labels = pane.findChildren<StateLabel *>();
            const QWidget *label = labels.value(row);
            const QRect place(label->mapTo(scroll->viewport(), QPoint()), label->size());
            return labels.size() == 17 && scroll->viewport()->rect().contains(place);
        };
        QTRY_VERIFY(isInView(failed));
        QVERIFY(!isInView(failed == 0 ? 16 : 0));
        if (failed == 8)
            QVERIFY(!isInView(7)); // first in sight, not last
    }

    void aRefusalLooksLikeOne_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::addColumn<bool>("refused");
        QTest::newRow("refused") << RunState::Refused << true;
        QTest::newRow("at work") << RunState::Preflight << false;
        QTest::newRow("passed") << RunState::AwaitingConfirmation << false;
    }

    void aRefusalLooksLikeOne()
    {
        QFETCH(RunState, state);
        QFETCH(bool, refused);
        RunSnapshot run;
        run.state = state;
        PreflightPane pane;
        pane.show();
        pane.setRun(run);
        const auto *glyph = pane.findChild<GlyphLabel *>();
        QCOMPARE(glyph->isVisible(), refused);
        QCOMPARE(glyph->role(), Role::Caution);
        const QList<Label *> labels = pane.findChildren<Label *>();
        const auto hint = std::find_if(labels.cbegin(), labels.cend(), [](const Label *label) {
            return label->text().startsWith(QStringLiteral("Refused"));
        });
        QCOMPARE(hint != labels.cend(), refused);
        auto *again = pane.findChild<Button *>();
        QCOMPARE(again->isVisible(), refused);
        if (!refused)
            return;
        QCOMPARE((*hint)->role(), Role::Caution);
        QSignalSpy wanted(&pane, &PreflightPane::againRequested);
        again->click();
        QCOMPARE(wanted.size(), 1);
        Arming arming;
        pane.setArming(&arming);
        arming.setViewer(true);
        QVERIFY(!again->isEnabled());
        const QList<Label *> now = pane.findChildren<Label *>();
        QVERIFY(std::any_of(now.cbegin(), now.cend(), [&arming](const Label *label) {
            return label->isVisible() && label->text() == arming.blockedReason();
        }));
    }
};

EDGELINK_GUI_TEST_MAIN(PreflightPaneTest)
#include "tst_preflightpane.moc"
