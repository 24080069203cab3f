import type { Json } from './json.ts';

/**
 * The index of the first text that stands earlier in the list too; undefined when all differ. What is no text is passed over.
 *
 * A `Set` hashes every text whole, which costs more than parsing it did. The ends of identifiers differ most, so their
 * last characters place them well enough in a table; a list made to collide is handed to a `Set`.
 */
export function firstRepeat(texts: readonly Json[]): number | undefined {
  const table = tableFor(texts.length);
  const last = table.length - 1;
  let patience = texts.length * 8;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index];
    if (typeof text !== 'string') continue;
    const hash = spread(text);
    let slot = hash & last;
    // An entry is the index and, in the bits above, a part of the hash: so few texts are looked at in vain.
    for (let entry = table[slot] ?? 0; entry !== 0; entry = table[slot] ?? 0) {
      if (((entry ^ hash) & ~last) === 0 && texts[(entry & last) - 1] === text) return index;
      if (--patience < 0) return firstRepeatBySet(texts);
      slot = (slot + 1) & last;
    }
    table[slot] = (hash & ~last) | (index + 1);
  }
  return undefined;
}

/** Lists of one case are short and many: their tables are used again. Each has twice as many places as the one before. */
const small = [2, 4, 8, 16, 32, 64, 128, 256].map((size) => new Int32Array(size));

function tableFor(count: number): Int32Array {
  const power = 32 - Math.clz32(count * 2 + 1);
  return small[power - 1]?.fill(0) ?? new Int32Array(2 ** power);
}

const TELLING = 6;

/** Written out for speed: this runs once for every EPC of a document. */
function spread(text: string): number {
  const end = text.length;
  if (end < TELLING) return spreadShort(text);
  const last = text.charCodeAt(end - 1) ^ (text.charCodeAt(end - 2) << 8) ^ (text.charCodeAt(end - 3) << 16);
  const before = text.charCodeAt(end - 4) ^ (text.charCodeAt(end - 5) << 8) ^ (text.charCodeAt(end - 6) << 16);
  const hash = Math.imul(last, 0x9e3779b1) ^ Math.imul(before, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}

function spreadShort(text: string): number {
  let hash = text.length;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash, 31) + text.charCodeAt(at);
  return hash ^ (hash >>> 15);
}

function firstRepeatBySet(texts: readonly Json[]): number | undefined {
  const seen = new Set<string>();
  const index = texts.findIndex((text) => typeof text === 'string' && seen.size === seen.add(text).size);
  return index < 0 ? undefined : index;
}
