import { US_HEALTHCARE } from '#shared/epcis/validation/dscsa/guideline.ts';
import { isRefusal } from '#shared/refusal.ts';
import { charsetOf } from '#shared/wire/charset-of.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';

/** Bytes of a document in which its header must have begun to tell what it follows. */
const LOOKED_AT = 256 * 1024;

/** True for XML that declares the namespace of GS1 US healthcare: it says that it follows the guideline for the DSCSA. */
export async function isUsDocument(pieces: AsyncIterable<Uint8Array>, contentType: string): Promise<boolean> {
  if (/json/i.test(contentType)) return false;
  for await (const piece of pieces) {
    const text = textDecoder(charsetOf(contentType)).write(piece.subarray(0, LOOKED_AT));
    return !isRefusal(text) && text.trimStart().startsWith('<') && text.includes(US_HEALTHCARE);
  }
  return false;
}
