import { type Refusal, refuse } from '../../refusal.ts';
import type { Relation } from './relation.ts';

/**
 * Bytes of a relation file before it is packed, which makes it no smaller, and written in base64: a call of a third more, that has to be made within twenty seconds. The platform names no bound, this
 * one is ours.
 */
export const MOST_FILE_BYTES = 10_000_000;

/** A row without its codes. */
const ROW = '<Code curCode="" packLayer="1" parentCode="" flag="0" />\n'.length;

/** Refuses relations that make a larger file. Their codes alone count, the few lines around them do not. */
export function fileProblem(relations: readonly Relation[]): Refusal | undefined {
  let bytes = 0;
  for (const { codes } of relations)
    for (const { curCode, parentCode } of codes) bytes += ROW + curCode.length + parentCode.length;
  if (bytes <= MOST_FILE_BYTES) return undefined;
  return refuse('too-large', `the file would have ${bytes} bytes, and ${MOST_FILE_BYTES} go up in one call`, {
    at: '/containers',
    rule: `Seriate: ${MOST_FILE_BYTES} bytes in one relation file`,
    remedy: 'upload the packing of this lot on the platform by hand, then cancel this report',
  });
}
