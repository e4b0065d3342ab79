// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/curlmulti.h"

#include <QPointer>
#include <QSocketNotifier>

#include <vector>

namespace edgelink::net {

namespace {

/// As many as browsers open to one host; more wait for their turn within their own deadline.
constexpr long ConnectionsPerHost = 6;

void initialiseOnce()
{
    static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_ASSERT(done == CURLE_OK);
    Q_UNUSED(done)
}

} // namespace

CurlMulti::CurlMulti(Ended ended, QObject *parent)
    : QObject(parent)
    , m_ended(std::move(ended))
{
    initialiseOnce();
    m_multi.reset(curl_multi_init());
    curl_multi_setopt(m_multi.get(), CURLMOPT_SOCKETFUNCTION, &CurlMulti::watchSocket);
    curl_multi_setopt(m_multi.get(), CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi.get(), CURLMOPT_TIMERFUNCTION, &CurlMulti::setTimer);
    curl_multi_setopt(m_multi.get(), CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(m_multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, ConnectionsPerHost);
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
}

CurlMulti::~CurlMulti()
{
    dropAll();
    // Closing the kept connections would call back into members that are going, and close what is still being watched.
    curl_multi_setopt(m_multi.get(), CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(m_multi.get(), CURLMOPT_TIMERFUNCTION, nullptr);
    for (const QList<QSocketNotifier *> &notifiers : std::as_const(m_watched))
        qDeleteAll(notifiers);
    m_multi.reset();
}

void CurlMulti::add(Easy easy)
{
    CURL *handle = easy.get();
    // A name lookup runs in a thread that cannot be stopped. Without this, letting go of a transfer waits for it, and a
    // name server that is down would hold up the whole event loop.
    curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
    m_running.emplace(handle, std::move(easy));
    curl_multi_add_handle(m_multi.get(), handle); // asks for the timer, which starts it
}

void CurlMulti::drop(CURL *easy)
{
    const auto node = m_running.extract(easy);
    if (!node.empty())
        curl_multi_remove_handle(m_multi.get(), easy);
}

void CurlMulti::dropAll()
{
    for (const auto &[handle, easy] : m_running)
        curl_multi_remove_handle(m_multi.get(), handle);
    m_running.clear();
}

int CurlMulti::watchSocket(CURL * /*easy*/, curl_socket_t socket, int what, void *self, void * /*perSocket*/)
{
    static_cast<CurlMulti *>(self)->watch(socket, what);
    return 0;
}

int CurlMulti::setTimer(CURLM * /*multi*/, long milliseconds, void *self)
{
    QTimer &timer = static_cast<CurlMulti *>(self)->m_timer;
    if (milliseconds < 0)
        timer.stop();
    else
        timer.start(std::chrono::milliseconds{milliseconds});
    return 0;
}

void CurlMulti::watch(curl_socket_t socket, int what)
{
    // A notifier may be the one whose signal is being handled: silenced now, deleted later.
    const QList<QSocketNotifier *> before = m_watched.take(socket);
    for (QSocketNotifier *notifier : before) {
        notifier->setEnabled(false);
        notifier->disconnect(this);
        notifier->deleteLater();
    }
    const auto listen = [this, socket](QSocketNotifier::Type type, int event) {
        auto *notifier = new QSocketNotifier(socket, type, this);
        connect(notifier, &QSocketNotifier::activated, this, [this, socket, event] { act(socket, event); });
        m_watched[socket] << notifier;
    };
    if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
        listen(QSocketNotifier::Read, CURL_CSELECT_IN);
    if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
        listen(QSocketNotifier::Write, CURL_CSELECT_OUT);
}

void CurlMulti::act(curl_socket_t socket, int events)
{
    int running = 0;
    curl_multi_socket_action(m_multi.get(), socket, events, &running);
    collect();
}

void CurlMulti::collect()
{
    std::vector<std::pair<CURL *, CURLcode>> ended;
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi.get(), &left)) {
        if (message->msg == CURLMSG_DONE)
            ended.emplace_back(message->easy_handle, message->data.result);
    }
    const QPointer<CurlMulti> alive(this);
    for (const auto &[handle, code] : ended) {
        auto node = m_running.extract(handle);
        if (node.empty()) // dropped by the one before
            continue;
        curl_multi_remove_handle(m_multi.get(), handle);
        m_ended(std::move(node.mapped()), code);
        if (!alive)
            return;
    }
}

} // namespace edgelink::net

#include "moc_curlmulti.cpp"
