// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

#include <curl/curl.h>

#include <functional>
#include <memory>
#include <unordered_map>

class QSocketNotifier;

namespace edgelink::net {

struct EasyCloser {
    void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyCloser>;

/// libcurl's transfers on the event loop of the thread that made this object; not thread-safe.
class CurlMulti : public QObject
{
    Q_OBJECT

public:
    /// Called once a transfer has ended, outside of libcurl: it may start or drop transfers and destroy this object.
    /// Takes the handle back.
    using Ended = std::function<void(Easy, CURLcode)>;

    explicit CurlMulti(Ended ended, QObject *parent = nullptr);
    ~CurlMulti() override;

    /// Owns `easy` until it ends or is dropped.
    void add(Easy easy);
    /// Ends this one without a word, if it is under way. Not from inside libcurl.
    void drop(CURL *easy);
    /// Ends every transfer without a word.
    void dropAll();

private:
    struct MultiCloser {
        void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
    };

    static int watchSocket(CURL *easy, curl_socket_t socket, int what, void *self, void *perSocket);
    static int setTimer(CURLM *multi, long milliseconds, void *self);
    void watch(curl_socket_t socket, int what);
    void act(curl_socket_t socket, int events);
    void collect();

    Ended m_ended;
    QTimer m_timer;
    std::unordered_map<CURL *, Easy> m_running;
    QHash<qintptr, QList<QSocketNotifier *>> m_watched;
    std::unique_ptr<CURLM, MultiCloser> m_multi;
};

} // namespace edgelink::net
