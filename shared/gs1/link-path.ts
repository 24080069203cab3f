import { type Refusal, refuse } from '../refusal.ts';
import { type DigitalLink, type Element, linkProblem } from './key-link.ts';
import { keyNamed, type LinkKey, linkKey, qualifierNamed, spokenPaths } from './link-keys.ts';
import { decodePercent } from './percent-encoding.ts';
import { quote } from './quote.ts';

/** A key found in the path of a web URI, and how many characters of the URI stand before it, slash included. */
export interface FoundLink {
  readonly link: DigitalLink;
  readonly before: number;
}

/** What the path of a web URI holds: a key, a key that is not right, or none. */
export type PathReading = FoundLink | Refusal | undefined;

/** Far longer than any path with a key; a longer one is not looked through. */
const LONGEST_PATH = 4000;

const rule = 'GS1 Digital Link URI Syntax §4';

/**
 * Finds the GS1 key at the end of the path of a web URI of any host, after any other path segments; query and fragment are ignored. A GTIN
 * is padded to 14 digits. Check digits are not looked at.
 */
export function findInPath(text: string): PathReading {
  const [, host, path] = /^(https?:\/\/[^/?#]+\/)([^?#]*)/i.exec(text) ?? [];
  if (host === undefined || path === undefined || path.length > LONGEST_PATH) return undefined;
  // One slash at the end says nothing: web servers add it.
  const segments = (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
  let nearest: Refusal | undefined;
  for (let at = 0, before = host.length; at < segments.length - 1; at++) {
    const segment = segments[at] ?? '';
    const ai = keyNamed(segment);
    const found = ai === undefined ? undefined : readPath(ai, segments, at + 1);
    if (found !== undefined && 'primary' in found) return { link: found, before };
    nearest ??= found;
    before += segment.length + 1;
  }
  return nearest;
}

function readPath(ai: string, segments: readonly string[], from: number): DigitalLink | Refusal {
  const value = decodePercent(segments[from] ?? '') ?? '';
  const primary = { ai, value: ai === '01' ? padGtin(value) : value };
  const key = linkKey(ai) ?? { alias: '', paths: [] };
  const qualifiers = readQualifiers(key, segments, from + 1);
  if (qualifiers === undefined)
    return refuse(
      'malformed',
      `(${ai}) is not followed by its qualifiers in ${quote(`/${segments.slice(from + 1).join('/')}`)}`,
      {
        rule,
        remedy: remedyOf(ai, key),
      },
    );
  const link = { primary, qualifiers };
  const problem = linkProblem(link, false);
  return problem ? refuse('malformed', problem, { rule }) : link;
}

function readQualifiers({ paths, needs }: LinkKey, segments: readonly string[], from: number): Element[] | undefined {
  if (from === segments.length) return needs ? undefined : [];
  for (const path of paths) {
    const found = readAlong(path, segments, from);
    if (found) return found;
  }
  return undefined;
}

/** Qualifiers of one path, in its order; undefined when any segment is another's. */
function readAlong(path: readonly string[], segments: readonly string[], from: number): Element[] | undefined {
  const found: Element[] = [];
  let next = 0;
  for (let at = from; at < segments.length; at += 2) {
    const ai = qualifierNamed(segments[at] ?? '');
    const place = path.indexOf(ai, next);
    const value = decodePercent(segments[at + 1] ?? '');
    if (place < 0 || value === undefined) return undefined;
    found.push({ ai, value });
    next = place + 1;
  }
  return found;
}

function remedyOf(ai: string, key: LinkKey): string {
  return key.paths.length === 0
    ? `end the path after the value of (${ai})`
    : `let follow, in this order, any of ${spokenPaths(key)}, each with its value`;
}

/** Only the lengths a GTIN has are padded, so that any other stays as wrong as it is. */
const padGtin = (value: string) => ([8, 12, 13].includes(value.length) ? value.padStart(14, '0') : value);
