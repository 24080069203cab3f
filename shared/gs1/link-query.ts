import { type Refusal, refuse } from '../refusal.ts';
import { valueProblem } from './application-identifiers.ts';
import type { Element } from './key-link.ts';
import { mayBeAttribute } from './link-keys.ts';
import { decodePercent, encodeForLink } from './percent-encoding.ts';
import { quote } from './quote.ts';

/** A parameter of the query string that is no GS1 data, such as `linkType`; decoded. */
export interface LinkParameter {
  readonly name: string;
  readonly value: string;
}

/** The query string of a Digital Link: data attributes, and whatever else stands there. */
export interface LinkQuery {
  readonly attributes: readonly Element[];
  readonly parameters: readonly LinkParameter[];
}

const rule = 'GS1 Digital Link URI Syntax';

/** Names of data attributes in version 1.1 of the standard, which later versions do without. */
const aliases = new Map([['exp', '17']]);

/**
 * Reads a query string without its `?`. Names that are digits are application identifiers and must hold by their rules; `exp` is (17) where it
 * holds a date, for other services have an `exp` too; all others are kept as they are. A bare `+` is refused in data: one reader takes it for a plus sign, the next for a space.
 */
export function readLinkQuery(query: string): LinkQuery | Refusal {
  const attributes: Element[] = [];
  const parameters: LinkParameter[] = [];
  for (const pair of query.split(/[&;]/)) {
    if (pair === '') continue;
    const equals = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = decodePercent(pair.slice(0, equals));
    const raw = pair.slice(equals + 1);
    const value = decodePercent(raw);
    if (name === undefined || value === undefined)
      return refuse('malformed', `${quote(pair)} has a % that begins no escape of a character in UTF-8`, {
        at: pair.slice(0, 40),
        rule,
      });
    const ai = identifierIn(name, value);
    if (ai === undefined) parameters.push({ name, value });
    else {
      const problem = /\+/.test(raw) ? plus(ai) : (attributeProblem({ ai, value }) ?? repeated(attributes, ai));
      if (problem) return problem;
      attributes.push({ ai, value });
    }
  }
  return { attributes, parameters };
}

/** Writes a query string with its `?`, empty when there is nothing to write. Refused as in reading. */
export function writeLinkQuery({ attributes, parameters }: LinkQuery): string | Refusal {
  for (const [index, { ai, value }] of attributes.entries()) {
    const problem = attributeProblem({ ai, value }) ?? repeated(attributes.slice(0, index), ai);
    if (problem) return problem;
  }
  const wrong = parameters.find(({ name }) => name === '' || /^\d+$/.test(name));
  if (wrong) return refuse('malformed', `${quote(wrong.name)} cannot name a parameter that is no GS1 data`, { rule });
  const named = [...attributes.map(({ ai, value }) => ({ name: ai, value })), ...parameters];
  const pairs = named.map(({ name, value }) => `${encodeForLink(name)}=${encodeForLink(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** The application identifier a parameter is data of, undefined for one of other services. */
function identifierIn(name: string, value: string): string | undefined {
  if (/^\d+$/.test(name)) return name;
  const ai = aliases.get(name);
  return ai !== undefined && valueProblem(ai, value) === undefined ? ai : undefined;
}

/** Why an element cannot be a data attribute, undefined when it can. */
function attributeProblem({ ai, value }: Element): Refusal | undefined {
  if (!mayBeAttribute(ai))
    return refuse('malformed', `(${ai}) may not stand in the query string of a link`, {
      at: ai,
      rule,
      remedy: 'write it in the path behind its key, or leave it out',
    });
  const problem = valueProblem(ai, value);
  return problem ? refuse('malformed', `(${ai}) ${quote(value)} ${problem.detail}`, { at: ai, rule }) : undefined;
}

function repeated(before: readonly Element[], ai: string): Refusal | undefined {
  return before.some((element) => element.ai === ai)
    ? refuse('malformed', `(${ai}) stands twice in the query string`, { at: ai, rule, remedy: 'write it once' })
    : undefined;
}

const plus = (ai: string): Refusal =>
  refuse('malformed', `(${ai}) has a bare +, which some readers take for a space`, {
    at: ai,
    rule,
    remedy: 'write %2B for a plus sign',
  });
