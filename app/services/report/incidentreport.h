// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/report/reportfacts.h"
#include "app/services/report/reportlanguage.h"
#include "app/services/report/retelling.h"
#include "models/domain/environment.h"
#include "models/ports/reportservice.h"

#include <QMap>
#include <QThread>

#include <functional>

namespace edgelink {
class Journal;
}

namespace edgelink::report {

/// The incident report (runbook §7.1), from the journal alone; the configuration only says what it is measured against.
/// Works on a thread of its own. The journal must outlive it; the destructor waits for the report being made.
class IncidentReport : public ReportService
{
    Q_OBJECT

public:
    /// `environments`: for RTO, RPO and the drill's clock; an incident of an unknown one gets the runbook's figures.
    /// `sentences`: gives what services say in both languages (see Retelling); asked on the report's thread, when a
    /// report is first made. Without it the record is told in the words it was written in.
    explicit IncidentReport(Journal *journal, QList<Environment> environments = {},
                            std::function<QList<LocalizedText>()> sentences = {}, QObject *parent = nullptr);
    ~IncidentReport() override;

    [[nodiscard]] QFuture<Result<RenderedReport>> render(const ReportRequest &request) override;
    [[nodiscard]] QFuture<Result<QStringList>> incidents(const QString &environment) override;

private:
    [[nodiscard]] Result<RenderedReport> make(const ReportRequest &request) const; // m_thread, like all below
    [[nodiscard]] Result<ReportFacts> facts(const QString &incidentId, const Language &say) const;
    [[nodiscard]] Result<QList<JournalEvent>> withClockSteps(QList<JournalEvent> events) const;
    [[nodiscard]] Result<QStringList> incidentIds(const QString &environment) const;

    Journal *const m_journal;
    const QList<Environment> m_environments;
    const std::function<QList<LocalizedText>()> m_sentences;
    mutable QMap<QString, Retelling> m_retellings; ///< by language; m_thread
    QThread m_thread;
    QObject m_worker; ///< lives on m_thread; its event queue is the work to do
};

} // namespace edgelink::report
