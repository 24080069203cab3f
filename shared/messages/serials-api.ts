import * as v from 'valibot';
import { id } from '../id.ts';

/** Shapes of the HTTP API for serial requests, blocks, files of serials and look-up. */
const counter = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const reason = v.pipe(v.string(), v.trim(), v.minLength(3, 'must say why, in 3 characters or more'), v.maxLength(500));

/** Allocated: given to a request. Delivered: in the hands of who asked. Closed: nothing more of it will be used. */
export const blockState = v.picklist(['allocated', 'delivered', 'closed']);

/** Consumed: every number of the block is used, returned or destroyed, and some are used. It is told where the numbers are counted. */
export const toldState = v.picklist([...blockState.options, 'consumed']);

/** What became of the numbers of a block. The four of them add up to its `count`. */
export const blockNumbers = v.object({
  returned: counter,
  destroyed: counter,
  /** Those still held that an event names, whatever it says of them. Absent, as `open` is, where there are too many to be counted for one answer. */
  consumed: v.optional(counter),
  /** Those still held of which nothing is known. */
  open: v.optional(counter),
});
export type BlockNumbers = v.InferOutput<typeof blockNumbers>;

/** Numbers of a block that were never used: given back to their pool, or destroyed for ever. */
export const fate = v.picklist(['returned', 'destroyed']);
export type Fate = v.InferOutput<typeof fate>;

export const blockPart = v.object({
  /** Counters, both inclusive. */
  first: counter,
  last: counter,
  fate,
  reason: v.string(),
  by: v.string(),
  /** ISO 8601. */
  at: v.string(),
  /** The caller's id of the return or destruction. */
  id: v.optional(v.string()),
});
export type BlockPart = v.InferOutput<typeof blockPart>;

/** A serial request, the block it was given, and what became of it. */
export const serialBlockDetails = v.object({
  requestId: v.string(),
  pool: v.string(),
  /** 14 digits; absent for SSCCs. */
  gtin: v.optional(v.string()),
  first: counter,
  last: counter,
  /** Counters in between that are not the block's, ascending. */
  skips: v.optional(v.array(counter)),
  count: counter,
  site: v.string(),
  line: v.optional(v.string()),
  order: v.optional(v.string()),
  partner: v.optional(v.string()),
  /** The company that asked: the tenant itself, or one under its grant. */
  home: v.optional(v.string()),
  /** Its person or client. */
  by: v.optional(v.string()),
  state: v.optional(toldState, 'allocated'),
  allocatedAt: v.optional(v.string(), ''),
  deliveredAt: v.optional(v.string()),
  closedAt: v.optional(v.string()),
  parts: v.optional(v.array(blockPart), []),
  numbers: v.optional(blockNumbers),
});
export type SerialBlockDetails = v.InferOutput<typeof serialBlockDetails>;

export const serialRequestPage = v.object({
  requests: v.array(serialBlockDetails),
  /** Ask for the next page with it as `after`; absent on the last page. */
  next: v.optional(v.string()),
});

/** Ranges of counters, or the codes themselves. */
export const giveBack = v.pipe(
  v.strictObject({
    /** The caller's own id: sent again with it, the same numbers are given back once. */
    id,
    ranges: v.optional(v.pipe(v.array(v.strictObject({ first: counter, last: counter })), v.maxLength(90))),
    serials: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(20))), v.maxLength(20_000))),
    reason,
  }),
  v.check(
    ({ ranges = [], serials = [] }) => ranges.length + serials.length > 0,
    'must name ranges of counters, or serials',
  ),
);
export type GiveBack = v.InferOutput<typeof giveBack>;

export const fileFormat = v.picklist(['text', 'csv', 'jsonl'], 'must be text, csv or jsonl');
export const fileCompression = v.picklist(['gzip'], 'must be gzip, or left out');
export const wantedFile = v.strictObject({ format: fileFormat, compression: v.optional(fileCompression) });
export type WantedFile = v.InferOutput<typeof wantedFile>;

/** Due: to be written. Ready: may be fetched. Failed: somebody must look. Expired: dropped; ask for it again. */
export const fileState = v.picklist(['due', 'ready', 'failed', 'expired']);

export const serialFileAnswer = v.object({
  requestId: v.string(),
  ...wantedFile.entries,
  state: fileState,
  createdAt: v.string(),
  /** Serials in the file. */
  count: v.optional(counter),
  /** Of the file as it is fetched, compressed or not, in hexadecimal. */
  sha256: v.optional(v.string()),
  bytes: v.optional(counter),
  /** Where the file is fetched without a token, for some minutes. */
  url: v.optional(v.string()),
  urlUntil: v.optional(v.string()),
  /** When the file is dropped. */
  expiresAt: v.optional(v.string()),
  failure: v.optional(v.string()),
});
export type SerialFileAnswer = v.InferOutput<typeof serialFileAnswer>;

/** What is known of a code. */
export const codeAnswer = v.object({
  /** The code as it is compared, a GS1 Digital Link. */
  epc: v.string(),
  /** False: not issued by a pool of this tenant. Nothing more is told then. */
  issued: v.boolean(),
  gtin: v.optional(v.string()),
  serial: v.optional(v.string()),
  sscc: v.optional(v.string()),
  pool: v.optional(v.string()),
  /** Of the pool's key; absent for pools without one. */
  generation: v.optional(v.number()),
  counter: v.optional(counter),
  requestId: v.optional(v.string()),
  block: v.optional(
    v.object({ first: counter, last: counter, state: toldState, count: counter, numbers: v.optional(blockNumbers) }),
  ),
  issuedAt: v.optional(v.string()),
  to: v.optional(
    v.object({
      site: v.string(),
      line: v.optional(v.string()),
      order: v.optional(v.string()),
      partner: v.optional(v.string()),
      /** Who asked for it: the tenant itself, or one under its grant. */
      company: v.optional(v.string()),
    }),
  ),
  /** `allocated`, `returned` or `destroyed`; once events name it what those say: `commissioned`, `decommissioned` or `unknown`. */
  state: v.optional(v.string()),
  disposition: v.optional(v.string()),
  lot: v.optional(v.string()),
  /** How it was given back, should it have been. */
  part: v.optional(blockPart),
});
export type CodeAnswer = v.InferOutput<typeof codeAnswer>;

/** Wanted: to be asked for. Requested: the issuer has it. Received: its codes are here. Imported: they are in the pool. Failed: somebody must look. */
export const refillState = v.picklist(['wanted', 'requested', 'received', 'imported', 'failed']);

export const refillAnswer = v.object({
  refillId: v.string(),
  /** What the issuer knows it by: another one after the settings were changed. */
  requestId: v.string(),
  pool: v.string(),
  amount: counter,
  state: refillState,
  attempts: counter,
  failure: v.optional(v.string()),
  createdAt: v.string(),
  updatedAt: v.string(),
  /** When it is tried next. */
  notBefore: v.optional(v.string()),
});
export type RefillAnswer = v.InferOutput<typeof refillAnswer>;
