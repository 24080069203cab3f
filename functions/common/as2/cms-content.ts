import { type Ber, oidOf, partAt, readBer } from './read-ber.ts';

/** What a CMS message holds, of the kind that is wanted (RFC 5652 §3). @throws RangeError when it is none, or of another kind */
export function cmsContent(
  bytes: Uint8Array,
  kinds: readonly string[],
): { readonly kind: string; readonly content: Ber } {
  const info = readBer(bytes);
  const kind = oidOf(partAt(info, 0));
  if (!kinds.includes(kind)) throw new RangeError(`CMS of another kind: ${kind}`);
  return { kind, content: partAt(partAt(info, 1), 0) };
}

/** Under a context tag, primitive or constructed: `[0]` is 0x80 or 0xa0. */
export const isTagged = ({ tag }: Ber, number: number): boolean => (tag & ~0x20) === (0x80 | number);
