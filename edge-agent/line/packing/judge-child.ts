import type { PackLevel } from '#shared/line/recipe.ts';

/** What the records say of something that was read. */
export interface Child {
  /** As people read it: a serial, or the number of a container. */
  readonly name: string;
  /** `unreadable`: the code names nothing; `unknown`: it names something that was never here. */
  readonly is: 'unit' | PackLevel | 'unknown' | 'unreadable';
  /** Number of a container, or ordinal of a unit. */
  readonly key: number;
  readonly batch: number;
  /** Product and lot, as its batch has them. */
  readonly gtin: string;
  readonly lot: string;
  /** Its state in the records; `coming` for a good pack whose passage the gate has yet to tell. */
  readonly state: string;
  /** The container that it is in. */
  readonly within: number | undefined;
  /** Why the code names nothing. */
  readonly why?: string;
}

/** What a station takes. */
export interface Wanted {
  readonly is: 'unit' | PackLevel;
  readonly batch: number;
  readonly gtin: string;
  readonly lot: string;
  /** Children of other lots may go in too. */
  readonly mixed: boolean;
}

const good = { unit: 'commissioned', container: 'closed' } as const;

/**
 * Why something may not go into a container; undefined when it may. Only what exists, is of the lot, stands one level below and is in
 * nothing else goes in (GS1 General Specifications §2.2, EPCIS 2.0 §7.4.3: a child has one parent at a time).
 */
export function faultOf(child: Child, wanted: Wanted): string | undefined {
  if (child.is === 'unreadable') return child.why ?? 'cannot be read';
  if (child.is === 'unknown') return 'is of no batch of this site';
  if (child.is !== wanted.is) return `is a ${child.is}, wanted is a ${wanted.is}`;
  if (child.gtin !== wanted.gtin) return `is of product ${child.gtin}, wanted is ${wanted.gtin}`;
  if (child.lot !== wanted.lot && !wanted.mixed) return `is of lot ${child.lot}, wanted is ${wanted.lot}`;
  if (child.batch !== wanted.batch && !wanted.mixed) return `is of batch ${child.batch}, wanted is ${wanted.batch}`;
  if (child.state === 'coming') return undefined;
  const needed = child.is === 'unit' ? good.unit : good.container;
  if (child.state !== needed) return `is ${child.state}`;
  return child.within === undefined ? undefined : `is in container ${child.within} already`;
}

/** Why something that was scanned goes into nothing here. */
export function unwanted({ is, why, state }: Child): string {
  if (is === 'unreadable') return why ?? 'cannot be read';
  return is === 'unknown' ? 'is of no batch of this site' : `is ${state}, and no container waits for it`;
}
