// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/verdict/helmprocesses.h"
#include "tests/support/testsink.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace edgelink;
using namespace edgelink::verdict;

class HelmProcessesTest : public edgelink::test::Suite
{
    Q_OBJECT

    static QByteArray kubeconfig(const QByteArray &name, const QByteArray &server, const QByteArray &authority,
                                 const QByteArray &cluster = {})
    {
        const QByteArray called = cluster.isEmpty() ? name : cluster;
        return "{apiVersion: v1, kind: Config, current-context: " + name + ", contexts: [{name: " + name
            + ", context: {cluster: " + called + ", user: u}}], clusters: [{name: " + called + ", cluster: {server: '"
            + server + (authority.isEmpty() ? QByteArray("'") : "', certificate-authority-data: " + authority) + "}}]}";
    }

    static void write(const QString &path, const QByteArray &bytes)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), qint64(bytes.size()));
    }

private slots:
    void otherHelmsAreSeen_data()
    {
        QTest::addColumn<QByteArrayList>("argv");
        QTest::addColumn<bool>("changes");
        QTest::newRow("rollback") << QByteArrayList{"/usr/bin/helm3", "rollback", "edge", "2"} << true;
        QTest::newRow("upgrade, flags first")
            << QByteArrayList{"helm", "--kube-context", "x", "upgrade", "edge", "./chart", ""} << true;
        QTest::newRow("of our namespace") << QByteArrayList{"helm", "rollback", "edge", "2", "-n", "prod"} << true;
        QTest::newRow("of another namespace")
            << QByteArrayList{"helm", "rollback", "edge", "2", "-n", "staging"} << false;
        QTest::newRow("of another, in one word")
            << QByteArrayList{"helm", "--namespace=staging", "upgrade", "edge", "c"} << false;
        QTest::newRow("of another, short") << QByteArrayList{"helm", "-nstaging", "upgrade", "edge", "c"} << false;
        QTest::newRow("the last one counts")
            << QByteArrayList{"helm", "-n=staging", "upgrade", "edge", "c", "--namespace", "prod"} << true;
        QTest::newRow("a flag without a value") << QByteArrayList{"helm", "rollback", "edge", "2", "-n"} << true;
        QTest::newRow("reading") << QByteArrayList{"helm", "history", "edge"} << false;
        QTest::newRow("another release") << QByteArrayList{"helm", "upgrade", "other", "./chart"} << false;
        QTest::newRow("an editor") << QByteArrayList{"vim", "helm", "upgrade", "edge"} << false;
        QTest::newRow("nothing") << QByteArrayList{} << false;
        QTest::newRow("a kernel thread") << QByteArrayList{""} << false;
    }

    void otherHelmsAreSeen()
    {
        QFETCH(QByteArrayList, argv);
        QFETCH(bool, changes);
        QCOMPARE(!helmChangeOf(argv, QStringLiteral("edge"), QStringLiteral("prod")).isEmpty(), changes);
    }

    void environmentDecidesWhatTheCommandLeavesOpen()
    {
        const QByteArrayList argv{"helm", "rollback", "edge", "2"};
        const auto isChange = [](const QByteArrayList &words, const QByteArrayList &environment) {
            return !helmChangeOf(words, QStringLiteral("edge"), QStringLiteral("prod"), environment).isEmpty();
        };
        QVERIFY(isChange(argv, {"HELM_NAMESPACE=prod"}));
        QVERIFY(!isChange(argv, {"A=b", "HELM_NAMESPACE=staging"}));
        QVERIFY(isChange(argv, {"HELM_NAMESPACE="}));
        QVERIFY(isChange(argv + QByteArrayList{"-n", "prod"}, {"HELM_NAMESPACE=staging"}));
    }

    void clustersAreToldApart_data()
    {
        QTest::addColumn<QByteArrayList>("files");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("server"); // empty: cannot be told
        QTest::addColumn<QByteArray>("authority");
        const QByteArray one = kubeconfig("one", "https://a:1", "QQ==");
        const QByteArray two = kubeconfig("two", "https://b:2/", "Qg==");
        QTest::newRow("by name") << QByteArrayList{one} << "one"
                                 << "https://a:1" << QByteArray("A");
        QTest::newRow("the current one") << QByteArrayList{one} << ""
                                         << "https://a:1" << QByteArray("A");
        QTest::newRow("of a second file") << QByteArrayList{one, two} << "two"
                                          << "https://b:2" << QByteArray("B");
        QTest::newRow("a cluster's name in both files: the first counts")
            << QByteArrayList{one, kubeconfig("two", "https://b:2", "Qg==", "one")} << "two"
            << "https://a:1" << QByteArray("A");
        QTest::newRow("the first current one") << QByteArrayList{two, one} << ""
                                               << "https://b:2" << QByteArray("B");
        QTest::newRow("no such context") << QByteArrayList{one} << "three"
                                         << "" << QByteArray();
        QTest::newRow("no file") << QByteArrayList{} << "one"
                                 << "" << QByteArray();
        QTest::newRow("no authority") << QByteArrayList{kubeconfig("one", "https://a:1", {})} << "one"
                                      << "" << QByteArray();
        QTest::newRow("not YAML") << QByteArrayList{"\x00{{{"} << "one"
                                  << "" << QByteArray();
        QTest::newRow("a list") << QByteArrayList{"[1, 2]"} << ""
                                << "" << QByteArray();
        QTest::newRow("wrong shapes") << QByteArrayList{"{contexts: 3, clusters: [7], current-context: {a: b}}"} << ""
                                      << "" << QByteArray();
        QTest::newRow("an authority that cannot be read")
            << QByteArrayList{"{current-context: c, contexts: [{name: c, context: {cluster: c}}], clusters: [{name: c, "
                              "cluster: {server: 'https://a', certificate-authority: /nonexistent}}]}"}
            << ""
            << "" << QByteArray();
    }

    void clustersAreToldApart()
    {
        QFETCH(QByteArrayList, files);
        QFETCH(QString, context);
        QFETCH(QString, server);
        QFETCH(QByteArray, authority);
        QList<KubeconfigText> texts;
        for (const QByteArray &bytes : files)
            texts << KubeconfigText{bytes, QStringLiteral("/tmp"), {}};
        const auto mark = clusterMarkOf(texts, context);
        QCOMPARE(mark.has_value(), !server.isEmpty());
        if (mark) {
            QCOMPARE(mark->server, server);
            QCOMPARE(mark->authority, authority);
        }
    }

    void helmsOfOtherClustersAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("kubeconfig"); // of the other helm
        QTest::addColumn<QByteArrayList>("flags");
        QTest::addColumn<QByteArrayList>("environment"); // {}: not ours to see
        QTest::addColumn<bool>("counts");
        const QByteArray same = kubeconfig("ours", "https://ours:1", "QQ==");
        const QByteArray other = kubeconfig("ours", "https://other:1", "Qg==");
        const QByteArrayList flag{"--kubeconfig", "{file}"};
        const QByteArrayList nothing{"A=b"};
        QTest::newRow("same cluster") << same << flag << nothing << true;
        QTest::newRow("another cluster, by flag") << other << flag << nothing << false;
        QTest::newRow("another cluster, by variable")
            << other << QByteArrayList{} << QByteArrayList{"KUBECONFIG={file}"} << false;
        QTest::newRow("another cluster, in a list")
            << other << QByteArrayList{} << QByteArrayList{"KUBECONFIG=/nonexistent:{file}"} << false;
        QTest::newRow("another cluster, by home") << other << QByteArrayList{} << QByteArrayList{"HOME=HOME"} << false;
        QTest::newRow("the flag counts before the variable")
            << other << flag << QByteArrayList{"KUBECONFIG=/nonexistent"} << false;
        QTest::newRow("another address of the same cluster")
            << kubeconfig("ours", "https://tunnel:1", "QQ==") << flag << nothing << true;
        QTest::newRow("a context that is not there")
            << other << flag + QByteArrayList{"--kube-context", "x"} << nothing << true;
        QTest::newRow("a context of the environment that is not there")
            << other << flag << QByteArrayList{"HELM_KUBECONTEXT=x"} << true;
        QTest::newRow("an address of its own")
            << other << flag + QByteArrayList{"--kube-apiserver=https://ours:1"} << nothing << true;
        QTest::newRow("an address of its own, by variable")
            << other << flag << QByteArrayList{"HELM_KUBEAPISERVER=https://ours:1"} << true;
        QTest::newRow("a descriptor, which is another file for us")
            << other << QByteArrayList{"--kubeconfig", "/dev/fd/0"} << nothing << true;
        QTest::newRow("not a file") << other << QByteArrayList{"--kubeconfig", "{folder}"} << nothing << true;
        QTest::newRow("a pipe") << other << QByteArrayList{"--kubeconfig", "{pipe}"} << nothing << true;
        QTest::newRow("a pipe beside the file")
            << other << QByteArrayList{} << QByteArrayList{"KUBECONFIG={pipe}:{file}"} << true;
        QTest::newRow("hidden environment") << other << flag << QByteArrayList{} << true;
        QTest::newRow("no file at all") << other << QByteArrayList{} << nothing << true;
        QTest::newRow("a file too large") << other + QByteArray(2 * 1024 * 1024, ' ') << flag << nothing << true;
    }

    void helmsOfOtherClustersAreLeftOut()
    {
        QFETCH(QByteArray, kubeconfig);
        QFETCH(QByteArrayList, flags);
        QFETCH(QByteArrayList, environment);
        QFETCH(bool, counts);
        QTemporaryDir folder;
        const QString theirs = folder.filePath(QStringLiteral("home/.kube/config"));
        const QString ours = folder.filePath(QStringLiteral("ours.yaml"));
        write(theirs, kubeconfig);
        write(ours, HelmProcessesTest::kubeconfig("ours", "https://ours:1", "QQ=="));
        const QString pipe = folder.filePath(QStringLiteral("pipe")); // that nobody ever writes into
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const auto filled = [&](QByteArrayList words) {
            for (QByteArray &word : words)
                word.replace("{file}", theirs.toLocal8Bit())
                    .replace("{folder}", folder.path().toLocal8Bit())
                    .replace("{pipe}", pipe.toLocal8Bit())
                    .replace("=HOME", "=" + folder.filePath("home").toLocal8Bit());
            return words.join('\0') + '\0';
        };
        const QString process = folder.filePath(QStringLiteral("proc/4711"));
        write(process + QStringLiteral("/cmdline"),
              filled(QByteArrayList{"helm", "upgrade", "edge", "--set", "password=x"} + flags));
        if (!environment.isEmpty())
            write(process + QStringLiteral("/environ"), filled(environment));
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("proc/self")));
        QVERIFY(QFile::link(QStringLiteral("/"), process + QStringLiteral("/root")));
        const HelmPlace place{QStringLiteral("edge"), QStringLiteral("prod"), ours, QStringLiteral("ours")};
        const auto found = helmProcesses(place, folder.filePath(QStringLiteral("proc")));
        QVERIFY(found);
        QCOMPARE(found->size(), counts ? 1 : 0);
        if (counts) {
            QCOMPARE(found->first().pid, 4711);
            QCOMPARE(found->first().command,
                     QStringLiteral("helm upgrade edge")); // no more of the argv: it may hold secrets
        }
        QFile::remove(ours); // where we are cannot be told: it counts
        QCOMPARE(helmProcesses(place, folder.filePath(QStringLiteral("proc")))->size(), 1);
    }

    /// A process in a container: its files lie below its own root, the authority's as well.
    void filesAreThoseOfTheProcess()
    {
        QTemporaryDir folder;
        const QString root = folder.filePath(QStringLiteral("container"));
        const QString ours = folder.filePath(QStringLiteral("ours.yaml"));
        write(ours, kubeconfig("ours", "https://ours:1", "QQ=="));
        write(root + QStringLiteral("/etc/ca.crt"), "B");
        write(root + QStringLiteral("/root/.kube/config"),
              "{current-context: c, contexts: [{name: c, context: {cluster: c}}], clusters: [{name: c, cluster: "
              "{server: 'https://other:1', certificate-authority: /etc/ca.crt}}]}");
        const QString process = folder.filePath(QStringLiteral("proc/4711"));
        write(process + QStringLiteral("/cmdline"), QByteArray("helm\0upgrade\0edge\0", 18));
        write(process + QStringLiteral("/environ"), QByteArray("HOME=/root\0", 11));
        QVERIFY(QFile::link(root, process + QStringLiteral("/root")));
        const HelmPlace place{QStringLiteral("edge"), QStringLiteral("prod"), ours, QStringLiteral("ours")};
        QVERIFY(helmProcesses(place, folder.filePath(QStringLiteral("proc")))->isEmpty());
        write(root + QStringLiteral("/etc/ca.crt"), "A"); // ours: the same cluster by another address
        QCOMPARE(helmProcesses(place, folder.filePath(QStringLiteral("proc")))->size(), 1);
    }

    void processListsAreRead()
    {
        const HelmPlace place{QStringLiteral("edge"), QStringLiteral("prod"), {}, {}};
        QVERIFY(!helmProcesses(place, QStringLiteral("/nonexistent")));
        QVERIFY(helmProcesses(place));
    }
};

EDGELINK_TEST_MAIN(HelmProcessesTest)
#include "tst_helmprocesses.moc"
