import { type Refusal, refuse } from '../refusal.ts';
import { dataProblem, identifierOf, valueProblem } from './application-identifiers.ts';
import { elementRefusal, repeatRefusal, textRefusal } from './element-refusal.ts';
import type { Element } from './key-link.ts';

const rule = 'GS1 GS §4.14';
const remedy = 'write "\\(" for a bracket that belongs to a value';

// Sticky: each is asked at one place of the text only.
const identifier = /\((\d{2,4})\)[ \t\r\n]*/y;
const opening = /\((?:\d{2,4}\)|\d{0,4}$)/y;
const space = /[ \t\r\n]*/y;

/**
 * Reads text with identifiers in brackets, `(01)09521321543218(21)ABC`, as people type it and labels print it. White space around an
 * element says nothing. Two to four digits in brackets are always an identifier, and so is a bracket that the text breaks off behind;
 * any other bracket belongs to the value it stands in. Where a value holds such digits in brackets, its opening bracket is escaped as
 * `\(`, by the convention of the GS1 Barcode Syntax Engine (a backslash is in no character set). Print does not escape: what is read off
 * a label is only as sure as its values are free of brackets. Refusals carry the character offset in `at`.
 */
export function readBracketedText(text: string): Element[] | Refusal {
  const elements: Element[] = [];
  let at = matchEnd(space, text, 0) ?? 0;
  const senseless = textRefusal(text, at, rule);
  if (senseless) return senseless;
  while (at < text.length) {
    identifier.lastIndex = at;
    const [brackets = '', ai = ''] = identifier.exec(text) ?? [];
    if (brackets === '')
      return refuse('malformed', `no identifier in brackets begins with ${JSON.stringify(text.slice(at, at + 4))}`, {
        at: `${at}`,
        rule,
      });
    const known = identifierOf(ai);
    if (known === undefined)
      return refuse('malformed', `(${ai}) is not a known application identifier`, { at: `${at}`, rule, remedy });
    const start = at + brackets.length;
    const end = valueEnd(text, start);
    const raw = text.slice(start, end).trimEnd();
    const value = raw.includes('\\') ? raw.replaceAll('\\(', '(') : raw;
    const problem = dataProblem(known, value);
    if (problem) return elementRefusal(ai, value, problem, start + escapedOffset(raw, problem.offset), rule);
    const earlier = elements.find((element) => element.ai === ai);
    if (earlier && earlier.value !== value) return repeatRefusal(ai, at);
    elements.push({ ai, value });
    at = end;
  }
  return elements;
}

/**
 * Writes elements with their identifiers in brackets; opening brackets in values become `\(`. A value that breaks a rule of its
 * identifier is refused, with the element's index in `at`.
 */
export function writeBracketedText(elements: readonly Element[]): string | Refusal {
  let text = '';
  for (const [index, { ai, value }] of elements.entries()) {
    const wrong = writeRefusal(ai, value, index);
    if (wrong) return wrong;
    text += `(${ai})${value.includes('(') ? value.replaceAll('(', '\\(') : value}`;
  }
  return text;
}

/**
 * The human-readable interpretation beside a symbol (GS1 General Specifications §4.14): one line an element, the identifier in brackets,
 * values as they are. Not escaped, as print is: to be read by people. Refuses what `writeBracketedText` refuses.
 */
export function printedLines(elements: readonly Element[]): string[] | Refusal {
  for (const [index, { ai, value }] of elements.entries()) {
    const wrong = writeRefusal(ai, value, index);
    if (wrong) return wrong;
  }
  return elements.map(({ ai, value }) => `(${ai})${value}`);
}

function writeRefusal(ai: string, value: string, index: number): Refusal | undefined {
  const problem = valueProblem(ai, value);
  return problem && elementRefusal(ai, value, problem, index, rule);
}

/** The next bracket that opens an identifier and is not escaped, or the end. Where a text is cut short, its last bracket opens one too. */
function valueEnd(text: string, start: number): number {
  for (let at = text.indexOf('(', start); at >= 0; at = text.indexOf('(', at + 1))
    if (text[at - 1] !== '\\' && matchEnd(opening, text, at) !== undefined) return at;
  return text.length;
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Where a character of a value stands in the text it was read from. */
function escapedOffset(raw: string, offset: number): number {
  let at = 0;
  for (let left = offset; left > 0; left--) at += raw.startsWith('\\(', at) ? 2 : 1;
  return at;
}
