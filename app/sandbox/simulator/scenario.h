// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/behaviour.h"
#include "app/sandbox/simulator/yamlreader.h"
#include "models/domain/error.h"

#include <QJsonObject>
#include <QMap>

#include <chrono>
#include <optional>

namespace edgelink::sandbox {

/// One `helm install` or `helm upgrade` of a scenario.
struct RevisionPlan {
    QString chartVersion; ///< `helm package --version`
    QString appVersion; ///< `helm package --app-version`; image tags default to "v" + this
    int schemaVersion = 0; ///< `migrate goto` before it
    bool wait = true; ///< helm waits until pods are ready
    std::chrono::seconds hold{0}; ///< quiet time before it
    QJsonObject values; ///< written as the values file (JSON is YAML)
};

struct SchemaRange {
    int minimum = 0;
    int maximum = 0;
    bool operator==(const SchemaRange &) const = default;
};

/// What a value of ConfigMap edge-link-config does to the components, whatever their image.
struct ConfigRule {
    QString key;
    std::optional<QString> equals; ///< nullopt: the key's mere presence
    QMap<QString, BehaviourChange> components;
};

/// What the scenario promises: drills and tests hold it to that.
struct Expectation {
    QStringList breaches; ///< threshold ids (resources/thresholds/edgelink.yaml)
    QStringList silent; ///< "prometheus", "kubernetes": what the console is to call unreachable
    std::optional<int> suspectRevision;
    std::optional<int> rollbackTo;
    QString verdict; ///< "go", "go-with-warnings", "no-go" or empty
};

/// The exercise that a scenario is for.
struct DrillPlan {
    QString inject; ///< name of the fault that begins it
    QString completeWhen; ///< "rolled-back" or "healthy"; resources/schema/scenario.schema.json says what they mean
    bool operator==(const DrillPlan &) const = default;
};

/// One file of resources/sandbox/scenarios. Schema: resources/schema/scenario.schema.json.
struct Scenario {
    QString name;
    QMap<QString, QString> title; ///< "en", "zh"
    QMap<QString, QString> summary;
    double timeCompression = 1;
    quint32 seed = 1;
    QList<RevisionPlan> revisions; ///< first = Helm revision 1
    QMap<QString, SchemaRange> schemaByAppVersion;
    QMap<QString, QMap<QString, BehaviourChange>> images; ///< component → tag → change
    QList<ConfigRule> config;
    std::chrono::seconds startFaultsHold{0};
    QStringList startFaults; ///< injected once all revisions are deployed and the hold is over
    std::optional<DrillPlan> drill;
    Expectation expect;
};

/// One fault of resources/sandbox/faults.yaml; exactly one of `components`, `process` and `deploy` is set.
struct Fault {
    QString name;
    QMap<QString, QString> title;
    QMap<QString, BehaviourChange> components; ///< played by the simulator; "*" = every component
    struct Process {
        QString component; ///< of the sandbox, e.g. "prometheus"
        QString action; ///< "stop", "kill", "hang"
    };
    std::optional<Process> process; ///< done by the supervisor
    struct Deploy {
        QString scenario; ///< name of a scenario beside this one
        int revision = 0; ///< 1-based revision of it
    };
    std::optional<Deploy> deploy; ///< done by the supervisor
};

struct ParsedScenario {
    Scenario scenario; ///< usable only without findings
    QList<Finding> findings;
};
struct ParsedFaults {
    QList<Fault> faults;
    QList<Finding> findings;
};

/// All mistakes of a scenario's text. `faultNames`: what start_faults may name.
[[nodiscard]] ParsedScenario parseScenario(const QByteArray &text, const QStringList &faultNames);
[[nodiscard]] ParsedFaults parseFaults(const QByteArray &text);

/// The file, or an error whose `raw` has every finding as "file:line: message". Callable from any thread.
[[nodiscard]] Result<Scenario> loadScenario(const QString &file);
/// The catalogue that is built into the program (resources/sandbox/faults.yaml). Callable from any thread.
[[nodiscard]] const QList<Fault> &builtinFaults();
[[nodiscard]] QStringList builtinFaultNames();
/// Name under which a revision (0-based) of the scenario is a fault: the catalogue's for it, so that it is one fault
/// however it came; where the catalogue has none, the scenario's, but never that of another fault.
[[nodiscard]] QString releaseFaultName(const Scenario &scenario, qsizetype revision);

} // namespace edgelink::sandbox
