// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/config/secretresolver.h"
#include "tests/support/testsink.h"

#include <QFile>
#include <QTemporaryDir>

using namespace edgelink;
using Source = SecretReference::Source;

class SecretResolverTest : public test::Suite
{
    Q_OBJECT

private slots:
    void files_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("mode");
        QTest::addColumn<QByteArray>("secret"); // null: refused
        const int owner = QFile::ReadOwner | QFile::WriteOwner;
        QTest::newRow("plain") << QByteArray("s3cret") << owner << QByteArray("s3cret");
        QTest::newRow("newline is not part of it") << QByteArray("s3cret\r\n") << owner << QByteArray("s3cret");
        QTest::newRow("spaces are") << QByteArray(" s3 cret ") << owner << QByteArray(" s3 cret ");
        QTest::newRow("read only") << QByteArray("x") << int(QFile::ReadOwner) << QByteArray("x");
        QTest::newRow("group may read") << QByteArray("x") << int(owner | QFile::ReadGroup) << QByteArray();
        QTest::newRow("others may read") << QByteArray("x") << int(owner | QFile::ReadOther) << QByteArray();
        QTest::newRow("others may write") << QByteArray("x") << int(owner | QFile::WriteOther) << QByteArray();
        QTest::newRow("empty") << QByteArray("\n") << owner << QByteArray();
        QTest::newRow("huge") << QByteArray(70'000, 'x') << owner << QByteArray();
    }

    void files()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, mode);
        QFETCH(QByteArray, secret);
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("secret")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QVERIFY(file.setPermissions(QFile::Permissions::fromInt(mode)));
        const auto resolved = config::secretLookup()({Source::File, file.fileName()});
        QCOMPARE(resolved.has_value(), !secret.isNull());
        if (resolved)
            QCOMPARE(*resolved, secret);
        else
            QVERIFY(!resolved.error().sentence().isEmpty()
                    && !resolved.error().sentence().contains(QLatin1String("xxx")));
    }

    void otherSources()
    {
        QTemporaryDir dir;
        QCOMPARE(config::resolveSecret({Source::File, dir.filePath(QStringLiteral("none"))}).error().kind,
                 ErrorKind::NotFound);
        QCOMPARE(config::resolveSecret({Source::File, dir.path()}).error().kind, ErrorKind::Configuration);
        QCOMPARE(config::resolveSecret({}).value(), QByteArray());
        qputenv("EDGELINK_TEST_SECRET", "from-environment");
        QCOMPARE(config::resolveSecret({Source::EnvironmentVariable, QStringLiteral("EDGELINK_TEST_SECRET")}).value(),
                 QByteArray("from-environment"));
        qunsetenv("EDGELINK_TEST_SECRET");
        QCOMPARE(
            config::resolveSecret({Source::EnvironmentVariable, QStringLiteral("EDGELINK_TEST_SECRET")}).error().kind,
            ErrorKind::NotFound);
    }
};

EDGELINK_TEST_MAIN(SecretResolverTest)
#include "tst_secretresolver.moc"
