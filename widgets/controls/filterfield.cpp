// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/filterfield.h"

#include <QEvent>
#include <QKeyEvent>

namespace edgelink::ui {

FilterField::FilterField(QWidget *parent)
    : QLineEdit(parent)
{
    setClearButtonEnabled(true);
    setMaxLength(200);
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) { emit filterChanged(text.trimmed()); });
    retranslate();
}

void FilterField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        if (text().isEmpty())
            parentWidget()->setFocus();
        else
            clear();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterField::retranslate()
{
    setPlaceholderText(tr("Filter  /"));
    setAccessibleName(tr("Filter"));
}

void FilterField::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace edgelink::ui

#include "moc_filterfield.cpp"
