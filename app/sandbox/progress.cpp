// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/progress.h"

#include "app/sandbox/words.h"

namespace edgelink::sandbox {

namespace {

/// Without the blanks that an empty last column leaves.
QString withoutTail(QString line)
{
    while (line.endsWith(QLatin1Char(' ')))
        line.chop(1);
    return line;
}

} // namespace

void say(std::FILE *stream, const QString &line)
{
    std::fprintf(stream, "%s\n", line.toUtf8().constData());
    std::fflush(stream);
}

void Progress::show(const SandboxState &state)
{
    const auto elapsed = [&state](const QDateTime &time) {
        const QDateTime now = time.isValid() ? time : QDateTime::currentDateTimeUtc();
        return static_cast<double>(state.startedAt.msecsTo(now)) / 1000.0;
    };
    for (const ComponentRecord &component : state.components) {
        ComponentRecord before;
        for (const ComponentRecord &candidate : std::as_const(m_last.components)) {
            if (candidate.name == component.name)
                before = candidate;
        }
        const bool building = component.state == QLatin1String("building") && before.lastLine != component.lastLine;
        if (component.state == QLatin1String("waiting") || (before.state == component.state && !building))
            continue;
        say(stderr,
            withoutTail(QStringLiteral("%1 s  %2 %3 %4")
                            .arg(elapsed(building ? QDateTime() : component.since), 6, 'f', 1)
                            .arg(component.name, -24)
                            .arg(component.state, -8)
                            .arg(component.state == QLatin1String("starting") ? QString() : component.lastLine)));
    }
    if (m_last.phase != state.phase
        && (state.phase == QLatin1String("ready") || state.phase == QLatin1String("failed")))
        say(stderr,
            withoutTail(QStringLiteral("%1 s  %2 %3 %4")
                            .arg(elapsed(state.readyAt), 6, 'f', 1)
                            .arg(Words::tr("sandbox"), -24)
                            .arg(state.phase, -8)
                            .arg(state.error)));
    m_last = state;
}

QString describe(const SandboxState &state)
{
    QStringList lines;
    lines << Words::tr("phase         %1").arg(state.phase)
          << Words::tr("scenario      %1 (time × %2)").arg(state.scenario).arg(state.timeCompression);
    if (!state.error.isEmpty())
        lines << Words::tr("error         %1").arg(state.error);
    if (!state.consoleConfiguration.isEmpty())
        lines << Words::tr("console.yaml  %1").arg(state.consoleConfiguration);
    lines << Words::tr("kubeconfig    %1 (contexts edgelink-sandbox, edgelink-viewer, edgelink-cert)")
                 .arg(state.kubeconfig);
    if (!state.activeFaults.isEmpty())
        lines << Words::tr("faults        %1").arg(state.activeFaults.join(QStringLiteral(", ")));
    for (const ComponentRecord &component : state.components) {
        QString line = QStringLiteral("  %1 %2 %3")
                           .arg(component.name, -24)
                           .arg(component.state, -9)
                           .arg(component.lastLine)
                           .trimmed();
        if (component.restarts > 0)
            line += Words::tr(" (restarts: %1)").arg(component.restarts);
        lines << QStringLiteral("  ") + line;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace edgelink::sandbox
