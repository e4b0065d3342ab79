// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/config/secretresolver.h"
#include "app/services/config/keyring.h"
#include "app/services/config/tr.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace edgelink::config {

namespace {

class Descriptor
{
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

Result<QByteArray> fromFile(const QString &path)
{
    // Checked on the open descriptor: what is judged is what is read. Non-blocking, so that a FIFO cannot hang us.
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0) {
        return errno == ENOENT ? failure(ErrorKind::NotFound, Tr::tr("the secret's file does not exist"), path)
                               : failure(ErrorKind::Forbidden, Tr::tr("the secret's file cannot be opened"), path, {},
                                         qt_error_string(errno));
    }
    struct stat status {
    };
    if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return failure(ErrorKind::Configuration, Tr::tr("the secret's file is not a regular file"), path);
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failure(ErrorKind::Forbidden, Tr::tr("the secret's file is open to other users"), path,
                       Tr::tr("Make it yours alone: chmod 600."));
    }
    if (status.st_uid != ::geteuid() && status.st_uid != 0)
        return failure(ErrorKind::Forbidden, Tr::tr("the secret's file belongs to another user"), path);
    constexpr size_t Largest = 64UL * 1024;
    QByteArray secret;
    std::array<char, 4096> buffer{};
    for (;;) {
        const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure(ErrorKind::Io, Tr::tr("the secret's file cannot be read"), path, {}, qt_error_string(errno));
        if (count == 0)
            break;
        secret.append(buffer.data(), count);
        if (static_cast<size_t>(secret.size()) > Largest)
            return failure(ErrorKind::Configuration, Tr::tr("the secret's file is larger than 64 KiB"), path);
    }
    while (secret.endsWith('\n') || secret.endsWith('\r'))
        secret.chop(1);
    if (secret.isEmpty())
        return failure(ErrorKind::Configuration, Tr::tr("the secret's file is empty"), path);
    return secret;
}

} // namespace

Result<QByteArray> resolveSecret(const SecretReference &reference)
{
    switch (reference.source) {
    case SecretReference::Source::None:
        return QByteArray();
    case SecretReference::Source::File:
        return fromFile(reference.locator);
    case SecretReference::Source::EnvironmentVariable: {
        const QByteArray value = qgetenv(reference.locator.toLatin1().constData());
        if (value.isEmpty())
            return failure(ErrorKind::NotFound, Tr::tr("the environment variable is not set"), reference.locator);
        return value;
    }
    case SecretReference::Source::Keyring:
        return keyringSecret(reference.locator);
    case SecretReference::Source::DatabaseService:
        // The libpq service files belong to the database service; who composes the lookups asks there first.
        return failure(ErrorKind::Configuration, Tr::tr("nothing here reads libpq's service files"), reference.locator);
    }
    return QByteArray();
}

SecretLookup secretLookup()
{
    return [](const SecretReference &reference) { return resolveSecret(reference); };
}

} // namespace edgelink::config
