// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/command/childenvironment.h"

#include <QDir>

namespace edgelink::command {

QList<QByteArray> childEnvironment(const QMap<QString, QString> &extra, const QMap<QString, QString> &secrets)
{
    QMap<QByteArray, QByteArray> variables;
    const QByteArray path = qgetenv("PATH");
    variables.insert("PATH", path.isEmpty() ? QByteArray("/usr/local/bin:/usr/bin:/bin") : path);
    variables.insert("HOME", QDir::homePath().toLocal8Bit());
    variables.insert("TMPDIR", QDir::tempPath().toLocal8Bit());
    variables.insert("LANG", "C.UTF-8");
    for (const auto *map : {&extra, &secrets}) {
        for (auto it = map->begin(); it != map->end(); ++it)
            variables.insert(it.key().toLocal8Bit(), it.value().toLocal8Bit());
    }
    QList<QByteArray> result;
    for (auto it = variables.cbegin(); it != variables.cend(); ++it)
        result << it.key() + '=' + it.value();
    return result;
}

} // namespace edgelink::command
