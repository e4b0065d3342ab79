// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A whole run of the real engine and runbooks, recorded in one language and reported in the other.
#include "app/services/report/incidentreport.h"
#include "tests/support/testsink.h"
#include "tests/unit/cli/desk.h"
#include "translations/catalogue.h"
#include "translations/translation.h"

#include <QRegularExpression>

using namespace edgelink;
using test::Desk;

namespace {

const QString IncidentId = QStringLiteral("INC-2026-1128-001");

/// What stays as it was said: commands, probes' made-up words, names. None of them is Chinese.
const QRegularExpression &chinese()
{
    static const QRegularExpression signs(QStringLiteral("[\\x{3000}-\\x{9fff}\\x{ff00}-\\x{ffef}]+"));
    return signs;
}

QString reportIn(const QString &language, test::FakeJournal &journal)
{
    report::IncidentReport service(&journal, {}, &sentencesOfServices);
    const auto rendered
        = await(service.render({IncidentId, ReportFormat::Markdown, language, {}}), std::chrono::seconds{60});
    if (!rendered || !*rendered)
        return {};
    return QString::fromUtf8((*rendered)->bytes).remove('\\');
}

} // namespace

class RetoldRunTest : public test::Suite
{
    Q_OBJECT

private slots:
    void aRunIsToldInTheReportsLanguage_data()
    {
        QTest::addColumn<QString>("failing"); // the probe that fails; empty: none
        QTest::addColumn<QString>("recorded");
        QTest::addColumn<QString>("told");
        for (const auto &[recorded, told] : {std::pair{"zh_CN", "en"}, std::pair{"en", "zh_CN"}}) {
            for (const char *failing : {"", "release-at", "pods-ready", "smoke-config"})
                QTest::addRow("%s to %s: %s", recorded, told, *failing == '\0' ? "all goes well" : failing)
                    << QString::fromLatin1(failing) << QString::fromLatin1(recorded) << QString::fromLatin1(told);
        }
    }

    void aRunIsToldInTheReportsLanguage()
    {
        QFETCH(QString, failing);
        QFETCH(QString, recorded);
        QFETCH(QString, told);
        Desk desk;
        {
            const Translation spoken(recorded);
            desk.incidents.incident.id = IncidentId;
            desk.incidents.incident.openedAt = QDateTime::currentDateTimeUtc();
            JournalDraft opened;
            opened.kind = QLatin1String(journalkind::IncidentOpened);
            opened.incidentId = IncidentId;
            opened.environment = desk.environment.name;
            QVERIFY(desk.journal.append(opened).result());
            desk.probes.setHandler([failing](const ProbeRequest &request) {
                const bool fails = request.probe == failing && !request.stepId.startsWith(QLatin1String("preflight/"));
                return test::FakeProbes::saw(fails ? Observation::State::Failed : Observation::State::Passed,
                                             request.probe);
            });
            runbook::EngineOptions options;
            options.autoDecide = true;
            options.observationPause = std::chrono::milliseconds{1};
            options.settleDeadline = std::chrono::milliseconds{50};
            options.settlePause = std::chrono::milliseconds{1};
            desk.engine = std::make_unique<runbook::RunbookEngine>(QStringList{QStringLiteral(EDGELINK_RUNBOOKS)},
                                                                   desk.environment, ToolPaths{}, &desk.journal,
                                                                   &desk.runner, &desk.probes, &desk.releases, options);
            desk.session.runbooks = desk.engine.get();
            int code = -1;
            const auto verb = desk.start(desk.rollback(), code);
            QVERIFY(verb->wait(60'000));
            QCOMPARE(code == 0, failing.isEmpty());
        }
        const QString report = reportIn(told, desk.journal);
        QVERIFY(report.contains(QStringLiteral("helm rollback")));
        if (told == QLatin1String("en")) {
            const QRegularExpressionMatch left = chinese().match(report);
            QVERIFY2(!left.hasMatch(), qPrintable(report.mid(left.capturedStart() - 200, 400)));
            return;
        }
        for (const JournalEvent &event : desk.journal.events()) {
            const QJsonObject titles = event.draft.payload.value(QLatin1String("titles")).toObject();
            const QString english = titles.value(QLatin1String("en")).toString();
            const bool isOther = !titles.value(QLatin1String("zh")).toString().contains(english); // "5. Redis"
            if (!english.isEmpty() && isOther)
                QVERIFY2(!report.contains(english), qPrintable(english));
        }
        for (const char *phrase : {"nobody is there to ask", "steps are done", "Read back after"})
            QVERIFY2(!report.contains(QLatin1String(phrase)), phrase);
    }
};

EDGELINK_TEST_MAIN(RetoldRunTest)
#include "tst_retoldrun.moc"
