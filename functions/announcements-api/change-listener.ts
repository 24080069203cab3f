import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { mustBeReachable } from '#common/send/must-be-reachable.ts';
import { auditPut } from '#common/store/audit.ts';
import { changedListener } from '#shared/announcements/listeners-api.ts';
import { refuse } from '#shared/refusal.ts';
import { changedMeanwhile, findListener } from './find-listener.ts';
import { mustBeSayable } from './must-be-sayable.ts';
import type { Needs } from './needs.ts';
import { tellWithSecret } from './tell-listener.ts';

/**
 * Changes where a listener is called and what it is told, from the next message on. The next generation of its secret is a new one: for a day messages are
 * signed by both (Standard Webhooks has several signatures in one header), so that its receiver can change over without losing any.
 */
export const changeListener =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const row = await findListener(needs, request);
    const { secretGeneration = row.secretGeneration, ...wanted } = read(changedListener, json(request));
    if (wanted.name !== row.name) throw wrong('/name', 'a listener keeps its name', 'delete it and make another');
    const isRotated = secretGeneration === row.secretGeneration + 1;
    if (!isRotated && secretGeneration !== row.secretGeneration)
      throw wrong(
        '/secretGeneration',
        `the secret is of generation ${row.secretGeneration}`,
        `give that, or ${row.secretGeneration + 1} for a new secret`,
      );
    mustBeSayable(wanted);
    await mustBeReachable(needs.guard, wanted.url, '/url');
    const at = needs.now();
    const now = at.toISOString();
    const to = { ...wanted, secretGeneration, ...(isRotated && { rotatedAt: now }) };
    const detail = { ...wanted, secretGeneration };
    const entry = entryOf(request, now, 'listener-changed', `listener ${row.listener}`, { detail });
    const audit = auditPut(needs.registryTable, tenant, entry);
    if ((await needs.listeners.change(row, to, at, audit)) === 'moved') throw changedMeanwhile(row.listener);
    const run = (await needs.runs.of(tenant, [row.listener])).get(row.listener);
    const changed = { ...row, ...to, updatedAt: now };
    return { status: 200, body: tellWithSecret(await needs.root(), changed, run, at) };
  };

const wrong = (at: string, detail: string, remedy: string) =>
  new Refused(refuse('conflict', detail, { at, rule: 'docs/integrators.md', remedy }));
