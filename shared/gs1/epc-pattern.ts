import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { componentNames, componentProblem, splitComponents } from './epc-components.ts';
import { readHead } from './epc-head.ts';
import type { EpcParts } from './epc-parts.ts';
import type { EpcScheme } from './epc-schemes.ts';
import { encodeForUrn } from './percent-encoding.ts';
import { quote } from './quote.ts';

/** A pure identity pattern: the components that are given, decoded; all after them may be anything. */
export interface EpcPattern {
  readonly scheme: EpcScheme;
  /** From the company prefix on; none when the pattern stands for every EPC of the scheme. */
  readonly given: readonly string[];
}

/**
 * Reads `urn:epc:idpat:<scheme>:` with any number of `*` at the end, none included (EPC Tag Data Standard §8). What is given obeys the rules
 * of the scheme. In the last place a lone `*` is always the wildcard.
 */
export function readPattern(urn: string): EpcPattern | Refusal {
  const head = readHead(urn);
  if (isRefusal(head)) return head;
  const { scheme } = head;
  if (head.space !== 'idpat')
    return refuse('malformed', `${quote(urn)} is an identity, not a pattern`, { at: '8', rule: 'EPC TDS §8' });
  const components = splitComponents(urn, head.from, scheme);
  if (isRefusal(components)) return components;
  const firstStar = components.findIndex(({ value }) => value === '*');
  const given = firstStar < 0 ? components : components.slice(0, firstStar);
  const after = components.slice(given.length).find(({ value }) => value !== '*');
  if (after)
    return refuse('malformed', `${quote(urn)} gives a ${after.name} after a *`, {
      at: String(after.at),
      rule: 'EPC TDS §8',
      remedy: 'replace every component after the first * by *',
    });
  return componentProblem(scheme, given) ?? { scheme, given: given.map(({ value }) => value) };
}

/** Writes the pattern, with `*` for every component that is not given. */
export function writePattern({ scheme, given }: EpcPattern): string {
  const names = componentNames(scheme);
  return `urn:epc:idpat:${scheme.scheme}:${names.map((_, at) => encodeForUrn(given[at] ?? '*')).join('.')}`;
}

/** True when an EPC belongs to the pattern: same scheme, and every component that is given is the same. */
export function patternCovers({ scheme, given }: EpcPattern, parts: EpcParts): boolean {
  const { companyPrefix, reference, pieces, serial } = parts;
  const own = [companyPrefix, reference, ...(pieces ? [pieces.slice(0, 2), pieces.slice(2)] : []), serial];
  return scheme.scheme === parts.scheme.scheme && given.every((value, at) => value === own[at]);
}
