import { type Refusal, refuse } from '../refusal.ts';
import { quote } from './quote.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The first two digits of the primary keys, with which compressed data begins. */
const beginnings = new Set(['00', '01', '25', '40', '41', '80']);

/**
 * Why a web URI that may be a compressed GS1 Digital Link is not read; undefined when it cannot be one. Compression packs identifiers and
 * values into one path segment of base64url that begins with the digits of the first identifier, four bits each, or with a byte for a
 * usual combination, whose second half is a letter (GS1 Digital Link URI: Compression 1.0).
 */
export function compressionProblem(text: string): Refusal | undefined {
  const last = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?([A-Za-z0-9_-]{10,})(?:[?#]|$)/i.exec(text)?.[1] ?? '';
  const bits = alphabet.indexOf(last.charAt(0)) * 64 + alphabet.indexOf(last.charAt(1));
  const [first, second] = [(bits >> 8) & 15, (bits >> 4) & 15];
  const isCombination = first <= 9 && second >= 10;
  if (last === '' || !(isCombination || beginnings.has(`${first}${second}`))) return undefined;
  // A word of the language may begin like that; packed data mixes cases, with digits or many capitals.
  if (!/[a-z]/.test(last) || !looksPacked(last)) return undefined;
  return refuse('unsupported', `${quote(text)} has no GS1 key in its path; ${quote(last)} may be a compressed one`, {
    rule: 'GS1 Digital Link URI: Compression',
    remedy: 'ask the sender for the uncompressed link, or have a resolver decompress it',
  });
}

/** Capitals among digits, or three of them. */
function looksPacked(segment: string): boolean {
  let [digits, capitals] = [0, 0];
  for (const character of segment) {
    if (character >= '0' && character <= '9') digits++;
    else if (character >= 'A' && character <= 'Z') capitals++;
  }
  return capitals >= 3 || (capitals > 0 && digits > 0);
}
