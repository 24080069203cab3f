import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { compressionProblem } from './compressed-link.ts';
import type { Epc } from './epc.ts';
import { keyOfParts } from './epc-key.ts';
import { partsOfEpc } from './epc-urn.ts';
import { type DigitalLink, linkProblem, writeLink } from './key-link.ts';
import { type FoundLink, findInPath } from './link-path.ts';
import { quote } from './quote.ts';

/** More than any symbol carries; a longer text is not looked at. */
const LONGEST = 8192;

/**
 * Finds the GS1 key in a web URI of any host and says why there is none: no http, no key in the path, a compressed link. Check digits are
 * not looked at: `readDigitalLink` does.
 */
export function findDigitalLink(text: string): FoundLink | Refusal {
  const rule = 'GS1 Digital Link URI Syntax §4';
  if (text.length > LONGEST)
    return refuse('too-large', `${quote(text)} has ${text.length} characters, a link has at most ${LONGEST}`, { rule });
  const found = findInPath(text);
  if (found !== undefined && !isRefusal(found)) return found;
  if (!/^https?:\/\/[^/?#]+\//i.test(text))
    return refuse('malformed', `${quote(text)} is not an http or https URI with a path`, { rule });
  return (
    compressionProblem(text) ??
    found ??
    refuse('malformed', `${quote(text)} has no GS1 key in its path`, {
      rule,
      remedy: 'write the key as two path segments, such as /01/ and a GTIN',
    })
  );
}

/** Reads a GS1 Digital Link; a wrong check digit is refused. Values are decoded, a GTIN has 14 digits. */
export function readDigitalLink(text: string): DigitalLink | Refusal {
  const found = findDigitalLink(text);
  if (isRefusal(found)) return found;
  const problem = linkProblem(found.link, true);
  return problem ? refuse('malformed', problem, { rule: 'GS1 GS §7.9' }) : found.link;
}

/** Writes an EPC as the canonical Digital Link. */
export function writeDigitalLink(epc: Epc): string {
  return writeLink(keyOfParts(partsOfEpc(epc)));
}
