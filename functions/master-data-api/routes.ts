import type { Routes } from '#common/http.ts';
import { type MasterKind, masterKinds } from '#shared/master-data/version.ts';
import { approveMany } from './approve-many.ts';
import { approve, drop, reject, submit } from './decide-version.ts';
import { exportCsv, exportEpcis } from './export-items.ts';
import { importCsv } from './import-csv.ts';
import { importEpcis } from './import-epcis.ts';
import type { MasterNeeds } from './needs.ts';
import { partnerSecret } from './partner-secret.ts';
import { putDraft } from './put-draft.ts';
import { listItems, listVersions, showDifference, showItem, showVersion } from './show-items.ts';
import { withdrawItem } from './withdraw-item.ts';

/** Every route of master data in versions. */
export function masterDataRoutes(needs: MasterNeeds & { readonly root: () => Promise<Uint8Array> }): Routes {
  return {
    ...Object.assign({}, ...masterKinds.map((kind) => routesOf(needs, kind))),
    'POST /api/imports/epcis': { permission: 'registry:write', endpoint: importEpcis(needs) },
    'GET /api/exports/epcis': { permission: 'registry:read', endpoint: exportEpcis(needs) },
  };
}

function routesOf(needs: MasterNeeds & { readonly root: () => Promise<Uint8Array> }, name: MasterKind): Routes {
  const { plural, id } = needs.kinds[name];
  const one = `/api/${plural}/{${id}}`;
  const [reads, writes, approves] = ['registry:read', 'registry:write', 'master-data:approve'] as const;
  const beside = name === 'partner' ? partnerSecret(needs.root) : undefined;
  return {
    [`GET /api/${plural}`]: { permission: reads, endpoint: listItems(needs, name) },
    [`POST /api/${plural}/approvals`]: { permission: approves, endpoint: approveMany(needs, name) },
    [`GET ${one}`]: { permission: reads, endpoint: showItem(needs, name) },
    [`PUT ${one}`]: { permission: writes, endpoint: putDraft(needs, name, beside) },
    [`DELETE ${one}`]: { permission: writes, endpoint: withdrawItem(needs, name) },
    [`GET ${one}/versions`]: { permission: reads, endpoint: listVersions(needs, name) },
    [`GET ${one}/versions/{version}`]: { permission: reads, endpoint: showVersion(needs, name) },
    [`DELETE ${one}/versions/{version}`]: { permission: writes, endpoint: drop(needs, name) },
    [`GET ${one}/difference`]: { permission: reads, endpoint: showDifference(needs, name) },
    [`POST ${one}/submit`]: { permission: writes, endpoint: submit(needs, name) },
    [`POST ${one}/approve`]: { permission: approves, endpoint: approve(needs, name) },
    [`POST ${one}/reject`]: { permission: approves, endpoint: reject(needs, name) },
    [`POST /api/imports/${plural}`]: { permission: writes, endpoint: importCsv(needs, name) },
    [`GET /api/exports/${plural}`]: { permission: reads, endpoint: exportCsv(needs, name) },
  };
}
