// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/curlmulti.h"
#include "app/services/cluster/transport.h"

#include <QPointer>
#include <QTimer>

#include <array>
#include <functional>

namespace edgelink::cluster {

/// One request on its way, with a deadline (of the whole, or for watches of silence) and a limit on what is kept, which
/// is judged before bytes are taken: a server that floods is made to wait or is left. Not thread-safe; nothing is
/// emitted from inside libcurl. Deletes itself after `finished`.
class HttpExchange : public QObject
{
    Q_OBJECT

public:
    enum class Mode { Whole, Lines };

    /// \p silence: for Mode::Lines, how long nothing may come once the server has answered.
    HttpExchange(const ApiRequest &request, Mode mode, std::chrono::milliseconds silence, QObject *parent);
    ~HttpExchange() override;

    /// Adds what is the exchange's own to a prepared handle (headers, body, limits), and starts it.
    void begin(net::CurlMulti *transfers, net::Easy easy, const QList<QByteArray> &headers);
    /// The exchange that began with this handle.
    [[nodiscard]] static HttpExchange *of(CURL *easy);
    /// The transfer is over: libcurl has let go of it.
    void transferEnded(CURLcode code);

    /// Ends it with this error, at once.
    void giveUp(const Error &error);
    [[nodiscard]] int httpStatus() const { return m_status; }

signals:
    void opened(); ///< Mode::Lines: the server answered 2xx
    void line(const QByteArray &line);
    void finished(const edgelink::Result<QByteArray> &result); ///< once

private:
    struct ListCloser {
        void operator()(curl_slist *list) const { curl_slist_free_all(list); }
    };

    static size_t takeBody(const char *data, size_t size, size_t count, void *self);
    static size_t takeHeader(const char *data, size_t size, size_t count, void *self);
    [[nodiscard]] size_t take(const QByteArray &bytes);
    void tell();
    void cutLines();
    void end(const Result<QByteArray> &result);
    [[nodiscard]] bool inLines() const { return m_mode == Mode::Lines && m_status / 100 == 2; }
    [[nodiscard]] Error transferError(CURLcode code) const;

    ApiRequest m_request;
    Mode m_mode;
    std::chrono::milliseconds m_silence;
    QPointer<net::CurlMulti> m_transfers;
    CURL *m_easy = nullptr; ///< while it is under way
    std::unique_ptr<curl_slist, ListCloser> m_headers;
    QTimer m_deadline;
    QTimer m_tell; ///< tells outside of libcurl what came
    QByteArray m_body;
    std::optional<Error> m_refusal; ///< of what came: the transfer ends
    std::array<char, CURL_ERROR_SIZE> m_words{};
    qint64 m_headerBytes = 0;
    qsizetype m_wholeLines = 0; ///< bytes at the front of m_body that end with a newline
    int m_status = 0;
    bool m_answered = false; ///< the headers are there
    bool m_opened = false;
    bool m_paused = false;
    bool m_ended = false;
};

} // namespace edgelink::cluster
