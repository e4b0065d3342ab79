// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/statepane.h"

#include "widgets/controls/button.h"
#include "widgets/controls/label.h"
#include "widgets/controls/textdialog.h"
#include "widgets/style/painting.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>

namespace edgelink::ui {

namespace {

QString bodyOf(const Error &error)
{
    QStringList body;
    for (const QString &part : {error.subject, error.next}) {
        if (!part.isEmpty())
            body << part;
    }
    return body.join(QLatin1Char('\n'));
}

} // namespace

StatePane::StatePane(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Huge, space::Huge, space::Huge, space::Huge);
    layout->setSpacing(space::Small);
    layout->addStretch(2);
    m_glyph = new GlyphLabel(this);
    m_glyph->setSide(28);
    layout->addWidget(m_glyph, 0, Qt::AlignHCenter);
    m_title = new Label(this);
    m_title->setTextSize(TextSize::Heading, QFont::DemiBold);
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setWordWrap(true);
    layout->addWidget(m_title);
    m_body = new Label(this);
    m_body->setRole(Role::Muted);
    m_body->setAlignment(Qt::AlignHCenter);
    m_body->setWordWrap(true);
    layout->addWidget(m_body);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    m_action = new Button(this);
    m_details = new Button(this);
    m_details->setKind(Button::Kind::Link);
    m_details->setPlainText(tr("Show the tool's own text"));
    buttons->addWidget(m_action);
    buttons->addWidget(m_details);
    buttons->addStretch();
    layout->addLayout(buttons);
    layout->addStretch(3);
    m_action->hide();
    m_details->hide();
    connect(m_action, &Button::clicked, this, &StatePane::actionTriggered);
    connect(m_details, &Button::clicked, this, [this] { TextDialog::open(this, m_title->text(), m_raw); });
}

void StatePane::present(Glyph glyph, Role role, const QString &title, const QString &body, const QString &raw)
{
    m_glyph->setGlyph(glyph, role);
    m_title->setText(title);
    m_body->setText(body);
    m_body->setVisible(!body.isEmpty());
    m_raw = raw;
    m_details->setVisible(!raw.isEmpty());
    m_hatched = role == Role::Unknown;
    setAccessibleName(title);
    setAccessibleDescription(body);
    update();
}

void StatePane::showLoading(const QString &what)
{
    present(Glyph::Quarter, Role::Muted, what, {});
    setAction({});
}

void StatePane::showEmpty(const QString &title, const QString &hint)
{
    present(Glyph::Ring, Role::Muted, title, hint);
    setAction({});
}

void StatePane::showError(const Error &error)
{
    present(Glyph::Exclamation, Role::Unknown, error.what, bodyOf(error), error.raw);
}

void StatePane::showNoPermission(const Error &error)
{
    present(Glyph::Cross, Role::Unknown, error.what, bodyOf(error), error.raw);
}

void StatePane::setAction(const QString &verbAndObject)
{
    const bool offered = !verbAndObject.isEmpty();
    // Whoever pressed it waits here for what comes of it. Hidden, it would hand the keyboard to some other control, and
    // the next press would be that one's.
    if (!offered && m_action->hasFocus())
        setFocus(Qt::OtherFocusReason);
    m_action->setPlainText(verbAndObject);
    m_action->setVisible(offered);
    if (offered && hasFocus())
        m_action->setFocus(Qt::OtherFocusReason);
}

void StatePane::paintEvent(QPaintEvent *)
{
    if (!m_hatched)
        return;
    QPainter painter(this);
    drawHatching(painter, rect(), color(Role::Hatch));
}

void StatePane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        m_details->setPlainText(tr("Show the tool's own text"));
}

StateStack::StateStack(QWidget *content, QWidget *parent)
    : QStackedWidget(parent)
    , m_content(content)
    , m_pane(new StatePane(this))
{
    addWidget(m_content);
    addWidget(m_pane);
}

void StateStack::showContent()
{
    setCurrentWidget(m_content);
}

void StateStack::showPane()
{
    setCurrentWidget(m_pane);
}

} // namespace edgelink::ui

#include "moc_statepane.cpp"
