import * as v from 'valibot';
import { expect } from 'vitest';
import { clientOf } from '../../../infra/local/demo/client.ts';
import { acme } from '../../../infra/local/demo/facts.ts';
import { harbor } from '../../../infra/local/demo/us-partner.ts';
import { epcisDocument } from '../../../shared/epcis/write-json.ts';
import { shipEvent } from '../../../shared/trace/ship.ts';
import type { Product } from '../../kit/product.ts';

const told = v.object({
  document: v.string(),
  state: v.string(),
  units: v.number(),
  errors: v.array(v.object({ code: v.string(), object: v.string() })),
});
const delivery = v.object({
  deliveryId: v.string(),
  partner: v.optional(v.string()),
  state: v.string(),
  failure: v.optional(v.string()),
});

/** For what goes on by itself. */
export const WAIT = { timeout: 60_000, interval: 200 };
/** So many minutes ago. */
export const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
export const bt = (id: string) => `urn:epcglobal:cbv:bt:${acme.profile.gln}:${id}`;
export const plant = {
  offset: '+00:00',
  readPoint: 'urn:epc:id:sgln:9521321.00001.0',
  bizLocation: 'urn:epc:id:sgln:9521321.00001.0',
};

/** A shipment to the distributor, under an order and a despatch advice of that name. */
export const shipping = (epcs: string[], notice: string, readPoint = plant.readPoint) => ({
  ...shipEvent({ epcs, at: at(0), from: acme.profile.party, to: harbor.item.party, offset: plant.offset, readPoint }),
  bizTransactionList: [
    { type: 'po', bizTransaction: `urn:epcglobal:cbv:bt:${harbor.gln}:PO-${notice}` },
    { type: 'desadv', bizTransaction: bt(notice) },
  ],
});

export type Dealings = Awaited<ReturnType<typeof dealings>>;

/** The owner of a running product and the distributor that it sells to, each through its own door. */
export async function dealings({ url }: Product, data: string) {
  const owner = clientOf(url, data, acme.tenant, 'administrator');
  const { body } = await owner.call('GET', `/api/partners/${harbor.partner}`);
  const { origin } = new URL(v.parse(v.object({ url: v.string() }), body).url);
  const find = async (before: ReadonlySet<string>) => {
    const answer = await owner.call('GET', '/api/deliveries?kind=delivery');
    const { deliveries } = v.parse(v.object({ deliveries: v.array(delivery) }), answer.body);
    return deliveries.find((one) => one.partner === harbor.partner && !before.has(one.deliveryId));
  };
  return {
    owner,
    see: (path: string) => fetch(`${origin}/${path}`),
    documents: async () => v.parse(v.array(told), await (await fetch(`${origin}/documents`)).json()),
    tell: (what: string, facts: object) => fetch(`${origin}/${what}`, { method: 'POST', body: JSON.stringify(facts) }),
    capture: (...events: Parameters<typeof epcisDocument>[0]) =>
      owner.call('POST', '/epcis/capture', epcisDocument(events, { creationDate: at(0) })),
    /** The delivery to the distributor that is not in `before`, once nothing goes on by itself: it is in that state then. */
    arrived: async (state: string, before: ReadonlySet<string> = new Set()) => {
      await expect.poll(async () => (await find(before))?.state, WAIT).toMatch(/delivered|rejected|parked/);
      const found = v.parse(delivery, await find(before));
      expect(found).toMatchObject({ state });
      return found;
    },
  };
}
