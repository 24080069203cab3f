import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { awaitingCases } from '#common/store/awaiting-cases.ts';
import { countWork } from '#common/store/count-work.ts';
import { documentClient } from '#common/store/document-client.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { lineStatuses } from '#common/store/line-statuses.ts';
import { lotsInWork } from '#common/store/lots-in-work.ts';
import { openWork } from '#common/store/open-work.ts';
import { registry } from '#common/store/registry.ts';
import { sites } from '#common/store/sites.ts';
import { assignException, reopenException, resolveException } from './change-exception.ts';
import { shape } from './env.ts';
import { listExceptions } from './list-exceptions.ts';
import { listLines } from './list-lines.ts';
import { listSites } from './list-sites.ts';
import { showException } from './show-exception.ts';
import { showHealth } from './show-health.ts';
import { showOverview } from './show-overview.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const { granted } = registry(db, env.REGISTRY_TABLE);
const needs = {
  exceptions: exceptions(db, env.DELIVERIES_TABLE),
  registryTable: env.REGISTRY_TABLE,
  lines: lineStatuses(db, env.DELIVERIES_TABLE),
  sites: sites(db, env.REGISTRY_TABLE),
  work: countWork(db, env.DELIVERIES_TABLE),
  lotsInWork: lotsInWork(db, env.REGISTRY_TABLE),
  openWork: openWork(db, env.DELIVERIES_TABLE),
  awaitingCases: awaitingCases(db, env.DELIVERIES_TABLE),
  granted,
  now: () => new Date(),
};

export const handler = httpHandler(
  {
    'GET /api/exceptions': { permission: 'exceptions:read', endpoint: listExceptions(needs) },
    'GET /api/exceptions/{exceptionId}': { permission: 'exceptions:read', endpoint: showException(needs) },
    'POST /api/exceptions/{exceptionId}/assign': { permission: 'exceptions:write', endpoint: assignException(needs) },
    'POST /api/exceptions/{exceptionId}/resolve': { permission: 'exceptions:write', endpoint: resolveException(needs) },
    'POST /api/exceptions/{exceptionId}/reopen': { permission: 'exceptions:write', endpoint: reopenException(needs) },
    'GET /api/sites': { permission: 'orders:read', endpoint: listSites(needs) },
    'GET /api/lines': { permission: 'orders:read', endpoint: listLines(needs) },
    'GET /api/overview': { permission: 'orders:read', endpoint: showOverview(needs) },
    'GET /api/tenant/health': { permission: 'exceptions:read', endpoint: showHealth(needs) },
  },
  granted,
);
