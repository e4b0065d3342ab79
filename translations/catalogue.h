// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/localizedtext.h"

#include <QList>

namespace edgelink {

/// What services say, in both languages, with its places (%1, %n): from the .ts files, which are embedded. A plural has
/// an entry for each English form, the singular first. What only windows and verbs say is left out. Any thread; takes
/// some milliseconds.
[[nodiscard]] QList<LocalizedText> sentencesOfServices();

} // namespace edgelink
