import { type Refusal, refuse } from '../refusal.ts';
import { illFormedAt } from './ill-formed.ts';
import type { Json } from './json.ts';
import { jsonFault } from './json-fault.ts';

/** Bounds on what is worth parsing. */
export interface JsonLimits {
  /** Nested arrays and objects. */
  readonly depth: number;
  /** UTF-16 code units. */
  readonly length: number;
  /** Members that may stand twice in one object; the last one counts, as in every parser that does not look. */
  readonly mayRepeat?: ReadonlySet<string>;
}

const rule = 'RFC 8259';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Parses JSON strictly: no member twice in one object, no deeper and no longer than the limits. A leading byte order
 * mark is passed over. The refusal of a fault in the text says line and column.
 *
 * The engine's parser keeps the last of two equal members without a word. Counting members before and after is
 * much cheaper than parsing by hand; only a text that is going to be refused is read by `jsonFault`.
 */
export function readJsonText(text: string, limits: JsonLimits): { readonly value: Json } | Refusal {
  if (text.length > limits.length)
    return refuse('too-large', `${text.length} characters, at most ${limits.length} are taken`);
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  const shape = survey(json);
  if (shape.depth > limits.depth) return refuse('malformed', `nested deeper than ${limits.depth} levels`, { rule });
  const parsed = parse(json);
  const broken = parsed && illFormedAt(json, parsed.value);
  if (broken !== undefined) return refuse('malformed', 'half a surrogate pair is no character', { at: broken, rule });
  if (parsed !== undefined && countMembers(parsed.value) === shape.members) return parsed;
  const fault = jsonFault(json, limits.mayRepeat);
  if (fault === undefined && parsed !== undefined) return parsed;
  if (fault === undefined) return refuse('malformed', 'not JSON', { rule });
  const where = fault.pointer === undefined ? {} : { at: fault.pointer };
  return refuse('malformed', `line ${fault.line}, column ${fault.column}: ${fault.what}`, { rule, ...where });
}

function parse(json: string): { readonly value: Json } | undefined {
  try {
    const value: Json = JSON.parse(json);
    return { value };
  } catch {
    return undefined;
  }
}

/** Members (each has one colon outside of strings) and depth, if the text is JSON. */
function survey(json: string): { members: number; depth: number } {
  let members = 0;
  let level = 0;
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfString(json, at);
    else if (code === 0x3a) members++;
    else if (code === 0x7b || code === 0x5b) {
      if (++level > depth) depth = level;
    } else if (code === 0x7d || code === 0x5d) level--;
  }
  return { members, depth };
}

function endOfString(json: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = json.indexOf('"', at);
    if (at < 0) return json.length;
    if (json.charCodeAt(at - 1) !== BACKSLASH) return at;
    let slashes = 1;
    while (json.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
}

function countMembers(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += countMembers(item);
    return count;
  }
  for (const name in value) {
    count++;
    const member = value[name];
    if (typeof member === 'object') count += countMembers(member);
  }
  return count;
}
