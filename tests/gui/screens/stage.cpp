// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/screens/stage.h"

#include "widgets/charts/repaintclock.h"
#include "widgets/controls/clock.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QThread>

namespace edgelink::screens {

Stage::Stage(const QString &language, ui::ThemeKind theme, const QSize &size)
    : m_language(language)
{
    ui::setClock(&demo::now);
    m_window = std::make_unique<shell::MainWindow>();
    m_window->setLanguage(language);
    m_window->setTheme(theme);
    m_window->resize(size);
}

Stage::~Stage()
{
    m_window.reset();
    ui::setClock({});
}

void Stage::open(demo::Story story, EnvironmentKind kind)
{
    releases.onHistory = [] { return Result<ReleaseHistory>(demo::history()); };
    releases.onDiff = [](int, int) { return Result<ReleaseDiff>(demo::diff()); };
    verdicts.onVerdict = [this](int) { return Result<Verdict>(demo::verdict(m_language)); };

    shell::ShellPorts ports;
    ports.metrics = &metrics;
    ports.releases = &releases;
    ports.verdicts = &verdicts;
    ports.alerts = &alerts;
    ports.incidents = &tracker;
    ports.drill = &drill;
    ports.journal = &journal;
    shell::ShellContext context;
    context.environment = demo::environment(kind);
    context.thresholds = demo::thresholds();
    context.actor = QStringLiteral("wang");
    context.environments = {QStringLiteral("drill"), QStringLiteral("production")};
    m_window->open(ports, context);
    m_window->show();
    settle();
    for (const MetricBatch &batch : demo::batches(story))
        emit metrics.batchReady(batch);
    for (const TriggerReading &reading : demo::readings(story))
        emit tracker.readingChanged(reading);
    if (story == demo::Story::BadRelease) {
        const QList<JournalDraft> drafts = demo::eventDrafts();
        const QList<qint64> times = demo::eventTimes();
        for (qsizetype i = 0; i < drafts.size(); ++i) {
            journal.setClock([time = times.at(i)] { return time; });
            JournalDraft draft = drafts.at(i);
            draft.environment = context.environment.name;
            draft.stream = kind == EnvironmentKind::Drill ? QStringLiteral("drill") : QStringLiteral("production");
            (void)journal.append(draft);
        }
        emit tracker.incidentChanged(demo::incident(m_language));
        emit alerts.alertsChanged(demo::alerts(), {});
    } else if (story == demo::Story::Healthy) {
        emit alerts.alertsChanged({}, {});
    } else {
        SourceStatus down;
        down.state = SourceStatus::State::Down;
        down.since = demo::now().addSecs(-47);
        emit alerts.statusChanged(down);
    }
    settle();
}

void Stage::settle()
{
    // Pictures only: what is queued, laid out and waiting for a frame gets its turn.
    const QDeadlineTimer least(120);
    const QDeadlineTimer deadline(5000);
    while (!least.hasExpired() || (!ui::RepaintClock::instance().isIdle() && !deadline.hasExpired())) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        QThread::msleep(2);
    }
}

} // namespace edgelink::screens
