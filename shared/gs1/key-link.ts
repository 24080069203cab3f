import { shapeProblem, valueProblem } from './application-identifiers.ts';
import { encodeForLink } from './percent-encoding.ts';
import { quote } from './quote.ts';

/** An application identifier with its value, decoded. */
export interface Element {
  readonly ai: string;
  readonly value: string;
}

/** A GS1 key with its qualifiers, as a Digital Link carries them. A GTIN has 14 digits. */
export interface DigitalLink {
  readonly primary: Element;
  readonly qualifiers: readonly Element[];
}

/** Why the values of a link do not have the shape of their identifiers; undefined when all do. Check digits only when asked for. */
export function linkProblem(link: DigitalLink, checkDigits: boolean): string | undefined {
  for (const { ai, value } of [link.primary, ...link.qualifiers]) {
    const problem = checkDigits ? valueProblem(ai, value) : shapeProblem(ai, value);
    if (problem) return `(${ai}) ${quote(value)} ${problem.detail}, at character ${problem.offset + 1}`;
  }
  return undefined;
}

/** Writes a link on GS1's own domain with numeric identifiers (GS1 Digital Link URI Syntax §4). */
export function writeLink({ primary, qualifiers }: DigitalLink): string {
  let link = `https://id.gs1.org/${primary.ai}/${encodeForLink(primary.value)}`;
  for (const { ai, value } of qualifiers) link += `/${ai}/${encodeForLink(value)}`;
  return link;
}
