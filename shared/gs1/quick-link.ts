import { writeLink } from './key-link.ts';
import { isPlain, quickKey } from './quick-key.ts';

const HEAD = 'urn:epc:id:sgtin:';
/** Products remembered: a lot has one or a few. */
const MOST_STEMS = 256;
/** What comes before the serial in a product's URNs and in its links. */
const stems = new Map<string, string>();
/** The product met last, as its URNs begin and as its links do: packs come by the thousand. */
let lastHead = '';
let lastStem = '';

/**
 * The canonical link of an SGTIN URN without escapes; undefined for anything else, which says nothing about it. All packs of a product share
 * their link up to the serial, so only the first of them is worked out.
 */
export function quickLink(urn: string): string | undefined {
  // A slice is compared at once, `startsWith` letter by letter.
  if (lastHead === '' || urn.slice(0, lastHead.length) !== lastHead) {
    if (!urn.startsWith(HEAD)) return undefined;
    const start = urn.indexOf('.', urn.indexOf('.', HEAD.length) + 1) + 1;
    if (start === 0 || !isPlain(urn, start)) return undefined;
    const head = urn.slice(0, start);
    const stem = stems.get(head) ?? remember(urn, head);
    if (stem === undefined) return undefined;
    lastHead = head;
    lastStem = stem;
  }
  return isPlain(urn, lastHead.length) ? lastStem + urn.slice(lastHead.length) : undefined;
}

function remember(urn: string, head: string): string | undefined {
  const key = quickKey(urn);
  const serial = key?.qualifiers[0]?.value;
  if (key === undefined || serial === undefined) return undefined;
  const stem = writeLink(key).slice(0, -serial.length);
  if (stems.size >= MOST_STEMS) stems.clear();
  stems.set(head, stem);
  return stem;
}
