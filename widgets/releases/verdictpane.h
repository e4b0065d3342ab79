// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/verdict.h"

#include <QWidget>

class QVBoxLayout;

namespace edgelink::ui {

class Label;
class StateLabel;

/// A rollback verdict: its headline, then each fact by rank with its glyph; a fact's evidence is one key away.
class VerdictPane : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictPane(QWidget *parent = nullptr);
    void setVerdict(const Verdict &verdict);
    void setWaiting(const QString &what); ///< "Collecting the facts for revision 2"
    void setError(const QString &sentence);
    void setRemark(const QString &sentence); ///< there is nothing to judge
    [[nodiscard]] const Verdict &verdict() const { return m_verdict; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void clearFacts();

    Verdict m_verdict;
    bool m_present = false;
    StateLabel *m_word = nullptr;
    Label *m_detail = nullptr;
    QVBoxLayout *m_facts = nullptr;
};

} // namespace edgelink::ui
