// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include "app/console.h"
#include "app/firstvalues.h"
#include "app/preparation.h"
#include "app/services/drill/statefile.h"
#include "app/setup.h"
#include "app/shell/mainwindow.h"
#include "app/terminationsignals.h"
#include "models/ports/incidenttracker.h"
#include "models/ports/marshal.h"
#include "models/ports/releasesource.h"
#include "widgets/drills/drillspage.h"
#include "widgets/releases/releasespage.h"
#include "widgets/report/reportpage.h"
#include "widgets/run/runspage.h"
#include "widgets/style/look.h"
#include "widgets/timeline/timelinepage.h"
#include "widgets/wall/wallpage.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFileDialog>
#include <QSaveFile>
#include <QThread>
#include <QTimer>

namespace edgelink {

namespace {

constexpr std::chrono::milliseconds PatienceForFirstValues{500};
constexpr std::chrono::seconds SessionPatience{60}; ///< of a desktop that logs out; then it ends us anyway

shell::ShellPorts shellPorts(const Console &console)
{
    shell::ShellPorts ports;
    ports.metrics = console.metrics();
    ports.alerts = console.alerts();
    ports.incidents = console.incidents();
    ports.verdicts = console.verdicts();
    ports.releases = console.releases();
    ports.cluster = console.cluster();
    ports.database = console.database();
    ports.journal = console.journal();
    ports.runs = console.runbooks();
    ports.commands = console.commands();
    ports.reports = console.reports();
    ports.drill = console.drills();
    return ports;
}

shell::ShellContext shellContext(const Console &console)
{
    shell::ShellContext context;
    context.environment = console.options().environment;
    context.thresholds = console.thresholds();
    context.actor = console.options().actor;
    context.viewer = console.options().viewer;
    for (const Environment &environment : console.options().configuration.environments)
        context.environments << environment.name;
    return context;
}

void saveReport(shell::MainWindow &window, ui::ReportPage &page, const ReportRequest &request,
                const RenderedReport &report)
{
    auto *dialog = new QFileDialog(&page, shell::MainWindow::tr("Save the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("%1.%2").arg(request.incidentId, reportFormatId(request.format)));
    QObject::connect(dialog, &QFileDialog::fileSelected, &page, [&window, &page, request, report](const QString &path) {
        QSaveFile file(path);
        const bool written = file.open(QIODevice::WriteOnly) && file.write(report.bytes) == report.bytes.size()
            && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.commit();
        window.setNotice(
            written ? QString()
                    : shell::MainWindow::tr("The report could not be written to %1: %2").arg(path, file.errorString()));
        if (written)
            page.exported(request, report, path);
    });
    dialog->open();
}

} // namespace

Window::Window(const cli::Options &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
{
    (void)makeDataFolder(dataDirectory(options)); // what is wrong with it is said where an environment is opened
    m_window = std::make_unique<shell::MainWindow>(dataDirectory(options) + QStringLiteral("/window.ini"));
    if (!options.language.isEmpty())
        m_window->setLanguage(options.language);
    connect(m_window.get(), &shell::MainWindow::environmentRequested, this, &Window::openEnvironment);
    connect(m_window.get(), &shell::MainWindow::sandboxReady, this, [this](const QString &configuration) {
        m_options.configuration = configuration;
        // Leave the signal's sender before its page goes away.
        QMetaObject::invokeMethod(
            this, [this] { openEnvironment(m_options.environment); }, Qt::QueuedConnection);
    });
}

Window::~Window()
{
    m_window.reset();
    for (const std::unique_ptr<QThread> &thread : m_retiring)
        thread->wait();
}

void Window::endSession()
{
    m_window->endSession();
}

void Window::endSessionWithin(std::chrono::milliseconds patience)
{
    endSession();
    const shell::ActiveRuns &runs = m_window->runs();
    if (runs.isIdle())
        return;
    QEventLoop loop;
    connect(&runs, &shell::ActiveRuns::changed, &loop, [&loop, &runs] {
        if (runs.isIdle())
            loop.quit();
    });
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    loop.exec();
}

void Window::show()
{
    // Not by the configuration file, which a sandbox writes before it is ready and leaves behind when it is killed.
    const auto sandboxIsReady = [this] {
        const auto state = drill::readState(sandboxDirectory(m_options) + QStringLiteral("/state.json"));
        return state && state->status.phase == QLatin1String("ready");
    };
    if (!m_options.sandboxDirectory.isEmpty() && m_options.configuration.isEmpty() && !sandboxIsReady())
        openSandboxPage();
    else
        openEnvironment(m_options.environment);
    m_window->show();
}

void Window::openSandboxPage()
{
    m_preparation = std::make_unique<Preparation>(
        PreparationOptions{dataDirectory(m_options), sandboxDirectory(m_options),
                           QCoreApplication::applicationDirPath() + QStringLiteral("/edgelink-sandbox"), actor()});
    m_window->showSandbox(m_preparation->drills(), m_options.viewer);
    m_preparation->drills()->start();
}

void Window::openEnvironment(const QString &name)
{
    cli::Options options = m_options;
    options.environment = name;
    Result<ConsoleOptions> wanted = consoleOptions(options);
    if (!wanted) {
        showProblem(wanted.error());
        return;
    }
    Result<std::unique_ptr<Console>> console = Console::assemble(*std::move(wanted));
    if (!console) {
        showProblem(console.error());
        return;
    }
    m_options.environment = name;
    open(*m_window, **console);
    std::erase_if(m_retiring, [](const std::unique_ptr<QThread> &thread) { return thread->isFinished(); });
    if (m_preparation)
        m_retiring.push_back(Preparation::retire(std::move(m_preparation)));
    m_firstValues.reset();
    if (m_console) // goes only now that no page listens to it, and not on this thread: what still reads is waited for
        m_retiring.push_back(Console::retire(std::move(m_console)));
    m_console = *std::move(console);
    // Each of kubectl and helm takes a processor for longer than all of the console's own start.
    Console *behind = m_console.get();
    m_firstValues = std::make_unique<FirstValues>(behind->metrics(), behind->thresholds(), PatienceForFirstValues,
                                                  [behind] { behind->startReads(); });
    behind->startWall();
}

void Window::open(shell::MainWindow &window, Console &console)
{
    window.open(shellPorts(console), shellContext(console));
    addPages(window, console);
}

void Window::addPages(shell::MainWindow &window, Console &console)
{
    using shell::MainWindow;
    Console *behind = &console;
    MainWindow *front = &window;
    const ui::RunPorts runPorts{console.runbooks(), console.commands(), console.releases(), console.verdicts()};
    const auto openRollback = [front](int revision) {
        front->showPage(QStringLiteral("runs"));
        if (auto *runs = qobject_cast<ui::RunsPage *>(front->page(QStringLiteral("runs"))))
            runs->openRunbook(QStringLiteral("helm-rollback"),
                              {{QStringLiteral("revision"), QString::number(revision)}});
    };
    const auto openReport = [front](const QString &incidentId) {
        front->showPage(QStringLiteral("report"));
        if (auto *report = qobject_cast<ui::ReportPage *>(front->page(QStringLiteral("report"))))
            report->showIncident(incidentId);
    };

    window.addPage({QStringLiteral("releases"), [] { return MainWindow::tr("Releases"); }, QStringLiteral("r"),
                    [behind, front, openRollback](QWidget *parent) -> QWidget * {
                        auto *page = new ui::ReleasesPage({behind->releases(), behind->verdicts(), behind->database()},
                                                          behind->options().environment, front->arming(), parent);
                        page->setIncident(front->incident());
                        QObject::connect(front, &MainWindow::incidentChanged, page, &ui::ReleasesPage::setIncident);
                        QObject::connect(page, &ui::ReleasesPage::rollbackRequested, front, openRollback);
                        return page;
                    }});
    window.addPage(
        {QStringLiteral("runs"), [] { return MainWindow::tr("Runs"); }, QStringLiteral("u"),
         [behind, front, runPorts, openReport](QWidget *parent) -> QWidget * {
             auto *page = new ui::RunsPage(runPorts, front->arming(), parent);
             page->setEnvironment(behind->options().environment, behind->options().actor);
             page->setIncident(front->incident());
             QObject::connect(front, &MainWindow::incidentChanged, page, &ui::RunsPage::setIncident);
             QObject::connect(behind->releases(), &ReleaseSource::historyChanged, page, &ui::RunsPage::setHistory);
             QObject::connect(front, &MainWindow::runElsewhereChanged, page, &ui::RunsPage::refreshUnfinished);
             QObject::connect(page, &ui::RunsPage::reportRequested, front, openReport);
             QObject::connect(page, &ui::RunsPage::wallRequested, front,
                              [front] { front->showPage(QStringLiteral("wall")); });
             whenAnswered(behind->releases()->history(), page, [page](const Result<ReleaseHistory> &history) {
                 if (history)
                     page->setHistory(*history);
             });
             return page;
         }});
    window.addPage(
        {QStringLiteral("timeline"), [] { return MainWindow::tr("Timeline"); }, QStringLiteral("t"),
         [behind, front](QWidget *parent) -> QWidget * {
             auto *page = new ui::TimelinePage(behind->journal(), behind->options().environment.name, parent);
             page->setIncident(front->incident().id);
             QObject::connect(front, &MainWindow::incidentChanged, page,
                              [page](const Incident &incident) { page->setIncident(incident.id); });
             if (behind->options().viewer)
                 page->blockNotes(front->arming()->blockedReason());
             if (front->wall() != nullptr)
                 QObject::connect(page, &ui::TimelinePage::noteRequested, front->wall(), &ui::WallPage::addNote);
             return page;
         }});
    window.addPage({QStringLiteral("report"), [] { return MainWindow::tr("Report"); }, QStringLiteral("p"),
                    [behind, front](QWidget *parent) -> QWidget * {
                        auto *page = new ui::ReportPage(behind->reports(), behind->journal(), parent);
                        page->setContext(behind->options().environment.name, behind->stream(), behind->options().actor);
                        page->setReadOnly(behind->options().viewer);
                        QObject::connect(page, &ui::ReportPage::saveRequested, page,
                                         [front, page](const ReportRequest &request, const RenderedReport &report) {
                                             saveReport(*front, *page, request, report);
                                         });
                        return page;
                    }});
    if (behind->options().environment.kind == EnvironmentKind::Drill) {
        window.addPage({QStringLiteral("drills"), [] { return MainWindow::tr("Drills"); }, QStringLiteral("d"),
                        [behind, front](QWidget *parent) -> QWidget * {
                            auto *page = new ui::DrillsPage(behind->drills(), front->arming(), parent);
                            behind->drills()->start(); // sends the present status once more
                            return page;
                        }});
    }
    // One set of connections for each environment: they go when its wall goes.
    QObject *scope = window.wall();
    QObject::connect(front, &MainWindow::rollbackRequested, scope, openRollback);
    const auto openRun = [front](const RunSnapshot &run) {
        front->showPage(QStringLiteral("runs"));
        auto *runs = qobject_cast<ui::RunsPage *>(front->page(QStringLiteral("runs")));
        if (runs != nullptr)
            runs->openRun(run);
        return runs;
    };
    QObject::connect(front, &MainWindow::runRequested, scope, openRun);
    QObject::connect(front, &MainWindow::stopRequested, scope, [openRun](const RunSnapshot &run) {
        if (const auto *runs = openRun(run))
            runs->runPage()->askToStop();
    });
    QObject::connect(front, &MainWindow::incidentRequested, scope, openReport);
    QObject::connect(front, &MainWindow::diffRequested, scope, [front](int from, int to) {
        front->showPage(QStringLiteral("releases"));
        if (auto *releases = qobject_cast<ui::ReleasesPage *>(front->page(QStringLiteral("releases"))))
            releases->showDiff(from, to);
    });
}

void Window::showProblem(const Error &error)
{
    m_window->setNotice(error.raw.isEmpty() ? error.sentence() : error.sentence() + QLatin1Char('\n') + error.raw);
}

void startWithoutOpenGl()
{
    if (qEnvironmentVariableIsEmpty("QT_XCB_GL_INTEGRATION"))
        qputenv("QT_XCB_GL_INTEGRATION", "none");
}

int runWindow(const cli::Options &options)
{
    auto *application = qobject_cast<QApplication *>(QCoreApplication::instance());
    ui::applyLook(*application, ui::ThemeKind::Dark);
    Window window(options);
    const TerminationSignals signalled;
    QObject::connect(&signalled, &TerminationSignals::requested, &window, &Window::endSession);
    QObject::connect(
        application, &QGuiApplication::commitDataRequest, &window,
        [&window](const QSessionManager &) { window.endSessionWithin(SessionPatience); }, Qt::DirectConnection);
    window.show();
    return QApplication::exec();
}

} // namespace edgelink

#include "moc_window.cpp"
