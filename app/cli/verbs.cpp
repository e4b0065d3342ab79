// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"

namespace edgelink::cli {

namespace {

int dispatch(const Options &options, const Session &session, const Streams &out)
{
    if (options.verb == QLatin1String("status"))
        return showStatus(session, out);
    if (options.verb == QLatin1String("history") || options.verb == QLatin1String("diff")
        || options.verb == QLatin1String("verdict"))
        return showReleases(options, session, out);
    if (options.verb == QLatin1String("incident"))
        return workIncidents(options, session, out);
    if (options.verb == QLatin1String("journal"))
        return workJournal(options, session, out);
    if (options.verb == QLatin1String("report"))
        return writeReport(options, session, out);
    if (options.verb == QLatin1String("drill"))
        return workDrills(options, session, out);
    return workRunbooks(options, session, out);
}

} // namespace

int runVerb(const Options &options, const Session &session)
{
    const Streams out(options.json, options.language);
    return out.finish(dispatch(options, session, out));
}

} // namespace edgelink::cli
