// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"
#include "models/domain/localizedtext.h"

#include <QHash>
#include <QList>
#include <QStringList>
#include <QStringView>

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
    /// What a text became, and what that cost: the letters nobody could tell, and the sentences a place swallowed.
    struct Told {
        QString text;
        qsizetype cost = 0;
    };
    /// On one text: whatever part of it comes up again is looked at once.
    struct Work {
        QHash<QString, std::optional<Told>> pieces;
        QHash<QString, Told> texts;
    };

    void add(const QString &from, const QString &target);
    void learn(const QJsonValue &title);
    [[nodiscard]] static std::optional<QStringList> valuesIn(const Form &form, QStringView text);
    [[nodiscard]] Told filled(const Form &form, const QStringList &values, Work &work, int depth) const;
    [[nodiscard]] std::optional<Told> asPiece(const QString &text, Work &work, int depth) const;
    [[nodiscard]] std::optional<Told> asList(const QString &text, Work &work, int depth) const;
    [[nodiscard]] Told inPieces(const QString &text, Work &work, int depth) const;
    [[nodiscard]] Told asText(const QString &text, Work &work, int depth) const;
    [[nodiscard]] QJsonValue retold(const QJsonValue &value) const;

    bool m_toChinese = false;
    QHash<QString, QString> m_whole; ///< sentences without places, and titles
    QList<Form> m_forms;
    QHash<QChar, QList<qsizetype>> m_byFirst; ///< forms by their first sign; null: a place comes first
};

} // namespace edgelink::report
