import * as v from 'valibot';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { poolSettings } from '#shared/messages/pools-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';
import { type ChangeNeeds, changePool } from './change-pool.ts';
import { type JudgeNeeds, mustBeAskable } from './must-be-askable.ts';

export type SettingsNeeds = ChangeNeeds & JudgeNeeds;

const namesPartner = v.object({ refill: v.object({ issuer: v.string() }) });

/** Sets when a pool runs low and who refills it. What is not given is removed. */
export const putSettings =
  (needs: SettingsNeeds): Endpoint =>
  (request) => {
    const body = json(request);
    if (v.is(namesPartner, body)) throw new Refused(cannotBeAsked(body.refill.issuer));
    const wanted = read(poolSettings, body);
    return changePool(needs, request, async (before) => {
      if (textOf(before) === textOf(wanted)) return before;
      const { threshold, refill, ...pool } = before;
      if (request.home !== request.tenant && refillText(before) !== refillText(wanted))
        throw new Refused(isOwners(request));
      if (wanted.refill !== undefined && pool.kind !== 'imported') throw new Refused(needsNoRefill(pool));
      if (wanted.refill !== undefined && refillText(before) !== refillText(wanted))
        await mustBeAskable(needs, pool, wanted.refill);
      const row = needs.auditOf(request, 'pool-settings-changed', pool.id, wanted);
      const outcome = await needs.pools.settings(request.tenant, pool, wanted, [row]);
      return outcome === 'changed' ? { ...pool, ...wanted, revision: pool.revision + 1 } : undefined;
    });
  };

/** Maps come from the table in no order. */
const textOf = ({ threshold, refill }: Pick<Pool, 'threshold' | 'refill'>) =>
  canonicalJson([threshold ?? null, refillText({ refill })]);

const refillText = ({ refill }: { refill?: Pool['refill'] | undefined }) =>
  canonicalJson(refill ? { amount: refill.amount, issuer: { ...refill.issuer } } : null);

const cannotBeAsked = (partner: string) =>
  refuse('malformed', `${partner} tells who refills the pool, but not how codes are asked for there`, {
    at: '/refill/issuer',
    rule: 'Seriate: a refill names an issuer that can be asked over an interface',
    remedy:
      'give {"kind": "seriate", "url", "pool", "secret"} of an issuer that runs Seriate, or leave refill out and import the lists it sends',
  });

const isOwners = ({ tenant }: Request) =>
  refuse('not-permitted', `who refills a pool of ${tenant} is for ${tenant} itself to say, under no grant`, {
    at: '/refill',
    rule: 'Seriate: a refill is asked for with the secret of the pool’s owner',
    remedy: 'send the refill as GET /api/pools/{pool} tells it, or none where there is none',
  });

const needsNoRefill = ({ id, kind }: Pick<Pool, 'id' | 'kind'>) =>
  refuse('conflict', `pool ${id} is of kind ${kind}: nobody else can fill it`, {
    at: '/refill',
    rule: 'Seriate: imported pools are refilled',
    remedy: 'leave refill out; the threshold alone tells when it runs low',
  });
