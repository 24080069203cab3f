import * as v from 'valibot';
import { blockState, serialBlockDetails } from '#shared/messages/serials-api.ts';
import type { Numbers } from '#shared/serials/block-counters.ts';
import { freeRangeKey } from './keys.ts';

/** What became of its numbers is counted when somebody asks, and stored nowhere. */
const { numbers: _, ...kept } = serialBlockDetails.entries;

export const storedBlock = v.object({
  ...kept,
  state: v.optional(blockState, 'allocated'),
  /** The market profile they were asked for. */
  market: v.optional(v.string()),
  /** Pages were fetched up to before this counter, one after another. */
  fetchedTo: v.optional(v.number()),
});
/** A serial request with its block, as its row has it. */
export type StoredBlock = v.InferOutput<typeof storedBlock>;

/**
 * True for a block that the caller's own company asked for, or the caller's own tenant issued: of several packers under grants of one tenant none has to
 * do with the numbers of another.
 */
export const isOwnBlock = (
  { tenant, home }: { readonly tenant: string; readonly home: string },
  block: Pick<StoredBlock, 'home'> | undefined,
): boolean => home === tenant || block?.home === home;

/** What names the request whose block begins, or goes on, at a counter. */
export const storedStart = v.object({ sk: v.string(), requestId: v.string() });

const storedRange = v.object({
  sk: v.string(),
  first: v.number(),
  last: v.number(),
  skips: v.exactOptional(v.array(v.number())),
  requestId: v.string(),
  holderLast: v.number(),
  returnedAt: v.optional(v.string(), ''),
});
/** Numbers that came back and may be drawn again. */
export type FreeRange = Numbers & {
  /** The request they belonged to, and the last counter of its block. */
  readonly requestId: string;
  readonly holderLast: number;
  /** When the last of them came back, ISO 8601: they rest from then on. Empty where nobody wrote it down. */
  readonly returnedAt: string;
  /** The key they were issued under. */
  readonly generation: number;
  /** The row's place in its list. */
  readonly at: string;
};

/** Reads the row of a free range of a generation. */
export function freeRangeOf(row: unknown, generation: number): FreeRange {
  const { sk, ...range } = v.parse(storedRange, row);
  return { ...range, generation, at: sk };
}

/** Digits of the largest exact whole number. */
export const padded = (counter: number) => String(counter).padStart(16, '0');

export type NewRange = Omit<FreeRange, 'at'>;

/** The row of a free range of `size` numbers. */
export function freeRangeRow(tenant: string, pool: string, { generation, ...range }: NewRange, size: number) {
  return { ...freeRangeKey(tenant, pool, generation, `${padded(size)}#${padded(range.first)}`), ...range };
}
