import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { findDigitalLink } from './digital-link.ts';
import { type DigitalLink, type Element, linkProblem } from './key-link.ts';
import { type LinkKey, linkKey, qualifierAliases, spokenPaths } from './link-keys.ts';
import { type LinkQuery, readLinkQuery, writeLinkQuery } from './link-query.ts';
import { encodeForLink } from './percent-encoding.ts';
import { quote } from './quote.ts';

/** All that a Digital Link URI says, but its fragment. */
export interface LinkUri extends DigitalLink, LinkQuery {
  /** Scheme, host and the path before the key, without slash at the end: `https://packs.example/shop`. */
  readonly stem: string;
}

/** How a link is written; the canonical way when nothing is said. */
export interface LinkStyle {
  /** `https://id.gs1.org` unless said. */
  readonly stem?: string;
  /** Writes `gtin` for 01, `ser` for 21 …, where there is an alias. */
  readonly aliases?: boolean;
}

const rule = 'GS1 Digital Link URI Syntax §4';

/** Reads a Digital Link URI of any host with its query string. Wrong check digits and values are refused, never mended. */
export function readLinkUri(text: string): LinkUri | Refusal {
  const found = findDigitalLink(text);
  if (isRefusal(found)) return found;
  const problem = linkProblem(found.link, true);
  if (problem) return refuse('malformed', problem, { rule: 'GS1 GS §7.9' });
  const query = readLinkQuery(/^[^?#]*\?([^#]*)/.exec(text)?.[1] ?? '');
  if (isRefusal(query)) return query;
  const clash = clashOf(found.link, query);
  return clash ?? { ...found.link, ...query, stem: text.slice(0, found.before - 1) };
}

/**
 * Writes a Digital Link URI, percent-encoded, qualifiers in the order of the standard. Refused when a qualifier does not belong to the key, a value
 * breaks a rule of its identifier, or the stem is no web URI without query.
 */
export function writeLinkUri(link: DigitalLink & Partial<LinkQuery>, style: LinkStyle = {}): string | Refusal {
  const { stem = 'https://id.gs1.org', aliases = false } = style;
  if (!/^https?:\/\/[^/?#\s]+(\/[^?#\s]*)?$/i.test(stem))
    return refuse('malformed', `${quote(stem)} is not the beginning of a web URI`, { at: 'stem', rule });
  const key = linkKey(link.primary.ai);
  if (key === undefined) return refuse('malformed', `(${link.primary.ai}) is not a key of a link`, { rule });
  const qualifiers = inOrder(link, key);
  if (isRefusal(qualifiers)) return qualifiers;
  const problem = linkProblem({ primary: link.primary, qualifiers }, true);
  if (problem) return refuse('malformed', problem, { rule: 'GS1 GS §3' });
  const query = { attributes: link.attributes ?? [], parameters: link.parameters ?? [] };
  const tail = clashOf(link, query) ?? writeLinkQuery(query);
  if (isRefusal(tail)) return tail;
  const first = `/${aliases ? key.alias : link.primary.ai}/${encodeForLink(link.primary.value)}`;
  const rest = qualifiers.map(
    ({ ai, value }) => `/${aliases ? (qualifierAliases[ai] ?? ai) : ai}/${encodeForLink(value)}`,
  );
  return stem.replace(/\/+$/, '') + first + rest.join('') + tail;
}

/** The qualifiers as the first path that has room for all of them orders them. */
function inOrder({ primary, qualifiers }: DigitalLink, key: LinkKey): readonly Element[] | Refusal {
  const { ai } = primary;
  if (key.needs && qualifiers.length === 0)
    return refuse('malformed', `(${ai}) is not whole without ${spokenPaths(key)}`, {
      at: ai,
      rule,
      remedy: `give (${spokenPaths(key)}) too`,
    });
  for (const path of qualifiers.length > 0 ? key.paths : []) {
    const ordered = path.flatMap((name) => qualifiers.find((qualifier) => qualifier.ai === name) ?? []);
    if (ordered.length === qualifiers.length) return ordered;
  }
  if (qualifiers.length === 0) return [];
  const foreign = qualifiers.find((qualifier) => !key.paths.some((path) => path.includes(qualifier.ai)));
  const named = foreign ? `(${foreign.ai})` : qualifiers.map((qualifier) => `(${qualifier.ai})`).join(' with ');
  return refuse('malformed', `${named} cannot follow (${ai}) in a link`, {
    at: foreign?.ai ?? ai,
    rule,
    remedy: key.paths.length > 0 ? `give any of ${spokenPaths(key)}, each once` : 'leave it out',
  });
}

/** One identifier may not say two things. */
function clashOf({ primary, qualifiers }: DigitalLink, { attributes }: LinkQuery): Refusal | undefined {
  const inPath = [primary, ...qualifiers];
  const clash = attributes.find(({ ai }) => inPath.some((element) => element.ai === ai));
  return clash
    ? refuse('malformed', `(${clash.ai}) stands in the path and in the query string`, {
        at: clash.ai,
        rule,
        remedy: 'write it in the path alone',
      })
    : undefined;
}
