import * as v from 'valibot';
import { readNdc } from '../gs1/national/ndc.ts';
import { isDay } from '../is-day.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { isText } from '../vrs/pack-identity.ts';

/** Form FDA 3911, Drug Notification: what it asks for [R]. The form itself was not at hand; its layout is not ours to keep. */
export const noticeTypes = ['initial', 'follow-up', 'termination'] as const;
export type NoticeType = (typeof noticeTypes)[number];

export const classifications = [
  'counterfeit',
  'diverted',
  'stolen',
  'adulterated',
  'fraudulent-transaction',
  'unfit-for-distribution',
  // Of a manufacturer: it is not illegitimate yet (FD&C Act 582(b)(4)(B)(ii)(II)).
  'high-risk-of-illegitimacy',
] as const;

const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const day = v.pipe(v.string(), v.isoDate('must be a day, such as 2026-03-01'));

export const reporter = v.strictObject({
  company: text(200),
  address: text(400),
  name: text(200),
  email: v.pipe(v.string(), v.email(), v.maxLength(254)),
  phone: text(40),
});

export const noticeProduct = v.strictObject({
  /** As the label has it. */
  name: text(200),
  dosageForm: text(100),
  strength: text(100),
  ndc: v.pipe(v.string(), v.maxLength(20)),
  lots: v.pipe(
    v.array(v.strictObject({ lot: text(20), expiry: v.exactOptional(day) })),
    v.minLength(1),
    v.maxLength(100),
  ),
  serials: v.optional(v.pipe(v.array(text(20)), v.maxLength(2_000)), []),
});

/** What a person states; the rest comes from the case. */
export const noticeContent = v.strictObject({
  classification: v.picklist(classifications),
  product: noticeProduct,
  /** What happened, and of a request for termination why the notice is not needed any more. */
  description: text(4_000),
  reporter,
});
export type NoticeContent = v.InferOutput<typeof noticeContent>;

/** A notice as it is sent: JSON in place of the form. */
export interface Notice extends NoticeContent {
  /** Of ours; FDA's office is asked by it what became of the notice. */
  readonly notice: string;
  readonly type: NoticeType;
  /** That FDA gave the first one. */
  readonly incident?: string;
  /** ISO 8601. */
  readonly determinedAt: string;
}

const rule = 'Form FDA 3911';

type Judged = Pick<Notice, 'type' | 'incident' | 'product' | 'classification'>;

/**
 * What is wrong with the fields of a notice, each with its place.
 *
 * @param determined what the product was determined to be: the first notice says nothing else
 */
export function noticeProblems({ type, incident, product, classification }: Judged, determined?: string): Refusal[] {
  const problems: Refusal[] = [];
  const add = (at: string, detail: string, remedy: string) =>
    problems.push(refuse('malformed', detail, { at, rule, remedy }));
  if (type !== 'initial' && incident === undefined)
    add('/type', `a ${type} notice quotes the incident number`, 'wait for the number that FDA gives the first notice');
  if (type === 'initial' && determined !== undefined && classification !== determined)
    add(
      '/classification',
      `it was determined to be ${determined}`,
      'say so; what was found since is told by a follow-up',
    );
  const ndc = readNdc(product.ndc);
  if (isRefusal(ndc)) add('/product/ndc', ndc.detail, 'write the NDC with hyphens');
  for (const [i, { lot, expiry }] of product.lots.entries()) {
    if (!isText(lot)) add(`/product/lots/${i}/lot`, 'is no lot of GS1 set 82', 'write the lot as it is on the pack');
    if (expiry !== undefined && !isDay(expiry))
      add(`/product/lots/${i}/expiry`, `${expiry} is no day of the calendar`, 'write the day as it is on the pack');
  }
  for (const [i, serial] of product.serials.entries())
    if (!isText(serial)) add(`/product/serials/${i}`, 'is no serial of GS1 set 82', 'write it as it is on the pack');
  return problems;
}
