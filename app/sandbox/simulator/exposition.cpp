// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/exposition.h"

#include <QLocale>

#include <cmath>

namespace edgelink::sandbox {

void Exposition::family(const char *name, const char *type, const char *help)
{
    m_name = name;
    m_text += "# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + ' ' + type + '\n';
}

void Exposition::sample(std::initializer_list<Label> labels, double value, const char *suffix)
{
    m_text += m_name + suffix;
    char separator = '{';
    for (const Label &label : labels) {
        QByteArray escaped = label.second.toUtf8();
        escaped.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        m_text += separator;
        m_text += label.first;
        m_text += "=\"" + escaped + '"';
        separator = ',';
    }
    if (separator == ',')
        m_text += '}';
    m_text += ' ';
    if (std::isfinite(value))
        m_text += QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
    else
        m_text += std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    m_text += '\n';
}

} // namespace edgelink::sandbox
