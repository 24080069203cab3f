import * as v from 'valibot';

/**
 * The EU Hub's wire as this project defines it: the Hub's own interface pack is given to onboarded parties only. It is written down here
 * a second time, on purpose: a sandbox that shared the sender's code could not find the sender's mistakes.
 */
const text = v.pipe(v.string(), v.trim(), v.minLength(1));
const market = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/));
const codingScheme = v.picklist(['GTIN', 'PPN']);
const version = v.pipe(v.number(), v.integer(), v.minValue(1));

const mahAddress = v.object({
  street: v.optional(text),
  more: v.optional(text),
  city: text,
  state: v.optional(text),
  postalCode: v.optional(text),
  country: market,
}); // mandatory since Hub 1.16

export const productMasterData = v.object({
  requestId: text,
  productCode: text,
  codingScheme,
  version,
  name: text,
  commonName: text, // mandatory since Hub 1.16
  form: text,
  strength: text,
  packType: text,
  packSize: version,
  markets: v.pipe(
    v.array(v.object({ market, nationalCode: v.optional(text), mahId: text, mahName: text, mahAddress })),
    v.minLength(1),
  ),
});
export type ProductMasterData = v.InferOutput<typeof productMasterData>;

export const packUpload = v.object({
  requestId: text,
  productCode: text,
  codingScheme,
  version,
  markets: v.pipe(v.array(market), v.minLength(1)),
  batch: v.object({
    id: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
    expiry: v.pipe(v.string(), v.regex(/^\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])$/)),
  }),
  serials: v.pipe(v.array(v.string()), v.minLength(1)),
});
export type PackUpload = v.InferOutput<typeof packUpload>;

/** What became of packs of one batch. */
export const stateUpdate = v.object({
  ...packUpload.entries,
  state: v.picklist(['SAMPLE', 'FREE_SAMPLE', 'DESTROYED', 'EXPORTED', 'STOLEN', 'LOCKED', 'ACTIVE']),
  at: v.pipe(v.string(), v.isoTimestamp()),
});
export type StateUpdate = v.InferOutput<typeof stateUpdate>;

const { serials: _, ...ofBatch } = packUpload.entries;
/** A recall of a whole batch, for good. */
export const batchRecall = v.object({ ...ofBatch, at: v.pipe(v.string(), v.isoTimestamp()) });
export type BatchRecall = v.InferOutput<typeof batchRecall>;

/** A product that is withdrawn from all markets it is named for, for good. */
export const productWithdrawal = v.object({
  requestId: text,
  productCode: text,
  codingScheme,
  version,
  markets: v.pipe(v.array(market), v.minLength(1)),
  at: v.pipe(v.string(), v.isoTimestamp()),
});
export type ProductWithdrawal = v.InferOutput<typeof productWithdrawal>;

/** Packs in one upload. */
export const MOST_PACKS = 250_000;

export interface HubError {
  readonly code: string;
  readonly detail: string;
  readonly at?: string;
}

/** Where and what is wrong with a body. A mandatory member that is missing is the Hub's A16. */
export function errorsOf(issues: readonly v.BaseIssue<unknown>[]): HubError[] {
  return issues.map((issue) => {
    const at = `/${(issue.path ?? []).map(({ key }) => String(key)).join('/')}`;
    const missing = issue.input === undefined || issue.type === 'min_length';
    return { code: missing ? 'A16' : 'SCHEMA', detail: issue.message, at };
  });
}

/** True for 14 digits with a correct check digit (GS1 General Specifications §7.9), and for a PPN of 12 characters. */
export function isProductCode(code: string, scheme: 'GTIN' | 'PPN'): boolean {
  if (scheme === 'PPN') return /^[0-9A-Z]{12}$/.test(code);
  if (!/^\d{14}$/.test(code)) return false;
  const sum = [...code].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return sum % 10 === 0;
}
