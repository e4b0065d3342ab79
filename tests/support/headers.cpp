// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The headers that come before this are all there is to compile (CMakeLists.txt).
int main()
{
    return 0;
}
