// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"
#include "models/domain/localizedtext.h"

#include <QHash>
#include <QList>
#include <QStringList>

#include <optional>

namespace edgelink::report {

/// The record has what was said, in the language that the console spoke then. Whoever asks for the report in the other
/// one is told it again, as far as it is a sentence of ours: it is found by its words, and what stood in its places is
/// kept. What people wrote, and what tools said, stays as it is. One thread at a time.
class Retelling
{
public:
    /// `sentences`: ours in both languages, with their places (%1, %n); of a plural every English form, the singular
    /// first. `language`: the one to tell it in, "en" or "zh_CN".
    Retelling(const QList<LocalizedText> &sentences, const QString &language);

    /// Knows the titles too that those events have in both languages: what a command was for, and where a run stopped,
    /// is told with the titles of the run and its steps.
    [[nodiscard]] Retelling withTitlesOf(const QList<JournalEvent> &events) const;

    [[nodiscard]] QString retold(const QString &text) const;
    [[nodiscard]] JournalEvent retold(JournalEvent event) const; ///< all of its payload that a service wrote

private:
    struct Form {
        QStringList literals; ///< before, between and after the places
        QStringList places; ///< "1", "n"
        QStringList targets; ///< of a plural: for one, for many
        qsizetype weight = 0; ///< letters that have to be there
    };
    struct Found {
        const Form *form = nullptr;
        QStringList values; ///< what stands in the places
    };

    void add(const QString &from, const QString &target);
    void learn(const QJsonValue &title);
    [[nodiscard]] std::optional<Found> find(QStringView text) const;
    [[nodiscard]] QString told(const Found &found, int depth) const;
    [[nodiscard]] std::optional<QString> asOne(const QString &text, int depth) const;
    [[nodiscard]] std::optional<QString> asList(const QString &text, int depth) const;
    [[nodiscard]] QString retold(const QString &text, int depth) const;
    [[nodiscard]] QJsonValue retold(const QJsonValue &value) const;

    bool m_toChinese = false;
    QHash<QString, QString> m_whole; ///< sentences without places, and titles
    QList<Form> m_forms;
    QHash<QChar, QList<qsizetype>> m_byFirst; ///< forms by their first sign; null: a place comes first
};

} // namespace edgelink::report
