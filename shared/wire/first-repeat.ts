/**
 * The index of the first text that stands earlier in the list too; undefined when all differ.
 *
 * A `Set` hashes every text whole, which costs more than parsing it did. The ends of identifiers differ most, so their
 * last characters place them well enough in a table; a list made to collide is handed to a `Set`.
 */
export function firstRepeat(texts: readonly string[]): number | undefined {
  let size = 8;
  while (size < texts.length * 2) size *= 2;
  const table = new Int32Array(size);
  let patience = texts.length * 8;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index] ?? '';
    let slot = spread(text) & (size - 1);
    for (let other = table[slot] ?? 0; other !== 0; other = table[slot] ?? 0) {
      if (texts[other - 1] === text) return index;
      if (--patience < 0) return firstRepeatBySet(texts);
      slot = (slot + 1) & (size - 1);
    }
    table[slot] = index + 1;
  }
  return undefined;
}

const TELLING = 10;

function spread(text: string): number {
  let hash = text.length;
  for (let at = Math.max(0, text.length - TELLING); at < text.length; at++)
    hash = Math.imul(hash, 31) + text.charCodeAt(at);
  return hash ^ (hash >>> 15);
}

function firstRepeatBySet(texts: readonly string[]): number | undefined {
  const seen = new Set<string>();
  const index = texts.findIndex((text) => seen.size === seen.add(text).size);
  return index < 0 ? undefined : index;
}
