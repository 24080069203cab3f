import type { Texts } from '../texts/en.ts';
import type { Thing } from './thing-shape.ts';

export type ActName = keyof Texts['station']['acts'];

/** What is scanned for an act after the thing itself, as it is called in the request. */
export type Gathers = 'beside' | 'children' | 'splits' | 'swap';

interface Act {
  readonly right: string;
  /** States of a pack at which it makes sense; at none of a pack when left out. */
  readonly pack?: readonly string[];
  /** The same of a container. */
  readonly container?: readonly string[];
  readonly gathers?: Gathers;
}

const inHand = ['labelled', 'closed', 'opened', 'open'];

/** What people do at a bench; the agent has the last word on what its records allow (docs/packing.md). */
export const acts: Readonly<Record<ActName, Act>> = {
  sample: { right: 'sample', pack: ['commissioned'] },
  reintroduce: { right: 'rework', pack: ['rejected'], gathers: 'beside' },
  relabel: { right: 'rework', pack: ['commissioned', 'rejected'] },
  open: { right: 'rework', container: ['closed'] },
  complete: { right: 'rework', container: ['opened', 'open'], gathers: 'children' },
  split: { right: 'rework', container: ['opened'], gathers: 'splits' },
  'replace-child': { right: 'rework', container: ['closed', 'opened'], gathers: 'swap' },
  'scan-back': { right: 'rework', pack: ['printing', 'verified'], container: ['labelled'] },
  'reprint-label': { right: 'reprint-label', pack: ['printing', 'verified'], container: inHand },
  decommission: { right: 'decommission', pack: ['commissioned', 'sampled'], container: inHand },
  destroy: {
    right: 'destroy',
    pack: ['printing', 'verified', 'commissioned', 'rejected', 'sampled', 'decommissioned'],
    container: inHand,
  },
};

const isAct = (name: string): name is ActName => name in acts;

/** What somebody with these rights may do with it as it is. */
export function actsFor(thing: Thing, may: (right: string) => boolean): ActName[] {
  return Object.keys(acts)
    .filter(isAct)
    .filter((name) => {
      const { right, pack = [], container = [] } = acts[name];
      return may(right) && (thing.is === 'pack' ? pack : container).includes(thing.state);
    });
}

/** Whether enough was scanned to go on. */
export const isEnough = (gathers: Gathers, scans: readonly string[]): boolean =>
  gathers === 'beside' || (gathers === 'swap' ? scans.length === 2 : scans.length > 0);

/** What was scanned, by the names of the request's members. */
export function membersOf(gathers: Gathers | undefined, scans: readonly string[]): Record<string, unknown> {
  if (gathers === undefined) return {};
  if (gathers === 'swap') return { out: scans[0], into: scans[1] };
  if (gathers === 'beside') return scans.length === 0 ? {} : { beside: scans };
  return { children: scans };
}
