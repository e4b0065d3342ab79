// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/localizedtext.h"

#include <QDateTime>
#include <QFuture>
#include <QList>
#include <QObject>

namespace edgelink {

/// One part of the sandbox while it comes up. Source: the sandbox's state file.
struct SandboxComponent {
    QString name;
    QString state; ///< "waiting", "building", "starting", "ready", "failed", "stopped"
    QDateTime since; ///< UTC
    QString lastLine;
    bool operator==(const SandboxComponent &) const = default;
};

/// An exercise that can be run on the sandbox. Source: the sandbox's state file, which has it from its scenarios.
struct SandboxDrill {
    enum class End {
        RolledBack, ///< the suspect revision is rolled back by the runbook, and the recovery proven
        Healthy ///< what was to be seen was, and after the fault was cleared every trigger was known to be ok again
    };
    QString name;
    LocalizedText title;
    QString inject; ///< the fault that begins it
    End completeWhen = End::RolledBack;
    QStringList breaches; ///< threshold ids that it is to breach
    QStringList silent; ///< "prometheus", "kubernetes": sources that it is to silence
    bool operator==(const SandboxDrill &) const = default;
};

struct SandboxStatus {
    bool present = false;
    QString scenario;
    QString phase; ///< "building", "starting", "ready", "failed", "stopped"
    QString error; ///< why it failed; may have several lines
    QString consoleConfiguration; ///< file, once ready
    QStringList activeFaults;
    QStringList availableFaults;
    QList<SandboxDrill> drills;
    double timeCompression = 1.0;
    QList<SandboxComponent> components;
    bool operator==(const SandboxStatus &) const = default;

    /// What people call the scenario; one that is no drill goes by its name.
    [[nodiscard]] LocalizedText title() const
    {
        for (const SandboxDrill &drill : drills) {
            if (drill.name == scenario && !drill.title.en.isEmpty())
                return drill.title;
        }
        return {scenario, {}};
    }
};

/// Drives edgelink-sandbox through its command line and state file. Callable from any thread.
class DrillControl : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0; ///< follows the state file
    [[nodiscard]] virtual QFuture<Result<bool>> inject(const QString &fault) = 0;
    [[nodiscard]] virtual QFuture<Result<bool>> clear() = 0;
    [[nodiscard]] virtual QFuture<Result<bool>> retry() = 0; ///< `edgelink-sandbox up` again

signals:
    void statusChanged(const edgelink::SandboxStatus &status);
};

} // namespace edgelink

Q_DECLARE_METATYPE(edgelink::SandboxStatus)
