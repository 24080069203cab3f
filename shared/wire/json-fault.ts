import { pointerStep } from './json-pointer.ts';

export interface JsonFault {
  readonly what: string;
  /** UTF-16 code units before the fault. */
  readonly offset: number;
  /** Of the member that stands twice; absent for a fault of syntax. */
  readonly pointer?: string;
}

/** Where a scan stopped; thrown and caught in this file only, so that the grammar below reads without a test per step. */
class Fault extends Error {
  readonly at: number;
  readonly pointer: string | undefined;
  constructor(what: string, at: number, pointer?: string) {
    super(what);
    this.at = at;
    this.pointer = pointer;
  }
}

/**
 * Finds the first fault of a text: a break of JSON's grammar, or a member that stands twice in one object and is not
 * among those that `mayRepeat`. Undefined when there is none. Nesting must be bounded before this is called.
 */
export function jsonFault(json: string, mayRepeat: ReadonlySet<string> = new Set()): JsonFault | undefined {
  const fault = firstFault(json, mayRepeat);
  if (fault === undefined) return undefined;
  const { message: what, at: offset, pointer } = fault;
  return { what, offset, ...(pointer === undefined ? {} : { pointer }) };
}

function firstFault(json: string, mayRepeat: ReadonlySet<string>): Fault | undefined {
  try {
    const end = space(json, value(json, space(json, 0), '', mayRepeat));
    return end < json.length ? new Fault(`${shown(json, end)} after the end of the document`, end) : undefined;
  } catch (fault) {
    if (fault instanceof Fault) return fault;
    throw fault;
  }
}

const literals = ['true', 'false', 'null'];
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 §7 forbids exactly these inside a string
const plain = /[^"\\\u0000-\u001f]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Each of these takes the place where its thing begins and answers the place after it. */
function value(json: string, at: number, pointer: string, mayRepeat: ReadonlySet<string>): number {
  const first = json.charAt(at);
  if (first === '{') return object(json, at, pointer, mayRepeat);
  if (first === '[') return array(json, at, pointer, mayRepeat);
  if (first === '"') return string(json, at, 'a string');
  const literal = literals.find((word) => json.startsWith(word, at));
  return literal === undefined
    ? match(number, json, at, `a value is missing before ${shown(json, at)}`)
    : at + literal.length;
}

function object(json: string, start: number, pointer: string, mayRepeat: ReadonlySet<string>): number {
  const names = new Set<string>();
  let at = space(json, start + 1);
  if (json.charAt(at) === '}') return at + 1;
  for (;;) {
    if (json.charAt(at) !== '"') throw new Fault(`a member name is missing before ${shown(json, at)}`, at);
    const after = string(json, at, 'a member name');
    const name = String(JSON.parse(json.slice(at, after)));
    const here = pointer + pointerStep(name);
    if (names.has(name) && !mayRepeat.has(name)) throw new Fault(`the member "${name}" stands twice`, at, here);
    names.add(name);
    const colon = space(json, after);
    if (json.charAt(colon) !== ':') throw new Fault(`a colon is missing before ${shown(json, colon)}`, colon);
    at = space(json, value(json, space(json, colon + 1), here, mayRepeat));
    if (json.charAt(at) === '}') return at + 1;
    at = comma(json, at, '}');
  }
}

function array(json: string, start: number, pointer: string, mayRepeat: ReadonlySet<string>): number {
  let at = space(json, start + 1);
  if (json.charAt(at) === ']') return at + 1;
  for (let index = 0; ; index++) {
    at = space(json, value(json, at, pointer + pointerStep(index), mayRepeat));
    if (json.charAt(at) === ']') return at + 1;
    at = comma(json, at, ']');
  }
}

/** Run by run and not by one pattern: a pattern that repeats a choice overflows the stack on a long string. */
function string(json: string, start: number, what: string): number {
  const otherwise = `${what} that is not closed or has a forbidden character`;
  for (let at = start + 1; ; ) {
    plain.lastIndex = at;
    plain.test(json);
    at = plain.lastIndex;
    if (json.charAt(at) === '"') return at + 1;
    escaped.lastIndex = at;
    if (!escaped.test(json)) throw new Fault(otherwise, start);
    at = escaped.lastIndex;
  }
}

function comma(json: string, at: number, end: '}' | ']'): number {
  if (json.charAt(at) !== ',') throw new Fault(commaMissing(json, at, end), at);
  return space(json, at + 1);
}

/** What to say when neither a comma nor the end of an object or list stands at a place. */
export const commaMissing = (json: string, at: number, end: '}' | ']'): string =>
  `a comma or ${end} is missing before ${shown(json, at)}`;

function match(pattern: RegExp, json: string, at: number, otherwise: string): number {
  pattern.lastIndex = at;
  if (!pattern.test(json)) throw new Fault(otherwise, at);
  return pattern.lastIndex;
}

function space(json: string, start: number): number {
  let at = start;
  while (' \t\n\r'.includes(json.charAt(at)) && at < json.length) at++;
  return at;
}

const shown = (json: string, at: number) => (at < json.length ? `"${json.charAt(at)}"` : 'the end of the text');
