// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/report/reportfacts.h"
#include "app/services/report/reportlanguage.h"
#include "models/domain/environment.h"
#include "models/ports/reportservice.h"

#include <QThread>

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
    explicit IncidentReport(Journal *journal, QList<Environment> environments = {}, QObject *parent = nullptr);
    ~IncidentReport() override;

    [[nodiscard]] QFuture<Result<RenderedReport>> render(const ReportRequest &request) override;
    [[nodiscard]] QFuture<Result<QStringList>> incidents() override;

private:
    [[nodiscard]] Result<RenderedReport> make(const ReportRequest &request) const; // m_thread, like all below
    [[nodiscard]] Result<ReportFacts> facts(const QString &incidentId, const Language &say) const;
    [[nodiscard]] Result<QStringList> incidentIds() const;

    Journal *const m_journal;
    const QList<Environment> m_environments;
    QThread m_thread;
    QObject m_worker; ///< lives on m_thread; its event queue is the work to do
};

} // namespace edgelink::report
