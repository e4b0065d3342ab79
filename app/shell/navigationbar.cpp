// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/navigationbar.h"

#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/style/painting.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace edgelink::shell {

using namespace ui;

namespace {

class TabButton : public QAbstractButton
{
public:
    explicit TabButton(QWidget *parent)
        : QAbstractButton(parent)
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setFont(textFont(TextSize::Body));
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        // As wide as the bold text, so that choosing a page moves no tab.
        const QFontMetrics metrics(textFont(TextSize::Body, QFont::DemiBold));
        return {metrics.horizontalAdvance(text()) + 2 * space::Medium, NavigationHeight};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setFont(textFont(TextSize::Body, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.setPen(color(isChecked() || underMouse() ? Role::Text : Role::Muted));
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (isChecked())
            painter.fillRect(QRect(space::Medium, height() - 2, width() - 2 * space::Medium, 2), color(Role::Action));
        if (hasFocus())
            drawFocusRing(painter, QRectF(rect()).adjusted(2, 6, -2, -6), color(Role::Action));
    }
};

/// A half-filled disc: light and dark.
class ThemeButton : public QAbstractButton
{
public:
    explicit ThemeButton(QWidget *parent)
        : QAbstractButton(parent)
    {
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }
    [[nodiscard]] QSize sizeHint() const override { return {30, 30}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF disc(width() / 2.0 - 7, height() / 2.0 - 7, 14, 14);
        painter.setPen(QPen(color(underMouse() ? Role::Text : Role::Muted), 1.5));
        painter.drawEllipse(disc);
        painter.setBrush(painter.pen().color());
        painter.drawPie(disc, 90 * 16, 180 * 16);
        if (hasFocus())
            drawFocusRing(painter, rect(), color(Role::Action));
    }
};

} // namespace

NavigationBar::NavigationBar(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setFixedHeight(NavigationHeight);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::Tiny, 0, space::Medium, 0);
    layout->setSpacing(space::Tiny);
    m_tabLayout = new QHBoxLayout;
    m_tabLayout->setSpacing(0);
    layout->addLayout(m_tabLayout);
    layout->addStretch();
    m_palette = new Button(this);
    m_palette->setKind(Button::Kind::Quiet);
    layout->addWidget(m_palette);
    layout->addSpacing(space::Medium);
    m_utc = new Label(this);
    m_utc->setTabular(true);
    m_utc->setTextSize(TextSize::Body, QFont::DemiBold);
    layout->addWidget(m_utc);
    layout->addSpacing(space::Small);
    m_local = new Label(this);
    m_local->setTabular(true);
    m_local->setRole(Role::Muted);
    layout->addWidget(m_local);
    layout->addSpacing(space::Small);
    m_language = new Button(this);
    m_language->setKind(Button::Kind::Quiet);
    layout->addWidget(m_language);
    m_theme = new ThemeButton(this);
    layout->addWidget(m_theme);
    connect(m_palette, &Button::clicked, this, &NavigationBar::paletteRequested);
    connect(m_language, &Button::clicked, this, &NavigationBar::languageRequested);
    connect(m_theme, &QAbstractButton::clicked, this, &NavigationBar::themeRequested);
    connect(&SecondTick::instance(), &SecondTick::tick, this, [this] {
        if (isVisible())
            tick();
    });
    retranslate();
}

void NavigationBar::addTab(const QString &id, const QString &title)
{
    auto *button = new TabButton(this);
    button->setText(title);
    button->setAccessibleName(title);
    m_group->addButton(button);
    m_tabLayout->addWidget(button);
    connect(button, &QAbstractButton::clicked, this, [this, id] { emit chosen(id); });
    // Reading order: pages first, then what stands at the right.
    setTabOrder(m_tabs.isEmpty() ? button : m_tabs.last().button, button);
    setTabOrder(button, m_palette);
    setTabOrder(m_palette, m_language);
    setTabOrder(m_language, m_theme);
    m_tabs.append({id, button});
}

void NavigationBar::setTitle(const QString &id, const QString &title)
{
    for (const Tab &tab : std::as_const(m_tabs)) {
        if (tab.id != id)
            continue;
        tab.button->setText(title);
        tab.button->setAccessibleName(title);
        tab.button->updateGeometry();
    }
}

void NavigationBar::setCurrent(const QString &id)
{
    for (const Tab &tab : std::as_const(m_tabs)) {
        if (tab.id == id)
            tab.button->setChecked(true);
    }
}

void NavigationBar::clear()
{
    for (const Tab &tab : std::as_const(m_tabs))
        delete tab.button;
    m_tabs.clear();
}

QStringList NavigationBar::ids() const
{
    QStringList ids;
    for (const Tab &tab : m_tabs)
        ids << tab.id;
    return ids;
}

void NavigationBar::retranslate()
{
    m_palette->setPlainText(tr("Search or act  Ctrl K"));
    m_language->setText(QStringLiteral("中 / EN"));
    m_language->setAccessibleName(tr("Switch the language"));
    m_language->setToolTip(tr("Switch the language"));
    m_theme->setAccessibleName(tr("Switch between dark and light"));
    m_theme->setToolTip(tr("Switch between dark and light"));
    tick();
}

void NavigationBar::tick()
{
    const QDateTime now = nowUtc();
    m_utc->setText(now.toString(QStringLiteral("HH:mm:ss")) + QStringLiteral(" UTC"));
    const QString local = tr("%1 local").arg(now.toLocalTime().toString(QStringLiteral("HH:mm")));
    if (local != m_local->text())
        m_local->setText(local);
}

void NavigationBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void NavigationBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(currentTheme() == ThemeKind::Dark ? Role::Background : Role::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Role::Line));
}

} // namespace edgelink::shell

#include "moc_navigationbar.cpp"
