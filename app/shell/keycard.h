// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/actionlist.h"

#include <QDialog>

namespace edgelink::shell {

/// Every key on one card. Any key closes it.
class KeyCard : public QDialog
{
    Q_OBJECT

public:
    KeyCard(const ActionList &actions, QWidget *parent);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace edgelink::shell
