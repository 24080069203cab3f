import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { auditPut } from '#common/store/audit.ts';
import { wantedDscsaSettings } from '#shared/messages/dscsa-api.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'settings' | 'registryTable' | 'now'>;

/** Whom the tenant tells, and under which name. */
export const showSettings =
  ({ settings }: Needs): Endpoint =>
  async ({ tenant }) => ({ status: 200, body: await settings.get(tenant) });

/** Sets all of it. */
export const putSettings =
  ({ settings, registryTable, now }: Needs): Endpoint =>
  async (request) => {
    const wanted = read(wantedDscsaSettings, json(request));
    const updatedAt = now().toISOString();
    const entry = entryOf(request, updatedAt, 'dscsa-settings-set', 'dscsa-settings', { detail: { ...wanted } });
    const body = { ...wanted, updatedAt };
    await settings.put(request.tenant, body, auditPut(registryTable, request.tenant, entry));
    return { status: 200, body };
  };
