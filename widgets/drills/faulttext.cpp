// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/drills/faulttext.h"

#include <QCoreApplication>

#include <array>

namespace edgelink::ui {

namespace {

struct Known {
    const char *id;
    const char *name;
    const char *effect;
};

constexpr std::array<Known, 14> Faults{{
    {"bad-release", QT_TRANSLATE_NOOP("Fault", "bad release"),
     QT_TRANSLATE_NOOP("Fault",
                       "Deploys revision 3, whose services answer with errors and slowly, one of them crashing: 5xx "
                       "rate, P95 latency and CrashLoopBackOff go into breach. Rolling back to revision 2 ends it.")},
    {"config-incompatible", QT_TRANSLATE_NOOP("Fault", "incompatible configuration"),
     QT_TRANSLATE_NOOP("Fault",
                       "Deploys a revision whose ConfigMap the services do not understand: they crash, and the 5xx "
                       "rate rises. The log of a crashing pod names the field. Rolling back ends it.")},
    {"leaking-release", QT_TRANSLATE_NOOP("Fault", "release that leaks memory"),
     QT_TRANSLATE_NOOP("Fault",
                       "Deploys a revision that takes more and more memory until that trigger is in breach. Rolling "
                       "back ends it.")},
    {"error-burst", QT_TRANSLATE_NOOP("Fault", "5xx burst"),
     QT_TRANSLATE_NOOP("Fault",
                       "Three services answer 12 to 18 % of requests with errors. Nothing was deployed: there is no "
                       "suspect revision, and rolling back does not help.")},
    {"slow-responses", QT_TRANSLATE_NOOP("Fault", "slow responses"),
     QT_TRANSLATE_NOOP("Fault", "Every service answers slowly, 900 ms at the 95th percentile. Nothing was deployed.")},
    {"memory-leak", QT_TRANSLATE_NOOP("Fault", "memory leak"),
     QT_TRANSLATE_NOOP("Fault",
                       "device-service climbs to 97 % of its memory limit within 20 s. Nothing was deployed.")},
    {"cpu-burn", QT_TRANSLATE_NOOP("Fault", "CPU burn"),
     QT_TRANSLATE_NOOP("Fault", "topology-service uses all the CPU it may. Nothing was deployed.")},
    {"connection-drop", QT_TRANSLATE_NOOP("Fault", "connections drop"),
     QT_TRANSLATE_NOOP("Fault", "Active connections fall to 30 % of their baseline. Nothing was deployed.")},
    {"probe-failures", QT_TRANSLATE_NOOP("Fault", "probe failures"),
     QT_TRANSLATE_NOOP("Fault", "Half of the health probes of three services fail. Nothing was deployed.")},
    {"prometheus-down", QT_TRANSLATE_NOOP("Fault", "Prometheus down"),
     QT_TRANSLATE_NOOP("Fault", "Prometheus is stopped: all triggers become unknown, none of them healthy.")},
    {"prometheus-hang", QT_TRANSLATE_NOOP("Fault", "Prometheus hangs"),
     QT_TRANSLATE_NOOP("Fault",
                       "Prometheus takes connections and never answers: after the deadline all triggers become "
                       "unknown, and the window must stay fluid.")},
    {"database-down", QT_TRANSLATE_NOOP("Fault", "PostgreSQL down"),
     QT_TRANSLATE_NOOP("Fault", "The platform's database is stopped: its API fails, and its schema cannot be read.")},
    {"apiserver-kill", QT_TRANSLATE_NOOP("Fault", "API server killed"),
     QT_TRANSLATE_NOOP("Fault",
                       "The Kubernetes API is gone: releases and pods go stale, verdicts cannot be given, metrics "
                       "still arrive.")},
    {"apiserver-hang", QT_TRANSLATE_NOOP("Fault", "API server hangs"),
     QT_TRANSLATE_NOOP("Fault",
                       "The Kubernetes API takes connections and never answers: releases and pods go stale after the "
                       "deadline, and the window must stay fluid.")},
}};

QString say(const char *text)
{
    return QCoreApplication::translate("Fault", text);
}

} // namespace

FaultText faultText(const QString &id)
{
    for (const Known &known : Faults) {
        if (id == QLatin1String(known.id))
            return {say(known.name), say(known.effect)};
    }
    return {id, say(QT_TRANSLATE_NOOP("Fault", "The sandbox offers it; this console has no description of it."))};
}

} // namespace edgelink::ui
