// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <openssl/evp.h>

#include <memory>

namespace edgelink::command {

/// SHA-256 of bytes that come piece by piece, by OpenSSL: it uses the processor's own instructions, which
/// QCryptographicHash of Qt 6.4 does not, and a talkative tool spends most of its time here. One thread.
class Sha256
{
public:
    Sha256();

    void addData(QByteArrayView bytes);
    [[nodiscard]] QByteArray result(); ///< 32 bytes; nothing may be added after it

private:
    struct Free {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> m_context;
};

} // namespace edgelink::command
