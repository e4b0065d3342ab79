// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace edgelink::ui {

class Arming;
class Button;
class Label;

/// The last gate before something changes: the name of what will be changed, in large type, to be typed out.
/// The button stays disabled until the name matches exactly and nothing else blocks. Pasting is not typing.
class TypedConfirmation : public QWidget
{
    Q_OBJECT

public:
    explicit TypedConfirmation(QWidget *parent = nullptr);

    void setName(const QString &nameToType, const QString &alternative = {}); ///< release; or cluster
    void setAction(const QString &verbAndObject); ///< "Roll back edge-link-production to revision 2"
    void setArming(Arming *arming); ///< not owned; read-only blocks, and offers to arm
    void setBlocked(const QString &reason); ///< e.g. a failed pre-flight; empty: not blocked
    void clear();
    [[nodiscard]] QString typed() const;
    [[nodiscard]] bool matches() const;

signals:
    void confirmed(const QString &typedName);
    void matchChanged(bool matches);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void retranslate();

    QString m_name;
    QString m_alternative;
    QString m_blocked;
    Arming *m_arming = nullptr;
    Label *m_prompt = nullptr;
    Label *m_nameLabel = nullptr;
    QLineEdit *m_edit = nullptr;
    Button *m_button = nullptr;
    Button *m_armButton = nullptr;
    Label *m_hint = nullptr;
    bool m_matched = false;
};

} // namespace edgelink::ui
