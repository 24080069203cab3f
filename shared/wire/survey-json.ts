/** What the outside of one JSON value's text tells about it, without parsing. Certain only if the text turns out to be JSON. */
export interface Survey {
  /** The place after the value; -1 when the text ends before it does. */
  readonly end: number;
  /** Members of all objects, those that stand twice counted twice. */
  readonly members: number;
  /** Number literals, except those in lists that begin with a text. */
  readonly numbers: number;
  /** Nested arrays and objects. */
  readonly depth: number;
  /** All arrays and objects. */
  readonly containers: number;
  /** No number seen loses a digit as a JavaScript number. */
  readonly exact: boolean;
  /** No text in a list of texts has white space, a control character, an escape or one of `<>{}|^` and the backquote. */
  readonly plainLists: boolean;
  /** The text ends inside a list of such texts: there is no more to see before `mayEndPlainList`. */
  readonly inPlainList: boolean;
}

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const scalar: Omit<Survey, 'end'> = {
  members: 0,
  numbers: 0,
  depth: 0,
  containers: 0,
  exact: true,
  plainLists: true,
  inPlainList: false,
};
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const unbroken = /[^\s,:"[\]{}]*/y;

/**
 * Surveys the value that begins at `start`; `end` is `start` when none does. `whole` says that no more text will come: a
 * number at the end may not be a part.
 */
export function surveyValue(json: string, start: number, deepest: number, whole: boolean, most = Infinity): Survey {
  const first = json.charCodeAt(start);
  if (first === OPEN_OBJECT || first === OPEN_LIST) return surveyJson(json, start, deepest, most);
  if (first === QUOTE) return { ...scalar, end: endOfString(json, start) + 1 || -1 };
  unbroken.lastIndex = start;
  unbroken.test(json);
  if (unbroken.lastIndex === json.length && !whole) return { ...scalar, end: -1 };
  literal.lastIndex = start;
  return { ...scalar, end: literal.test(json) ? literal.lastIndex : start };
}

/** Surveys the object or array that begins at `start`, no further than where it is nested deeper than `deepest` or has more than `most` inside. */
export function surveyJson(json: string, start: number, deepest: number, most = Infinity): Survey {
  let members = 0;
  let numbers = 0;
  let level = 0;
  let depth = 0;
  let containers = 0;
  let exact = true;
  let plainLists = true;
  let inPlainList = false;
  let end = -1;
  for (let at = start; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code <= SPACE || code === COMMA) continue;
    if (code === QUOTE) {
      at = endOfString(json, at);
      if (at < 0) break;
    } else if (code === COLON) members++;
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      if (++level > depth) depth = level;
      if (depth > deepest || ++containers > most) break;
      if (code === OPEN_OBJECT) continue;
      const close = endOfPlainList(json, at);
      if (close > 0) at = close - 1;
      else if (close === UNENDED) {
        inPlainList = true;
        break;
      } else if (close === MIXED) plainLists = false;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      if (--level > 0) continue;
      end = at + 1;
      break;
    } else if (code === MINUS || (code >= 0x30 && code <= 0x39)) {
      const after = endOfNumber(json, at);
      numbers++;
      if (exact && !printsTheSame(json, at, after)) exact = false;
      at = after - 1;
    }
  }
  return { end, members, numbers, depth, containers, exact, plainLists, inPlainList };
}

/** The place of the closing quote of the string that opens at `start`; -1 when it is not there. */
export function endOfString(json: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = json.indexOf('"', at);
    if (at < 0 || json.charCodeAt(at - 1) !== BACKSLASH) return at;
    let slashes = 1;
    while (json.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
}

const MIXED = -1;
const NO_TEXTS = -2;
const UNENDED = -3;
const oddOrEnd = /[\s<>{}|\\^`[\]]/g;

/**
 * Where the list that opens at `start` closes, if it begins with a text and has none of the odd characters between its brackets. One
 * search over the whole list takes a small part of the time that stepping from quote to quote does.
 *
 * Without escapes quotes take turns in opening and closing, so a bracket behind a quote is the list's own, unless that
 * quote opens a text, as after a comma it does.
 */
function endOfPlainList(json: string, start: number): number {
  const first = json.charCodeAt(start + 1);
  if (first === OPEN_OBJECT || first === OPEN_LIST || first === CLOSE_LIST) return NO_TEXTS;
  if (first !== QUOTE) return MIXED;
  oddOrEnd.lastIndex = start + 1;
  if (!oddOrEnd.test(json)) return UNENDED;
  const close = oddOrEnd.lastIndex - 1;
  const isOwn = json.charCodeAt(close) === CLOSE_LIST && json.charCodeAt(close - 1) === QUOTE;
  return isOwn && close >= start + 3 && json.charCodeAt(close - 2) !== COMMA ? close : MIXED;
}

/** True for text that may hold the end of a list that was plain so far. */
export function mayEndPlainList(text: string): boolean {
  oddOrEnd.lastIndex = 0;
  return oddOrEnd.test(text);
}

const numberCharacters = /[-+.0-9eE]*/y;

function endOfNumber(json: string, start: number): number {
  numberCharacters.lastIndex = start;
  numberCharacters.test(json);
  return numberCharacters.lastIndex;
}

/** Short whole numbers are what most numbers are. */
function printsTheSame(json: string, start: number, end: number): boolean {
  if (end === start + 1) return true;
  const literal = json.slice(start, end);
  return String(Number(literal)) === literal;
}
