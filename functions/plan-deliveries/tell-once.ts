import type { EvidenceStore } from '#common/store/evidence.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import type { MovedThings, ToldAs, ToldList, ToldPacks } from '#common/store/told-packs.ts';
import { keepMembers, membersOf } from '#common/told-members.ts';

export interface TellNeeds {
  readonly told: ToldPacks;
  readonly evidence: Pick<EvidenceStore, 'get' | 'put'>;
}

/** Serials of a list. */
export const serialsIn = ({ evidence }: Pick<TellNeeds, 'evidence'>, { key, count }: ToldList): Promise<string[]> =>
  membersOf(evidence, key, 0, count);

/** Serials of all packs of a lot that an act is told of, or what else its lists name. */
export async function toldOf(
  needs: TellNeeds,
  tenant: string,
  of: LotName | MovedThings,
  act: string,
): Promise<Set<string>> {
  return serialsOf(needs, await needs.told.of(tenant, of, act));
}

async function serialsOf(needs: TellNeeds, lists: readonly ToldList[]): Promise<Set<string>> {
  const all = new Set<string>();
  for (const list of lists) for (const serial of await serialsIn(needs, list)) all.add(serial);
  return all;
}

/**
 * All lists of the packs that an act is told of, after those of `serials` were added that stand in none. Safe to repeat, and for many at once: the list is
 * kept before its row names it, and of two who add one the second looks again.
 *
 * @param as how a list of those that are missing is told, if it is the first; where packs were packed, and between whom things moved, is true of those that
 * come later, too
 */
export async function tellOnce(
  needs: TellNeeds,
  tenant: string,
  of: LotName | MovedThings,
  act: string,
  serials: readonly string[],
  as: (missing: readonly string[]) => ToldAs | Promise<ToldAs> = () => ({}),
): Promise<readonly ToldList[]> {
  for (;;) {
    const lists = await needs.told.of(tenant, of, act);
    const known = await serialsOf(needs, lists);
    const missing = notAmong(known, serials);
    if (missing.length === 0) return lists;
    const [earliest, last] = [lists[0], lists.at(-1)];
    const first = last === undefined ? 0 : last.first + last.count;
    const { levels, largest, ...rest } = await as(missing);
    const { packedIn, ends, how } = earliest ?? rest;
    const key = await keepMembers(needs.evidence, tenant, missing);
    const list = { first, count: missing.length, key, levels, largest, packedIn, how, ends };
    if ((await needs.told.add(tenant, of, act, lists, list)) === 'added') return [...lists, list];
  }
}

/**
 * Plans each list of an act, and notes that of those whose reports were not written yet. One that was planned before is planned as such (`Members.isPlanned`): its
 * reports are counted, and put right where that is possible, but none is made. How many reports that are.
 */
export async function planLists(
  { told }: Pick<TellNeeds, 'told'>,
  tenant: string,
  { of, act, lists }: { readonly of: LotName | MovedThings; readonly act: string; readonly lists: readonly ToldList[] },
  plan: (list: ToldList) => Promise<number>,
): Promise<number> {
  let planned = 0;
  for (const [at, list] of lists.entries()) {
    planned += await plan(list);
    if (!list.isPlanned) await told.notePlanned(tenant, of, act, at);
  }
  return planned;
}

/** Those of `serials` that are not in `known`, each once; `known` has them all then. */
function notAmong(known: Set<string>, serials: readonly string[]): readonly string[] {
  return serials.filter((serial) => {
    const isNew = !known.has(serial);
    if (isNew) known.add(serial);
    return isNew;
  });
}

/** Objects that are remembered: the lists of a lot of a million. */
const MOST = 4;

/** The same store, which asks for a list of packs once: it never changes. */
export function remembering(evidence: TellNeeds['evidence']): TellNeeds['evidence'] {
  const known = new Map<string, Uint8Array>();
  return {
    put: evidence.put,
    get: async (key) => {
      const before = known.get(key);
      if (before !== undefined) return before;
      const kept = await evidence.get(key);
      if (known.size >= MOST) known.clear();
      if (kept !== undefined) known.set(key, kept);
      return kept;
    },
  };
}
