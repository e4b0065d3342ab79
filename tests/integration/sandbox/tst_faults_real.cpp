// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every fault of the sandbox, one after the other on one sandbox, as the console sees it through its own services:
// the triggers that it is to breach and no other, or the source that it is to call silent; and afterwards all of it ok.
#include "app/console.h"
#include "app/setup.h"
#include "models/domain/command.h"
#include "models/domain/release.h"
#include "models/domain/sourcestatus.h"
#include "models/domain/triggerevaluation.h"
#include "models/ports/alertsource.h"
#include "models/ports/clustersource.h"
#include "models/ports/commandrunner.h"
#include "models/ports/drillcontrol.h"
#include "models/ports/incidenttracker.h"
#include "models/ports/marshal.h"
#include "models/ports/metricsource.h"
#include "models/ports/releasesource.h"
#include "tests/support/testsink.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTemporaryDir>

using namespace edgelink;

namespace {

constexpr double Compression = 60; ///< 5 min become 5 s, so that all faults fit into a few minutes
constexpr int Crossing = 120'000; ///< ms; deadlines of conditions, not delays
constexpr int Healing = 120'000;

const QString Http = QStringLiteral("http-5xx");
const QString Latency = QStringLiteral("p95-latency");
const QString CrashLoop = QStringLiteral("crash-loop");
const QString Probes = QStringLiteral("probe-failures");
const QString Memory = QStringLiteral("memory");
const QString Cpu = QStringLiteral("cpu");
const QString Connections = QStringLiteral("connections");

template<typename T>
Result<T> within(const QFuture<Result<T>> &future, std::chrono::milliseconds limit)
{
    if (const std::optional<Result<T>> value = await(future, limit))
        return *value;
    return failure(ErrorKind::Timeout, QStringLiteral("no answer"));
}

template<typename T>
QByteArray why(const Result<T> &result)
{
    return result ? QByteArray() : (result.error().sentence() + QLatin1Char('\n') + result.error().raw).toUtf8();
}

} // namespace

class FaultsRealTest : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        cli::Options options;
        options.configuration = qEnvironmentVariable("EDGELINK_SANDBOX_DIR") + QStringLiteral("/console.yaml");
        options.dataDirectory = m_data.path();
        Result<ConsoleOptions> wanted = consoleOptions(options);
        QVERIFY2(wanted, why(wanted));
        wanted->sandboxProgram = qEnvironmentVariable("EDGELINK_SANDBOX");
        wanted->environment.timeCompression = Compression;
        auto console = Console::assemble(*std::move(wanted));
        QVERIFY2(console, why(console));
        m_console = *std::move(console);

        connect(m_console->incidents(), &IncidentTracker::readingChanged, this, [this](const TriggerReading &reading) {
            m_readings.insert(reading.thresholdId, reading);
            if (reading.state == TriggerState::Breach)
                m_breached.insert(reading.thresholdId);
        });
        connect(m_console->metrics(), &MetricSource::statusChanged, this,
                [this](const SourceStatus &status) { m_metrics = status; });
        connect(m_console->cluster(), &ClusterSource::statusChanged, this,
                [this](const SourceStatus &status) { m_cluster = status; });
        connect(m_console->alerts(), &AlertSource::alertsChanged, this,
                [this](const QList<Alert> &alerts, const QList<Silence> & /*silences*/) {
                    m_alerts = alerts;
                    m_alertsLive = true;
                });
        m_console->startLive();
        QCOMPARE(clearAll(), QByteArray());
        QTRY_VERIFY2_WITH_TIMEOUT(allIsWell(), told(), Healing);
    }

    void cleanupTestCase()
    {
        QByteArray problem;
        if (m_console)
            problem = clearAll();
        m_console.reset();
        QCOMPARE(problem, QByteArray());
    }

    void aFaultCrossesItsThresholdsAndNoOther_data()
    {
        QTest::addColumn<QStringList>("triggers");
        QTest::addColumn<QString>("worst"); ///< culprit that the console names for the first trigger: starts with
        QTest::newRow("bad-release") << QStringList{Http, Latency, CrashLoop} << QString();
        QTest::newRow("config-incompatible") << QStringList{Http, CrashLoop} << QStringLiteral("api-gateway");
        QTest::newRow("memory-leak") << QStringList{Memory} << QStringLiteral("edge-link-production-device-service");
        QTest::newRow("cpu-burn") << QStringList{Cpu} << QStringLiteral("edge-link-production-topology-service");
        QTest::newRow("connection-drop") << QStringList{Connections} << QString();
        QTest::newRow("probe-failures") << QStringList{Probes} << QString();
    }

    void aFaultCrossesItsThresholdsAndNoOther()
    {
        QFETCH(QStringList, triggers);
        QFETCH(QString, worst);
        const QString fault = QString::fromLatin1(QTest::currentDataTag());
        QElapsedTimer clock;
        clock.start();
        m_breached.clear();
        QCOMPARE(inject(fault), QByteArray());
        QTRY_VERIFY2_WITH_TIMEOUT(m_breached.contains(QSet<QString>(triggers.cbegin(), triggers.cend())), told(),
                                  Crossing);
        const qint64 crossed = clock.restart();
        for (const QString &trigger : std::as_const(triggers)) {
            const TriggerReading &reading = m_readings[trigger];
            QVERIFY2(reading.value, qPrintable(trigger));
            qInfo("%s: %s %.1f against %.1f, worst %s", qPrintable(fault), qPrintable(trigger), *reading.value,
                  reading.effectiveThreshold, qPrintable(reading.worstName));
        }
        QVERIFY2(m_readings[triggers.first()].worstName.startsWith(worst),
                 qPrintable(m_readings[triggers.first()].worstName));

        QCOMPARE(clearAll(), QByteArray());
        QTRY_VERIFY2_WITH_TIMEOUT(allIsWell(), told(), Healing);
        qInfo("%s: crossed after %lld ms, well %lld ms after clearing began", qPrintable(fault),
              static_cast<long long>(crossed), static_cast<long long>(clock.elapsed()));
        const QStringList seen(m_breached.cbegin(), m_breached.cend());
        QVERIFY2(seen.size() == triggers.size(), qPrintable(seen.join(QLatin1Char(' '))));
    }

    /// From the injected fault through Prometheus' own rule and Alertmanager to the console's list, and out of it
    /// again.
    void aFaultsAlertReachesTheConsole()
    {
        const auto alert = [this]() -> std::optional<Alert> {
            for (const Alert &one : std::as_const(m_alerts)) {
                if (one.labels.value(QStringLiteral("trigger")) == Cpu)
                    return one;
            }
            return std::nullopt;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(m_alertsLive && !alert(), told(), Healing); // of an earlier fault
        QCOMPARE(inject(QStringLiteral("cpu-burn")), QByteArray());
        QTRY_VERIFY2_WITH_TIMEOUT(alert().has_value(), told(), Crossing);
        const Environment &environment = m_console->options().environment;
        QCOMPARE(alert()->name, QStringLiteral("EdgeLinkCpu"));
        QCOMPARE(alert()->labels.value(QStringLiteral("severity")), QStringLiteral("critical"));
        QCOMPARE(alert()->labels.value(QStringLiteral("release")), environment.release);
        QTRY_COMPARE_WITH_TIMEOUT(alert().value_or(Alert{}).state, QStringLiteral("active"), Crossing);

        Silence wanted;
        wanted.matchers = {{QStringLiteral("trigger"), Cpu}};
        wanted.endsAt = QDateTime::currentDateTimeUtc().addSecs(600);
        wanted.createdBy = QStringLiteral("tester");
        wanted.comment = QStringLiteral("rolling back");
        const auto silenced = within(m_console->alerts()->silence(wanted, {}), std::chrono::minutes{1});
        QVERIFY2(silenced, why(silenced));
        QTRY_COMPARE_WITH_TIMEOUT(alert().value_or(Alert{}).silencedBy, QStringList{silenced->id}, Crossing);
        const auto ended
            = within(m_console->alerts()->expire(*silenced, QStringLiteral("tester"), {}), std::chrono::minutes{1});
        QVERIFY2(ended, why(ended));

        QCOMPARE(clearAll(), QByteArray());
        QTRY_VERIFY2_WITH_TIMEOUT(!alert() && allIsWell(), told(), Healing);
    }

    /// By the release's own rollback, not by the sandbox: what is deployed alone decides how it behaves.
    void aLeakingReleaseIsHealedByItsRollback()
    {
        const auto before = within(m_console->releases()->history(), std::chrono::seconds{60});
        QVERIFY2(before, why(before));
        const int good = before->latest()->number;
        m_breached.clear();
        QCOMPARE(inject(QStringLiteral("leaking-release")), QByteArray());
        QTRY_VERIFY2_WITH_TIMEOUT(m_breached.contains(Memory), told(), Crossing);
        const CommandResult rolled
            = helm({QStringLiteral("rollback"), m_console->options().environment.release, QString::number(good),
                    QStringLiteral("--wait"), QStringLiteral("--timeout"), QStringLiteral("120s")});
        QVERIFY2(rolled.ok(), rolled.standardError.constData());
        QTRY_VERIFY2_WITH_TIMEOUT(allIsWell(), told(), Healing);
        QCOMPARE(m_breached, QSet<QString>{Memory});
        QCOMPARE(clearAll(), QByteArray());
        const auto after = within(m_console->releases()->history(), std::chrono::seconds{60});
        QVERIFY2(after, why(after));
        QCOMPARE(after->latest()->number, good + 2); // clearing found nothing left to do
    }

    void clearingTakesBackOneReleaseOnTopOfAnother()
    {
        const auto before = within(m_console->releases()->history(), std::chrono::seconds{60});
        QVERIFY2(before, why(before));
        const int good = before->latest()->number;
        QCOMPARE(inject(QStringLiteral("bad-release")), QByteArray());
        QCOMPARE(inject(QStringLiteral("config-incompatible")), QByteArray());
        m_breached.clear();
        QTRY_VERIFY2_WITH_TIMEOUT(m_breached.contains(Http), told(), Crossing);
        QCOMPARE(clearAll(), QByteArray());
        const auto after = within(m_console->releases()->history(), std::chrono::seconds{60});
        QVERIFY2(after, why(after));
        QCOMPARE(after->latest()->number, good + 3);
        QCOMPARE(after->latest()->description, QStringLiteral("Rollback to %1").arg(good));
        QTRY_VERIFY2_WITH_TIMEOUT(allIsWell(), told(), Healing);
    }

    void aSilentPrometheusIsSaid_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::newRow("down") << QStringLiteral("prometheus-down");
        QTest::newRow("hangs") << QStringLiteral("prometheus-hang");
    }

    void aSilentPrometheusIsSaid()
    {
        QFETCH(QString, fault);
        QCOMPARE(inject(fault), QByteArray());
        const auto nothingIsKnown = [this] {
            return std::none_of(m_readings.cbegin(), m_readings.cend(),
                                [](const TriggerReading &reading) { return isKnown(reading.state); });
        };
        QTRY_VERIFY2_WITH_TIMEOUT(nothingIsKnown() && m_metrics.state == SourceStatus::State::Down, told(), Crossing);
        QVERIFY(m_metrics.error);
        qInfo("%s", qPrintable(m_metrics.error->sentence()));
        QVERIFY(m_metrics.error->kind == ErrorKind::Unreachable || m_metrics.error->kind == ErrorKind::Timeout);
        QCOMPARE(clearAll(), QByteArray());
        QTRY_VERIFY2_WITH_TIMEOUT(allIsWell(), told(), Healing);
    }

    void aSilentApiServerIsSaid_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::newRow("killed") << QStringLiteral("apiserver-kill");
        QTest::newRow("hangs") << QStringLiteral("apiserver-hang");
    }

    void aSilentApiServerIsSaid()
    {
        QFETCH(QString, fault);
        QCOMPARE(inject(fault), QByteArray());
        QTRY_VERIFY2_WITH_TIMEOUT(m_cluster.state == SourceStatus::State::Down, told(), Crossing);
        QVERIFY(m_cluster.error);
        qInfo("%s", qPrintable(m_cluster.error->sentence()));
        const auto history = within(m_console->releases()->history(), std::chrono::seconds{60});
        QVERIFY(!history);
        qInfo("%s", why(history).constData());
        QVERIFY(history.error().what != QStringLiteral("no answer"));
        QCOMPARE(clearAll(), QByteArray());
        QTRY_VERIFY2_WITH_TIMEOUT(allIsWell(), told(), Healing);
        const auto again = within(m_console->releases()->history(), std::chrono::seconds{60});
        QVERIFY2(again, why(again));
    }

private:
    /// Empty, or why it could not be done.
    [[nodiscard]] QByteArray inject(const QString &fault)
    {
        return why(within(m_console->drills()->inject(fault), std::chrono::minutes{4}));
    }
    [[nodiscard]] QByteArray clearAll() { return why(within(m_console->drills()->clear(), std::chrono::minutes{4})); }

    /// Seven triggers, all known and within their limits, and every source answers.
    [[nodiscard]] bool allIsWell() const
    {
        return m_readings.size() == m_console->thresholds().size()
            && std::all_of(m_readings.cbegin(), m_readings.cend(),
                           [](const TriggerReading &reading) { return reading.state == TriggerState::Ok; })
            && m_metrics.isLive() && m_cluster.isLive();
    }

    /// What the console says now, for a failure's message.
    [[nodiscard]] QByteArray told() const
    {
        QString text;
        for (const TriggerReading &reading : m_readings)
            text += QStringLiteral("%1 %2 %3; ")
                        .arg(reading.thresholdId, triggerStateId(reading.state),
                             reading.value ? QString::number(*reading.value) : QStringLiteral("-"));
        for (const SourceStatus *status : {&m_metrics, &m_cluster})
            text += (status->error ? status->error->sentence() : QString::number(static_cast<int>(status->state)))
                + QStringLiteral("; ");
        return text.toUtf8();
    }

    [[nodiscard]] CommandResult helm(const QStringList &arguments)
    {
        const Environment &environment = m_console->options().environment;
        CommandSpec spec;
        spec.program = m_console->options().configuration.tools.helm;
        spec.args(arguments
                  + QStringList{QStringLiteral("--kubeconfig"), environment.kubeconfig,
                                QStringLiteral("--kube-context"), environment.context, QStringLiteral("--namespace"),
                                environment.nameSpace});
        spec.environmentName = environment.name;
        spec.purpose = QStringLiteral("integration test");
        spec.mutating = true;
        return await(m_console->commands()->run(spec), std::chrono::minutes{3}).value_or(CommandResult{});
    }

    QTemporaryDir m_data;
    std::unique_ptr<Console> m_console;
    QMap<QString, TriggerReading> m_readings; ///< newest of each trigger
    QSet<QString> m_breached; ///< since it was last emptied
    SourceStatus m_metrics;
    SourceStatus m_cluster;
    QList<Alert> m_alerts; ///< as the console lists them
    bool m_alertsLive = false;
};

EDGELINK_TEST_MAIN(FaultsRealTest)
#include "tst_faults_real.moc"
