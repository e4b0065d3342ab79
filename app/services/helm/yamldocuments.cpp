// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/helm/yamldocuments.h"

#include "app/services/helm/words.h"
#include "app/services/helm/yamlscalar.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QStringDecoder>

#include <istream>
#include <streambuf>

namespace edgelink::helm {

namespace {

/// Leaves yaml-cpp's parser; its interface knows no other way. Never leaves this file.
struct Refused {
    int line = 0;
    QString reason;
};

/// Reads the caller's bytes without a copy.
class ViewBuffer : public std::streambuf
{
public:
    explicit ViewBuffer(QByteArrayView bytes)
    {
        char *data = const_cast<char *>(bytes.data()); // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
        setg(data, data, data + bytes.size());
    }
};

class TreeBuilder : public YAML::EventHandler
{
public:
    explicit TreeBuilder(const YamlLimits &limits)
        : m_limits(limits)
    {
    }

    [[nodiscard]] QJsonValue takeDocument() const { return m_document; }
    [[nodiscard]] qint64 nodes() const { return m_nodes; }

    void OnDocumentStart(const YAML::Mark &mark) override
    {
        m_mark = mark;
        m_document = QJsonValue(QJsonValue::Undefined);
        m_frames.clear();
        m_anchors.clear();
    }
    void OnDocumentEnd() override { }

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        m_mark = mark;
        add({}, QStringLiteral("null"), anchor, cost(), false);
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        m_mark = mark;
        const auto it = m_anchors.constFind(anchor);
        if (it == m_anchors.cend())
            refuse(Words::tr("an alias refers to its own content or to nothing"));
        spend(it->cost.nodes, it->cost.bytes);
        add(it->value, {}, 0, {}, true);
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        m_mark = mark;
        const Cost before = cost();
        spend(0, static_cast<qint64>(value.size()));
        const QString text = QString::fromStdString(value);
        const bool plain = tag == "?";
        add(plain ? plainScalar(text) : QJsonValue(text), text, anchor, before, false);
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(mark, false, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(mark, true, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct Cost {
        qint64 nodes = 0;
        qint64 bytes = 0;
    };
    struct Anchored {
        QJsonValue value;
        Cost cost;
    };
    struct Frame {
        bool map = false;
        bool keyed = false; ///< a key waits for its value
        QString key;
        QMap<QString, QJsonValue> members; ///< sorted first: inserting into a QJsonObject out of order is linear
        QList<QJsonValue> merged; ///< values of `<<`
        QJsonArray items;
        YAML::anchor_t anchor = 0;
        Cost before;
    };

    [[noreturn]] void refuse(const QString &reason) const { throw Refused{m_mark.line + 1, reason}; }

    [[nodiscard]] Cost cost() const { return {m_nodes, m_bytes}; }

    void spend(qint64 nodes, qint64 bytes)
    {
        m_nodes += nodes;
        m_bytes += bytes;
        if (m_nodes > m_limits.nodes || m_bytes > m_limits.expandedBytes)
            refuse(Words::tr("too much content once aliases are expanded"));
    }

    void open(const YAML::Mark &mark, bool map, YAML::anchor_t anchor)
    {
        m_mark = mark;
        if (m_frames.size() >= m_limits.depth)
            refuse(Words::tr("nested too deeply"));
        Frame frame;
        frame.map = map;
        frame.anchor = anchor;
        frame.before = cost();
        m_frames.append(frame);
    }

    void close()
    {
        const Frame frame = m_frames.takeLast();
        if (!frame.map) {
            add(frame.items, {}, frame.anchor, frame.before, true);
            return;
        }
        QMap<QString, QJsonValue> members = frame.members;
        for (const QJsonValue &merge : frame.merged) {
            const QJsonArray sources = merge.isArray() ? merge.toArray() : QJsonArray{merge};
            for (const QJsonValue source : sources) {
                const QJsonObject from = source.toObject();
                for (auto it = from.begin(); it != from.end(); ++it) {
                    if (!members.contains(it.key()))
                        members.insert(it.key(), it.value());
                }
            }
        }
        QJsonObject object;
        for (auto it = members.cbegin(); it != members.cend(); ++it)
            object.insert(it.key(), it.value());
        add(object, {}, frame.anchor, frame.before, true);
    }

    void add(const QJsonValue &value, const QString &asKey, YAML::anchor_t anchor, Cost before, bool composite)
    {
        spend(1, 0);
        if (anchor != 0)
            m_anchors.insert(anchor, {value, {m_nodes - before.nodes, m_bytes - before.bytes}});
        if (m_frames.isEmpty()) {
            m_document = value;
            return;
        }
        Frame &frame = m_frames.last();
        if (!frame.map) {
            frame.items.append(value);
        } else if (!frame.keyed) {
            if (composite && !value.isString())
                refuse(Words::tr("a mapping has a key that is not a scalar"));
            frame.key = composite ? value.toString() : asKey;
            frame.keyed = true;
        } else {
            if (frame.key == QLatin1String("<<"))
                frame.merged.append(value);
            else
                frame.members.insert(frame.key, value);
            frame.keyed = false;
        }
    }

    YamlLimits m_limits;
    YAML::Mark m_mark;
    QJsonValue m_document = QJsonValue(QJsonValue::Undefined);
    QList<Frame> m_frames;
    QHash<YAML::anchor_t, Anchored> m_anchors;
    qint64 m_nodes = 0;
    qint64 m_bytes = 0;
};

tl::unexpected<Error> badYaml(int line, const QString &reason)
{
    return failure(ErrorKind::BadReply, Words::tr("the YAML cannot be read: line %1: %2").arg(line).arg(reason));
}

bool isUtf8(QByteArrayView bytes)
{
    constexpr qsizetype piece = 1 << 20;
    QStringDecoder stateful(QStringDecoder::Utf8);
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        static_cast<void>(QString(stateful.decode(bytes.sliced(at, qMin(piece, bytes.size() - at)))));
        if (stateful.hasError())
            return false;
    }
    return true;
}

} // namespace

Result<QList<QJsonValue>> readYamlDocuments(QByteArrayView bytes, const YamlLimits &limits)
{
    if (bytes.size() > limits.bytes) {
        return failure(
            ErrorKind::BadReply,
            Words::tr("the YAML has %1 bytes; more than %2 are not read").arg(bytes.size()).arg(limits.bytes));
    }
    if (!isUtf8(bytes) || bytes.contains('\0'))
        return failure(ErrorKind::BadReply, Words::tr("the YAML is not UTF-8 text"));

    QList<QJsonValue> documents;
    try {
        ViewBuffer buffer(bytes);
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        TreeBuilder builder(limits);
        while (parser.HandleNextDocument(builder)) {
            const QJsonValue document = builder.takeDocument();
            if (!document.isUndefined() && !document.isNull())
                documents.append(document);
            if (documents.size() > limits.documents)
                return failure(ErrorKind::BadReply,
                               Words::tr("the YAML holds more than %1 documents").arg(limits.documents));
        }
    } catch (const Refused &refused) {
        return badYaml(refused.line, refused.reason);
    } catch (const YAML::Exception &exception) {
        return badYaml(exception.mark.line + 1, QString::fromStdString(exception.msg));
    } catch (const std::exception &exception) {
        return failure(ErrorKind::BadReply,
                       Words::tr("the YAML cannot be read: %1").arg(QString::fromUtf8(exception.what())));
    }
    return documents;
}

} // namespace edgelink::helm
