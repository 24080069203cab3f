import { expect } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { PartnerContent } from '#shared/master-data/partner.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { destroyEvent } from '#shared/trace/end-units.ts';
import { observeEvent } from '#shared/trace/observe.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from './approved.ts';
import { documentOf, here, minute, stored } from './events.ts';
import type { InboundWorld } from './inbound-world.ts';

// What partners and we say of goods, for tests of whom their word is taken from.

export const ours = 'urn:epc:id:pgln:9521321.00001';
export const [medico, pharma] = ['urn:epc:id:pgln:9521988.00001', 'urn:epc:id:pgln:9521989.00001'];
export const box = 'urn:epc:id:sscc:9521321.0000000001';

export const made = (epc: string, at = minute(1)) => commissionEvent({ epcs: [epc], at, lot: 'L1', ...here });
export const ended = (epc: string, at = minute(30)) => destroyEvent({ epcs: [epc], at, ...here });
export const packed = (...children: string[]) => packEvent({ parent: box, children, at: minute(2), ...here });
export const unpacked = (at: string, ...children: string[]): EpcisEvent => ({
  ...packed(...children),
  action: 'DELETE',
  eventTime: at,
});
export const shipped = (epc: string, from: string, to: string, at = minute(10)) =>
  shipEvent({ epcs: [epc], at, offset: '+01:00', readPoint: here.readPoint, from, to });
export const received = (epc: string, from: string, to: string, at = minute(20)) =>
  observeEvent({ step: 'receiving', epcs: [epc], at, parties: { from, to }, ...here });

export const accepted = { state: 'accepted', problems: [] };
export const refusedFor = (words: string) => ({
  state: 'refused',
  problems: [{ code: 'not-permitted', detail: expect.stringContaining(words) }],
});

interface At {
  readonly world: InboundWorld;
  readonly house: Awaited<ReturnType<InboundWorld['house']>>;
}

/** What a test does in its own house, whichever that is by then. */
export function partnerWords(at: () => At) {
  let ids = 0;
  const keep = async (partner: string, events: readonly EpcisEvent[]) => {
    const { world, house } = at();
    const body = new Uint8Array(Buffer.from(documentOf(events)));
    return (await world.keep({ tenant: house.tenant, partner, senderId: `b${ids++}`, body })).documentId;
  };
  const rowOf = async (id: string) => {
    const { world, house } = at();
    const row = await world.inbound.get(house.tenant, id);
    if (row === undefined) throw new Error(`no ${id}`);
    return row;
  };
  const inForce = (id: string, party: string, more: Partial<PartnerContent> & { tenant?: string }) =>
    approved(at().world.engine.db, at().house.tenant, 'partner', id, { name: id, party, channel: 'portal', ...more });
  return {
    keep,
    rowOf,
    inForce,
    /** A document of these events, and what becomes of it. */
    send: async (partner: string, ...events: readonly EpcisEvent[]) => {
      const id = await keep(partner, events);
      await at().world.drain(60_000);
      return rowOf(id);
    },
    /** The place of ours in which tests happen is one where a partner keeps goods. */
    atHome: (partner: string) =>
      approved(at().world.engine.db, at().house.tenant, 'location', '9521321000179', {
        ...{ companyPrefix: '9521321', name: 'Dock', kind: 'warehouse', partner },
        address: { street: 'Road 1', city: 'Ulm', postalCode: '89073', country: 'DE' },
      }),
    weTell: (...events: EpcisEvent[]) => at().world.ledger.append(at().house.tenant, stored(events, `own-${ids++}`)),
  };
}
