import * as v from 'valibot';
import { kinds } from './kinds.ts';

/** `lot.released`, `lot.*` or `*`. */
const families = [...new Set(Object.keys(kinds).map((name) => name.split('.')[0] ?? ''))];
const known: ReadonlySet<string> = new Set(['*', ...families.map((family) => `${family}.*`), ...Object.keys(kinds)]);

/** True for a kind, a family or all. */
export const isPattern = (text: string): boolean => known.has(text);

export const kindPattern = v.pipe(
  v.string(),
  v.check(isPattern, `must be a kind, a family such as lot.*, or *; GET /api/announcement-kinds lists them`),
);

const oneOrMore = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  v.minLength(1),
  v.maxLength(100),
);

/** What an announcement has to be about: of each member that is given, one of the values. One that does not say the member is not told. */
export const filter = v.strictObject({
  gtin: v.exactOptional(oneOrMore),
  lot: v.exactOptional(oneOrMore),
  partner: v.exactOptional(oneOrMore),
  market: v.exactOptional(oneOrMore),
  site: v.exactOptional(oneOrMore),
});
export type Filter = v.InferOutput<typeof filter>;

/** True for a kind that one of the patterns names. */
export const isOfKind = (patterns: readonly string[], kind: string): boolean =>
  patterns.some(
    (pattern) =>
      pattern === '*' || pattern === kind || (pattern.endsWith('.*') && kind.startsWith(pattern.slice(0, -1))),
  );

/** True for an announcement that whoever wants these kinds, and what fits the filter, is told of. */
export function isWanted(
  wanted: { readonly kinds: readonly string[]; readonly filter?: Filter | undefined },
  { kind, data }: { readonly kind: string; readonly data: Readonly<Record<string, unknown>> },
): boolean {
  if (!isOfKind(wanted.kinds, kind)) return false;
  return Object.entries(wanted.filter ?? {}).every(([member, values]) => values.includes(String(data[member] ?? '')));
}

/** Members of a filter that no kind among those wanted ever says: nothing would be told, for ever. */
export const neverSaid = (patterns: readonly string[], wanted: Filter): string[] =>
  Object.keys(wanted).filter(
    (member) =>
      !Object.entries(kinds).some(
        ([kind, { data }]) => isOfKind(patterns, kind) && Object.hasOwn(data.entries, member),
      ),
  );
