// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace edgelink::ui {

namespace {

struct Entry {
    Role role;
    QRgb dark;
    QRgb light;
};

constexpr QRgb rgb(unsigned value)
{
    return 0xff000000U | value;
}

constexpr QRgb alpha(unsigned value, unsigned percent)
{
    return ((percent * 255U / 100U) << 24U) | value;
}

// In the order of Role; the test walks both.
constexpr std::array<Entry, static_cast<std::size_t>(Role::Count)> Table{{
    {Role::Background, rgb(0x11151A), rgb(0xF5F6F8)},
    {Role::Surface, rgb(0x181D24), rgb(0xFFFFFF)},
    {Role::Raised, rgb(0x1F2630), rgb(0xEEF1F5)},
    {Role::Line, rgb(0x2C3540), rgb(0xD5DBE3)},
    {Role::Grid, rgb(0x232A33), rgb(0xE7EBF0)},
    {Role::Control, rgb(0x6F7C8B), rgb(0x78848F)},
    {Role::Text, rgb(0xE6EAF0), rgb(0x16202C)},
    {Role::Muted, rgb(0x9AA7B5), rgb(0x566373)},
    {Role::Action, rgb(0x5AA2FF), rgb(0x0B5CCB)},
    {Role::OnAction, rgb(0x0B1118), rgb(0xFFFFFF)},
    {Role::Alarm, rgb(0xFF6259), rgb(0xC21F18)},
    {Role::Caution, rgb(0xFFB638), rgb(0x8A5200)},
    {Role::Good, rgb(0x45BE92), rgb(0x0F6B46)},
    {Role::Unknown, rgb(0xA79BEA), rgb(0x5546B0)},
    {Role::Selection, rgb(0x22303F), rgb(0xE3EBF6)},
    {Role::AlarmTint, alpha(0xFF6259, 11), alpha(0xC21F18, 9)},
    {Role::Hatch, alpha(0xA79BEA, 9), alpha(0x5546B0, 8)},
    {Role::DiffAdded, rgb(0x16302A), rgb(0xDCEBE4)},
    {Role::DiffAddedWord, rgb(0x1F4A3D), rgb(0xBCDCCD)},
    {Role::DiffRemoved, rgb(0x38232A), rgb(0xF9E1E0)},
    {Role::DiffRemovedWord, rgb(0x5A2E33), rgb(0xF1C2BF)},
    {Role::Terminal, rgb(0x0C0F13), rgb(0x11151A)},
    {Role::TerminalText, rgb(0xE6EAF0), rgb(0xE6EAF0)},
    {Role::TerminalMuted, rgb(0x9AA7B5), rgb(0x9AA7B5)},
    {Role::BandProduction, rgb(0xE6EAF0), rgb(0x16202C)},
    {Role::BandProductionText, rgb(0x11151A), rgb(0xFFFFFF)},
    {Role::BandProductionMuted, rgb(0x45505C), rgb(0xB4BFCB)},
    {Role::BandDr, rgb(0x1D4E9E), rgb(0x1D4E9E)},
    {Role::BandDrText, rgb(0xFFFFFF), rgb(0xFFFFFF)},
    {Role::BandDrMuted, rgb(0xCFDDF5), rgb(0xCFDDF5)},
    {Role::BandStaging, rgb(0x3B4652), rgb(0x566373)},
    {Role::BandStagingText, rgb(0xFFFFFF), rgb(0xFFFFFF)},
    {Role::BandStagingMuted, rgb(0xC9D2DC), rgb(0xE2E7ED)},
    {Role::BandDrill, rgb(0x1A2029), rgb(0xE9EDF2)},
    {Role::BandDrillStripe, rgb(0x252E3A), rgb(0xDDE3EA)},
    {Role::BandDrillText, rgb(0xE6EAF0), rgb(0x16202C)},
    {Role::BandDrillMuted, rgb(0xA9B5C2), rgb(0x4B5867)},
}};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor themeColor(ThemeKind theme, Role role)
{
    const Entry &entry = Table.at(static_cast<std::size_t>(role));
    Q_ASSERT(entry.role == role);
    return QColor::fromRgba(theme == ThemeKind::Dark ? entry.dark : entry.light);
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor blended(const QColor &top, const QColor &bottom)
{
    const float a = top.alphaF();
    return QColor::fromRgbF(top.redF() * a + bottom.redF() * (1 - a), top.greenF() * a + bottom.greenF() * (1 - a),
                            top.blueF() * a + bottom.blueF() * (1 - a));
}

} // namespace edgelink::ui
