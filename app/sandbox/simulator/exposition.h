// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <utility>

namespace edgelink::sandbox {

/// Writes Prometheus' text format, version 0.0.4. Not thread-safe; one per scrape.
class Exposition
{
public:
    using Label = std::pair<const char *, QString>;

    /// Begins a family; its samples follow. `type`: "counter", "gauge", "histogram".
    void family(const char *name, const char *type, const char *help);
    /// One sample of the family; `suffix` is for a histogram's "_bucket", "_sum", "_count".
    void sample(std::initializer_list<Label> labels, double value, const char *suffix = "");

    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    QByteArray m_text;
    QByteArray m_name;
};

} // namespace edgelink::sandbox
