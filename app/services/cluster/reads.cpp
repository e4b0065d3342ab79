// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What KubernetesClient answers when asked; see kubernetesclient.cpp for the connection and the watches.
#include "app/services/cluster/kubernetesclient.h"
#include "app/services/cluster/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <utility>

namespace edgelink::cluster {

namespace {

constexpr qint64 objectLimit = qint64{32} * 1024 * 1024;
constexpr qsizetype questionsLimit = 200;

/// Only paths of the API, nothing that a server might resolve to elsewhere.
Result<bool> checkPath(const QString &path)
{
    static const QRegularExpression allowed(QStringLiteral(R"(\A/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,4000}\z)"));
    if (!allowed.match(path).hasMatch() || path.contains(QLatin1String("//")) || path.contains(QLatin1String("/../")))
        return failure(ErrorKind::Usage, Words::tr("not a path of the API: %1").arg(path.left(200)));
    return true;
}

template<typename Object>
QFuture<Result<QList<Object>>> listed(KubernetesClient *client,
                                      const std::function<void(std::function<void(const Result<Listing> &)>)> &read)
{
    using List = Result<QList<Object>>;
    return marshal<List>(client, [read](const SharedPromise<List> &promise) {
        read([promise](const Result<Listing> &listing) {
            fulfil<List>(promise, listing.map([](const Listing &all) {
                QList<Object> objects;
                for (const WatchedObject &object : all.objects)
                    objects.append(std::get<Object>(object));
                return objects;
            }));
        });
    });
}

/// A list where the server can give no table (kubectl --raw): names and ages of creation.
Result<ResourceTable> plainTable(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.object().value(QLatin1String("items")).isArray())
        return failure(ErrorKind::BadReply, Words::tr("the reply is not a list"));
    ResourceTable table;
    table.columns = {QStringLiteral("Name"), QStringLiteral("Created")};
    table.resourceVersion = document.object()
                                .value(QLatin1String("metadata"))
                                .toObject()
                                .value(QLatin1String("resourceVersion"))
                                .toString();
    const QJsonArray items = document.object().value(QLatin1String("items")).toArray();
    for (const QJsonValue item : items) {
        const QJsonObject metadata = item.toObject().value(QLatin1String("metadata")).toObject();
        table.rows.append(QStringList{metadata.value(QLatin1String("name")).toString(),
                                      metadata.value(QLatin1String("creationTimestamp")).toString()});
    }
    return table;
}

} // namespace

void KubernetesClient::get(const QString &path, const QByteArray &accept, const QString &what, Transport::Done done)
{
    if (const Result<bool> checked = checkPath(path); !checked) {
        done(tl::make_unexpected(checked.error()));
        return;
    }
    withTransport([this, path, accept, what, done = std::move(done)](const Result<Transport *> &transport) {
        if (!transport) {
            done(tl::make_unexpected(transport.error()));
            return;
        }
        ApiRequest request;
        request.path = path;
        request.accept = accept;
        request.what = what;
        request.deadline = m_timing.request;
        request.bodyLimit = objectLimit;
        (*transport)->send(request, done);
    });
}

QFuture<Result<QList<Workload>>> KubernetesClient::workloads()
{
    return listed<Workload>(this, [this](const std::function<void(const Result<Listing> &)> &done) {
        withTransport([this, done](const Result<Transport *> &transport) {
            if (!transport) {
                done(tl::make_unexpected(transport.error()));
                return;
            }
            Transport *const through = *transport;
            listAll(through, collectionOf(WatchedKind::Deployments, m_environment.nameSpace), WatchedKind::Deployments,
                    m_timing, through, [this, done, through](const Result<Listing> &deployments) {
                        if (!deployments) {
                            done(deployments);
                            return;
                        }
                        listAll(through, collectionOf(WatchedKind::StatefulSets, m_environment.nameSpace),
                                WatchedKind::StatefulSets, m_timing, through,
                                [done, both = *deployments](const Result<Listing> &sets) mutable {
                                    if (sets)
                                        both.objects += sets->objects;
                                    done(sets ? Result<Listing>(both) : sets);
                                });
                    });
        });
    });
}

QFuture<Result<QList<Pod>>> KubernetesClient::pods(const QString &labelSelector)
{
    return listed<Pod>(this, [this, labelSelector](const std::function<void(const Result<Listing> &)> &done) {
        withTransport([this, labelSelector, done](const Result<Transport *> &transport) {
            if (!transport) {
                done(tl::make_unexpected(transport.error()));
                return;
            }
            Collection collection = collectionOf(WatchedKind::Pods, m_environment.nameSpace);
            collection.selector = labelSelector;
            listAll(*transport, collection, WatchedKind::Pods, m_timing, *transport, done);
        });
    });
}

QFuture<Result<QJsonObject>> KubernetesClient::object(const QString &path)
{
    using Object = Result<QJsonObject>;
    return marshal<Object>(this, [this, path](const SharedPromise<Object> &promise) {
        get(path, "application/json", Words::tr("read %1").arg(path), [promise, path](const Result<QByteArray> &reply) {
            if (!reply) {
                fulfil<Object>(promise, tl::make_unexpected(reply.error()));
                return;
            }
            QJsonParseError error;
            const QJsonDocument document = QJsonDocument::fromJson(*reply, &error);
            if (!document.isObject())
                fulfil<Object>(promise,
                               failure(ErrorKind::BadReply,
                                       Words::tr("the reply is not a JSON object: byte %1: %2")
                                           .arg(error.offset)
                                           .arg(error.errorString()),
                                       path));
            else
                fulfil<Object>(promise, document.object());
        });
    });
}

QFuture<Result<ResourceTable>> KubernetesClient::table(const QString &collectionPath)
{
    using Table = Result<ResourceTable>;
    return marshal<Table>(this, [this, collectionPath](const SharedPromise<Table> &promise) {
        // Without includeObject=None each row carries its object's metadata: 40 times the bytes.
        get(withQuery(collectionPath, QStringLiteral("includeObject"), QStringLiteral("None")),
            "application/json;as=Table;g=meta.k8s.io;v=v1", Words::tr("list %1").arg(collectionPath),
            [promise](const Result<QByteArray> &reply) {
                if (!reply) {
                    fulfil<Table>(promise, tl::make_unexpected(reply.error()));
                    return;
                }
                Table table = parseTable(*reply);
                fulfil<Table>(promise,
                              table ? table : plainTable(*reply).or_else([&table](const Error &) { return table; }));
            });
    });
}

QFuture<Result<QList<AccessAnswer>>> KubernetesClient::mayI(const QList<AccessQuestion> &questions)
{
    using Answers = Result<QList<AccessAnswer>>;
    return marshal<Answers>(this, [this, questions](const SharedPromise<Answers> &promise) {
        if (questions.isEmpty() || questions.size() > questionsLimit) {
            fulfil<Answers>(promise,
                            questions.isEmpty()
                                ? Answers(QList<AccessAnswer>{})
                                : Answers(failure(ErrorKind::Usage, Words::tr("too many questions at once"))));
            return;
        }
        withTransport([questions, promise](const Result<Transport *> &transport) {
            if (!transport) {
                fulfil<Answers>(promise, tl::make_unexpected(transport.error()));
                return;
            }
            struct State {
                QList<AccessAnswer> answers;
                qsizetype missing = 0;
                std::optional<Error> error;
            };
            auto state = std::make_shared<State>();
            state->answers.resize(questions.size());
            state->missing = questions.size();
            for (qsizetype i = 0; i < questions.size(); ++i) {
                (*transport)->access(questions.at(i), [state, promise, i](const Result<AccessAnswer> &answer) {
                    if (answer)
                        state->answers[i] = *answer;
                    else
                        state->error = answer.error();
                    if (--state->missing > 0)
                        return;
                    fulfil<Answers>(
                        promise, state->error ? Answers(tl::make_unexpected(*state->error)) : Answers(state->answers));
                });
            }
        });
    });
}

QFuture<Result<QString>> KubernetesClient::serverVersion()
{
    using Text = Result<QString>;
    return marshal<Text>(this, [this](const SharedPromise<Text> &promise) {
        get(QStringLiteral("/version"), "application/json", Words::tr("read the server's version"),
            [promise](const Result<QByteArray> &reply) {
                if (!reply) {
                    fulfil<Text>(promise, tl::make_unexpected(reply.error()));
                    return;
                }
                const QString version
                    = QJsonDocument::fromJson(*reply).object().value(QLatin1String("gitVersion")).toString();
                fulfil<Text>(promise,
                             version.isEmpty()
                                 ? Text(failure(ErrorKind::BadReply, Words::tr("the server does not tell its version")))
                                 : Text(version));
            });
    });
}

} // namespace edgelink::cluster
