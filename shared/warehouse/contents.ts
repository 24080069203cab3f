import { type Refusal, refuse } from '../refusal.ts';
import type { Thing } from './thing.ts';

type Content = Pick<Thing, 'gtin' | 'lot' | 'expiry' | 'packs'>;

/** What a container is, by what is in it. */
export function contentOf(inside: readonly Content[]): Content {
  const expiries = inside.flatMap(({ expiry }) => (expiry === undefined ? [] : [expiry])).sort();
  return {
    gtin: common(inside.map(({ gtin }) => gtin)),
    lot: common(inside.map(({ lot }) => lot)),
    expiry: expiries[0],
    packs: inside.some(({ packs }) => packs === 0) ? 0 : inside.reduce((sum, { packs }) => sum + packs, 0),
  };
}

const common = (values: readonly (string | undefined)[]): string | undefined =>
  values.every((value) => value === values[0]) ? values[0] : undefined;

/** Why things may not go into one container: owners, lots or products differ, or some are in quarantine and some are not. */
export function whyNotTogether(things: readonly Thing[], mayMix: boolean): Refusal | undefined {
  const [first, ...others] = things;
  if (first === undefined) return refuse('conflict', 'a container without anything in it is nothing', { at: '/scans' });
  const other = (member: 'owner' | 'held' | 'order' | 'gtin' | 'lot') =>
    others.find((one) => one[member] !== first[member]);
  const no = (epc: string, why: string, remedy: string) =>
    refuse('conflict', `${epc} ${why} than ${first.epc}`, { rule: 'GS1 General Specifications §2.2.1', remedy });
  const [owner, held, order] = [other('owner'), other('held'), other('order')];
  if (owner !== undefined) return no(owner.epc, 'belongs to somebody else', 'Pack them apart.');
  if (held !== undefined) return no(held.epc, 'is in another quarantine', 'Pack them apart.');
  if (order !== undefined) return no(order.epc, 'is for another shipment', 'Pack them apart.');
  if (mayMix) return undefined;
  const mixed = other('gtin') ?? other('lot');
  return mixed && no(mixed.epc, 'is of another product or lot', 'Pack them apart, or say that the container is mixed.');
}
