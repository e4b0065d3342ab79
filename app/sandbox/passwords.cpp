// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/passwords.h"

#include "app/sandbox/words.h"

#include <crypt.h>

#include <array>
#include <memory>

namespace edgelink::sandbox {

Result<QByteArray> bcryptHash(const QString &password)
{
    // The least that bcrypt takes: more of it only slows down guessing, and random bits are not guessed.
    constexpr unsigned long Cost = 4;
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> salt{};
    const auto scratch = std::make_unique<crypt_data>(); // 32 KB, too much for a worker's stack
    const bool salted
        = ::crypt_gensalt_rn("$2b$", Cost, nullptr, 0, salt.data(), static_cast<int>(salt.size())) != nullptr;
    const char *hash
        = salted ? ::crypt_rn(password.toUtf8().constData(), salt.data(), scratch.get(), sizeof(crypt_data)) : nullptr;
    if (hash == nullptr)
        return failure(ErrorKind::Io, Words::tr("libcrypt makes no bcrypt hashes here"));
    return QByteArray(hash);
}

Result<void> writePasswords(const Plan &plan)
{
    for (auto it = plan.passwords.cbegin(); it != plan.passwords.cend(); ++it) {
        if (auto written = writeFile(plan.layout.password(it.key()), it.value().toUtf8() + '\n'); !written)
            return written;
    }
    for (const QString &name : {QStringLiteral("prometheus"), QStringLiteral("alertmanager")}) {
        const auto hash = bcryptHash(plan.passwords.value(name));
        if (!hash)
            return tl::make_unexpected(hash.error());
        const QByteArray users = QByteArray("basic_auth_users: {") + Plan::WebUser + ": \"" + *hash + "\"}\n";
        if (auto written = writeFile(plan.layout.webConfiguration(name), users); !written)
            return written;
    }
    return writeFile(plan.layout.redisConfiguration(),
                     "requirepass " + plan.passwords.value(QStringLiteral("redis")).toUtf8() + '\n');
}

QByteArray webAuthorization(const Plan &plan, const QString &component)
{
    return "Basic " + (QByteArray(Plan::WebUser) + ':' + plan.passwords.value(component).toUtf8()).toBase64();
}

} // namespace edgelink::sandbox
