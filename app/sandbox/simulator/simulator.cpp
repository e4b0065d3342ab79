// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/simulator/simulator.h"

#include <httplib.h>

#include <cstdio>

namespace edgelink::sandbox {

// Only enough for the supervisor's readiness probe and Prometheus' scrape: healthy, and no series.
int runSimulator(const SimulatorOptions &options)
{
    httplib::Server server;
    server.Get("/health", [](const httplib::Request &, httplib::Response &response) {
        response.set_content(R"({"status":"healthy"})", "application/json");
    });
    server.Get("/metrics", [](const httplib::Request &, httplib::Response &response) {
        response.set_content("# no series yet\n", "text/plain; version=0.0.4");
    });
    if (!server.listen("127.0.0.1", options.port)) {
        std::fprintf(stderr, "simulator: cannot listen on 127.0.0.1:%u\n", static_cast<unsigned>(options.port));
        return 1;
    }
    return 0;
}

} // namespace edgelink::sandbox
