// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/journal.h"

#include <QMap>
#include <QWidget>

class QComboBox;
class QPlainTextEdit;
class QTextBrowser;

namespace edgelink {
class Journal;
class ReportService;
} // namespace edgelink

namespace edgelink::ui {

class Button;
class Card;
class Label;
class StateStack;

/// The incident report: what the journal already knows on the left as it will be printed, the fields only a person can
/// write on the right. What is written is journaled, so that it survives and everybody reads the same.
class ReportPage : public QWidget
{
    Q_OBJECT

public:
    ReportPage(ReportService *reports, Journal *journal, QWidget *parent = nullptr);
    void setContext(const QString &environment, const QString &stream, const QString &actor);
    void showIncident(const QString &incidentId); ///< empty: the newest
    void refresh();

signals:
    /// The shell asks for a file name and writes the bytes: widgets do no I/O.
    void saveRequested(const QString &suggestedName, const QByteArray &bytes);
    void headCopied(const QString &head);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void loadFields();
    void saveFields();
    void render();
    void exportAs(int format);
    void retranslate();
    [[nodiscard]] QString incident() const;
    [[nodiscard]] QMap<QString, QString> fields() const;

    ReportService *m_reports;
    Journal *m_journal;
    QString m_environment;
    QString m_stream;
    QString m_actor;
    QString m_wanted;
    quint64 m_generation = 0;
    QMap<QString, QString> m_saved;
    QComboBox *m_incidents = nullptr;
    Label *m_incidentCaption = nullptr;
    QTextBrowser *m_preview = nullptr;
    StateStack *m_previewStack = nullptr;
    Card *m_human = nullptr;
    QMap<QString, Label *> m_captions;
    QMap<QString, QPlainTextEdit *> m_edits;
    Button *m_save = nullptr;
    Button *m_markdown = nullptr;
    Button *m_html = nullptr;
    Button *m_pdf = nullptr;
    Button *m_json = nullptr;
};

} // namespace edgelink::ui
