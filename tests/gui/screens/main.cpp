// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/screens/scene.h"
#include "tests/gui/screens/stage.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCursor>
#include <QDir>
#include <QFile>
#include <QPixmap>

#include <cstdio>
#include <unistd.h>

using namespace edgelink;
using namespace edgelink::screens;

namespace {

/// Draws one scene once; false when nothing could be drawn or written.
bool draw(const Scene &scene, const QString &language, ui::ThemeKind theme, const QSize &size, const QString &folder)
{
    Stage stage(language, theme, size);
    QWidget *widget = scene.build(stage);
    if (widget == nullptr)
        widget = &stage.window();
    const QString file
        = QStringLiteral("%1/%2-%3-%4%5.png")
              .arg(folder, scene.name, language.left(2),
                   theme == ui::ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light"),
                   scene.everySize ? QStringLiteral("-%1x%2").arg(size.width()).arg(size.height()) : QString());
    const QPixmap picture = widget->grab();
    const bool written = !picture.isNull() && picture.save(file);
    std::fprintf(stderr, "%s %s\n", written ? "drawn" : "FAILED", qPrintable(file));
    return written;
}

/// From /proc: the kernel's own record of when this process began (10 ms steps).
qint64 sinceProcessStartMs()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    QFile uptime(QStringLiteral("/proc/uptime"));
    if (!stat.open(QIODevice::ReadOnly) || !uptime.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray line = stat.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    const double startedAt = fields.value(19).toDouble() / double(sysconf(_SC_CLK_TCK));
    const double now = uptime.readAll().split(' ').first().toDouble();
    return qint64((now - startedAt) * 1000);
}

/// How long from the process's start to the first painted wall with values, in milliseconds.
int measureStart()
{
    Stage stage(QStringLiteral("en"), ui::ThemeKind::Dark, {1440, 900});
    stage.openUnsettled(demo::Story::BadRelease);
    const qint64 painted = sinceProcessStartMs();
    std::printf("process start to painted wall: %lld ms\n", static_cast<long long>(painted));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi, true);
    QApplication application(argc, argv);
    QCursor::setPos(0, 5000); // nothing is hovered
    QCommandLineParser parser;
    parser.addOptions(
        {{QStringLiteral("only"), QStringLiteral("scenes whose name contains this"), QStringLiteral("name")},
         {QStringLiteral("out"), QStringLiteral("folder for the PNGs"), QStringLiteral("folder"),
          QStringLiteral("screens")},
         {QStringLiteral("quick"), QStringLiteral("English, dark, 1440x900 only")}});
    parser.addOption({QStringLiteral("start"), QStringLiteral("only measure the start")});
    parser.process(application);
    if (parser.isSet(QStringLiteral("start")))
        return measureStart();
    const QString folder = parser.value(QStringLiteral("out"));
    QDir().mkpath(folder);
    std::vector<Scene> scenes;
    for (std::vector<Scene> more : {wallScenes(), shellScenes(), recordScenes(), runScenes()})
        scenes.insert(scenes.end(), more.begin(), more.end());
    const bool quick = parser.isSet(QStringLiteral("quick"));
    const QList<QSize> sizes = quick ? QList<QSize>{{1440, 900}} : QList<QSize>{{1280, 720}, {1920, 1080}};
    int failures = 0;
    int drawn = 0;
    for (const Scene &scene : scenes) {
        if (!scene.name.contains(parser.value(QStringLiteral("only"))))
            continue;
        for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
            for (const ui::ThemeKind theme : {ui::ThemeKind::Dark, ui::ThemeKind::Light}) {
                if (quick && (language != QLatin1String("en") || theme != ui::ThemeKind::Dark))
                    continue;
                for (const QSize &size : sizes) {
                    if (!scene.everySize && size != sizes.last())
                        continue;
                    ++drawn;
                    failures += draw(scene, language, theme, size, folder) ? 0 : 1;
                }
            }
        }
    }
    return failures > 0 || drawn == 0 ? 1 : 0;
}
