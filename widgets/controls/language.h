// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/localizedtext.h"

#include <QString>

namespace edgelink::ui {

/// "en" or "zh_CN": which text of a LocalizedText to show. The shell sets it before it installs the translation, so
/// that it is right when QEvent::LanguageChange arrives.
[[nodiscard]] QString uiLanguage();
void setUiLanguage(const QString &language);

[[nodiscard]] inline QString localized(const LocalizedText &text)
{
    return text.in(uiLanguage());
}

} // namespace edgelink::ui
