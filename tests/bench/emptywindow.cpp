// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The baseline of start and idling: the least that a Qt Widgets program with one window costs on this machine.
//   bench_empty_window [--stay]     leaves once it is painted, or stays until it is ended
#include "tests/bench/firstpicture.h"

#include <QWidget>

int main(int argc, char **argv)
{
    edgelink::bench::PictureApplication application(argc, argv);
    QWidget window;
    window.resize(1440, 900);
    if (!QCoreApplication::arguments().contains(QStringLiteral("--stay")))
        application.isComplete = [] { return true; };
    window.show();
    return QApplication::exec();
}
