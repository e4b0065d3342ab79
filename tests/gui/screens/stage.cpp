// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/screens/stage.h"

#include "widgets/charts/repaintclock.h"
#include "widgets/controls/clock.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QThread>

#include <tuple>

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
    openWindow(kind);
    m_window->show();
    settle();
    tellSources(story, kind);
    settle();
}

void Stage::openUnsettled(demo::Story story)
{
    openWindow(EnvironmentKind::Drill);
    tellSources(story, EnvironmentKind::Drill); // values that were there before the first picture
    m_window->show();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents(QEventLoop::AllEvents);
}

void Stage::openWindow(EnvironmentKind kind)
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
    ports.runs = &runs;
    ports.commands = &commands;
    shell::ShellContext context;
    context.environment = demo::environment(kind);
    if (m_crowded) {
        context.environment.cluster
            = QStringLiteral("arn:aws:eks:eu-west-1:123456789012:cluster/edgelink-production-blue");
        context.environment.nameSpace = QStringLiteral("edgelink-control-plane-production-eu-west-1-blue");
        context.environment.release = QStringLiteral("edge-link-control-plane-production-europe");
    }
    context.thresholds = demo::thresholds();
    context.actor = QStringLiteral("wang");
    context.viewer = m_viewer;
    context.environments = {QStringLiteral("drill"), QStringLiteral("production")};
    m_window->open(ports, context);
    // Tabs of the pages that other scenes draw.
    for (const auto &[id, title, key] : {std::tuple{"releases", "Releases", "r"},
                                         {"runs", "Runs", "u"},
                                         {"timeline", "Timeline", "t"},
                                         {"report", "Report", "p"},
                                         {"drills", "Drills", "d"}})
        m_window->addPage({QString::fromLatin1(id), [title = title] { return shell::MainWindow::tr(title); },
                           QString::fromLatin1(key),
                           [this, id = QString::fromLatin1(id)](QWidget *parent) -> QWidget * {
                               if (const auto given = pages.value(id))
                                   return given(parent);
                               QWidget *page = makePage ? makePage(id, parent) : nullptr;
                               return page != nullptr ? page : new QWidget(parent);
                           }});
}

void Stage::tellSources(demo::Story story, EnvironmentKind kind)
{
    for (const MetricBatch &batch : demo::batches(story))
        emit metrics.batchReady(batch);
    for (const TriggerReading &reading : demo::readings(story))
        emit tracker.readingChanged(reading);
    if (story == demo::Story::BadRelease) {
        tellEvents(kind);
        emit tracker.incidentChanged(demo::incident(m_language));
        QList<Alert> firing = demo::alerts();
        for (int i = 0; m_crowded && i < 300; ++i) {
            Alert alert = firing.first();
            alert.fingerprint += QString::number(i);
            alert.name += QStringLiteral("OfAVeryLongRuleNameThatSomebodyOnceFoundDescriptive%1").arg(i);
            firing << alert;
        }
        emit alerts.alertsChanged(firing, {});
    } else if (story == demo::Story::Healthy) {
        emit alerts.alertsChanged({}, {});
    } else {
        SourceStatus down;
        down.state = SourceStatus::State::Down;
        down.since = demo::now().addSecs(-47);
        emit alerts.statusChanged(down);
    }
}

void Stage::tellEvents(EnvironmentKind kind)
{
    const QList<JournalDraft> drafts = demo::eventDrafts();
    const QList<qint64> times = demo::eventTimes();
    for (qsizetype i = 0; i < drafts.size(); ++i) {
        const qint64 time = times.at(i);
        journal.setClock([time] { return time; });
        JournalDraft draft = drafts.at(i);
        draft.environment = demo::environment(kind).name;
        draft.stream = kind == EnvironmentKind::Drill ? QStringLiteral("drill") : QStringLiteral("production");
        (void)journal.append(draft);
    }
}

void Stage::settle()
{
    // What is queued, laid out and waiting for a frame gets its turn, until some turns of the loop had nothing to do.
    constexpr int QuietTurns = 5;
    const QDeadlineTimer deadline(5000);
    QEventLoop loop;
    for (int quiet = 0; quiet < QuietTurns && !deadline.hasExpired();) {
        QCoreApplication::sendPostedEvents();
        const bool worked = loop.processEvents(QEventLoop::AllEvents);
        quiet = worked || !ui::RepaintClock::instance().isIdle() ? 0 : quiet + 1;
        if (!worked)
            QThread::msleep(2);
    }
}

} // namespace edgelink::screens
