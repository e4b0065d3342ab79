// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace edgelink::cli {

/// Translation context of everything the verbs say to a person: `Words::tr("…")`. Ids (states, outcomes, kinds) and
/// the keys of --json are for scripts too, and the same in every language.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

} // namespace edgelink::cli
