import * as v from 'valibot';
import type { Pool } from '#shared/serials/pool.ts';

const counter = v.pipe(v.number(), v.integer(), v.minValue(0));
const ofEvery = {
  id: v.string(),
  next: counter,
  last: v.pipe(v.number(), v.integer(), v.minValue(-1)),
  state: v.picklist(['active', 'frozen', 'retired']),
  revision: counter,
  profile: v.exactOptional(v.string()),
  threshold: v.exactOptional(counter),
  refill: v.exactOptional(v.object({ issuer: v.record(v.string(), v.string()), amount: counter })),
  use: v.exactOptional(v.object({ day: counter, counts: v.array(counter) })),
};
const generations = v.array(v.object({ generation: counter, from: counter, key: v.exactOptional(v.string()) }));
const spelled = { gtin: v.string(), alphabet: v.string(), length: v.number(), generations };

const storedPool = v.variant('kind', [
  v.object({ kind: v.literal('random'), ...ofEvery, ...spelled }),
  v.object({ kind: v.literal('sequential'), ...ofEvery, ...spelled, suffix: counter }),
  v.object({ kind: v.literal('sscc'), ...ofEvery, companyPrefix: v.string(), extensionDigit: v.string() }),
  v.object({
    kind: v.literal('imported'),
    ...ofEvery,
    gtin: v.string(),
    lengths: v.record(v.string(), counter),
    letters: v.string(),
  }),
]);

/** A row of the serials table as the pool it is. */
export const readPool = (row: unknown): Pool => v.parse(storedPool, row);

const storedIssuer = v.object({
  pools: v.exactOptional(v.array(v.string()), []),
  /** Lists that came into pools of this space. */
  lists: v.exactOptional(counter, 0),
  /** The list that is coming in now. */
  importing: v.exactOptional(v.string()),
});

/** What stands behind a GTIN, or a space of SSCCs: its pools, and its lists of codes. */
export type Issuer = v.InferOutput<typeof storedIssuer>;
export const readIssuer = (row: unknown): Issuer => v.parse(storedIssuer, row ?? {});
