// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/simulator/clusterview.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <array>

namespace edgelink::sandbox {

/// Looks about once a second at what is deployed. An API server that is killed, hangs or talks nonsense costs at most
/// a few seconds without news: the last view stays true for whoever holds it, and asking goes on. Lives on one thread
/// with an event loop.
class KubernetesReader : public QObject
{
    Q_OBJECT

public:
    struct Target {
        QString kubeconfig;
        QString context;
        QString nameSpace;
    };

    explicit KubernetesReader(Target target, QObject *parent = nullptr);
    ~KubernetesReader() override;

    void start();

signals:
    void viewChanged(const edgelink::sandbox::ClusterView &view); ///< after each complete look, changed or not
    void problem(const QString &sentence); ///< when the way of failing changes; empty: it works again

private:
    struct Round;

    void look();
    void finishRound();
    void report(const QString &sentence);

    Target m_target;
    QNetworkAccessManager m_network;
    QTimer m_timer;
    std::unique_ptr<Round> m_round; ///< null between looks
    QString m_problem;
};

} // namespace edgelink::sandbox
