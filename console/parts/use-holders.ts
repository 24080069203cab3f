import * as v from 'valibot';
import { useAskedOrNone } from './use-asked.ts';

const holder = v.object({
  holder: v.string(),
  name: v.string(),
  partner: v.optional(v.string()),
  sent: v.number(),
  held: v.number(),
  dispensed: v.number(),
  ended: v.number(),
  said: v.optional(v.array(v.object({ by: v.string(), packs: v.number() })), []),
});
export type Holder = v.InferOutput<typeof holder>;

export const holdersCount = v.object({
  state: v.picklist(['running', 'done']),
  packs: v.number(),
  countedAt: v.string(),
  doneAt: v.optional(v.string()),
  holders: v.array(holder),
});
export type HoldersCount = v.InferOutput<typeof holdersCount>;

const ASK_MS = 1_500;
/** Somebody else may have it counted anew. */
const REST_MS = 10_000;

/** Who holds the packs of a recall, as it was last counted; asked again all the time, and often while it is being counted. None while nobody has had it counted. @param path of the recall */
export function useHolders(path: string) {
  const { data, error, isPending } = useAskedOrNone(`${path}/holders`, holdersCount, {
    every: ASK_MS,
    rest: (count) => (count?.state === 'running' ? undefined : REST_MS),
  });
  return { count: data ?? undefined, isPending, error };
}
