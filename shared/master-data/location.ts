import * as v from 'valibot';
import { valueProblem } from '../gs1/application-identifiers.ts';
import { readGln } from '../gs1/gln.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { countryProblems } from './country-problems.ts';
import { companyPrefix, country, text } from './product.ts';
import { registrations } from './registrations.ts';

export const locationKinds = [
  'manufacturing',
  'packaging',
  'warehouse',
  'distribution',
  'office',
  'pharmacy',
  'hospital',
  'other',
] as const;
const gln = v.pipe(v.string(), v.regex(/^\d{13}$/, 'must be 13 digits'));
/** AI (254) extends the GLN; only what can stand in an SGLN. */
const extension = v.pipe(v.string(), v.minLength(1), v.maxLength(20));

export const address = v.strictObject({
  street: v.optional(text),
  more: v.optional(text),
  city: text,
  state: v.optional(text),
  postalCode: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20))),
  country,
});

export type Address = v.InferOutput<typeof address>;

/** A place inside the site where things are read: a GLN extension of the site's, or a GLN of its own. */
const readPoint = v.strictObject({ extension: v.optional(extension), gln: v.optional(gln), name: text });

/** A place by its GLN: whose it is, where it is, and its read points. */
export const location = v.strictObject({
  companyPrefix,
  name: text,
  kind: v.picklist(locationKinds),
  address,
  /** The partner whose place it is; absent: the tenant's own. */
  partner: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be the id of a partner'))),
  latitude: v.optional(v.pipe(v.number(), v.minValue(-90), v.maxValue(90))),
  longitude: v.optional(v.pipe(v.number(), v.minValue(-180), v.maxValue(180))),
  readPoints: v.optional(v.pipe(v.array(readPoint), v.maxLength(200))),
  /** What regulators call the place. */
  registrations: v.optional(registrations),
});
export type LocationContent = v.InferOutput<typeof location>;

/** A location as it is in force. */
export type Location = LocationContent & { readonly gln: string; readonly version: number };

/** What is wrong with a location, each with its place. @param gln 13 digits */
export function locationProblems(gln: string, item: LocationContent): Refusal[] {
  return [
    ...glnProblems(gln, item.companyPrefix, ''),
    ...countryProblems(item.address.country, '/address/country'),
    ...(item.readPoints ?? []).flatMap((point, i) => readPointProblems(item, point, i)),
  ];
}

function glnProblems(gln: string, prefix: string, at: string): Refusal[] {
  const read = readGln(gln);
  if (isRefusal(read)) return [{ ...read, ...(at !== '' && { at }) }];
  if (gln.startsWith(prefix)) return [];
  return [
    refuse('malformed', `GLN ${gln} does not begin with company prefix ${prefix}`, {
      at: at || '/companyPrefix',
      rule: 'GS1 GS §2.4, EPC TDS §7.5: an SGLN begins with the company prefix',
      remedy: 'give the prefix that GS1 assigned, or mend the GLN',
    }),
  ];
}

function readPointProblems(item: LocationContent, point: v.InferOutput<typeof readPoint>, i: number): Refusal[] {
  const at = `/readPoints/${i}`;
  if ((point.extension === undefined) === (point.gln === undefined))
    return [
      refuse('malformed', 'a read point has an extension or a GLN of its own', { at, remedy: 'give one of the two' }),
    ];
  if (point.gln !== undefined) return glnProblems(point.gln, item.companyPrefix, `${at}/gln`);
  const wrong = valueProblem('254', point.extension ?? '');
  if (wrong !== undefined)
    return [refuse('malformed', wrong.detail, { at: `${at}/extension`, rule: 'GS1 GS §3.5.4: AI (254)' })];
  const twice = (item.readPoints ?? []).findIndex(({ extension: other }) => other === point.extension) !== i;
  return twice
    ? [
        refuse('malformed', `extension ${point.extension} stands twice`, {
          at: `${at}/extension`,
          remedy: 'name it once',
        }),
      ]
    : [];
}
