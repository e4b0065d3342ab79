// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline/chainnotice.h"

#include "widgets/controls/glyph.h"
#include "widgets/controls/label.h"

#include <QAccessible>
#include <QBoxLayout>

namespace edgelink::ui {

namespace {

constexpr int NoticeGlyphSide = 28;

} // namespace

ChainNotice::ChainNotice(QWidget *parent)
    : Card(parent)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::Large);
    m_glyph = new GlyphLabel(this);
    m_glyph->setSide(NoticeGlyphSide);
    row->addWidget(m_glyph, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(space::Tiny);
    m_sentence = new Label({}, TextSize::Heading, Role::Text, this);
    m_next = new Label(this);
    for (Label *label : {m_sentence, m_next}) {
        label->setWordWrap(true);
        label->setSelectable(true);
        words->addWidget(label);
    }
    row->addLayout(words, 1);
    body()->addLayout(row);
    hide();
}

void ChainNotice::setCheck(const Result<JournalCheck> &check)
{
    const bool known = check.has_value();
    if (known && check->intact) {
        hide();
        return;
    }
    m_glyph->setGlyph(known ? Glyph::Cross : Glyph::Exclamation, known ? Role::Alarm : Role::Unknown);
    m_sentence->setRole(known ? Role::Alarm : Role::Text);
    setAccent(known ? Role::Alarm : Role::Unknown);
    setHatched(!known);
    m_sentence->setText(known ? tr("BROKEN at event %1: %2").arg(check->firstBrokenSequence).arg(check->reason)
                              : tr("Whether the chain is intact is not known"));
    m_next->setText(known ? tr("What stands before it is as it was written; from there on nothing is proven. Leave the "
                               "file as it is, copy it, and compare the copy with an export or a backup.")
                          : check.error().sentence());
    setAccessibleName(m_sentence->text());
    setAccessibleDescription(m_next->text());
    const bool news = !isVisible();
    show();
    if (news && isVisible() && QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace edgelink::ui

#include "moc_chainnotice.cpp"
