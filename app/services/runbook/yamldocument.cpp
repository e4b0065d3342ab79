// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/runbook/yamldocument.h"

#include "app/services/runbook/words.h"

#include <yaml-cpp/eventhandler.h>

#include <QStringDecoder>

#include <sstream>
#include <string>

namespace edgelink::runbook {

namespace {

/// Thrown inside the parser only, to leave it early; never leaves this file.
struct Refusal {
    int line;
    QString what;
};

class Counter : public YAML::EventHandler
{
public:
    explicit Counter(const YamlLimits &limits)
        : m_limits(limits)
    {
    }

    void OnDocumentStart(const YAML::Mark & /*mark*/) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override { count(mark, anchor); }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t /*anchor*/) override
    {
        throw Refusal{mark.line + 1, Words::tr("aliases (*name) are not allowed here; write the value out")};
    }
    void OnScalar(const YAML::Mark &mark, const std::string & /*tag*/, YAML::anchor_t anchor,
                  const std::string & /*value*/) override
    {
        count(mark, anchor);
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string & /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override
    {
        count(mark, anchor);
        descend(mark);
    }
    void OnSequenceEnd() override { --m_depth; }
    void OnMapStart(const YAML::Mark &mark, const std::string & /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override
    {
        count(mark, anchor);
        descend(mark);
    }
    void OnMapEnd() override { --m_depth; }

private:
    void count(const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            throw Refusal{mark.line + 1, Words::tr("anchors (&name) are not allowed here")};
        if (++m_nodes > m_limits.nodes)
            throw Refusal{mark.line + 1, Words::tr("more than %1 values in one file").arg(m_limits.nodes)};
    }
    void descend(const YAML::Mark &mark)
    {
        if (++m_depth > m_limits.depth)
            throw Refusal{mark.line + 1, Words::tr("nested deeper than %1 levels").arg(m_limits.depth)};
    }

    YamlLimits m_limits;
    int m_nodes = 0;
    int m_depth = 0;
};

} // namespace

tl::expected<YAML::Node, Problem> parseYaml(const QByteArray &bytes, const QString &file, const YamlLimits &limits)
{
    const auto refuse = [&file](int line, const QString &what, const QString &found = {}) {
        return tl::make_unexpected(Problem{file, line, what, {}, found});
    };
    if (bytes.size() > limits.bytes)
        return refuse(0, Words::tr("the file is bigger than %1 bytes").arg(limits.bytes),
                      QString::number(bytes.size()));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString decoded = decoder(bytes);
    if (decoder.hasError() || decoded.contains(QChar::Null))
        return refuse(0, Words::tr("the file is not UTF-8 text"));
    try {
        const std::string text = bytes.toStdString();
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        Counter counter(limits);
        if (!parser.HandleNextDocument(counter))
            return refuse(0, Words::tr("the file is empty"));
        if (parser)
            return refuse(0, Words::tr("the file holds more than one YAML document"));
        return YAML::Load(text);
    } catch (const Refusal &refusal) {
        return refuse(refusal.line, refusal.what);
    } catch (const YAML::Exception &exception) {
        return refuse(exception.mark.is_null() ? 0 : exception.mark.line + 1, Words::tr("this is not valid YAML"),
                      QString::fromStdString(exception.msg).left(200));
    } catch (const std::exception &exception) {
        return refuse(0, Words::tr("this could not be read as YAML"), QString::fromUtf8(exception.what()).left(200));
    }
}

int lineOf(const YAML::Node &node)
{
    return node.Mark().is_null() ? 0 : node.Mark().line + 1;
}

} // namespace edgelink::runbook
