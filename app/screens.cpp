// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the live screens, taken from the console as it stands.
#include "app/window.h"

#include "app/console.h"
#include "app/shell/mainwindow.h"
#include "models/ports/drillcontrol.h"
#include "models/ports/metricsource.h"
#include "widgets/style/look.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QPixmap>
#include <QTemporaryDir>
#include <QTimer>

#include <spdlog/spdlog.h>

namespace edgelink {

namespace {

constexpr std::chrono::milliseconds SettleTime{1500}; ///< for answers of the sources; a picture waits for no person

void settle()
{
    QEventLoop loop;
    QTimer::singleShot(SettleTime, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

QStringList renderScreens(Console &console, const QString &folder)
{
    QStringList files;
    if (!QDir().mkpath(folder))
        return files;
    const QTemporaryDir settings; // the operator's own layout stays as it is
    shell::MainWindow window(settings.filePath(QStringLiteral("window.ini")));
    Window::open(window, console);
    // The pages came after the first batches: ask for the history once more.
    console.metrics()->watch(console.thresholds());
    console.drills()->start();
    window.show();
    settle();
    for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
        window.resize(size);
        for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
            window.setLanguage(language);
            for (const ui::ThemeKind theme : {ui::ThemeKind::Dark, ui::ThemeKind::Light}) {
                window.setTheme(theme);
                for (const QString &page : window.pageIds()) {
                    window.showPage(page);
                    settle();
                    const QString file
                        = QStringLiteral("%1/%2-%3-%4-%5x%6.png")
                              .arg(folder, page, language,
                                   theme == ui::ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
                              .arg(size.width())
                              .arg(size.height());
                    if (!window.grab().save(file)) {
                        spdlog::error("cannot write {}", file.toStdString());
                        return {};
                    }
                    files << file;
                }
            }
        }
    }
    return files;
}

} // namespace edgelink
