import type { Routes } from '#common/http.ts';
import { changeState } from './change-state.ts';
import { listImports } from './list-imports.ts';
import type { ListNeeds } from './list-needs.ts';
import { listPools } from './list-pools.ts';
import { listProfiles } from './list-profiles.ts';
import { beginListUpload, completeListUpload } from './list-upload.ts';
import { putList } from './put-list.ts';
import { type PutPoolNeeds, putPool } from './put-pool.ts';
import { putSettings, type SettingsNeeds } from './put-settings.ts';
import { rotatePool } from './rotate-pool.ts';
import { showImport } from './show-import.ts';
import { showPool } from './show-pool.ts';

type Needs = PutPoolNeeds &
  SettingsNeeds &
  ListNeeds &
  Parameters<typeof listPools>[0] &
  Parameters<typeof listImports>[0];

const read = { permission: 'pools:read', narrows: true } as const;
const write = { permission: 'pools:write', narrows: true } as const;

/** Pools, market code profiles, and lists of codes. All of them look what the caller's grant reaches. */
export const poolRoutes = (needs: Needs): Routes => ({
  'GET /api/profiles': { ...read, endpoint: listProfiles() },
  'GET /api/pools': { ...read, endpoint: listPools(needs) },
  'GET /api/pools/{pool}': { ...read, endpoint: showPool(needs) },
  'PUT /api/pools/{pool}': { ...write, endpoint: putPool(needs) },
  'PUT /api/pools/{pool}/settings': { ...write, endpoint: putSettings(needs) },
  'POST /api/pools/{pool}/freeze': { ...write, endpoint: changeState(needs, 'frozen') },
  'POST /api/pools/{pool}/thaw': { ...write, endpoint: changeState(needs, 'active') },
  'POST /api/pools/{pool}/retire': { ...write, endpoint: changeState(needs, 'retired') },
  'POST /api/pools/{pool}/rotate': { ...write, endpoint: rotatePool(needs) },
  'GET /api/pools/{pool}/imports': { ...read, endpoint: listImports(needs) },
  'GET /api/pools/{pool}/imports/{importId}': { ...read, endpoint: showImport(needs) },
  'PUT /api/pools/{pool}/imports/{importId}': { ...write, endpoint: putList(needs) },
  'POST /api/pools/{pool}/imports/{importId}/upload': { ...write, endpoint: beginListUpload(needs) },
  'POST /api/pools/{pool}/imports/{importId}/complete': { ...write, endpoint: completeListUpload(needs) },
});
