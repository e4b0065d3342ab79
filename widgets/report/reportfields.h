// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/journal.h"
#include "widgets/controls/card.h"

#include <QDateTime>
#include <QMap>
#include <QTimer>

#include <optional>

class QPlainTextEdit;

namespace edgelink {
class Journal;
}

namespace edgelink::ui {

class Button;
class Label;

/// The fields of a report that only a person can write. What is typed goes into the journal by itself: after a pause,
/// when a field or the page is left, when another incident is chosen, when the window closes. A text that could not be
/// recorded stays in its field, is said to be unrecorded, and is tried again. What others record appears in fields that
/// are not being written in.
class ReportFields : public Card
{
    Q_OBJECT

public:
    explicit ReportFields(Journal *journal, QWidget *parent = nullptr);
    ~ReportFields() override;

    void setReadOnly(bool readOnly); ///< a viewer writes nothing
    void setContext(const QString &environment, const QString &stream, const QString &actor);
    void setIncident(const QString &incidentId); ///< empty: none; the same one: reads again what is recorded
    void save(); ///< at once, what is not recorded yet
    [[nodiscard]] QMap<QString, QString> unsaved() const;
    [[nodiscard]] QPlainTextEdit *edit(const QString &field) const { return m_fields.value(field).edit; }

signals:
    void recorded(); ///< the journal holds something new of this incident's fields

protected:
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Field {
        Label *caption = nullptr;
        QPlainTextEdit *edit = nullptr;
        QString recorded;
        std::optional<QString> sending; ///< on its way to the journal
        bool touched = false; ///< typed in since it was last recorded
    };
    void load();
    void put(Field &field, const QString &text);
    void typed(const QString &id);
    void send(const QString &id, const QString &text);
    void write(const JournalDraft &draft);
    void onCommitted(const QList<JournalEvent> &events);
    void refresh();

    Journal *m_journal;
    QString m_environment;
    QString m_stream;
    QString m_actor;
    QString m_incident;
    QMap<QString, Field> m_fields;
    QStringList m_order;
    Label *m_state = nullptr;
    Button *m_save = nullptr;
    QTimer m_pause; ///< nothing was typed for a while
    QTimer m_longest; ///< somebody who never pauses is recorded too
    quint64 m_generation = 0;
    bool m_known = false; ///< what is recorded has been read
    std::optional<Error> m_problem;
    QDateTime m_recordedAt;
};

} // namespace edgelink::ui
