// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace edgelink::cluster {

/// Every wait of the client. Qt's own transfer timeout is one of inactivity, so a trickling server would never end it.
struct Timing {
    using ms = std::chrono::milliseconds;
    ms request{10'000}; ///< one request, from start to last byte
    ms list{20'000}; ///< one page of a list
    ms watchIdle{150'000}; ///< a watch without a byte: the server sends a bookmark about every minute
    ms heartbeat{5'000}; ///< how often the server is asked whether it is there
    ms heartbeatDeadline{4'000};
    ms heartbeatDown{1'500}; ///< how often while it is not
    ms backoffFirst{300};
    ms backoffMost{8'000};
    ms forbiddenRetry{30'000};
    ms poll{10'000}; ///< where watching is not possible (kubectl)
    ms coalesce{60}; ///< changes within it are told once
};

} // namespace edgelink::cluster
