// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QProcessEnvironment>

namespace edgelink::test {

std::unique_ptr<QProcess> startProgram(const QString &program, const QStringList &arguments,
                                       const QMap<QString, QString> &environment)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        all.insert(it.key(), it.value());
    process->setProcessEnvironment(all);
    process->setStandardInputFile(QProcess::nullDevice());
    process->start(program, arguments);
    return process;
}

ProgramResult runProgram(const QString &program, const QStringList &arguments, std::chrono::milliseconds deadline,
                         const QMap<QString, QString> &environment)
{
    const std::unique_ptr<QProcess> process = startProgram(program, arguments, environment);
    ProgramResult result;
    result.finished = process->waitForFinished(static_cast<int>(deadline.count()));
    if (!result.finished) {
        process->kill();
        process->waitForFinished();
    }
    result.exitCode = process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1;
    result.standardOutput = process->readAllStandardOutput();
    result.standardError = process->readAllStandardError();
    return result;
}

} // namespace edgelink::test
