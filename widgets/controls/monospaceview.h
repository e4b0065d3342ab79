// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace edgelink::ui {

/// Output of tools and other foreign text: plain, selectable, bounded, searchable by the system's own keys.
/// Follows the end while the reader is at the end, and stays put as soon as they scroll up.
class MonospaceView : public QPlainTextEdit
{
    Q_OBJECT

public:
    enum class Look { Terminal, Page }; ///< Terminal is dark in both themes

    explicit MonospaceView(QWidget *parent = nullptr);
    void setLook(Look look);
    /// Appends in one go; call once per batch, not once per line.
    void appendLines(const QStringList &lines);
    void setWholeText(const QString &text);
    void setMaximumLines(int lines); ///< oldest go first; 20,000 unless told

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyRoles();

    Look m_look = Look::Terminal;
};

} // namespace edgelink::ui
