// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;

namespace edgelink::ui {
class Button;
class Label;
} // namespace edgelink::ui

namespace edgelink::shell {

/// Pages at the left; palette, clocks, language and theme at the right.
class NavigationBar : public QWidget
{
    Q_OBJECT

public:
    explicit NavigationBar(QWidget *parent = nullptr);
    void addTab(const QString &id, const QString &title);
    void setTitle(const QString &id, const QString &title);
    void setCurrent(const QString &id);
    void clear();
    [[nodiscard]] QStringList ids() const;

signals:
    void chosen(const QString &id);
    void paletteRequested();
    void languageRequested();
    void themeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void tick();

    struct Tab {
        QString id;
        QAbstractButton *button = nullptr;
    };
    QList<Tab> m_tabs;
    QButtonGroup *m_group = nullptr;
    QHBoxLayout *m_tabLayout = nullptr;
    ui::Button *m_palette = nullptr;
    ui::Label *m_utc = nullptr;
    ui::Label *m_local = nullptr;
    ui::Button *m_language = nullptr;
    QAbstractButton *m_theme = nullptr;
};

} // namespace edgelink::shell
