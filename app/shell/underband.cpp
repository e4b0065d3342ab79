// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/underband.h"

#include "models/domain/environment.h"
#include "widgets/controls/environmentband.h"
#include "widgets/style/tokens.h"

#include <QBoxLayout>
#include <QDialog>

namespace edgelink::shell {

using namespace ui;

QVBoxLayout *underBand(QDialog *dialog, const Environment &environment)
{
    auto *outer = new QVBoxLayout(dialog);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto *band = new EnvironmentBand(dialog);
    band->setEnvironment(environment);
    outer->addWidget(band);
    auto *layout = new QVBoxLayout;
    layout->setContentsMargins(space::Huge, space::Large, space::Huge, space::Large);
    layout->setSpacing(space::Medium);
    outer->addLayout(layout, 1);
    return layout;
}

} // namespace edgelink::shell
