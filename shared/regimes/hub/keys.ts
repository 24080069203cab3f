import type { Report } from '../regime.ts';

/** The key of what takes a report back: it carries when that should have happened, which the declaration repeats. */
export const undoKey = (told: string, changedAt: string): string => `undo:${told}@${changedAt}`;

/** Of a report that takes one back: the key of that one, and when it should have happened; of any other its own key alone. */
export function toldBy({ key, undo }: Pick<Report, 'key' | 'undo'>): { readonly key: string; readonly at?: string } {
  if (!undo) return { key };
  const end = key.lastIndexOf('@');
  return { key: key.slice('undo:'.length, end), at: key.slice(end + 1) };
}
