// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/threshold.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>

namespace edgelink {

class MetricSource;

/// Calls once, on its own thread, when every threshold has had its first batch (a failed one counts), or when
/// `patience` is over. For what can wait until the wall shows its values. Destroyed before, it never calls.
class FirstValues : public QObject
{
    Q_OBJECT

public:
    FirstValues(MetricSource *metrics, const QList<Threshold> &thresholds, std::chrono::milliseconds patience,
                std::function<void()> then, QObject *parent = nullptr);

private:
    void end();

    QSet<QString> m_missing;
    QTimer m_patience;
    std::function<void()> m_then;
};

} // namespace edgelink
