// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Journal append until durable, against a bare write + fdatasync of the same size on the same disk.
#include "app/services/journal/sqlitejournal.h"
#include "tests/bench/measure.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>

#include <unistd.h>

using namespace edgelink;

class BenchJournal : public test::Suite
{
    Q_OBJECT

private slots:
    void appendAgainstFdatasync()
    {
        constexpr int Events = 400;
        QTemporaryDir folder;
        const QByteArray row(600, 'x');
        bench::Samples raw;
        QFile file(folder.filePath(QStringLiteral("raw")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        for (int i = 0; i < Events; ++i) {
            raw.time([&] {
                file.write(row);
                ::fdatasync(file.handle());
            });
        }
        journal::JournalOptions options;
        options.file = folder.filePath(QStringLiteral("journal.sqlite"));
        journal::SqliteJournal journal(options);
        bench::Samples durable;
        for (int i = 0; i < Events; ++i) {
            JournalDraft draft;
            draft.kind = QString::fromLatin1(journalkind::Intent);
            draft.actor = QStringLiteral("bench");
            draft.stream = QStringLiteral("drill");
            draft.payload = {{"argv", QString::fromLatin1(row.left(400))}};
            durable.time([&] {
                QFuture<Result<JournalEvent>> event = journal.append(draft);
                event.waitForFinished();
                QVERIFY(event.result());
            });
        }
        bench::printRatio("journal append, durable", durable, "write + fdatasync", raw);
        // A command costs two rows: its intent before, its outcome after.
        std::printf("%-44s median %9.3f ms = %6.2f x write + fdatasync (budget: 2 ms a command)\n",
                    "journaling of one command (2 rows)", 2 * durable.median(), 2 * durable.median() / raw.median());
    }
};

EDGELINK_TEST_MAIN(BenchJournal)
#include "bench_journal.moc"
