import * as v from 'valibot';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { entryOfWhat, responderFields } from './directory-entry.ts';

/**
 * How a directory service is asked. No wire between directories is public, so this one is our own: another service is put behind an adapter that
 * speaks it.
 */
const told = v.object({ of: entryOfWhat, version: v.number(), ...responderFields });
const gone = v.object({ of: entryOfWhat, version: v.number(), removed: v.literal(true) });
const change = v.union([gone, told]);
const place = v.pipe(v.string(), v.maxLength(200));
const pageOfChanges = v.object({
  changes: v.pipe(v.array(change), v.maxLength(1000)),
  /** Behind the last of these changes. */
  next: place,
  more: v.boolean(),
});
const answerOfLookUp = v.object({ entries: v.pipe(v.array(told), v.maxLength(20)) });

/** An entry that is new or changed, or one that is gone. */
export type DirectoryChange = v.InferOutput<typeof change>;
export type ToldEntry = v.InferOutput<typeof told>;

const under = (base: string) => base.replace(/\/+$/, '');

export const changesUrl = (base: string, after: string): string =>
  `${under(base)}/changes?after=${encodeURIComponent(after)}&limit=500`;
export const lookUpUrl = (base: string, gtin: string): string => `${under(base)}/entries/${gtin}`;

/** Reads a page of changes. */
export const readChanges = (body: string): v.InferOutput<typeof pageOfChanges> | Refusal => read(pageOfChanges, body);

/** Reads what a directory knows about one GTIN. */
export function readLookUp(body: string): readonly ToldEntry[] | Refusal {
  const found = read(answerOfLookUp, body);
  return isRefusal(found) ? found : found.entries;
}

function read<Shape extends v.GenericSchema>(shape: Shape, body: string): v.InferOutput<Shape> | Refusal {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), body);
  if (result.success) return result.output;
  return refuse('busy', `the directory's answer cannot be read: ${result.issues[0].message}`);
}
