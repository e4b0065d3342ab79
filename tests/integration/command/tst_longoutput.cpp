// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/cluster/kubernetesclient.h"
#include "app/services/command/commandservice.h"
#include "app/services/helm/helmreleases.h"
#include "app/services/journal/sqlitejournal.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>

using namespace edgelink;

namespace {

template<typename T>
T got(const QFuture<T> &future)
{
    const std::optional<T> value = await(future, std::chrono::seconds{100});
    return value ? *value
                 : T(tl::make_unexpected(Error{ErrorKind::Cancelled, QStringLiteral("no answer"), {}, {}, {}}));
}

} // namespace

/// Tools that say something whole and then 200 MB more, through the real process code: what is kept of it would parse,
/// and is not believed.
class LongOutputTest : public test::Suite
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QFile script(m_folder.filePath("tool"));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write(
            "#!/bin/sh\n"
            "long() { head -c 209715200 /dev/zero | tr '\\0' \"$1\"; }\n"
            "case \"$1 $2\" in\n"
            "\"history \"*) printf '[{\"revision\":1,\"status\":\"deployed\"}]'; [ -e \"$0.short\" ] || long ' ' ;;\n"
            "\"get --raw\") printf '{\"kind\":\"Pod\",\"metadata\":{\"name\":\"x\"}}'; long ' ' ;;\n"
            "\"get \"*) printf 'kind: ConfigMap\\nmetadata: {name: x}\\n'; long '\\n' ;;\n"
            "\"config \"*) printf '%s' "
            "'{\"current-context\":\"c\",\"contexts\":[{\"name\":\"c\",\"context\":{\"cluster\":\"k\",\"user\":\"u\"}}]"
            ",\"clusters\":[{\"name\":\"k\",\"cluster\":{\"server\":\"http://127.0.0.1:1\",\"proxy-url\":\"http://"
            "127.0.0.1:1\"}}],\"users\":[{\"name\":\"u\",\"user\":{\"token\":\"t\"}}]}' ;;\n"
            "esac\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        m_tools.helm = m_tools.kubectl = script.fileName();
        m_environment.name = "e";
        m_environment.kubeconfig = m_folder.filePath("kubeconfig");
        m_environment.context = "c";
        m_environment.nameSpace = "n";
        m_environment.release = "r";
        m_journal = std::make_unique<journal::SqliteJournal>(journal::JournalOptions{
            .file = m_folder.filePath("journal.sqlite"), .outputsDirectory = m_folder.filePath("outputs")});
        command::CommandOptions options;
        options.spoolDirectory = m_folder.filePath("outputs");
        options.streamOf = [](const QString &) { return QStringLiteral("drill"); };
        m_runner = std::make_unique<command::CommandService>(m_journal.get(), options);
        m_cluster = std::make_unique<cluster::KubernetesClient>(m_environment, m_tools, m_runner.get());
    }
    void cleanupTestCase()
    {
        m_cluster.reset();
        m_runner.reset();
        m_journal.reset();
    }

    void helmHistory()
    {
        QFile::remove(m_tools.helm + ".short");
        helm::HelmReleases releases(m_runner.get(), m_cluster.get(), m_environment, m_tools);
        const auto history = got(releases.history());
        QVERIFY(!history);
        QCOMPARE(history.error().kind, ErrorKind::BadReply);
        QVERIFY2(history.error().what.contains("too long"), qPrintable(history.error().sentence()));
    }

    void helmRevision()
    {
        QFile shorter(m_tools.helm + ".short");
        QVERIFY(shorter.open(QIODevice::WriteOnly));
        helm::HelmReleases releases(m_runner.get(), m_cluster.get(), m_environment, m_tools);
        const auto diff = got(releases.diff(1, 2));
        QVERIFY(!diff);
        QCOMPARE(diff.error().kind, ErrorKind::BadReply);
        QVERIFY2(diff.error().what.contains("too long"), qPrintable(diff.error().sentence()));
        const auto hooks = got(releases.hooks(1));
        QVERIFY(!hooks);
        QCOMPARE(hooks.error().kind, ErrorKind::BadReply);
    }

    void kubectlRaw()
    {
        const auto object = got(m_cluster->object("/api/v1/namespaces/n/pods/x"));
        QVERIFY(!object);
        QCOMPARE(object.error().kind, ErrorKind::BadReply);
        QVERIFY2(object.error().what.contains("too long"), qPrintable(object.error().sentence()));
    }

private:
    QTemporaryDir m_folder;
    Environment m_environment;
    ToolPaths m_tools;
    std::unique_ptr<journal::SqliteJournal> m_journal;
    std::unique_ptr<command::CommandService> m_runner;
    std::unique_ptr<cluster::KubernetesClient> m_cluster;
};

EDGELINK_TEST_MAIN(LongOutputTest)
#include "tst_longoutput.moc"
