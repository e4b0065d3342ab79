// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/typedconfirmation.h"

#include "widgets/controls/arming.h"
#include "widgets/controls/button.h"
#include "widgets/controls/label.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>

namespace edgelink::ui {

namespace {

class TypedEdit : public QLineEdit
{
public:
    using QLineEdit::QLineEdit;

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->matches(QKeySequence::Paste)) {
            event->accept();
            return;
        }
        QLineEdit::keyPressEvent(event);
    }
};

} // namespace

TypedConfirmation::TypedConfirmation(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Small);
    m_prompt = new Label(this);
    m_prompt->setRole(Role::Muted);
    m_prompt->setWordWrap(true);
    layout->addWidget(m_prompt);
    m_nameLabel = new Label(this);
    m_nameLabel->setTextSize(TextSize::Title, QFont::DemiBold);
    m_nameLabel->setElide(Qt::ElideMiddle);
    layout->addWidget(m_nameLabel);
    // The field has a row of its own: the longest name must be readable while it is typed.
    m_edit = new TypedEdit(this);
    m_edit->setFont(monospaceFont(TextSize::Heading));
    m_edit->setMaxLength(253);
    m_edit->setContextMenuPolicy(Qt::NoContextMenu);
    m_edit->setAcceptDrops(false);
    layout->addWidget(m_edit);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::Small);
    m_armButton = new Button(this);
    m_armButton->setKind(Button::Kind::Link);
    row->addWidget(m_armButton);
    row->addStretch(1);
    m_button = new PrimaryButton(this);
    row->addWidget(m_button);
    layout->addLayout(row);
    m_hint = new Label(this);
    m_hint->setTextSize(TextSize::Small);
    m_hint->setRole(Role::Muted);
    m_hint->setWordWrap(true);
    layout->addWidget(m_hint);
    m_armButton->hide();

    connect(m_edit, &QLineEdit::textChanged, this, &TypedConfirmation::refresh);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        if (m_button->isEnabled())
            m_button->click();
    });
    connect(m_button, &Button::clicked, this, [this] {
        if (matches())
            emit confirmed(typed());
    });
    connect(m_armButton, &Button::clicked, this, [this] {
        if (m_arming != nullptr)
            m_arming->request();
    });
    retranslate();
}

void TypedConfirmation::setName(const QString &nameToType, const QString &alternative)
{
    m_name = nameToType;
    m_alternative = alternative;
    retranslate();
}

void TypedConfirmation::setAction(const QString &verbAndObject)
{
    m_button->setPlainText(verbAndObject);
}

void TypedConfirmation::setArming(Arming *arming)
{
    m_arming = arming;
    connect(arming, &Arming::changed, this, &TypedConfirmation::refresh);
    refresh();
}

void TypedConfirmation::setBlocked(const QString &reason)
{
    m_blocked = reason;
    refresh();
}

void TypedConfirmation::clear()
{
    m_edit->clear();
}

QString TypedConfirmation::typed() const
{
    return m_edit->text();
}

bool TypedConfirmation::matches() const
{
    return !m_name.isEmpty() && (typed() == m_name || (!m_alternative.isEmpty() && typed() == m_alternative));
}

void TypedConfirmation::refresh()
{
    const bool matched = matches();
    QString reason = m_blocked;
    if (reason.isEmpty() && m_arming != nullptr)
        reason = m_arming->blockedReason();
    m_armButton->setVisible(m_blocked.isEmpty() && m_arming != nullptr && !m_arming->isArmed()
                            && !m_arming->isViewer());
    const QString hint = !reason.isEmpty() ? reason
        : matched                          ? tr("The name matches.")
        : typed().isEmpty()                ? QStringLiteral(" ") // keeps its line: nothing moves
                                           : tr("Not the name yet.");
    m_hint->setText(hint);
    m_button->setBlocked(!reason.isEmpty() ? reason : matched ? QString() : tr("Type the name first."));
    if (matched != m_matched) {
        m_matched = matched;
        emit matchChanged(matched);
    }
}

void TypedConfirmation::retranslate()
{
    m_prompt->setText(
        m_alternative.isEmpty()
            ? tr("Type this name to confirm what will be changed:")
            : tr("Type the release (or the cluster, %1) to confirm what will be changed:").arg(m_alternative));
    m_nameLabel->setText(m_name);
    constexpr qsizetype LongestShown = 40; // the frame and the cursor stand beside the name
    m_edit->setMinimumWidth(QFontMetrics(m_edit->font()).horizontalAdvance(m_name.left(LongestShown) + QLatin1Char('M'))
                            + 2 * space::Medium);
    m_edit->setAccessibleName(tr("Type %1 to confirm").arg(m_name));
    m_armButton->setPlainText(tr("Arm the session…"));
    refresh();
}

void TypedConfirmation::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace edgelink::ui

#include "moc_typedconfirmation.cpp"
