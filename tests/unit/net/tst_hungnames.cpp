// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A name server that does not answer, which the system's resolver waits for: nobody else may.
#include "app/net/httpclient.h"
#include "tests/support/testsink.h"

#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

#include <dlfcn.h>
#include <netdb.h>

using namespace edgelink;
using namespace std::chrono_literals;

namespace {

/// Lookups of one name that do not come back until they are let go.
struct Resolver {
    std::mutex mutex;
    std::condition_variable changed;
    int waiting = 0;
    bool hangs = true;

    int wait()
    {
        std::unique_lock lock(mutex);
        ++waiting;
        changed.wait_for(lock, 20s, [this] { return !hangs; }); // so that a client that waits for it fails and ends
        --waiting;
        return EAI_AGAIN;
    }
    int stuck()
    {
        const std::scoped_lock lock(mutex);
        return waiting;
    }
    void hang(bool does)
    {
        const std::scoped_lock lock(mutex);
        hangs = does;
        changed.notify_all();
    }
};

Resolver &resolver()
{
    static Resolver one;
    return one;
}

} // namespace

/// In front of the C library's, for libcurl's threads as well.
extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char *name, const char *service,
                                                                  const addrinfo *hints, addrinfo **found)
{
    if (name != nullptr && std::strcmp(name, "hangs.example") == 0)
        return resolver().wait();
    using Original = int (*)(const char *, const char *, const addrinfo *, addrinfo **);
    static const auto original = reinterpret_cast<Original>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    return original(name, service, hints, found);
}

class HungNamesTest : public test::Suite
{
    Q_OBJECT

private slots:
    void init()
    {
        Suite::init();
        resolver().hang(true);
    }
    void cleanup()
    {
        resolver().hang(false);
        QTRY_COMPARE(resolver().stuck(), 0);
    }

    void theDeadlineHolds()
    {
        const auto client = asking(300ms);
        QTRY_VERIFY_WITH_TIMEOUT(m_answer, 30'000);
        QCOMPARE(resolver().stuck(), 1); // it came while the lookup was still stuck
        QVERIFY(!*m_answer);
        QCOMPARE(m_answer->error().kind, ErrorKind::Timeout);
    }

    void givingUpDoesNotWait()
    {
        const auto client = asking(60s);
        QTRY_COMPARE(resolver().stuck(), 1);
        client->abortAll();
        QCOMPARE(resolver().stuck(), 1);
        QVERIFY(!m_answer);
    }

    void leavingDoesNotWait()
    {
        auto client = asking(60s);
        QTRY_COMPARE(resolver().stuck(), 1);
        client.reset();
        QCOMPARE(resolver().stuck(), 1);
        QVERIFY(!m_answer);
    }

private:
    [[nodiscard]] std::unique_ptr<net::HttpClient> asking(std::chrono::milliseconds deadline)
    {
        m_answer.reset();
        HttpEndpoint endpoint;
        endpoint.url = QStringLiteral("http://hangs.example:9090");
        auto client = std::make_unique<net::HttpClient>(endpoint, SecretLookup());
        net::HttpRequest request;
        request.path = QStringLiteral("/");
        client->send(request, {deadline, 1000}, [this](const auto &reply) { m_answer = reply; });
        return client;
    }

    std::optional<Result<net::HttpReply>> m_answer;
};

EDGELINK_TEST_MAIN(HungNamesTest)
#include "tst_hungnames.moc"
