// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Walks #include lines and CMake link lines against the layer table of README.md ("Architecture").
#include "tests/support/testsink.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>

namespace {

struct Layer {
    QString folder; ///< prefix of the files it governs; the longest match wins
    QStringList mayInclude; ///< prefixes of our own headers
    QStringList mustNotUse; ///< beginnings of system headers
};

const QStringList Io{"QFile",    "QDir",      "QProcess", "QNetwork",  "QTcp",      "QUdp",       "QLocalS",
                     "QSql",     "QtNetwork", "QtSql",    "QSaveFile", "QSettings", "QWidget",    "QtWidgets",
                     "QtCharts", "QChart",    "QPainter", "pqxx",      "yaml-cpp",  "spdlog",     "simdjson",
                     "httplib",  "unistd",    "sys/",     "fstream",   "iostream",  "filesystem", "cstdlib"};
const QStringList ServiceWork{"QProcess", "QNetwork", "QTcp",    "QSql",    "QtNetwork",
                              "QtSql",    "pqxx",     "httplib", "simdjson"};

QList<Layer> layers()
{
    return {
        {"models/domain/", {"models/domain/"}, Io},
        {"models/ports/", {"models/domain/", "models/ports/"}, Io},
        {"models/items/", {"models/domain/", "models/ports/", "models/items/"}, Io},
        {"widgets/", {"models/", "widgets/"}, ServiceWork},
        {"app/shell/", {"models/", "widgets/", "app/shell/", "translations/"}, ServiceWork},
        {"app/cli/",
         {"models/domain/", "models/ports/", "models/items/", "app/cli/"},
         {"QWidget", "QtWidgets", "QProcess", "QSql"}},
        {"app/net/", {"models/domain/", "models/ports/", "app/net/"}, {"QWidget", "QtWidgets", "QtCharts", "QChart"}},
        {"app/services/",
         {"models/domain/", "models/ports/", "app/net/", "<own>"},
         {"QWidget", "QtWidgets", "QtCharts", "QChart"}},
        {"translations/", {"translations/", "models/domain/"}, Io},
        {"app/sandbox/", {"models/domain/", "app/sandbox/", "translations/"}, {"QWidget", "QtWidgets", "QtCharts"}},
    };
}

/// The row for a file or folder, with "<own>" replaced by the service's own folder; nullopt: not governed.
std::optional<Layer> layerOf(const QString &path)
{
    const QList<Layer> table = layers();
    for (Layer layer : table) {
        if (!path.startsWith(layer.folder))
            continue;
        if (layer.mayInclude.removeOne("<own>"))
            layer.mayInclude << path.section(QLatin1Char('/'), 0, 2) + QLatin1Char('/');
        return layer;
    }
    return std::nullopt;
}

bool startsWithAny(const QString &text, const QStringList &prefixes)
{
    return std::any_of(prefixes.cbegin(), prefixes.cend(),
                       [&text](const QString &prefix) { return text.startsWith(prefix); });
}

QStringList includeProblems(const QString &path, const QString &source)
{
    const std::optional<Layer> layer = layerOf(path);
    if (!layer)
        return {};
    QStringList problems;
    static const QRegularExpression include(QStringLiteral(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"),
                                            QRegularExpression::MultilineOption);
    static const QStringList ours{"models/", "widgets/", "app/", "tests/", "translations/"};
    for (auto it = include.globalMatch(source); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString header = match.captured(2);
        if (startsWithAny(header, ours)) {
            if (!startsWithAny(header, layer->mayInclude))
                problems << QStringLiteral("%1 includes %2").arg(path, header);
        } else if (match.captured(1) == QLatin1String("\"") && !header.endsWith(QLatin1String(".moc"))
                   && !header.startsWith(QLatin1String("moc_"))) {
            problems << QStringLiteral("%1 includes \"%2\": write it from the project's root").arg(path, header);
        } else if (startsWithAny(header, layer->mustNotUse)) {
            problems << QStringLiteral("%1 uses <%2>, which its layer may not").arg(path, header);
        }
    }
    return problems;
}

/// target -> linked names, from edgelink_library / edgelink_executable / target_link_libraries.
QMap<QString, QStringList> linkLines(const QString &cmake)
{
    QMap<QString, QStringList> links;
    static const QRegularExpression call(
        QStringLiteral(R"((edgelink_library|edgelink_executable|target_link_libraries)\s*\(([^)]*)\))"));
    for (auto it = call.globalMatch(cmake); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        static const QRegularExpression spaces(QStringLiteral(R"(\s+)"));
        QStringList words = match.captured(2).split(spaces, Qt::SkipEmptyParts);
        if (words.isEmpty())
            continue;
        const QString target = words.takeFirst();
        const qsizetype from
            = match.captured(1) == QLatin1String("target_link_libraries") ? 0 : words.indexOf(QStringLiteral("LINK"));
        links[target] << (from < 0 ? QStringList{} : words.mid(from));
    }
    return links;
}

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList filesBelow(const QString &root, const QStringList &folders, const QStringList &patterns)
{
    QStringList files;
    for (const QString &folder : folders) {
        QDirIterator it(root + QLatin1Char('/') + folder, patterns, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            files << QDir(root).relativeFilePath(it.next());
    }
    files.sort();
    return files;
}

} // namespace

class LayersTest : public edgelink::test::Suite
{
    Q_OBJECT

    const QString m_root = QStringLiteral(EDGELINK_SOURCE_DIR);
    const QStringList m_sources = filesBelow(m_root, {"models", "widgets", "app", "translations"}, {"*.h", "*.cpp"});

private slots:
    void theGuardSeesViolations_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("source");
        QTest::addColumn<int>("problems");
        QTest::newRow("domain may use QtCore") << "models/domain/a.h"
                                               << "#include <QString>\n#include \"models/domain/b.h\"" << 0;
        QTest::newRow("domain does no I/O") << "models/domain/a.h"
                                            << "#include <QFile>" << 1;
        QTest::newRow("domain knows no port") << "models/domain/a.h"
                                              << "#include \"models/ports/journal.h\"" << 1;
        QTest::newRow("widgets know no service") << "widgets/wall/a.cpp"
                                                 << "#include \"app/services/helm/h.h\"" << 1;
        QTest::newRow("services know no widget") << "app/services/helm/a.cpp"
                                                 << "#include \"widgets/a.h\"" << 1;
        QTest::newRow("services know no sibling") << "app/services/helm/a.cpp"
                                                  << "#include \"app/services/command/c.h\"" << 1;
        QTest::newRow("services know themselves") << "app/services/helm/a.cpp"
                                                  << "#include \"app/services/helm/h.h\"" << 0;
        QTest::newRow("relative include") << "widgets/a.cpp"
                                          << "#include \"a.h\"" << 1;
        QTest::newRow("the sandbox knows no service") << "app/sandbox/a.cpp"
                                                      << "#include \"app/services/config/c.h\"" << 1;
        QTest::newRow("the root knows all") << "app/main.cpp"
                                            << "#include \"app/services/config/c.h\"" << 0;
    }

    void theGuardSeesViolations()
    {
        QFETCH(QString, path);
        QFETCH(QString, source);
        QFETCH(int, problems);
        QCOMPARE(includeProblems(path, source).size(), problems);
    }

    void includesFollowTheTable()
    {
        QVERIFY2(m_sources.size() > 20, "no sources found: the guard would pass on nothing");
        QStringList problems;
        for (const QString &path : m_sources)
            problems << includeProblems(path, read(m_root + QLatin1Char('/') + path));
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }

    void linksFollowTheTable()
    {
        const QStringList cmakeFiles
            = filesBelow(m_root, {"models", "widgets", "app", "translations"}, {"CMakeLists.txt"});
        QMap<QString, QString> folderOf;
        QList<std::tuple<QString, QString, QStringList>> all;
        for (const QString &path : cmakeFiles) {
            const QString folder = path.chopped(QStringLiteral("CMakeLists.txt").size());
            const QMap<QString, QStringList> links = linkLines(read(m_root + QLatin1Char('/') + path));
            for (auto it = links.cbegin(); it != links.cend(); ++it) {
                folderOf.insert(it.key(), folder);
                all.append({folder, it.key(), it.value()});
            }
        }
        QVERIFY(folderOf.contains(QStringLiteral("models_domain")));
        QStringList problems;
        for (const auto &[folder, target, linked] : all) {
            const std::optional<Layer> layer = layerOf(folder);
            if (!layer)
                continue;
            for (const QString &other : linked) {
                const QString where = folderOf.value(other);
                if (!where.isEmpty() && !startsWithAny(where, layer->mayInclude))
                    problems << QStringLiteral("%1 (%2) links %3 (%4)").arg(target, folder, other, where);
            }
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }

    void filesSayOneThing()
    {
        QStringList problems;
        static const QRegularExpression vague(QStringLiteral("((?<!alert)manager|util|helper|common)"),
                                              QRegularExpression::CaseInsensitiveOption);
        for (const QString &path : m_sources) {
            if (vague.match(path).hasMatch())
                problems << QStringLiteral("%1: the name says nothing").arg(path);
            const QString text = read(m_root + QLatin1Char('/') + path);
            if (text.count(QLatin1Char('\n')) > 500)
                problems << QStringLiteral("%1: %2 lines; split it").arg(path).arg(text.count(QLatin1Char('\n')));
            if (!text.contains(QLatin1String("SPDX-License-Identifier")))
                problems << QStringLiteral("%1: no licence line").arg(path);
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }

    void theGuiThreadNeverWaits()
    {
        QStringList problems;
        static const QRegularExpression waits(QStringLiteral(
            R"(waitForFinished\(|waitForStarted\(|waitForReadyRead\(|processEvents\(|(?<![\w:.>])(?:::|std::)?(?:system|popen)\()"));
        for (const QString &path : m_sources) {
            if (path.startsWith(QLatin1String("app/sandbox/")))
                continue;
            const QRegularExpressionMatch match = waits.match(read(m_root + QLatin1Char('/') + path));
            if (match.hasMatch())
                problems << QStringLiteral("%1 calls %2").arg(path, match.captured());
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }
};

EDGELINK_TEST_MAIN(LayersTest)
#include "tst_layers.moc"
