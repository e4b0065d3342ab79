// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testsink.h"
#include "widgets/controls/states.h"
#include "widgets/run/preflightpane.h"

#include <QScrollArea>
#include <QScrollBar>

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
    }
};

EDGELINK_GUI_TEST_MAIN(PreflightPaneTest)
#include "tst_preflightpane.moc"
