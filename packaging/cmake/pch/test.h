// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for the tests.
#pragma once

#include "packaging/cmake/pch/widgets.h"

#include <QTemporaryDir>
#include <QTest>
