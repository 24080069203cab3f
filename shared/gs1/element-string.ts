import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { type AimIdentifier, aimIdentifier } from './aim-identifiers.ts';
import {
  type ApplicationIdentifier,
  dataProblem,
  identifierAt,
  identifierOf,
  unknownIdentifier,
} from './application-identifiers.ts';
import { pairProblems } from './element-pairs.ts';
import { elementRefusal, repeatRefusal, textRefusal } from './element-refusal.ts';
import type { Element } from './key-link.ts';
import { readBareGtin } from './read-bare-gtin.ts';

/** FNC1 as it is transmitted and printed inside a symbol: the ASCII group separator. */
export const fnc1 = '\x1d';

const rule = 'GS1 GS §7.8';

/** What is asked of a whole element string beyond its elements. */
export interface ReadOptions {
  /** Mandatory associations and invalid pairs are looked at (GS1 General Specifications §4.13). A single symbol need not carry all. */
  readonly associations?: boolean;
}

export interface WriteOptions {
  /** Elements of predefined length are written before all others, which saves separators. */
  readonly predefinedFirst?: boolean;
}

/**
 * Reads the data of a GS1 symbol, with or without its AIM symbology identifier; EAN/UPC and ITF-14 symbols give a GTIN in 14 digits. FNC1
 * is the group separator, or `^` in a text that begins with it; it may stand first. Refusals carry the character offset in `at`. Where
 * a separator is missing nothing is guessed: what follows is read as part of the value and refused when it does not fit.
 */
export function readElementString(text: string, { associations = false }: ReadOptions = {}): Element[] | Refusal {
  const opened = openText(text);
  if (isRefusal(opened)) return opened;
  const { elements, separator } = opened;
  const starts = elements.map(() => 0);
  let { at } = opened;
  while (at < text.length) {
    const known = identifierAt(text, at);
    if (known === undefined) return noIdentifier(text, at);
    const start = at + known.ai.length;
    const end = endOfValue(text, start, known, separator);
    const value = text.slice(start, end);
    const problem = dataProblem(known, value);
    if (problem !== undefined)
      return withSeparatorRemedy(known, value, elementRefusal(known.ai, value, problem, start + problem.offset, rule));
    const { ai } = known;
    if (contradicts(elements, ai, value)) return repeatRefusal(ai, at);
    elements.push({ ai, value });
    starts.push(at);
    // A separator after data of predefined length is superfluous but allowed (§7.8.5).
    at = text[end] === separator ? end + 1 : end;
  }
  const [broken] = associations ? pairProblems(elements) : [];
  return broken ? { ...broken.refusal, at: `${starts[broken.index] ?? 0}` } : elements;
}

/**
 * Writes elements in the order given, without leading FNC1 (the printer's symbology adds it) and with one after each element that needs it
 * and is not the last. A value that breaks a rule of its identifier is refused, with the element's index in `at`.
 */
export function writeElementString(
  elements: readonly Element[],
  { predefinedFirst = false }: WriteOptions = {},
): string | Refusal {
  let text = '';
  let open = false;
  let late: string[] | undefined;
  for (let index = 0; index < elements.length; index++) {
    const element = elements[index];
    if (element === undefined) continue;
    const { ai, value } = element;
    const known = identifierOf(ai);
    const problem = known && dataProblem(known, value);
    if (known === undefined || problem !== undefined)
      return elementRefusal(ai, value, problem ?? unknownIdentifier(ai), index, rule);
    if (predefinedFirst && known.needsSeparator) {
      late ??= [];
      late.push(ai + value);
      continue;
    }
    if (open) text += fnc1;
    text += ai + value;
    open = known.needsSeparator;
  }
  return late ? text + late.join(fnc1) : text;
}

/** What stands before the element string, where that begins, and what parts its elements. */
function openText(text: string): { elements: Element[]; at: number; separator: string } | Refusal {
  const symbol = aimIdentifier(text);
  const opened = symbol === undefined ? { elements: [], at: 0 } : openSymbol(text, symbol);
  if (isRefusal(opened)) return opened;
  const { elements, at } = opened;
  // A caret is in no character set, so at the beginning it can only stand for FNC1.
  const separator = text[at] === '^' ? '^' : fnc1;
  const start = text[at] === separator ? at + 1 : at;
  return textRefusal(text, elements.length > 0 ? -1 : start, rule) ?? { elements, at: start, separator };
}

function openSymbol(text: string, symbol: AimIdentifier): { elements: Element[]; at: number } | Refusal {
  const { id, name, data } = symbol;
  if (data === 'elements') return { elements: [], at: id.length };
  if (data !== 'other') return readBareGtin(text, symbol, data.gtin);
  return refuse('malformed', `${id} is not the symbology identifier of a GS1 symbol: ${name}`, {
    at: '0',
    rule: 'GS1 GS §5.1.2',
    remedy: /^https?:/i.test(text.slice(3))
      ? 'read the data as a GS1 Digital Link'
      : 'print the code with FNC1 first, as a GS1 symbol',
  });
}

function noIdentifier(text: string, at: number): Refusal {
  const remedy = text.startsWith('(', at)
    ? 'read it as text with brackets: the data of a symbol has none around its identifiers'
    : 'look for a wrong digit, or for a separator (FNC1) that should not be there';
  return refuse('malformed', `no application identifier begins with ${JSON.stringify(text.slice(at, at + 2))}`, {
    at: `${at}`,
    rule,
    remedy,
  });
}

/** Predefined data ends by its length, all other data at the next separator or the end. */
function endOfValue(text: string, start: number, known: ApplicationIdentifier, separator: string): number {
  if (!known.needsSeparator) return Math.min(start + known.format.most, text.length);
  const end = text.indexOf(separator, start);
  return end < 0 ? text.length : end;
}

/** A value longer than its identifier allows has most often swallowed what stood behind a lost separator. */
function withSeparatorRemedy({ format }: ApplicationIdentifier, value: string, refusal: Refusal): Refusal {
  if (value.length <= format.most) return refusal;
  return { ...refusal, remedy: 'put a separator (FNC1, sent as GS, 0x1D) behind the value' };
}

function contradicts(elements: readonly Element[], ai: string, value: string): boolean {
  for (const element of elements) if (element.ai === ai && element.value !== value) return true;
  return false;
}
