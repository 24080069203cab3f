import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { table } from './table.ts';
import { unitLink } from './unit-link.ts';
import { when } from './when.ts';

const shape = v.looseObject({
  parents: v.array(v.looseObject({ epc: v.string(), kind: v.string(), since: v.optional(v.string()) })),
  past: v.array(v.looseObject({ epc: v.string(), kind: v.string(), from: v.string(), to: v.string() })),
});

interface Stay {
  readonly epc: string;
  readonly level: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What a unit is packed in, innermost first, and what it was packed in before, each from when to when. */
export async function unitParents(needs: Needs, path: string, at: string | undefined): Promise<HTMLElement> {
  const query = at === undefined ? '' : `?${new URLSearchParams({ at })}`;
  const { parents, past } = await needs.api.get(`${path}/parents${query}`, shape);
  const stays: Stay[] = [
    ...parents.map(({ epc, since }, place) => ({ epc, level: nameOf(place), from: since, to: undefined })),
    ...past.toReversed().map(({ epc, from, to }) => ({ epc, level: 'directly', from, to })),
  ];
  const columns = [
    { title: 'Container', cell: (stay: Stay) => unitLink(needs, stay.epc, at) },
    { title: 'How', cell: (stay: Stay) => stay.level },
    { title: 'From', cell: (stay: Stay) => when(stay.from) },
    { title: 'Until', cell: (stay: Stay) => when(stay.to) ?? 'still inside' },
  ];
  return table(stays, columns, 'It is in no container, and never was.', ({ to }) => (to === undefined ? '' : 'past'));
}

const nameOf = (place: number) => (place === 0 ? 'directly' : `${place + 1} levels up`);
