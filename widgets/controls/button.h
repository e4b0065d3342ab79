// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace edgelink::ui {

/// A button whose text is a verb and an object ("Roll back edge-link-production to revision 2").
/// Never the default of a dialog unless setDefault() says so.
class Button : public QPushButton
{
    Q_OBJECT

public:
    enum class Kind {
        Plain,
        Primary, ///< the one that leads on
        Link, ///< small, in the colour of actions
        Quiet, ///< like a link, but muted: for what is always there
    };

    explicit Button(QWidget *parent = nullptr);
    explicit Button(const QString &text, Kind kind = Kind::Plain, QWidget *parent = nullptr);
    void setKind(Kind kind);
    /// Disables the button and says why in its tool tip and description; empty: enables it. Where the button leads a
    /// page on, a ReasonLine beside it says so in sight. The keyboard does not go to another control meanwhile.
    void setBlocked(const QString &reason);
    [[nodiscard]] const QString &blockedReason() const { return m_blockedReason; }
    /// Foreign names may hold '&': shown as they are, never as a mnemonic.
    void setPlainText(const QString &text);

signals:
    void blockedChanged(const QString &reason);

private:
    QString m_blockedReason;
    bool m_hadKeyboard = false; ///< when it was blocked; it gets it back if nobody took it meanwhile
};

/// The one button of a page that leads on.
class PrimaryButton : public Button
{
    Q_OBJECT

public:
    explicit PrimaryButton(QWidget *parent = nullptr)
        : Button({}, Kind::Primary, parent)
    {
    }
    explicit PrimaryButton(const QString &text, QWidget *parent = nullptr)
        : Button(text, Kind::Primary, parent)
    {
    }
};

} // namespace edgelink::ui
