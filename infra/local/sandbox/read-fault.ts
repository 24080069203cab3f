import * as v from 'valibot';
import type { Fault, FaultKind } from './faults.ts';

const kinds = [
  'refuse',
  'status',
  'slow',
  'truncate',
  'no-answer',
  'html',
  'wrong-id',
  'duplicate',
  'lost-result',
  'out-of-order',
] as const satisfies readonly FaultKind['kind'][];

const within = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const requests = within(1, 1_000_000_000);

const said = v.strictObject({
  kind: v.picklist(kinds),
  on: v.string(),
  from: v.optional(requests),
  count: v.optional(requests),
  rate: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  status: v.optional(within(300, 599)),
  retryAfter: v.optional(within(0, 86_400)),
  ms: v.optional(within(0, 600_000)),
});
type Said = v.InferOutput<typeof said>;

/**
 * A fault as JSON says it, with all that it needs and nothing that it does not use: `status` (300 to 599) with `kind` `status`, `ms` (ten minutes at
 * most) with `slow`, and either `from` and `count` or `rate` (0 to 1).
 */
export const readFault = v.pipe(
  said,
  v.rawCheck(({ dataset, addIssue }) => {
    const message = dataset.typed ? problemOf(dataset.value) : undefined;
    if (message !== undefined) addIssue({ message });
  }),
  v.transform((fault): Fault => ({ ...whatOf(fault), on: fault.on, ...whenOf(fault) })),
);

function problemOf({ kind, from, count, rate, status, retryAfter, ms }: Said): string | undefined {
  if ((kind === 'status') !== (status !== undefined)) return '`status` goes with kind status, and only with it';
  if (retryAfter !== undefined && kind !== 'status') return '`retryAfter` goes with kind status only';
  if ((kind === 'slow') !== (ms !== undefined)) return '`ms` goes with kind slow, and only with it';
  const isCounted = from !== undefined && count !== undefined && rate === undefined;
  const isByChance = rate !== undefined && from === undefined && count === undefined;
  return isCounted || isByChance ? undefined : 'when it strikes is either `from` and `count`, or `rate`';
}

function whatOf({ kind, status = 500, retryAfter, ms = 0 }: Said): FaultKind {
  if (kind === 'status') return { kind, status, ...(retryAfter !== undefined && { retryAfter }) };
  return kind === 'slow' ? { kind, ms } : { kind };
}

const whenOf = ({ from = 1, count = 1, rate }: Said) => (rate === undefined ? { from, count } : { rate });
