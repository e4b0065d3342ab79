// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// First, before Qt's keywords: GLib has members called `signals`.
#include <libsecret/secret.h>

#include "app/services/config/keyring.h"
#include "app/services/config/tr.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace edgelink::config {

namespace {

template<auto Release>
struct ReleasedBy {
    template<typename T>
    void operator()(T *object) const
    {
        Release(object);
    }
};

struct ListReleaser {
    void operator()(GList *items) const { g_list_free_full(items, g_object_unref); }
};

using Attributes = std::unique_ptr<GHashTable, ReleasedBy<g_hash_table_unref>>;
using Cancellable = std::unique_ptr<GCancellable, ReleasedBy<g_object_unref>>;
using Failure = std::unique_ptr<GError, ReleasedBy<g_error_free>>;
using Items = std::unique_ptr<GList, ListReleaser>;
using Value = std::unique_ptr<SecretValue, ReleasedBy<secret_value_unref>>;

/// libsecret's blocking calls know no deadline of their own.
class Deadline
{
public:
    explicit Deadline(std::chrono::milliseconds patience)
        : m_cancellable(g_cancellable_new())
        , m_thread([this, patience] {
            std::unique_lock lock(m_mutex);
            if (!m_over.wait_for(lock, patience, [this] { return m_done; }))
                g_cancellable_cancel(m_cancellable.get());
        })
    {
    }
    ~Deadline()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_done = true;
        }
        m_over.notify_one();
        m_thread.join();
    }
    Deadline(const Deadline &) = delete;
    Deadline &operator=(const Deadline &) = delete;
    [[nodiscard]] GCancellable *cancellable() const { return m_cancellable.get(); }

private:
    Cancellable m_cancellable;
    std::mutex m_mutex;
    std::condition_variable m_over;
    bool m_done = false;
    std::thread m_thread; // last: it uses the others
};

Error fromKeyring(const Failure &error, const QString &locator)
{
    const QString raw = error ? QString::fromUtf8(error->message) : QString();
    if (error && g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
        return {ErrorKind::Timeout, Tr::tr("the keyring does not answer"), locator,
                Tr::tr("Unlock or restart it, or use {file: …} with mode 0600."), raw};
    }
    return {ErrorKind::Unreachable, Tr::tr("no keyring can be reached"), locator,
            Tr::tr("Log in to a desktop session with a keyring, or use {file: …} with mode 0600, or {env: …}."), raw};
}

} // namespace

Result<QByteArray> keyringSecret(const QString &locator, std::chrono::milliseconds patience)
{
    const qsizetype slash = locator.lastIndexOf(QLatin1Char('/'));
    if (slash <= 0 || slash + 1 == locator.size()) {
        return failure(ErrorKind::Configuration, Tr::tr("not the name of a keyring entry"), locator,
                       Tr::tr("Write service/user, as in: secret-tool store --label=EdgeLink service edgelink "
                              "username database"));
    }
    const QByteArray service = locator.left(slash).toUtf8();
    const QByteArray user = locator.mid(slash + 1).toUtf8();
    const Attributes attributes(g_hash_table_new_full(g_str_hash, g_str_equal, nullptr, g_free));
    g_hash_table_insert(attributes.get(), const_cast<char *>("service"), g_strdup(service.constData()));
    g_hash_table_insert(attributes.get(), const_cast<char *>("username"), g_strdup(user.constData()));
    const Deadline deadline(patience);
    GError *error = nullptr;
    // Without SECRET_SEARCH_UNLOCK: a dialog nobody expects must not hold up a panel or a rollback.
    const auto flags = static_cast<SecretSearchFlags>(SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS);
    const Items items(
        secret_service_search_sync(nullptr, nullptr, attributes.get(), flags, deadline.cancellable(), &error));
    if (error != nullptr)
        return tl::make_unexpected(fromKeyring(Failure(error), locator));
    if (!items)
        return failure(ErrorKind::NotFound, Tr::tr("the keyring has no such entry"), locator,
                       Tr::tr("Store it: secret-tool store --label=EdgeLink service %1 username %2")
                           .arg(QString::fromUtf8(service), QString::fromUtf8(user)));
    if (items->next != nullptr)
        return failure(ErrorKind::Configuration, Tr::tr("the keyring has more than one such entry"), locator,
                       Tr::tr("Remove all but one."));
    auto *item = static_cast<SecretItem *>(items->data);
    const Value value(secret_item_get_locked(item) == FALSE ? secret_item_get_secret(item) : nullptr);
    if (!value)
        return failure(ErrorKind::Forbidden, Tr::tr("the keyring is locked"), locator,
                       Tr::tr("Unlock it, then try again."));
    gsize length = 0;
    const char *bytes = secret_value_get(value.get(), &length);
    if (length == 0)
        return failure(ErrorKind::Configuration, Tr::tr("the keyring's entry is empty"), locator);
    return QByteArray(bytes, static_cast<qsizetype>(length));
}

} // namespace edgelink::config
