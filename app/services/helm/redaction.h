// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace edgelink::helm {

/// Whether a key's name says that its value is a secret: password, DB_PASSWORD, api-key, clientSecret, token …
/// References (secretName, secretKeyRef, existingSecret) are not.
[[nodiscard]] bool looksSecret(const QString &key);

/// A mask: stands for one secret value inside a tree until it is written out. Equal secrets have equal masks within one
/// Redactor (keyed with a random key), so that a diff sees a change without anybody seeing the value or its hash.
[[nodiscard]] bool isMask(const QString &text);

/// Replaces secret values by masks. One object for both sides of a comparison.
class Redactor
{
public:
    Redactor();

    /// One Kubernetes object: data and stringData of Secrets, secret-looking keys, env entries with secret-looking
    /// names, `--password=…` arguments, passwords in URLs, private keys, secret-looking lines of embedded files.
    [[nodiscard]] QJsonObject object(const QJsonObject &object) const;
    /// Helm values, or any other tree.
    [[nodiscard]] QJsonValue values(const QJsonValue &values) const;

private:
    [[nodiscard]] QJsonValue walk(const QJsonValue &value, bool secret, int depth) const;
    [[nodiscard]] QJsonObject walkMembers(const QJsonObject &object, bool secret, int depth) const;
    [[nodiscard]] QString text(const QString &text) const;
    [[nodiscard]] QString mask(const QString &secret) const;

    QByteArray m_key;
};

/// For people: every mask in a line becomes ●●●●.
[[nodiscard]] QString unmasked(const QString &line);
/// The line with all masks alike: equal for two lines that differ in secret values only. Empty: the line has no mask.
[[nodiscard]] QString maskOutline(const QString &line);

} // namespace edgelink::helm
