import * as v from 'valibot';

const shape = v.object({
  /** The id under which it is said: the same again is the same statement. */
  statement: v.string(),
  market: v.string(),
  name: v.string(),
  values: v.record(v.string(), v.string()),
});
export type Draft = v.InferOutput<typeof shape>;

const KEY = 'seriate-statement';

/** What was written before its signer went to prove who he is. */
export function keptDraft(): Draft | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), sessionStorage.getItem(KEY) ?? '');
  return read.success ? read.output : undefined;
}

export const keepDraft = (draft: Draft): void => sessionStorage.setItem(KEY, JSON.stringify(draft));
export const dropDraft = (): void => sessionStorage.removeItem(KEY);
