import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));

/** What the office reads of a notice, by its own lights: the fields of Form FDA 3911 as regulators.md 4.1 lists them. */
const notice = v.object({
  notice: v.pipe(v.string(), v.uuid()),
  type: v.picklist(['initial', 'follow-up', 'termination']),
  incident: v.optional(text),
  determinedAt: v.pipe(v.string(), v.isoTimestamp()),
  classification: v.picklist([
    'counterfeit',
    'diverted',
    'stolen',
    'adulterated',
    'fraudulent-transaction',
    'unfit-for-distribution',
    'high-risk-of-illegitimacy',
  ]),
  product: v.object({
    name: text,
    dosageForm: text,
    strength: text,
    ndc: v.pipe(
      v.string(),
      v.regex(/^(\d{4}-\d{4}-\d{2}|\d{5}-\d{3}-\d{2}|\d{5}-\d{4}-\d{1,2}|\d{6}-\d{4}-\d{2}|\d{11,12})$/),
    ),
    lots: v.pipe(v.array(v.object({ lot: text })), v.minLength(1)),
  }),
  description: text,
  reporter: v.object({ company: text, address: text, name: text, email: v.pipe(v.string(), v.email()), phone: text }),
});
export type SeenNotice = v.InferOutput<typeof notice>;

/** A notice, or what is wrong with it. */
export function readNotice(body: Buffer): SeenNotice | string {
  try {
    const read = v.safeParse(notice, JSON.parse(body.toString('utf8')));
    if (read.success) return read.output;
    const [issue] = read.issues;
    return `${issue.path?.map(({ key }) => String(key)).join('.')}: ${issue.message}`;
  } catch {
    return 'no JSON';
  }
}
