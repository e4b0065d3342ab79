// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/release.h"

#include <QPlainTextEdit>

namespace edgelink::ui {

/// A unified diff of Kubernetes objects and values: one heading per object, removed and added lines tinted over their
/// whole width, the words that differ darker. Values arrive masked; this view never sees a secret. Plain text,
/// selectable.
class DiffView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DiffView(QWidget *parent = nullptr);
    void setDiff(const ReleaseDiff &diff);
    /// Shows only objects whose name or lines contain `text`; empty: all.
    void setFilter(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void render();

    ReleaseDiff m_diff;
    QString m_filter;
};

/// Where two lines differ: [start, end) in each, the common beginning and end left out.
struct WordSpan {
    qsizetype start = 0;
    qsizetype oldEnd = 0;
    qsizetype newEnd = 0;
};
[[nodiscard]] WordSpan differingSpan(const QString &oldLine, const QString &newLine);

} // namespace edgelink::ui
