import type { Json } from './json.ts';
import { pointerStep } from './json-pointer.ts';

const escapedSurrogate = /\\u[dD][89a-fA-F]/;

/** True for JSON text that may hold half a surrogate pair, which no UTF-8 can carry. */
export const mayBeIllFormed = (json: string): boolean =>
  !json.isWellFormed() || (json.includes('\\') && escapedSurrogate.test(json));

/**
 * JSON pointer of the first member name or text that holds half a surrogate pair; undefined when there is none. The tree
 * is walked only when the text it came from shows that there may be one.
 */
export function illFormedAt(json: string, value: Json): string | undefined {
  return mayBeIllFormed(json) ? walk(value, '') : undefined;
}

function walk(value: Json, pointer: string): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : pointer;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const here = pointer + pointerStep(name);
    if (!name.isWellFormed()) return pointer;
    const found = walk(member ?? null, here);
    if (found !== undefined) return found;
  }
  return undefined;
}
