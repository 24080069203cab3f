import * as v from 'valibot';
import { hasCheckDigit } from '../rsd/read-request.ts';
import { Problem } from './problem.ts';

/** Whether there is such a one is for the service to say, not for the check digit. */
const gln = v.pipe(v.string(), v.regex(/^\d{13}$/));
const gtin = v.pipe(
  v.string(),
  v.check((text) => hasCheckDigit(text, 14), 'is no GTIN'),
);
const serial = v.pipe(v.string(), v.regex(/^[!-~]{1,20}$/));
const lot = v.pipe(v.string(), v.minLength(1), v.maxLength(20));
const day = v.pipe(v.string(), v.isoDate());
const reason = v.picklist(['10', '20', '30', '40', '50']);

const pack = v.pipe(
  v.strictObject({ gtin, sn: serial, bn: lot, xd: day }),
  v.transform(({ gtin, sn, bn, xd }) => ({ gtin, serial: sn, lot: bn, expiry: xd })),
);
const packs = v.pipe(v.array(pack), v.minLength(1), v.maxLength(50_000));

const made = v.pipe(
  v.strictObject({
    gtin,
    bn: lot,
    xd: day,
    md: day,
    snList: v.pipe(v.array(serial), v.minLength(1), v.maxLength(50_000)),
  }),
  v.check(({ md, xd }) => md < xd, 'md is not before xd'),
  v.transform(({ gtin, bn, xd, snList }) => ({
    productList: snList.map((one) => ({ gtin, serial: one, lot: bn, expiry: xd })),
  })),
);
const to = v.strictObject({ togln: gln, productList: packs });
const alone = v.strictObject({ productList: packs });

/** What a service of lists takes. */
const lists = {
  production: made,
  import: made,
  export: v.strictObject({ countryCode: v.pipe(v.string(), v.regex(/^(?!TR)[A-Z]{2}$/)), productList: packs }),
  deactivation: v.strictObject({ dr: reason, explanation: v.string(), productList: packs }),
  pharmacysale: v.looseObject({ productList: packs }),
  pharmacysalecancel: v.looseObject({ productList: packs }),
  accept: alone,
  acceptcancel: alone,
  verify: alone,
  verification: alone,
  check_status: alone,
} as const;
const isNamed = (service: string): service is keyof typeof lists => Object.hasOwn(lists, service);

const ofPts = {
  token: v.strictObject({ username: v.string(), password: v.string() }),
  search: v.strictObject({
    sourceGln: v.optional(v.string(), ''),
    destinationGln: v.optional(v.string(), ''),
    bringNotReceivedTransferInfo: v.picklist([0, 1]),
    startDate: day,
    endDate: day,
  }),
  fetch: v.strictObject({ transferId: v.string() }),
  send: v.strictObject({ sourceGln: gln, destinationGln: gln, fileStream: v.pipe(v.string(), v.minLength(1)) }),
};

function parse<Schema extends v.GenericSchema>(schema: Schema, bytes: Buffer): v.InferOutput<Schema> {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), bytes.toString('utf8'));
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new Problem('90001', `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}

/** Reads a list of packs as its service takes it. @throws Problem */
export function readList(service: string, bytes: Buffer) {
  if (isNamed(service)) return { party: '', packs: parse(lists[service], bytes).productList };
  const { togln, productList } = parse(to, bytes);
  return { party: togln, packs: productList };
}

export const readLogin = (bytes: Buffer) => parse(ofPts.token, bytes);
export const readSearch = (bytes: Buffer) => parse(ofPts.search, bytes);
export const readFetch = (bytes: Buffer) => parse(ofPts.fetch, bytes).transferId;
export const readPackage = (bytes: Buffer) => parse(ofPts.send, bytes);
