// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/httpclient.h"
#include "app/services/alertmanager/alertparser.h"
#include "app/services/alertmanager/cutoffchanges.h"
#include "app/services/alertmanager/silencerecord.h"
#include "models/ports/alertsource.h"

#include <QTimer>

#include <chrono>
#include <memory>

namespace edgelink::alertmanager {

struct ClientOptions {
    std::chrono::milliseconds interval{std::chrono::seconds{5}}; ///< between reads
    std::chrono::milliseconds longestBackoff{std::chrono::seconds{15}}; ///< between reads of a dead server
    std::chrono::milliseconds deadline{std::chrono::seconds{10}}; ///< of one exchange
    qint64 bodyLimit = qint64{16} * 1024 * 1024;
    /// How old an intent without an outcome must be before it counts as cut off. Longer than a change can take, for
    /// another console may be about it.
    std::chrono::milliseconds cutOffAfter{std::chrono::seconds{60}};
};

/// AlertSource over Alertmanager's API v2. Move it to a thread with an event loop before the first call; all its work
/// and signals happen there. Alerts and silences are read together: one signal holds both, or neither is believed.
/// start() also looks for changes that a killed console left without an outcome, and settles them with the first read.
class AlertmanagerClient : public AlertSource
{
    Q_OBJECT

public:
    AlertmanagerClient(HttpEndpoint endpoint, SecretLookup secrets, RecordPlace record, ClientOptions options = {},
                       QObject *parent = nullptr);

    void start() override;
    void stop() override;
    /// Refused (Usage) without matchers, author or comment, or when it is already over. Exit code 200 proves nothing:
    /// the value is what a second read shows; Conflict when that is not what was asked for. Nothing is sent that could
    /// not be recorded.
    [[nodiscard]] QFuture<Result<Silence>> silence(const Silence &silence, const QString &incidentId) override;
    [[nodiscard]] QFuture<Result<bool>> expire(const Silence &silence, const QString &actor,
                                               const QString &incidentId) override;

private:
    using Body = std::function<void(const Result<QByteArray> &)>;
    using Held = std::function<void(const Result<HeldSilence> &)>;

    void read();
    void readSilences(quint64 generation, const QList<Alert> &alerts);
    void heard(const std::optional<Error> &error);
    /// Settles what is old enough, given how the silences stand; without, it only notes when there is something to.
    void lookForCutOff(const std::optional<Result<QList<HeldSilence>>> &held);
    void settleCutOff(const Result<QList<HeldSilence>> &held);
    void settle(const CutOffChange &change, const Settlement &settlement);
    void ask(net::HttpClient &client, const net::HttpRequest &request, Body done);
    void create(const Silence &wanted, const Held &done);
    void end(const QString &silenceId, const Held &done);
    void readBack(const QString &silenceId, const Held &done);
    void ensureClients();

    HttpEndpoint m_endpoint;
    SecretLookup m_secrets;
    RecordPlace m_record;
    ClientOptions m_options;
    std::unique_ptr<net::HttpClient> m_reads; ///< made on the thread that the source lives on
    std::unique_ptr<net::HttpClient> m_changes; ///< stop() does not abort what is being changed
    QTimer m_timer; ///< single shot: the next read is set when the last one has ended
    bool m_running = false;
    quint64 m_generation = 0;
    qint64 m_cutOffDueMs = 0; ///< when a change without an outcome may be settled; 0: there is none
    int m_failures = 0;
    SourceStatus m_status;
};

} // namespace edgelink::alertmanager
