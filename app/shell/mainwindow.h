// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/actionlist.h"
#include "app/shell/activeruns.h"
#include "app/shell/languageswitch.h"
#include "app/shell/runselsewhere.h"
#include "app/shell/shellports.h"
#include "app/shell/shellsettings.h"
#include "models/domain/incident.h"
#include "models/domain/journal.h"
#include "widgets/controls/arming.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QShortcut;
class QStackedWidget;

namespace edgelink::ui {
class EnvironmentBand;
class Label;
class WallPage;
} // namespace edgelink::ui

namespace edgelink::shell {

class ArmDialog;
class LeaveDialog;
class NavigationBar;
class SandboxPage;

/// A page as the window knows it. Made when it is first shown: a start pays for nothing that is not looked at.
struct PageDefinition {
    QString id; ///< "releases"
    std::function<QString()> title; ///< in the present language
    QString key; ///< the letter after "g"; empty: none
    /// The window owns the result. Its focus proxy, if it has one, is the control that gets the keyboard first.
    std::function<QWidget *(QWidget *parent)> make;
};

/// The window: environment band, navigation, pages, keys, palette. It knows the wall and the sandbox's preparation;
/// every other page is added. GUI thread only.
///
///     MainWindow window(settingsFile);
///     window.showSandbox(drill);            // only while there is nothing else to show
///     window.open(ports, context);          // now, or after sandboxReady(); again for another environment
///     window.addPage({"releases", [] { return tr("Releases"); }, "r", [=](QWidget *p) { return new ReleasesPage(…, p);
///     }}); window.show();                        // then start the sources
class MainWindow : public QWidget
{
    Q_OBJECT

public:
    explicit MainWindow(const QString &settingsFile = {}, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showSandbox(DrillControl *drill, bool viewer = false);
    void open(const ShellPorts &ports, const ShellContext &context); ///< drops all pages of the one before
    void addPage(const PageDefinition &definition);
    void addPage(const QString &id, const std::function<QString()> &title, QWidget *page); ///< one made already
    void addAction(const ShellAction &action); ///< into the palette; dropped with the pages
    using QWidget::addAction;

    void showPage(const QString &id);
    void goBack(); ///< what Esc does
    [[nodiscard]] QString currentPage() const { return m_current; }
    [[nodiscard]] QStringList pageIds() const;
    [[nodiscard]] QWidget *page(const QString &id); ///< makes it; null: not there
    [[nodiscard]] ui::WallPage *wall() const { return m_wall; }
    [[nodiscard]] ui::Arming *arming() { return &m_arming; }
    [[nodiscard]] const ShellPorts &ports() const { return m_ports; }
    [[nodiscard]] const ShellContext &context() const { return m_context; }
    [[nodiscard]] const Incident &incident() const { return m_incident; }
    [[nodiscard]] ActionList actions() const;

    void setLanguage(const QString &language);
    [[nodiscard]] QString language() const { return m_language.language(); }
    void setTheme(ui::ThemeKind theme);
    /// One line over the bottom edge that stays until it is cleared, e.g. that the journal cannot be written.
    void setNotice(const QString &sentence);
    void openPalette();
    void openKeyCard();
    void openArmDialog();
    void focusFilter();
    void stopRun(); ///< sends stopRequested(), if there is a run that can be stopped from here
    /// Sends environmentRequested(); asks first while a run is under way, and has it stopped before.
    void requestEnvironment(const QString &name);
    /// Closes the window because the session ends: runs under way are stopped without asking, and waited for.
    void endSession();
    [[nodiscard]] const ActiveRuns &runs() const { return m_runs; }

signals:
    void rollbackRequested(int revision); ///< from the wall; leads to the preparation of a run
    void diffRequested(int from, int to);
    void runRequested(const edgelink::RunSnapshot &run); ///< from the wall: the run at work is to be shown
    void runElsewhereChanged(); ///< of another console: it began, went on, or is over
    void stopRequested(const edgelink::RunSnapshot &run); ///< is to be shown, and to ask before it is stopped
    void incidentRequested(const QString &incidentId); ///< the band's incident was clicked
    void incidentChanged(const edgelink::Incident &incident);
    void environmentRequested(const QString &name); ///< the root builds its ports and calls open()
    void sandboxReady(const QString &consoleConfiguration);
    void pageShown(const QString &id);
    /// Already on the record (ShellPorts::journal) when they are sent.
    void armed(const QString &environment, const QDateTime &untilUtc);
    void disarmed(const QString &environment, const QString &reason);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Page {
        PageDefinition definition;
        QPointer<QWidget> widget;
        QPointer<QShortcut> shortcut;
    };

    void addKeys();
    void dropPages();
    void retranslate();
    void saveWindow();
    void placeNotice();
    void leave(const QString &consequence, const QString &verb, const std::function<void()> &go);
    LeaveDialog *askToLeave(const QString &consequence, const QString &verb, const std::function<void()> &go);
    void onIncident(const Incident &incident);
    void arm(ArmDialog *dialog, std::chrono::seconds duration);
    void record(const char *kind, const QJsonObject &payload, const std::function<void(std::optional<Error>)> &done);
    [[nodiscard]] Page *find(const QString &id);
    [[nodiscard]] QString stopBlocked() const; ///< why no run can be stopped from here; empty: one can
    [[nodiscard]] bool isViewer() const { return m_context.viewer; }

    ShellSettings m_settings;
    LanguageSwitch m_language;
    ui::Arming m_arming;
    ShellPorts m_ports;
    ShellContext m_context;
    Incident m_incident;
    ActiveRuns m_runs;
    RunsElsewhere m_elsewhere{&m_runs, this};
    QPointer<LeaveDialog> m_leaving;
    std::function<void()> m_leaveTo; ///< what is done once the runs have settled
    ui::EnvironmentBand *m_band = nullptr;
    NavigationBar *m_navigation = nullptr;
    QStackedWidget *m_stack = nullptr;
    SandboxPage *m_sandbox = nullptr;
    ui::WallPage *m_wall = nullptr;
    ui::Label *m_notice = nullptr;
    QList<Page> m_pages;
    QList<ShellAction> m_added;
    QString m_current;
    QStringList m_trail; ///< pages left behind, for Esc
};

} // namespace edgelink::shell
