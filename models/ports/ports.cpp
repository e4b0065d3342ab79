// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Anchors the ports' meta-objects in one library.
#include "models/ports/alertsource.h"
#include "models/ports/clustersource.h"
#include "models/ports/commandrunner.h"
#include "models/ports/databasesource.h"
#include "models/ports/drillcontrol.h"
#include "models/ports/incidenttracker.h"
#include "models/ports/journal.h"
#include "models/ports/marshal.h"
#include "models/ports/metricsource.h"
#include "models/ports/probesource.h"
#include "models/ports/releasesource.h"
#include "models/ports/reportservice.h"
#include "models/ports/runbooksession.h"
#include "models/ports/secretlookup.h"
#include "models/ports/verdictsource.h"
