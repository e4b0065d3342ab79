// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QString>
#include <QThread>

#include <memory>
#include <utility>

namespace edgelink {

/// A service and the thread it lives on. The service is made on the caller's thread, works on its own, and is destroyed
/// there, so that its timers and sockets never cross threads.
template<typename T>
class Hosted
{
public:
    template<typename... Arguments>
    explicit Hosted(const QString &threadName, Arguments &&...arguments)
        : m_service(std::make_unique<T>(std::forward<Arguments>(arguments)...))
    {
        m_thread.setObjectName(threadName);
        m_service->moveToThread(&m_thread);
        m_thread.start();
    }

    ~Hosted()
    {
        QMetaObject::invokeMethod(
            m_service.get(), [this] { m_service.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    Hosted(const Hosted &) = delete;
    Hosted &operator=(const Hosted &) = delete;

    [[nodiscard]] T *get() const { return m_service.get(); }
    T *operator->() const { return m_service.get(); }

private:
    QThread m_thread;
    std::unique_ptr<T> m_service;
};

} // namespace edgelink
