import type { Routes } from '#common/http.ts';
import { approve, drop, reject, submit, withdrawMapping } from './decide-version.ts';
import type { MappingApiNeeds } from './needs.ts';
import { preview } from './preview.ts';
import { putDraft } from './put-draft.ts';
import { listMappings, listVersions, showDifference, showMapping, showVersion } from './show-mappings.ts';
import { testMapping } from './test-mapping.ts';

/** Every route of mappings in versions. */
export function mappingRoutes(needs: MappingApiNeeds): Routes {
  const one = '/api/mappings/{name}';
  const [reads, writes, approves] = ['registry:read', 'registry:write', 'master-data:approve'] as const;
  return {
    'GET /api/mappings': { permission: reads, endpoint: listMappings(needs) },
    [`GET ${one}`]: { permission: reads, endpoint: showMapping(needs) },
    [`PUT ${one}`]: { permission: writes, endpoint: putDraft(needs) },
    [`DELETE ${one}`]: { permission: writes, endpoint: withdrawMapping(needs) },
    [`GET ${one}/versions`]: { permission: reads, endpoint: listVersions(needs) },
    [`GET ${one}/versions/{version}`]: { permission: reads, endpoint: showVersion(needs) },
    [`DELETE ${one}/versions/{version}`]: { permission: writes, endpoint: drop(needs) },
    [`GET ${one}/difference`]: { permission: reads, endpoint: showDifference(needs) },
    [`POST ${one}/preview`]: { permission: writes, endpoint: preview(needs) },
    [`POST ${one}/test`]: { permission: writes, endpoint: testMapping(needs) },
    [`POST ${one}/submit`]: { permission: writes, endpoint: submit(needs) },
    [`POST ${one}/approve`]: { permission: approves, endpoint: approve(needs) },
    [`POST ${one}/reject`]: { permission: approves, endpoint: reject(needs) },
  };
}
