import { identify } from '../gs1/identify.ts';
import { type Refusal, refuse } from '../refusal.ts';

/**
 * Whether an EPC with nothing in it can name a pack: a GTIN with an indicator of 1 to 8 names a grouping of trade items (GS1 General Specifications
 * §2.1.2, indicator digit), an SSCC a logistic unit.
 */
export function isPack(epc: string): boolean {
  const named = identify(epc);
  return named.kind === 'sgtin' && !/^[1-8]/.test(named.gtin);
}

/** item: a pack · case: a container of packs, or of bundles · pallet: a container of cases. */
export type Level = 'item' | 'case' | 'pallet';

/** Something with one of the things that are directly in it; all of these are of a level. */
export interface Tier {
  readonly epc: string;
  readonly kind: 'pack' | 'container';
  readonly inner?: Tier | undefined;
}

/**
 * The level of a thing by what it holds. What holds logistic units, or is three deep, is a pallet; what holds groupings with a GTIN of their own may
 * be a case of bundles, and is taken for one.
 */
export function levelOf({ kind, inner }: Tier): Level {
  if (kind === 'pack') return 'item';
  if (inner === undefined || inner.kind === 'pack') return 'case';
  const isPallet = identify(inner.epc).kind === 'sscc' || inner.inner?.kind === 'container';
  return isPallet ? 'pallet' : 'case';
}

/** Why a thing goes into no container: a pallet is the outermost there is. */
export function whyNotInto(epc: string, level: Level): Refusal | undefined {
  if (level !== 'pallet') return undefined;
  return refuse('conflict', `${epc} is a pallet, and goes into nothing`, {
    rule: 'what goes into a container is of a lower level: packs into cases, cases onto pallets',
    remedy: 'Leave it out, or pack what is on it.',
  });
}

/** What a container with a GTIN of its own says it holds, it holds no more once it was opened (GS1 General Specifications §2.1.3). */
export const opened = (epc: string): Refusal =>
  refuse('conflict', `${epc} was opened, and its GTIN says that it is full`, {
    rule: 'GS1 General Specifications §2.1.3: a GTIN names a fixed content',
    remedy: 'Take out what is left, or pack that into another container.',
  });
