// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace edgelink::command {

/// The whole environment of a child: PATH, HOME and TMPDIR of ours, LANG=C.UTF-8, then what the command asks for.
/// Built, not inherited: a PGSERVICE, KUBECONFIG, AWS_PROFILE or LD_PRELOAD of the user's shell never reaches a tool.
[[nodiscard]] QList<QByteArray> childEnvironment(const QMap<QString, QString> &extra,
                                                 const QMap<QString, QString> &secrets);

} // namespace edgelink::command
