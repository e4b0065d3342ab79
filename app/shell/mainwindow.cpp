// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/mainwindow.h"

#include "app/shell/leavedialog.h"
#include "app/shell/navigationbar.h"
#include "app/shell/sandboxpage.h"
#include "models/ports/journal.h"
#include "translations/translation.h"
#include "widgets/controls/environmentband.h"
#include "widgets/controls/label.h"
#include "widgets/style/look.h"
#include "widgets/wall/wallpage.h"

#include <QApplication>
#include <QBoxLayout>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScreen>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

namespace edgelink::shell {

using namespace ui;

namespace {

constexpr QSize SmallestSize(1280, 720);
constexpr qsizetype LongestTrail = 20;

/// The first control of a page that takes the keyboard: the one that the page names by its focus proxy, else the first
/// that is no text field, where the window's keys would become text.
QWidget *firstControl(QWidget *page)
{
    const auto takesKeys = [page](const QWidget *control) {
        return page->isAncestorOf(control) && control->isVisibleTo(page) && control->isEnabled()
            && (control->focusPolicy() & Qt::TabFocus) != 0;
    };
    if (QWidget *named = page->focusProxy(); named != nullptr && takesKeys(named))
        return named;
    QWidget *candidate = page;
    do {
        if (candidate != page && takesKeys(candidate) && qobject_cast<QLineEdit *>(candidate) == nullptr)
            return candidate;
        candidate = candidate->nextInFocusChain();
    } while (candidate != page && candidate != nullptr);
    return nullptr;
}

} // namespace

MainWindow::MainWindow(const QString &settingsFile, QWidget *parent)
    : QWidget(parent)
    , m_settings(settingsFile)
{
    applyLook(*qApp, m_settings.theme());
    const QString chosen = m_settings.language();
    m_language.setLanguage(chosen.isEmpty() ? languageOfSystem() : chosen);

    const QSize room = screen() != nullptr ? screen()->availableGeometry().size() : SmallestSize;
    setMinimumSize(SmallestSize.boundedTo(room));
    resize(QSize(1440, 900).boundedTo(room));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_band = new EnvironmentBand(this);
    m_band->setArming(&m_arming);
    layout->addWidget(m_band);
    m_navigation = new NavigationBar(this);
    layout->addWidget(m_navigation);
    m_stack = new QStackedWidget(this);
    layout->addWidget(m_stack, 1);
    m_notice = new Label(this);
    m_notice->setTextSize(TextSize::Body, QFont::DemiBold);
    m_notice->setRole(Role::OnAction);
    m_notice->setAutoFillBackground(true);
    m_notice->setContentsMargins(space::Large, space::Small, space::Large, space::Small);
    m_notice->hide();

    connect(m_band, &EnvironmentBand::incidentActivated, this, &MainWindow::incidentRequested);
    connect(m_navigation, &NavigationBar::chosen, this, &MainWindow::showPage);
    connect(m_navigation, &NavigationBar::paletteRequested, this, &MainWindow::openPalette);
    connect(m_navigation, &NavigationBar::languageRequested, this, [this] {
        setLanguage(language() == QLatin1String("en") ? QStringLiteral("zh_CN") : QStringLiteral("en"));
    });
    connect(m_navigation, &NavigationBar::themeRequested, this,
            [this] { setTheme(currentTheme() == ThemeKind::Dark ? ThemeKind::Light : ThemeKind::Dark); });
    const auto tellOfRun = [this] {
        const std::optional<RunSnapshot> own = m_runs.changing();
        if (m_wall != nullptr)
            m_wall->setActiveRun(own ? own : m_elsewhere.changing());
    };
    connect(&m_runs, &ActiveRuns::changed, this, tellOfRun);
    connect(&m_elsewhere, &RunsElsewhere::changed, this, tellOfRun);
    connect(&m_elsewhere, &RunsElsewhere::changed, this, &MainWindow::runElsewhereChanged);
    connect(&m_arming, &Arming::armRequested, this, &MainWindow::openArmDialog);
    connect(&m_arming, &Arming::armed, this, &MainWindow::armed);
    connect(&m_arming, &Arming::disarmed, this, [this](const QString &environment, const QString &reason) {
        record(journalkind::Disarmed,
               {{QStringLiteral("environment"), environment}, {QStringLiteral("reason"), reason}},
               [](const std::optional<Error> &) {}); // a failure comes as Journal::failed
        emit disarmed(environment, reason);
    });
    addKeys();
    // Otherwise Qt hands the keyboard to the first control when the window appears.
    setFocusPolicy(Qt::ClickFocus);
    setFocus();
    retranslate();
}

MainWindow::~MainWindow() = default;

void MainWindow::showSandbox(DrillControl *drill, bool viewer)
{
    m_ports.drill = drill;
    if (m_pages.isEmpty()) {
        // Nothing can be changed yet, but where one is must be said from the first picture on.
        Environment sandbox;
        sandbox.kind = EnvironmentKind::Drill;
        sandbox.cluster = QStringLiteral("edgelink-sandbox");
        m_band->setEnvironment(sandbox);
    }
    if (m_sandbox == nullptr) {
        m_sandbox = new SandboxPage(drill, viewer, this);
        connect(m_sandbox, &SandboxPage::ready, this, &MainWindow::sandboxReady);
        m_stack->addWidget(m_sandbox);
    }
    if (m_pages.isEmpty())
        m_stack->setCurrentWidget(m_sandbox);
}

void MainWindow::open(const ShellPorts &ports, const ShellContext &context)
{
    if (!m_context.environment.name.isEmpty())
        saveWindow();
    dropPages();
    m_arming.setEnvironment(context.environment.name); // disarms, on the record of the environment that is left
    m_ports = ports;
    m_context = context;
    m_runs.follow(ports.runs, context.environment.name);
    m_arming.setViewer(context.viewer);
    m_band->setEnvironment(context.environment);
    onIncident({});
    const ShellSettings::Window window = m_settings.window(context.environment.name);
    if (!window.geometry.isEmpty())
        restoreGeometry(window.geometry);

    m_wall = new WallPage({ports.metrics, ports.alerts, ports.incidents, ports.verdicts, ports.releases, ports.journal},
                          context.environment, context.thresholds, &m_arming, context.actor, this);
    connect(m_wall, &WallPage::rollbackRequested, this, &MainWindow::rollbackRequested);
    connect(m_wall, &WallPage::diffRequested, this, &MainWindow::diffRequested);
    connect(m_wall, &WallPage::runRequested, this, [this] {
        if (const std::optional<RunSnapshot> run = m_runs.changing())
            emit runRequested(*run);
        else
            showPage(QStringLiteral("runs")); // which tells of another console's
    });
    connect(m_wall, &WallPage::incidentChanged, this, &MainWindow::onIncident);
    connect(m_wall, &WallPage::timelineRequested, this, [this] { showPage(QStringLiteral("timeline")); });
    if (ports.journal != nullptr) {
        connect(ports.journal, &Journal::failed, m_wall, [this](const Error &error) {
            setNotice(tr("The record cannot be written, so nothing may be started. %1").arg(error.sentence()));
            m_arming.disarm(tr("the record cannot be written"));
        });
    }
    PageDefinition wall;
    wall.id = QStringLiteral("wall");
    wall.title = [] { return tr("Wall"); };
    wall.key = QStringLiteral("w");
    wall.make = [this](QWidget *) { return m_wall; };
    addPage(wall);
    showPage(QStringLiteral("wall"));
    m_elsewhere.follow(ports.runs, ports.journal, context.environment.name);
    retranslate();
}

void MainWindow::addPage(const PageDefinition &definition)
{
    Page page;
    page.definition = definition;
    if (!definition.key.isEmpty()) {
        page.shortcut = new QShortcut(QKeySequence(QStringLiteral("G, %1").arg(definition.key.toUpper())), this);
        connect(page.shortcut, &QShortcut::activated, this, [this, id = definition.id] { showPage(id); });
    }
    m_pages << page;
    m_navigation->addTab(definition.id, definition.title());
    // The page this environment was left on; made only now that it exists.
    if (!m_context.environment.name.isEmpty() && m_current == QLatin1String("wall")
        && m_settings.window(m_context.environment.name).page == definition.id && !m_incident.isOpen()
        && definition.id != m_current)
        showPage(definition.id);
}

void MainWindow::addPage(const QString &id, const std::function<QString()> &title, QWidget *page)
{
    PageDefinition definition;
    definition.id = id;
    definition.title = title;
    definition.make = [guard = QPointer<QWidget>(page)](QWidget *) { return guard.data(); };
    page->setParent(m_stack);
    addPage(definition);
}

void MainWindow::addAction(const ShellAction &action)
{
    m_added << action;
}

void MainWindow::dropPages()
{
    m_navigation->clear();
    for (const Page &page : std::as_const(m_pages)) {
        delete page.shortcut;
        delete page.widget;
    }
    m_pages.clear();
    m_added.clear();
    m_trail.clear();
    m_current.clear();
    m_wall = nullptr;
}

MainWindow::Page *MainWindow::find(const QString &id)
{
    const auto it
        = std::find_if(m_pages.begin(), m_pages.end(), [&id](const Page &page) { return page.definition.id == id; });
    return it == m_pages.end() ? nullptr : &*it;
}

QStringList MainWindow::pageIds() const
{
    QStringList ids;
    for (const Page &page : m_pages)
        ids << page.definition.id;
    return ids;
}

QWidget *MainWindow::page(const QString &id)
{
    Page *page = find(id);
    if (page == nullptr)
        return nullptr;
    if (page->widget.isNull()) {
        page->widget = page->definition.make(m_stack);
        if (!page->widget.isNull())
            m_stack->addWidget(page->widget);
    }
    return page->widget;
}

void MainWindow::showPage(const QString &id)
{
    QWidget *widget = page(id);
    if (widget == nullptr)
        return;
    if (m_current != id && !m_current.isEmpty()) {
        m_trail << m_current;
        if (m_trail.size() > LongestTrail)
            m_trail.removeFirst();
    }
    m_current = id;
    m_stack->setCurrentWidget(widget);
    m_navigation->setCurrent(id);
    // At the start nothing has the keyboard yet, and no ring should claim attention on a quiet wall.
    QWidget *first = m_trail.isEmpty() ? nullptr : firstControl(widget);
    if (first != nullptr)
        first->setFocus(Qt::OtherFocusReason);
    emit pageShown(id);
}

void MainWindow::goBack()
{
    if (m_trail.isEmpty())
        return;
    const QString id = m_trail.takeLast();
    showPage(id);
    m_trail.removeLast(); // going back leaves no trail
}

void MainWindow::onIncident(const Incident &incident)
{
    m_incident = incident;
    m_band->setIncident(incident);
    emit incidentChanged(incident);
}

void MainWindow::setLanguage(const QString &language)
{
    m_language.setLanguage(language);
    m_settings.setLanguage(m_language.language());
}

void MainWindow::setTheme(ThemeKind theme)
{
    applyLook(*qApp, theme);
    m_settings.setTheme(theme);
}

void MainWindow::setNotice(const QString &sentence)
{
    m_notice->setText(sentence);
    QPalette fill = m_notice->palette();
    fill.setColor(QPalette::Window, color(Role::Caution));
    m_notice->setPalette(fill);
    m_notice->setVisible(!sentence.isEmpty());
    placeNotice();
}

void MainWindow::placeNotice()
{
    // Laid over the bottom edge: it must be seen, and nothing may move for it.
    const int height = m_notice->sizeHint().height();
    m_notice->setGeometry(0, this->height() - height, width(), height);
    m_notice->raise();
}

void MainWindow::retranslate()
{
    const QString target = m_context.environment.release.isEmpty()
        ? QString()
        : QStringLiteral(" · %1 · %2").arg(m_context.environment.cluster, m_context.environment.release);
    setWindowTitle(tr("EdgeLink incident console") + target);
    for (const Page &page : std::as_const(m_pages))
        m_navigation->setTitle(page.definition.id, page.definition.title());
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeNotice();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        goBack();
        event->accept();
        return;
    }
    QWidget::keyPressEvent(event);
}

void MainWindow::saveWindow()
{
    if (!m_context.environment.name.isEmpty())
        m_settings.setWindow(m_context.environment.name, {saveGeometry(), m_current});
}

} // namespace edgelink::shell

#include "moc_mainwindow.cpp"
