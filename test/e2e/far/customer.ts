import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect } from 'vitest';
import { approved } from '../../../infra/local/demo/approved.ts';
import { clientOf } from '../../../infra/local/demo/client.ts';
import { acme, quality } from '../../../infra/local/demo/facts.ts';
import { personOf } from '../../../infra/local/demo/person.ts';
import type { Product } from '../../kit/product.ts';

const places = v.array(v.object({ sandbox: v.string(), url: v.unknown(), control: v.string() }));
const partnerAnswer = v.object({ secret: v.string() });

export type Customer = ReturnType<typeof customer>;

/** The holder of the demonstration, its quality assurance, and those outside as a person finds and turns them. */
export function customer({ url }: Product, data: string) {
  const owner = clientOf(url, data, acme.tenant, 'administrator');
  const quinn = personOf(url, data, quality.username);
  const placeOf = (sandbox: string) => {
    const found = v
      .parse(places, JSON.parse(readFileSync(join(data, 'sandboxes.json'), 'utf8')))
      .find((one) => one.sandbox === sandbox);
    if (found === undefined) throw new Error(`no sandbox ${sandbox}`);
    return { url: String(found.url), control: found.control };
  };
  const turn = async (sandbox: string, wish: object) => {
    const answer = await fetch(placeOf(sandbox).control, { method: 'POST', body: JSON.stringify(wish) });
    expect([answer.status, await answer.text()]).toEqual([200, expect.anything()]);
  };
  return {
    data,
    owner,
    quinn,
    placeOf,
    /** Turns a sandbox, as docs/sandboxes.md says. */
    turn,
    approve: (path: string, item: object) => approved(owner, quinn, path, item),
    /** A partner that takes documents where the wholesaler does. */
    partner: async (id: string, item: object) => {
      const channel = { channel: 'webhook', url: `${placeOf('wholesaler').url}/epcis` };
      const answer = await approved(owner, quinn, `/api/partners/${id}`, { ...channel, ...item });
      await turn('wholesaler', { do: 'trust', ...v.parse(partnerAnswer, answer) });
    },
    /** What the holder is called by regulators, besides what the demonstration says. */
    registered: (registrations: object) =>
      owner.call('PUT', '/api/tenant', {
        ...acme.profile,
        registrations: { ...acme.profile.registrations, 'mdlp-place': '00000000100001', ...registrations },
      }),
  };
}
