import { refuse } from '#shared/refusal.ts';
import { Refused } from './refused.ts';

/**
 * A gateway that hands a body on as text puts U+FFFD in the place of every byte that is no UTF-8: what was sent cannot be known any more.
 *
 * @param remedy how every byte is kept
 * @throws Refused `malformed` where a character was lost on the way
 */
export function mustBeWhole({ bytes, text }: { bytes: Uint8Array; text: string }, remedy: string): void {
  const at = text.indexOf('\ufffd');
  if (at < 0 || Buffer.byteLength(text) !== bytes.length) return;
  throw new Refused(
    refuse('malformed', 'the document came with U+FFFD in it, which stands for bytes that are no UTF-8', {
      at: `character ${at}`,
      rule: 'RFC 8259 §8.1, XML 1.0 §4.3.3',
      remedy,
    }),
  );
}
