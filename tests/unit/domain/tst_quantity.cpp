// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/quantity.h"
#include "tests/support/testsink.h"

using namespace edgelink;

namespace {
constexpr double Mebi = 1024.0 * 1024;
}

class QuantityTest : public edgelink::test::Suite
{
    Q_OBJECT

private slots:
    void quantities_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value"); // -1: none
        const auto row
            = [](const char *text, double value) { QTest::addRow("'%s'", text) << QString::fromUtf8(text) << value; };
        row("250m", 0.25);
        row("1", 1);
        row("1.5", 1.5);
        row(".5", 0.5);
        row("+2", 2);
        row("128Mi", 128 * Mebi);
        row("1Gi", 1024 * Mebi);
        row("2Ki", 2048);
        row("2k", 2000);
        row("3G", 3e9);
        row("1e3", 1000);
        row("1E3", 1000); // an exponent, not 1 E and a 3
        row("1E", 1e18);
        row("100u", 1e-4);
        for (const char *none : {"", "m", "1 Gi", "1gi", "1mi", "0x10", "1e", "1.2.3", "NaN", "inf", "1Gi\n"})
            row(none, -1);
    }
    void quantities()
    {
        QFETCH(QString, text);
        QFETCH(double, value);
        const std::optional<double> read = quantity(text);
        QCOMPARE(read.has_value(), value >= 0);
        if (read)
            QVERIFY2(qFuzzyCompare(*read, value), qPrintable(QString::number(*read)));
    }
};

EDGELINK_TEST_MAIN(QuantityTest)
#include "tst_quantity.moc"
