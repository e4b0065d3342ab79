// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/demodata.h"
#include "tests/support/fakejournal.h"
#include "tests/support/screenports.h"
#include "tests/support/scriptedsources.h"
#include "tests/support/testsink.h"
#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/linelist.h"
#include "widgets/wall/suspectpanel.h"
#include "widgets/wall/wallpage.h"

#include <QLabel>

#include <algorithm>
#include <memory>

namespace edgelink::test {

using namespace edgelink::ui;

/// Answers when the test says so.
class SlowVerdicts : public VerdictSource
{
public:
    [[nodiscard]] QFuture<Result<Verdict>> verdict(int targetRevision) override
    {
        asked << targetRevision;
        auto promise = std::make_shared<QPromise<Result<Verdict>>>();
        promise->start();
        promises << promise;
        return promise->future();
    }
    QList<int> asked;
    QList<SharedPromise<Result<Verdict>>> promises;
};

inline Button *buttonStarting(QWidget *parent, const QString &text)
{
    for (Button *button : parent->findChildren<Button *>()) {
        if (button->text().startsWith(text))
            return button;
    }
    return nullptr;
}

inline bool labelSaying(QWidget *parent, const QString &text)
{
    const QList<QLabel *> labels = parent->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
                       [&text](const QLabel *label) { return label->text().contains(text); });
}

struct Wall {
    ScriptedMetrics metrics;
    ScriptedReleases releases;
    SlowVerdicts verdicts;
    FakeAlerts alerts;
    FakeTracker tracker;
    FakeJournal journal;
    Arming arming;
    std::unique_ptr<WallPage> page;

    Wall()
    {
        releases.onHistory = [] { return Result<ReleaseHistory>(demo::history()); };
        arming.setEnvironment(QStringLiteral("drill"));
        page = std::make_unique<WallPage>(WallPorts{&metrics, &alerts, &tracker, &verdicts, &releases, &journal},
                                          demo::environment(), demo::thresholds(), &arming, QStringLiteral("wang"));
        page->resize(1280, 634);
        page->show();
    }
    void tell(demo::Story story)
    {
        for (const MetricBatch &batch : demo::batches(story))
            emit metrics.batchReady(batch);
        for (const TriggerReading &reading : demo::readings(story))
            emit tracker.readingChanged(reading);
    }
};

} // namespace edgelink::test
