// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/config/yamldocument.h"
#include "app/services/config/tr.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <QFile>
#include <QFileInfo>
#include <QUtf8StringView>

#include <algorithm>
#include <map>
#include <sstream>

namespace edgelink::config {

namespace {

struct Refusal {
    int line;
    QString what;
};

qsizetype nodeCount(const YamlNode &node)
{
    qsizetype count = 1;
    for (const YamlNode &item : node.items)
        count += nodeCount(item);
    for (const YamlNode::Member &member : node.members)
        count += nodeCount(member.value);
    return count;
}

int depthOf(const YamlNode &node)
{
    int deepest = 0;
    for (const YamlNode &item : node.items)
        deepest = std::max(deepest, depthOf(item));
    for (const YamlNode::Member &member : node.members)
        deepest = std::max(deepest, depthOf(member.value));
    return deepest + 1;
}

/// Builds the tree and throws Refusal at the first limit passed, so that a bomb never grows.
class TreeBuilder : public YAML::EventHandler
{
public:
    explicit TreeBuilder(const YamlLimits &limits)
        : m_limits(limits)
    {
    }

    YamlNode takeRoot() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark & /*mark*/) override { }
    void OnDocumentEnd() override { }

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        add(make(YamlNode::Kind::Null, mark, {}), anchor);
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        // "?" marks a plain scalar; "!" a quoted one, which is never null.
        const bool plainNull = tag == "?" && (value == "~" || value == "null" || value.empty());
        add(make(plainNull ? YamlNode::Kind::Null : YamlNode::Kind::Scalar, mark, QString::fromStdString(value)),
            anchor);
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto known = m_anchors.find(anchor);
        if (known == m_anchors.end())
            throw Refusal{mark.line + 1, Tr::tr("an alias refers to what contains it")};
        charge(nodeCount(known->second), mark);
        if (static_cast<int>(m_open.size()) + depthOf(known->second) > m_limits.depth)
            tooDeep(mark);
        YamlNode copy = known->second;
        copy.line = mark.line + 1;
        attach(std::move(copy));
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string & /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override
    {
        open(YamlNode::Kind::Sequence, mark, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string & /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override
    {
        open(YamlNode::Kind::Mapping, mark, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        YamlNode node;
        YAML::anchor_t anchor = 0;
        bool hasKey = false;
        QString key;
        int keyLine = 0;
    };

    [[noreturn]] void tooDeep(const YAML::Mark &mark) const
    {
        throw Refusal{mark.line + 1, Tr::tr("nested deeper than %1 levels").arg(m_limits.depth)};
    }

    void charge(qsizetype nodes, const YAML::Mark &mark)
    {
        m_count += nodes;
        if (m_count > m_limits.nodes)
            throw Refusal{mark.line + 1, Tr::tr("more than %1 values once aliases are expanded").arg(m_limits.nodes)};
    }

    YamlNode make(YamlNode::Kind kind, const YAML::Mark &mark, QString text)
    {
        charge(1, mark);
        YamlNode node;
        node.kind = kind;
        node.line = mark.line + 1;
        node.text = std::move(text);
        return node;
    }

    void add(YamlNode node, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            m_anchors[anchor] = node;
        attach(std::move(node));
    }

    void open(YamlNode::Kind kind, const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        if (static_cast<int>(m_open.size()) >= m_limits.depth)
            tooDeep(mark);
        m_open.push_back({make(kind, mark, {}), anchor, false, {}, 0});
    }

    void close()
    {
        Open done = std::move(m_open.back());
        m_open.pop_back();
        add(std::move(done.node), done.anchor);
    }

    void attach(YamlNode node)
    {
        if (m_open.empty()) {
            m_root = std::move(node);
            return;
        }
        Open &parent = m_open.back();
        if (parent.node.kind == YamlNode::Kind::Sequence) {
            parent.node.items.push_back(std::move(node));
            return;
        }
        if (!parent.hasKey) {
            if (node.kind != YamlNode::Kind::Scalar)
                throw Refusal{node.line, Tr::tr("a key must be text, found %1").arg(node.description())};
            if (const YamlNode *first = parent.node.find(node.text))
                throw Refusal{node.line,
                              Tr::tr("\"%1\" stands here twice, first in line %2").arg(node.text).arg(first->line)};
            parent.hasKey = true;
            parent.key = node.text;
            parent.keyLine = node.line;
            return;
        }
        parent.hasKey = false;
        parent.node.members.push_back({parent.key, parent.keyLine, std::move(node)});
    }

    YamlLimits m_limits;
    YamlNode m_root;
    std::vector<Open> m_open;
    std::map<YAML::anchor_t, YamlNode> m_anchors;
    qsizetype m_count = 0;
};

tl::unexpected<Error> refused(const QString &file, int line, const QString &what)
{
    return failure(ErrorKind::Configuration, QStringLiteral("%1:%2: %3").arg(file).arg(line).arg(what));
}

} // namespace

const YamlNode *YamlNode::find(const QString &key) const
{
    const auto it
        = std::find_if(members.cbegin(), members.cend(), [&key](const Member &member) { return member.key == key; });
    return it == members.cend() ? nullptr : &it->value;
}

QString YamlNode::description() const
{
    switch (kind) {
    case Kind::Null:
        return Tr::tr("nothing");
    case Kind::Sequence:
        return Tr::tr("a list");
    case Kind::Mapping:
        return Tr::tr("a mapping");
    case Kind::Scalar:
        break;
    }
    constexpr qsizetype Longest = 60;
    const QString shown = text.size() > Longest ? text.left(Longest) + QStringLiteral("…") : text;
    return QStringLiteral("\"%1\"").arg(shown);
}

Result<YamlNode> parseYaml(const QByteArray &bytes, const QString &fileName, const YamlLimits &limits)
{
    if (bytes.size() > limits.bytes)
        return refused(fileName, 1, Tr::tr("the file has more than %1 bytes").arg(limits.bytes));
    int line = 1;
    for (const QByteArray &text : bytes.split('\n')) {
        if (!QUtf8StringView(text).isValidUtf8())
            return refused(fileName, line, Tr::tr("not UTF-8 text"));
        if (text.contains('\0'))
            return refused(fileName, line, Tr::tr("a NUL byte: this is not a text file"));
        ++line;
    }
    try {
        std::istringstream stream(bytes.toStdString());
        YAML::Parser parser(stream);
        TreeBuilder builder(limits);
        if (!parser.HandleNextDocument(builder))
            return refused(fileName, 1, Tr::tr("the file is empty"));
        TreeBuilder second(limits);
        if (parser.HandleNextDocument(second))
            return refused(fileName, second.takeRoot().line, Tr::tr("more than one document: expected one"));
        return builder.takeRoot();
    } catch (const Refusal &refusal) {
        return refused(fileName, refusal.line, refusal.what);
    } catch (const YAML::Exception &exception) {
        const int at = exception.mark.is_null() ? 1 : exception.mark.line + 1;
        return refused(fileName, at, Tr::tr("not valid YAML: %1").arg(QString::fromStdString(exception.msg)));
    }
}

Result<QByteArray> readBounded(const QString &path, qsizetype limit)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(ErrorKind::NotFound, Tr::tr("there is no such file"), path);
    if (!info.isFile()) // a FIFO or device would hang or never end
        return failure(ErrorKind::Configuration, Tr::tr("this is not a regular file"), path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(info.isReadable() ? ErrorKind::Io : ErrorKind::Forbidden, Tr::tr("cannot be read"), path, {},
                       file.errorString());
    }
    QByteArray bytes = file.read(limit + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorKind::Io, Tr::tr("reading failed"), path, {}, file.errorString());
    if (bytes.size() > limit)
        return failure(ErrorKind::Configuration, Tr::tr("the file has more than %1 bytes").arg(limit), path);
    return bytes;
}

} // namespace edgelink::config
