import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Epc } from './epc.ts';
import { keyOfParts } from './epc-key.ts';
import { partsOfEpc } from './epc-urn.ts';
import { type DigitalLink, type Element, linkProblem, writeLink } from './key-link.ts';
import { decodePercent } from './percent-encoding.ts';

/** Keys of a path by alias, and the qualifiers that may follow each, in this order (GS1 Digital Link URI Syntax §4.3, §4.4). */
const keys: Record<string, { alias: string; qualifiers: readonly string[] }> = {
  '00': { alias: 'sscc', qualifiers: [] },
  '01': { alias: 'gtin', qualifiers: ['22', '10', '21', '235'] },
  '253': { alias: 'gdti', qualifiers: [] },
  '255': { alias: 'gcn', qualifiers: [] },
  '401': { alias: 'ginc', qualifiers: [] },
  '402': { alias: 'gsin', qualifiers: [] },
  '414': { alias: 'gln', qualifiers: ['254'] },
  '417': { alias: 'party', qualifiers: [] },
  '8003': { alias: 'grai', qualifiers: [] },
  '8004': { alias: 'giai', qualifiers: [] },
  '8006': { alias: 'itip', qualifiers: ['22', '10', '21'] },
  '8010': { alias: 'cpid', qualifiers: ['8011'] },
  '8017': { alias: 'gsrnp', qualifiers: [] },
  '8018': { alias: 'gsrn', qualifiers: [] },
};

const keyAliases = new Map(Object.entries(keys).map(([ai, { alias }]) => [alias, ai]));
const qualifierAliases = new Map([
  ['cpv', '22'],
  ['lot', '10'],
  ['ser', '21'],
]);

const rule = 'GS1 Digital Link URI Syntax §4';

/**
 * Finds the GS1 key in a web URI of any host, after any other path segments; query and fragment are ignored. A GTIN is padded to 14
 * digits. Check digits are not looked at: `readDigitalLink` does.
 */
export function findDigitalLink(text: string): DigitalLink | Refusal {
  const path = /^https?:\/\/[^/?#]+\/([^?#]*)/i.exec(text)?.[1];
  if (path === undefined) return refuse('malformed', `"${text}" is not an http or https URI with a path`, { rule });
  const segments = path.split('/');
  let nearest: Refusal | undefined;
  for (let at = 0; at < segments.length - 1; at++) {
    const name = segments[at] ?? '';
    const ai = keyAliases.get(name) ?? name;
    if (!Object.hasOwn(keys, ai)) continue;
    const link = readPath(ai, segments.slice(at + 1));
    if (!isRefusal(link)) return link;
    nearest ??= link;
  }
  return nearest ?? refuse('malformed', `"${text}" has no GS1 key in its path`, { rule });
}

/** Reads a GS1 Digital Link; a wrong check digit is refused. Values are decoded, a GTIN has 14 digits. */
export function readDigitalLink(text: string): DigitalLink | Refusal {
  const link = findDigitalLink(text);
  if (isRefusal(link)) return link;
  const problem = linkProblem(link, true);
  return problem ? refuse('malformed', problem, { rule: 'GS1 GS §7.9' }) : link;
}

/** Writes an EPC as the canonical Digital Link. */
export function writeDigitalLink(epc: Epc): string {
  return writeLink(keyOfParts(partsOfEpc(epc)));
}

function readPath(ai: string, [first = '', ...rest]: readonly string[]): DigitalLink | Refusal {
  const value = decodePercent(first) ?? '';
  const link = { primary: { ai, value: ai === '01' ? padGtin(value) : value }, qualifiers: readQualifiers(ai, rest) };
  if (link.qualifiers === undefined)
    return refuse('malformed', `(${ai}) is not followed by its qualifiers in "/${rest.join('/')}"`, { rule });
  const problem = linkProblem({ primary: link.primary, qualifiers: link.qualifiers }, false);
  if (problem) return refuse('malformed', problem, { rule });
  return { primary: link.primary, qualifiers: link.qualifiers };
}

function readQualifiers(ai: string, segments: readonly string[]): Element[] | undefined {
  const allowed = keys[ai]?.qualifiers ?? [];
  const found: Element[] = [];
  let next = 0;
  for (let at = 0; at < segments.length; at += 2) {
    const name = segments[at] ?? '';
    const qualifier = qualifierAliases.get(name) ?? name;
    const position = allowed.indexOf(qualifier, next);
    const value = decodePercent(segments[at + 1] ?? '');
    if (position < 0 || value === undefined) return undefined;
    found.push({ ai: qualifier, value });
    next = position + 1;
  }
  return found;
}

/** Only the lengths a GTIN has are padded, so that any other stays as wrong as it is. */
const padGtin = (value: string) => ([8, 12, 13].includes(value.length) ? value.padStart(14, '0') : value);
