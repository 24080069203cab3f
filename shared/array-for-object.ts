import * as v from 'valibot';
import type { ShapeProblem } from './shape-problems.ts';

const objects: ReadonlySet<string> = new Set(['object', 'strict_object', 'loose_object', 'record', 'variant']);

/** The parts of valibot's shapes that say of what kind a value is. */
const part = v.looseObject({
  type: v.string(),
  entries: v.optional(v.record(v.string(), v.unknown())),
  wrapped: v.optional(v.unknown()),
  item: v.optional(v.unknown()),
  value: v.optional(v.unknown()),
});

/**
 * The first place of a value at which an array stands where its shape wants an object. For valibot an array is an object without members: it would miss
 * every one, or pass where none is needed.
 */
export function arrayForObject(shape: unknown, value: unknown, at = ''): ShapeProblem | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const read = v.safeParse(part, shape);
  if (!read.success) return undefined;
  const { type, entries = {}, wrapped, item, value: each } = read.output;
  if (wrapped !== undefined) return arrayForObject(wrapped, value, at);
  if (objects.has(type) && Array.isArray(value))
    return { at: at || '/', detail: 'an object is wanted here, an array came', remedy: 'send {…} in place of […]' };
  for (const [name, inner] of Object.entries(value)) {
    const of = Array.isArray(value) ? item : Object.hasOwn(entries, name) ? entries[name] : each;
    const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
    const found = of === undefined ? undefined : arrayForObject(of, inner, `${at}/${step}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
