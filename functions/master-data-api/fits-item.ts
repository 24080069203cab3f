import type { Standing } from '#shared/messages/master-data-api.ts';

interface Item {
  readonly standing: Standing;
  readonly open?: { readonly standing: Standing };
}

/** What of an item its standing, version and time are: no word of what it says. */
const beside = new Set(['version', 'standing', 'effectiveFrom', 'open', 'upcoming']);

/** True of an item that stands so, or has an open version that does. */
export const hasStanding = ({ standing, open }: Item, wanted: Standing | undefined): boolean =>
  wanted === undefined || standing === wanted || open?.standing === wanted;

/** True of an item whose id, or any text that it says, has the text in it, in capitals or not. */
export function hasText(item: object, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const sought = wanted.trim().toLowerCase();
  return Object.entries(item).some(([name, value]) => !beside.has(name) && says(value, sought));
}

function says(value: unknown, sought: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(sought);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((one) => says(one, sought));
}
