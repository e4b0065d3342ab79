// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/secretsieve.h"

#include <algorithm>

namespace edgelink {

namespace {

constexpr qsizetype BeginningSize = 3;
constexpr unsigned BitsEach = 5;
constexpr unsigned Beginnings = 1U << (BitsEach * unsigned(BeginningSize));

unsigned pushed(unsigned beginning, char next)
{
    constexpr unsigned Low = (1U << BitsEach) - 1;
    return ((beginning << BitsEach) | (static_cast<unsigned char>(next) & Low)) & (Beginnings - 1);
}

} // namespace

SecretSieve::SecretSieve(const QByteArrayList &words)
    : m_beginnings(Beginnings)
{
    for (const QByteArray &word : words) {
        if (word.isEmpty() || std::any_of(word.begin(), word.end(), [](char c) { return (c & 0x80) != 0; }))
            continue;
        if (word.size() < BeginningSize) {
            m_suspectsAll = true;
            return;
        }
        unsigned beginning = 0;
        for (qsizetype i = 0; i < BeginningSize; ++i)
            beginning = pushed(beginning, word.at(i));
        m_beginnings[beginning] = true;
        m_words[beginning] << word.toLower();
    }
}

bool SecretSieve::mayHold(QByteArrayView ascii) const
{
    if (m_suspectsAll)
        return !ascii.isEmpty();
    unsigned beginning = 0;
    for (qsizetype i = 0; i < ascii.size(); ++i) {
        beginning = pushed(beginning, ascii[i]);
        if (!m_beginnings[beginning] || i < BeginningSize - 1)
            continue;
        const QByteArrayView rest = ascii.sliced(i - (BeginningSize - 1));
        const QByteArrayList words = m_words.value(beginning);
        if (std::any_of(words.cbegin(), words.cend(), [rest](const QByteArray &word) {
                return rest.size() >= word.size() && rest.first(word.size()).compare(word, Qt::CaseInsensitive) == 0;
            }))
            return true;
    }
    return false;
}

} // namespace edgelink
