// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>

namespace edgelink::ui {

/// Whether this session may change anything: read-only until armed for its one environment, for a limited time.
/// Pages ask isArmed()/blockedReason() and listen to changed(); only the shell arms.
class Arming : public QObject
{
    Q_OBJECT

public:
    explicit Arming(QObject *parent = nullptr);

    void setEnvironment(const QString &name); ///< disarms
    void setViewer(bool viewer); ///< a viewer can never arm
    [[nodiscard]] bool isViewer() const { return m_viewer; }
    [[nodiscard]] QString environment() const { return m_environment; }
    [[nodiscard]] bool isArmed() const { return m_until.isValid(); }
    [[nodiscard]] QDateTime until() const { return m_until; } ///< UTC; invalid: read-only
    [[nodiscard]] QString blockedReason() const; ///< why a changing button is disabled; empty when armed

    void arm(std::chrono::seconds duration);
    void disarm(const QString &reason);
    void request() { emit armRequested(); } ///< a page's "Arm…": the shell shows its dialog

signals:
    void changed();
    void armRequested();
    void armed(const QString &environment, const QDateTime &untilUtc); ///< to be journaled
    void disarmed(const QString &environment, const QString &reason); ///< to be journaled

private:
    QString m_environment;
    bool m_viewer = false;
    QDateTime m_until;
    QTimer m_expiry;
};

} // namespace edgelink::ui
