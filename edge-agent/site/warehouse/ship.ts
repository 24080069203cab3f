import { type Refusal, refuse } from '#shared/refusal.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { chunks, EPCS } from '../../line/container-events.ts';
import type { Stored } from '../../store/inventory.ts';
import { actAsked } from './apply.ts';
import { findAll } from './find-thing.ts';
import { type By, type Floor, forbid, type Said, type WarehouseNeeds } from './floor.ts';
import type { Learned } from './learn.ts';
import { openShipment } from './open-order.ts';
import { linesOf, whyNotWhole } from './pick.ts';
import { type Told, toldContent } from './told-content.ts';

export interface Shipping extends Said {
  readonly order: string;
  /** Everything that goes onto the lorry, scanned once more. */
  readonly scans: readonly string[];
  /** Less than was ordered may leave. */
  readonly partial?: boolean | undefined;
}

/** Things that a notice lists; behind that it says how much of what is in a container. */
const MOST_LISTED = 2_000;

/** The despatch advice of a shipment (DESADV, EANCOM; GS1 XML Despatch Advice). */
export interface Notice {
  readonly advice: string;
  readonly order: string;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly po?: string | undefined;
  readonly lines: readonly {
    readonly gtin: string;
    readonly lot?: string | undefined;
    readonly ordered: number;
    readonly despatched: number;
  }[];
  readonly goods: readonly Told[];
}

/** Lets a shipment leave, with its notice: the repository delivers it to whom it is for. */
export const ship = (
  needs: WarehouseNeeds,
  said: Shipping,
  by: By,
  learned: Learned,
): (Notice & { recallsAsOf?: string }) | Refusal =>
  actAsked(needs, 'ship', said, by, learned, (floor) => {
    const { inventory, settings, warehouseOrders } = needs;
    const { order, body, to, po } = openShipment(floor, said.order);
    const all = inventory.ofOrder(order);
    const loaded = checkLoad(floor, all, said.scans);
    // Who only tries has perhaps not scanned all of it yet.
    const picked = said.trial === true ? loaded : all;
    if (said.trial !== true) checkWhole(all, loaded);
    for (const thing of picked) {
      const wrong = whyNotWhole(floor, thing, to);
      if (wrong !== undefined) forbid(wrong);
    }
    const lines = linesOf(needs, order, body.lines);
    const short = lines.find((line) => line.picked < line.quantity);
    const mayBeShort = said.partial === true || said.trial === true;
    if (picked.length === 0 || (short !== undefined && !mayBeShort)) forbid(notAll(order, short));
    // A document of a party is named by its GLN (CBV 2.0 §8.5.2).
    const advice = `urn:epcglobal:cbv:bt:${settings.gln}:${encodeURIComponent(order)}`;
    const { at } = floor;
    for (const thing of picked) {
      inventory.change(thing, { state: 'shipped' }, floor.because(`shipped with ${advice}`));
      inventory.carry(thing.epc, { state: 'shipped' });
    }
    for (const [owner, own] of Map.groupBy(picked, (one) => one.owner))
      for (const part of chunks(own, EPCS)) {
        const { bizLocation: _, ...stamp } = floor.stamp();
        const parties = { from: settings.party, to };
        const documents = { purchaseOrder: po, despatchAdvice: advice };
        floor.tell(owner, shipEvent({ epcs: part.map(({ epc }) => epc), ...stamp, ...parties, ...documents }));
      }
    const notice: Notice = {
      ...{ advice, order, at, from: settings.party, to, po },
      lines: lines.map(({ gtin, lot, quantity, picked: despatched }) => ({ gtin, lot, ordered: quantity, despatched })),
      goods: toldContent(floor, picked, MOST_LISTED),
    };
    warehouseOrders.note(order, 'done', notice);
    return notice;
  });

/** What is loaded has to be what was picked, no more. */
function checkLoad(floor: Floor, picked: readonly Stored[], scans: readonly string[]): Stored[] {
  const loaded = findAll(floor, scans);
  for (const [i, { epc, parent }] of loaded.entries()) {
    if (picked.some((one) => one.epc === epc)) continue;
    const why = parent === undefined ? 'was not picked for it' : `stands in ${parent}`;
    forbid(
      refuse('conflict', `${epc} ${why}`, { at: `/scans/${i}`, remedy: 'Leave it here, or scan what it stands in.' }),
    );
  }
  return loaded;
}

/** And no less. */
function checkWhole(picked: readonly Stored[], loaded: readonly Stored[]): void {
  const left = picked.filter(({ epc }) => !loaded.some((one) => one.epc === epc));
  if (left.length === 0) return;
  forbid(
    refuse(
      'conflict',
      `not loaded yet: ${left
        .slice(0, 5)
        .map(({ epc }) => epc)
        .join(', ')}`,
      {
        at: '/scans',
        rule: 'what leaves is scanned as it leaves',
        remedy: 'Scan each of them, or put it away again.',
      },
    ),
  );
}

const notAll = (order: string, short: { gtin: string; quantity: number; picked: number } | undefined) =>
  refuse(
    'conflict',
    short === undefined
      ? `nothing is picked for ${order}`
      : `of ${short.gtin} ${short.picked} of ${short.quantity} packs are picked`,
    {
      at: '/order',
      remedy: 'Pick the rest, or say that the shipment is a partial one.',
    },
  );
