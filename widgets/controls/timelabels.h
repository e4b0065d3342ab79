// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/label.h"

#include <QDateTime>

#include <chrono>

namespace edgelink::ui {

/// How old something is ("4 s ago"), ticking by itself; the exact time on hover.
class AgeLabel : public Label
{
    Q_OBJECT

public:
    explicit AgeLabel(QWidget *parent = nullptr);
    void setTime(const QDateTime &utc); ///< invalid: shows nothing
    [[nodiscard]] QDateTime time() const { return m_time; }

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void refresh();

    QDateTime m_time;
};

/// A running clock: "0:24", with a limit "0:24 of 5:00"; stops when an end is given.
class ElapsedLabel : public Label
{
    Q_OBJECT

public:
    explicit ElapsedLabel(QWidget *parent = nullptr);
    void setSpan(const QDateTime &startUtc, const QDateTime &endUtc = {}); ///< no end: it runs
    void setLimit(std::chrono::seconds limit); ///< 0: none

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void refresh();

    QDateTime m_start;
    QDateTime m_end;
    std::chrono::seconds m_limit{0};
};

} // namespace edgelink::ui
