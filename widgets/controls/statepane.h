// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "widgets/controls/glyph.h"

#include <QStackedWidget>
#include <QWidget>

namespace edgelink::ui {

class Button;
class Label;

/// What stands where content would be: loading, nothing there, an error, no permission. Says what, on what, what next.
class StatePane : public QWidget
{
    Q_OBJECT

public:
    explicit StatePane(QWidget *parent = nullptr);

    void showLoading(const QString &what); ///< "Reading the history of edge-link-production"
    void showEmpty(const QString &title, const QString &hint = {});
    void showError(const Error &error); ///< the tool's own text is one key away
    void showNoPermission(const Error &error); ///< its `what` names who may not do what
    /// A button below; empty: none. What loads or is empty has none until it is set again.
    void setAction(const QString &verbAndObject);

signals:
    void actionTriggered();

private:
    void present(Glyph glyph, Role role, const QString &title, const QString &body, const QString &raw = {});

    GlyphLabel *m_glyph = nullptr;
    Label *m_title = nullptr;
    Label *m_body = nullptr;
    Button *m_action = nullptr;
    Button *m_details = nullptr;
    QString m_raw;
    bool m_hatched = false;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
};

/// Content, or a pane in its place. Takes the content; nothing around it moves.
class StateStack : public QStackedWidget
{
    Q_OBJECT

public:
    explicit StateStack(QWidget *content, QWidget *parent = nullptr);
    [[nodiscard]] StatePane *pane() const { return m_pane; }
    void showContent();
    void showPane(); ///< after one of pane()'s show… calls

private:
    QWidget *m_content = nullptr;
    StatePane *m_pane = nullptr;
};

} // namespace edgelink::ui
