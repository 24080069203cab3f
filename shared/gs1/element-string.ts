import { type Refusal, refuse } from '../refusal.ts';
import { type ApplicationIdentifier, identifierAt, valueProblem } from './application-identifiers.ts';
import type { Element } from './key-link.ts';

/** FNC1 as it is transmitted and printed inside a symbol: the ASCII group separator. */
export const fnc1 = '\x1d';

/** AIM symbology identifiers of symbols that carry GS1 element strings: DataMatrix, GS1-128, DataBar and composite, QR, DotCode. */
const gs1Symbols = [']d2', ']C1', ']e0', ']Q3', ']J1'];

const rule = 'GS1 GS §7.8';

/**
 * Reads the data of a GS1 symbol, with or without its AIM symbology identifier. Refusals carry the character offset in `at`. Where a
 * separator is missing nothing is guessed: what follows is read as part of the value and refused when it does not fit.
 */
export function readElementString(text: string): Element[] | Refusal {
  const prefix = text.startsWith(']') ? text.slice(0, 3) : '';
  if (prefix && !gs1Symbols.includes(prefix))
    return refuse('malformed', `${prefix} is not the symbology identifier of a GS1 symbol`, {
      at: '0',
      rule: 'GS1 GS §5.1.2',
    });
  const elements: Element[] = [];
  let at = prefix.length;
  if (at === text.length) return refuse('malformed', 'there is no data', { at: String(at), rule });
  while (at < text.length) {
    const known = identifierAt(text, at);
    if (known === undefined)
      return refuse('malformed', `no application identifier begins with ${JSON.stringify(text.slice(at, at + 2))}`, {
        at: String(at),
        rule,
      });
    const start = at + known.ai.length;
    const end = endOfValue(text, start, known);
    const element = { ai: known.ai, value: text.slice(start, end) };
    const wrong = elementProblem(element, start) ?? repeated(elements, element, at);
    if (wrong) return wrong;
    elements.push(element);
    // A separator after data of predefined length is superfluous but allowed (§7.8.5).
    at = text[end] === fnc1 ? end + 1 : end;
  }
  return elements;
}

/**
 * Writes elements in the order given, without leading FNC1 (the printer's symbology adds it) and with one after each element that needs it
 * and is not the last. A value that breaks a rule of its identifier is refused, with the element's index in `at`.
 */
export function writeElementString(elements: readonly Element[]): string | Refusal {
  let text = '';
  for (const [index, { ai, value }] of elements.entries()) {
    const problem = valueProblem(ai, value);
    if (problem)
      return refuse('malformed', `(${ai}) ${JSON.stringify(value)} ${problem.detail}`, { at: String(index), rule });
    text += ai + value;
    if (index < elements.length - 1 && identifierAt(ai, 0)?.needsSeparator) text += fnc1;
  }
  return text;
}

/** Predefined data ends by its length, all other data at the next separator or the end. */
function endOfValue(text: string, start: number, { needsSeparator, format }: ApplicationIdentifier): number {
  if (!needsSeparator) return Math.min(start + format.most, text.length);
  const separator = text.indexOf(fnc1, start);
  return separator < 0 ? text.length : separator;
}

function elementProblem({ ai, value }: Element, start: number): Refusal | undefined {
  const problem = valueProblem(ai, value);
  if (problem === undefined) return undefined;
  return refuse('malformed', `(${ai}) ${JSON.stringify(value)} ${problem.detail}`, {
    at: String(start + problem.offset),
    rule,
  });
}

/** The same identifier may come twice only with the same value (GS1 General Specifications §4.13). */
function repeated(before: readonly Element[], { ai, value }: Element, at: number): Refusal | undefined {
  const earlier = before.find((element) => element.ai === ai);
  if (earlier === undefined || earlier.value === value) return undefined;
  return refuse('malformed', `(${ai}) stands twice with different values`, { at: String(at), rule: 'GS1 GS §4.13' });
}
