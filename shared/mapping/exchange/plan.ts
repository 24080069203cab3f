import * as v from 'valibot';

/** How a value of a shape stands in XML. */
export type Plan =
  | { readonly kind: 'text' | 'number' | 'flag' }
  | { readonly kind: 'list'; readonly item: Plan; readonly element: string }
  | {
      readonly kind: 'group';
      readonly members: ReadonlyMap<string, Plan>;
      readonly names: ReadonlyMap<string, string>;
    };

/** The parts of valibot's shapes that say of what kind a value is. */
const part = v.looseObject({
  type: v.string(),
  entries: v.optional(v.record(v.string(), v.unknown())),
  wrapped: v.optional(v.unknown()),
  item: v.optional(v.unknown()),
});

/** `gtinCount` as an element: `GtinCount`. */
export const elementOf = (member: string): string => member.charAt(0).toUpperCase() + member.slice(1);

/** What one of a list of `serials` is called: `Serial`; of `contents` and the like `Content`. */
const singular = (list: string): string => elementOf(list.endsWith('s') ? list.slice(0, -1) : list);

/** The plan that follows from a shape, by one rule for all: shapes and XML cannot drift apart. */
export function planOf(shape: unknown, name = ''): Plan {
  const { type, entries, wrapped, item } = v.parse(part, shape);
  if (wrapped !== undefined) return planOf(wrapped, name);
  if (type === 'array') return { kind: 'list', item: planOf(item), element: singular(name) };
  if (entries !== undefined) {
    const members = Object.entries(entries).map(([member, inner]) => [member, planOf(inner, member)] as const);
    const names = members.map(([member]) => [elementOf(member), member] as const);
    return { kind: 'group', members: new Map(members), names: new Map(names) };
  }
  if (type === 'number') return { kind: 'number' };
  return { kind: type === 'boolean' ? 'flag' : 'text' };
}
