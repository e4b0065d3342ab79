// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The console, started as app/main.cpp starts it, that leaves once the wall with its first live values is painted.
#include "app/cli/options.h"
#include "app/services/command/processhardening.h"
#include "app/shell/mainwindow.h"
#include "app/window.h"
#include "tests/bench/firstpicture.h"
#include "widgets/charts/metricchart.h"
#include "widgets/style/look.h"
#include "widgets/wall/triggerpanel.h"
#include "widgets/wall/wallpage.h"

#include <algorithm>

using namespace edgelink;

namespace {

/// Every seat has been told a value, its curve has points, and the curve is in the picture.
bool showsLiveValues(const ui::WallPage &wall)
{
    const QList<ui::TriggerPanel *> seats = wall.seats();
    return !seats.isEmpty() && std::all_of(seats.cbegin(), seats.cend(), [](const ui::TriggerPanel *seat) {
        return seat->reading().value.has_value() && !seat->chart()->samples().empty() && !seat->chart()->lacksPicture();
    });
}

} // namespace

int main(int argc, char **argv)
{
    bench::mark("main");
    command::forbidDumps();
    const Result<cli::Options> options = cli::parseOptions(argc, argv);
    if (!options) {
        std::fprintf(stderr, "error: %s\n", qUtf8Printable(options.error().sentence()));
        return 2;
    }
    QCoreApplication::setApplicationName(QStringLiteral("edgelink-console"));
    startWithoutOpenGl();
    bench::PictureApplication application(argc, argv);
    bench::mark("application");
    ui::applyLook(application, ui::ThemeKind::Dark);
    Window window(*options);
    bench::mark("window");
    bool exposed = false;
    application.isComplete = [&window, &exposed] {
        if (!std::exchange(exposed, true))
            bench::mark("first-picture");
        const ui::WallPage *wall = window.mainWindow()->wall();
        return wall != nullptr && showsLiveValues(*wall);
    };
    window.show();
    bench::mark("shown");
    return QApplication::exec();
}
