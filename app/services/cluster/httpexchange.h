// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/cluster/transport.h"

#include <QNetworkReply>
#include <QTimer>

#include <functional>

namespace edgelink::cluster {

/// One reply on its way, with a deadline (of the whole, or for watches of silence) and a limit on what is kept.
/// Deletes itself after `finished`.
class HttpExchange : public QObject
{
    Q_OBJECT

public:
    enum class Mode { Whole, Lines };

    /// \p silence: for Mode::Lines, how long nothing may come once the server has answered.
    HttpExchange(QNetworkReply *reply, const ApiRequest &request, Mode mode, std::chrono::milliseconds silence,
                 QObject *parent);
    ~HttpExchange() override;

    /// Ends it with this error, at once.
    void giveUp(const Error &error);
    [[nodiscard]] int httpStatus() const { return m_status; }

signals:
    void opened(); ///< Mode::Lines: the server answered 2xx
    void line(const QByteArray &line);
    void finished(const edgelink::Result<QByteArray> &result); ///< once

private:
    void read();
    void cutLines();
    void replyFinished();
    void end(const Result<QByteArray> &result);
    [[nodiscard]] Error networkError() const;

    QNetworkReply *m_reply;
    ApiRequest m_request;
    Mode m_mode;
    std::chrono::milliseconds m_silence;
    QTimer m_deadline;
    QByteArray m_body;
    QByteArray m_tlsErrors;
    qsizetype m_scanned = 0; ///< bytes of m_body known to hold no newline
    int m_status = 0;
    bool m_opened = false;
    bool m_ended = false;
};

} // namespace edgelink::cluster
