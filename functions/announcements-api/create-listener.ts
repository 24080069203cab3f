import { isDeepStrictEqual } from 'node:util';
import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { mustBeReachable } from '#common/send/must-be-reachable.ts';
import { sha256 } from '#common/sha256.ts';
import { auditPut } from '#common/store/audit.ts';
import { type Listener, MOST_LISTENERS } from '#common/store/listeners.ts';
import { type WantedListener, wantedListener } from '#shared/announcements/listeners-api.ts';
import { refuse } from '#shared/refusal.ts';
import { mustBeSayable } from './must-be-sayable.ts';
import type { Needs } from './needs.ts';
import { tellWithSecret } from './tell-listener.ts';

/**
 * Makes a listener, which is told what happens from now on. Its id follows from its name, so that the same request makes one, however often it comes. The answer
 * has the secret that its messages are signed by.
 */
export const createListener =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const wanted = read(wantedListener, json(request));
    mustBeSayable(wanted);
    await mustBeReachable(needs.guard, wanted.url, '/url');
    const id = sha256(`${tenant}\n${wanted.name}`).slice(0, 22);
    const known = await needs.listeners.get(tenant, id);
    if (known !== undefined) return { status: 200, body: await made(needs, sameAs(known, wanted)) };
    if ((await needs.listeners.list(tenant)).length >= MOST_LISTENERS) orRefuse(tooMany());
    const now = needs.now().toISOString();
    const fresh = { secretGeneration: 1, paused: false, createdAt: now, updatedAt: now, version: 1 };
    const row: Listener = { tenant, listener: id, ...wanted, ...fresh };
    // What waits for its place happened before.
    await needs.announcements.order(tenant, needs.now());
    const place = await needs.announcements.end(tenant, needs.now());
    const entry = entryOf(request, now, 'listener-made', `listener ${id}`, { detail: { ...wanted } });
    const created = await needs.listeners.create(row, place, auditPut(needs.registryTable, tenant, entry));
    const stands = created === 'created' ? row : await needs.listeners.get(tenant, id);
    return { status: 201, body: await made(needs, stands === undefined ? row : sameAs(stands, wanted)) };
  };

async function made(needs: Needs, row: Listener) {
  const run = (await needs.runs.of(row.tenant, [row.listener])).get(row.listener);
  return tellWithSecret(await needs.root(), row, run, needs.now());
}

function sameAs(known: Listener, wanted: WantedListener): Listener {
  const { name, url, kinds, filter } = known;
  if (isDeepStrictEqual({ name, url, kinds, filter }, { ...wanted })) return known;
  throw new Refused(
    refuse('conflict', `there is another listener of the name ${name}`, {
      at: '/name',
      remedy: `take another name, or PUT /api/listeners/${known.listener}`,
    }),
  );
}

const tooMany = () =>
  refuse('conflict', `a tenant may have ${MOST_LISTENERS} listeners at most`, {
    remedy: 'delete those that are not needed',
  });
