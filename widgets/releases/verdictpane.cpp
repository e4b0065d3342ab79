// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/releases/verdictpane.h"

#include "widgets/controls/button.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/label.h"
#include "widgets/controls/states.h"
#include "widgets/controls/textdialog.h"
#include "widgets/style/textheight.h"

#include <QBoxLayout>
#include <QEvent>

namespace edgelink::ui {

VerdictPane::VerdictPane(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Small);
    m_word = new StateLabel(this);
    m_word->setTextSize(TextSize::Heading, QFont::DemiBold);
    m_detail = new Label({}, TextSize::Small, Role::Muted, this);
    m_detail->setWordWrap(true);
    layout->addWidget(m_word);
    layout->addWidget(m_detail);
    m_facts = new QVBoxLayout;
    m_facts->setSpacing(space::Tiny);
    layout->addLayout(m_facts);
    layout->addStretch(1);
    setAccessibleName(tr("Verdict"));
}

void VerdictPane::setVerdict(const Verdict &verdict)
{
    m_verdict = verdict;
    m_present = true;
    rebuild();
}

void VerdictPane::setWaiting(const QString &what)
{
    m_present = false;
    m_word->setLook(stateLook(StepState::Running), what);
    m_detail->clear();
    clearFacts();
}

void VerdictPane::setError(const QString &sentence)
{
    m_present = false;
    m_word->setLook(stateLook(FactState::Unknown), tr("No verdict"));
    m_detail->setText(sentence);
    clearFacts();
}

void VerdictPane::setRemark(const QString &sentence)
{
    m_present = false;
    m_word->setLook({}, tr("No verdict needed"));
    m_detail->setText(sentence);
    clearFacts();
}

void VerdictPane::clearFacts()
{
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void VerdictPane::rebuild()
{
    clearFacts();
    if (!m_present)
        return;
    StateLook verdict = stateLook(m_verdict.kind());
    verdict.word = verdictHeadline(m_verdict);
    m_word->setLook(verdict);
    m_detail->setText(tr("rolling back from revision %1 to %2 · facts read at %3")
                          .arg(m_verdict.currentRevision)
                          .arg(m_verdict.targetRevision)
                          .arg(timeText(m_verdict.collectedAt)));
    const QList<VerdictFact> facts = m_verdict.ranked();
    for (const VerdictFact &fact : facts) {
        auto *row = new QWidget(this);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(space::Small);
        auto *glyph = new GlyphLabel(row);
        const StateLook look = stateLook(fact.state);
        glyph->setGlyph(look.glyph, look.role);
        glyph->setFixedHeight(firstLineHeight(textFont(TextSize::Body), fact.text)); // in the middle of the first line
        glyph->setAccessibleName(look.word);
        auto *text = new Label(fact.text, TextSize::Body, Role::Text, row);
        text->setWordWrap(true);
        line->addWidget(glyph, 0, Qt::AlignTop);
        line->addWidget(text, 1);
        if (!fact.evidence.isEmpty()) {
            auto *why = new Button(tr("evidence"), Button::Kind::Link, row);
            why->setAccessibleName(tr("Evidence for: %1").arg(fact.text));
            connect(why, &Button::clicked, this, [this, fact] { TextDialog::open(this, fact.text, fact.evidence); });
            line->addWidget(why, 0, Qt::AlignTop);
        }
        m_facts->addWidget(row);
    }
}

void VerdictPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Verdict"));
        rebuild();
    }
}

} // namespace edgelink::ui

#include "moc_verdictpane.cpp"
