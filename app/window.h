// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "models/domain/error.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <memory>
#include <vector>

class QThread;

namespace edgelink {

class Console;
class FirstValues;
class Preparation;

namespace shell {
class MainWindow;
} // namespace shell
namespace ui {
class ReleasesPage;
class ReportPage;
class RunsPage;
class TimelinePage;
} // namespace ui

/// Joins one window with the console behind it, and swaps the console when another environment is chosen. GUI thread.
class Window : public QObject
{
    Q_OBJECT

public:
    explicit Window(const cli::Options &options, QObject *parent = nullptr);
    ~Window() override;

    /// Opens the sandbox's preparation page or the configured environment, and shows the window.
    void show();
    [[nodiscard]] shell::MainWindow *mainWindow() const { return m_window.get(); }
    [[nodiscard]] Console *console() const { return m_console.get(); }
    /// The session ends: runs under way are stopped and settle, then the window closes. Does not wait.
    void endSession();
    /// The same for a session manager, which goes on as soon as this returns: lets events be handled until the runs
    /// have settled, at most so long.
    void endSessionWithin(std::chrono::milliseconds patience);
    /// Joins a window with a console that somebody else owns, e.g. a headless drill that pictures its screens.
    static void open(shell::MainWindow &window, Console &console);

private:
    static void addPages(shell::MainWindow &window, Console &console);
    void openEnvironment(const QString &name);
    void openSandboxPage();
    void showProblem(const Error &error);

    cli::Options m_options;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<FirstValues> m_firstValues; ///< of that console
    std::vector<std::unique_ptr<QThread>> m_retiring; ///< the preparation and the environments that were left
    std::unique_ptr<shell::MainWindow> m_window; ///< destroyed before the console it listens to
    std::unique_ptr<Preparation> m_preparation; ///< before there is an environment
};

/// Before the application: widgets are painted without OpenGL, but on X11 Qt would load and ask it all the same, which
/// the first picture waits for.
void startWithoutOpenGl();

/// The program with a window, from options to exit code.
[[nodiscard]] int runWindow(const cli::Options &options);

/// PNGs of every page of the console, both languages and themes, at two sizes; gives the files written.
[[nodiscard]] QStringList renderScreens(Console &console, const QString &folder);

} // namespace edgelink
