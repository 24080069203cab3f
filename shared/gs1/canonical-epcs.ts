import { canonicalEpc } from './canonical-epc.ts';

const spelled = new WeakMap<readonly string[], readonly string[]>();

/**
 * The canonical spelling of each of a list's identifiers, in their order. Whoever captures an event asks for them several times: they are worked
 * out once for every list and forgotten with it, so a list must not change any more.
 */
export function canonicalEpcs(list: readonly string[]): readonly string[] {
  const known = spelled.get(list);
  if (known !== undefined) return known;
  const canonical = list.map(canonicalEpc);
  spelled.set(list, canonical);
  return canonical;
}
