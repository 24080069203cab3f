import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { convertIdentifier } from '#shared/gs1/convert-identifier.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Stored } from '../../store/inventory.ts';
import { findAll, stands } from './find-thing.ts';
import { act, type By, forbid, type Said, type WarehouseNeeds } from './floor.ts';

export interface PuttingAway extends Said {
  /** As scanned at the shelf, its SGLN in any spelling, or its name. */
  readonly location: string;
  readonly scans: readonly string[];
}

/** Puts things somewhere. What was picked and is put away again is no longer picked. */
export const putAway = (
  needs: WarehouseNeeds,
  said: PuttingAway,
  by: By,
): { stored: string[]; location: string } | Refusal =>
  act(needs, 'put-away', said, by, (floor) => {
    const { inventory } = needs;
    const { id, name } = locationOf(needs, said.location);
    const things = findAll(floor, said.scans);
    for (const [i, thing] of things.entries()) {
      const wrong = whyNotMoved(thing);
      if (wrong !== undefined) forbid({ ...wrong, at: `/scans/${i}` });
      inventory.change(thing, { location: id, order: null }, floor.because(`put away at ${name}`));
      inventory.carry(thing.epc, { location: id, order: null });
    }
    const isHeld = ({ held }: Stored) => held !== undefined;
    floor.observe(things.filter(isHeld), { step: 'storing' }, id);
    floor.observe(
      things.filter((thing) => !isHeld(thing)),
      { step: 'storing', disposition: 'in_progress' },
      id,
    );
    return { stored: things.map(({ epc }) => epc), location: id };
  });

/** Why a thing may not be moved by itself. */
export function whyNotMoved(thing: Stored): Refusal | undefined {
  const { epc, state, parent } = thing;
  if (!stands(thing)) return refuse('conflict', `${epc} is ${state}`, { remedy: 'Take one that stands here.' });
  if (parent === undefined) return undefined;
  return refuse('conflict', `${epc} stands in ${parent}`, {
    remedy: `Take ${parent} as a whole, or take it out first.`,
  });
}

/** A place of the warehouse. Throws `Refused` for any other. */
export function locationOf({ settings }: Pick<WarehouseNeeds, 'settings'>, said: string): { id: string; name: string } {
  const all = [...settings.locations, { id: settings.bizLocation, name: 'receiving' }];
  const text = said.trim();
  // A GLN with extension on a shelf's label, (414)(254).
  const read = convertIdentifier(/^414\d{13}/.test(text) ? `]d2${text}` : text);
  const id = isRefusal(read) ? undefined : read.canonical;
  const found = all.find((one) => one.name === text || canonicalEpc(one.id) === (id ?? text));
  if (found !== undefined) return { id: canonicalEpc(found.id), name: found.name };
  return forbid(
    refuse('not-found', `the warehouse has no place ${JSON.stringify(said.slice(0, 60))}`, {
      at: '/location',
      rule: 'GS1 General Specifications §3.7.9: (414) and (254)',
      remedy: `Scan one of ${all.map(({ name }) => name).join(', ')}.`,
    }),
  );
}
