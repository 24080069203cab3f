import { type Expected, unlikeExpected } from '../expected.ts';
import type { Refusal } from '../refusal.ts';
import { type MasterHead, tagOfVersion } from './version.ts';

/** What somebody began with who writes the next version. */
export interface Begun {
  /** By {@link tagOfVersion}. */
  readonly with: Expected;
  /** As sentences name it: `product 09521321543218`. */
  readonly what: string;
  /** JSON pointer of its id, told to who makes what is there already. */
  readonly at: string;
}

/** The refusal of a writer who began with something else than there is by now. */
export const unlikeBegun = (begun: Begun | undefined, head: MasterHead | undefined): Refusal | undefined =>
  begun && unlikeExpected(begun.with, begun.what, thereOf(head, begun.with), { at: begun.at });

/** The latest version as a writer saw it; where all that there was has been dropped, it is none for who makes the first. */
function thereOf(head: MasterHead | undefined, { tag }: Expected) {
  if (head === undefined || (tag === undefined && head.open === undefined && head.current.length === 0))
    return undefined;
  const { latest, open } = head;
  return { tag: tagOfVersion(open ?? { version: latest }), by: open?.acts.at(-1)?.by };
}
