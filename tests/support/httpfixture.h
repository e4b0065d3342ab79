// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>

namespace edgelink::test {

/// An HTTP/1.1 server on a free loopback port with every bad habit that a test may want: late, trickling, endless,
/// truncated, lying about its length, hanging, speaking nonsense. Runs on a thread of its own; stops when destroyed.
class HttpFixture
{
public:
    struct Request {
        QByteArray method;
        QByteArray target; ///< path and query, as sent
        QMap<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;

        [[nodiscard]] QByteArray path() const { return target.split('?').first(); }
        /// Decoded value of a field of a form body or of the query; empty when absent.
        [[nodiscard]] QString field(const QString &name) const;
    };

    struct Reply {
        int status = 200;
        QByteArray body;
        QByteArray contentType = "application/json";
        QList<std::pair<QByteArray, QByteArray>> headers;

        std::chrono::milliseconds delay{0}; ///< before the first byte
        bool hang = false; ///< takes the request and never answers
        qsizetype trickleBytes = 0; ///< > 0: so many bytes of the body at a time …
        std::chrono::milliseconds trickleEvery{10}; ///< … this often
        qsizetype truncateAt = -1; ///< >= 0: announces the whole length, closes after so many bytes of the body
        bool endless = false; ///< no length; sends `body` again and again until the client leaves
        bool quiet = false; ///< no length; sends `body` and then no more, as a watch on which nothing happens
        QByteArray raw; ///< not empty: sent as it stands instead of all this, then the connection is closed

        static Reply json(const QByteArray &body, int status = 200)
        {
            Reply reply;
            reply.body = body;
            reply.status = status;
            return reply;
        }
    };

    /// Called on the server's thread, one request at a time.
    using Handler = std::function<Reply(const Request &)>;

    struct Tls {
        QString certificateFile; ///< PEM
        QString keyFile; ///< PEM, RSA or EC
    };

    explicit HttpFixture(Handler handler);
    HttpFixture(Handler handler, const Tls &tls);
    ~HttpFixture();
    HttpFixture(const HttpFixture &) = delete;
    HttpFixture &operator=(const HttpFixture &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QUrl url(const QString &path = {}) const; ///< http(s)://127.0.0.1:port/path
    void setHandler(Handler handler);
    [[nodiscard]] QList<Request> requests() const; ///< all so far
    /// Bytes of bodies handed to the sockets so far: how much of an endless reply the client let through.
    [[nodiscard]] qint64 bytesSent() const { return m_bytesSent.load(); }
    [[nodiscard]] int openConnections() const { return m_open.load(); }

    /// A port on 127.0.0.1 where nobody listens.
    [[nodiscard]] static quint16 freePort();

private:
    void startServer(const Tls &tls);
    [[nodiscard]] Reply answer(const Request &request);

    mutable std::mutex m_mutex;
    Handler m_handler;
    QList<Request> m_requests;
    std::atomic<qint64> m_bytesSent{0};
    std::atomic<int> m_open{0};
    quint16 m_port = 0;
    bool m_tls = false;
    QThread m_thread;
};

} // namespace edgelink::test
