// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/ports/reportservice.h"

#include <QWidget>

class QComboBox;
class QTextBrowser;

namespace edgelink {
class Journal;
} // namespace edgelink

namespace edgelink::ui {

class Button;
class Label;
class ReportFields;
class StateStack;

/// The incident report: what the journal already knows on the left as it will be printed, the fields only a person can
/// write on the right. What is written is journaled, so that it survives and everybody reads the same; so is every
/// export.
class ReportPage : public QWidget
{
    Q_OBJECT

public:
    ReportPage(ReportService *reports, Journal *journal, QWidget *parent = nullptr);
    void setReadOnly(bool readOnly); ///< reports may be saved, nothing is written into them
    void setContext(const QString &environment, const QString &stream, const QString &actor);
    void showIncident(const QString &incidentId); ///< empty: the newest
    void refresh();
    /// The shell says that the file is there (or not): it goes on the record.
    void exported(const ReportRequest &request, const RenderedReport &report, const QString &file);
    void exportFailed(const Error &error);

    [[nodiscard]] ReportFields *fields() const { return m_fields; }
    [[nodiscard]] QComboBox *incidentChoice() const { return m_incidents; }
    [[nodiscard]] QTextBrowser *preview() const { return m_preview; }
    [[nodiscard]] StateStack *previewStack() const { return m_previewStack; }
    [[nodiscard]] Label *notice() const { return m_notice; }
    [[nodiscard]] QList<Button *> exportButtons() const { return m_exports; }

signals:
    /// The shell asks for a file name and writes the bytes: widgets do no I/O. Then exported() or exportFailed().
    void saveRequested(const edgelink::ReportRequest &request, const edgelink::RenderedReport &report);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void showReport();
    void render();
    void exportAs(ReportFormat format);
    void setNotice(const QString &text, bool problem);
    void retranslate();
    [[nodiscard]] QString incident() const;
    [[nodiscard]] ReportRequest request(ReportFormat format) const;

    ReportService *m_reports;
    Journal *m_journal;
    QString m_environment;
    QString m_stream;
    QString m_actor;
    QString m_wanted;
    quint64 m_generation = 0;
    quint64 m_listGeneration = 0;
    bool m_known = false; ///< the incidents have been read once
    QComboBox *m_incidents = nullptr;
    Label *m_incidentCaption = nullptr;
    Label *m_notice = nullptr;
    QTextBrowser *m_preview = nullptr;
    StateStack *m_previewStack = nullptr;
    ReportFields *m_fields = nullptr;
    QList<Button *> m_exports; ///< in the order of Formats
};

} // namespace edgelink::ui
