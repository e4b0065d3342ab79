// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace edgelink::cli {

/// The command line of edgelink-console as values.
struct Options {
    QString verb; ///< empty: open the window
    QString action; ///< of "journal", "incident" and "drill": list, export, verify, close, run
    QString configuration;
    QString environment;
    QString dataDirectory;
    QString sandboxDirectory; ///< follow this sandbox's state (its preparation page, then its environment)
    bool json = false;
    bool viewer = false; ///< the window may look but change nothing
    QString release;
    int revision = 0;
    int toRevision = 0;
    QString file;
    QString id; ///< runbook, run, incident or scenario
    QMap<QString, QString> parameters;
    QString confirm;
    QString reason; ///< for an override of a failed pre-flight check, or for closing an incident
    QString format = QStringLiteral("md");
    QString out;
    QString language; ///< "en" or "zh_CN"; empty: not asked for
    QString head; ///< exported earlier, to be found in the journal's chain
    QString screens; ///< folder for PNGs of every screen
    int limit = 200;
    QString text; ///< help or version, to print and leave
};

/// Parses argv. A usage problem is an Error with kind Usage; `--help` and `--version` come back in Options::text. Both
/// are in the language that is installed meanwhile.
[[nodiscard]] Result<Options> parseOptions(int argc, const char *const *argv);

/// The language that a command line asks for, also one that cannot be parsed; empty: none.
[[nodiscard]] QString askedLanguage(int argc, const char *const *argv);

} // namespace edgelink::cli
