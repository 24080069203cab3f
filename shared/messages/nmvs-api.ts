import * as v from 'valibot';
import { countries } from '../regimes/eu/countries.ts';
import { alertStates } from '../regimes/eu/nmvs/alert.ts';
import { acts, versions } from '../regimes/eu/nmvs/operations.ts';

/** Shapes of the HTTP API for national verification systems (NMVS). */
const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));
/** ClientTrxId: at most 32 characters (NMVS interface). */
const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,32}$/, 'must be 1 to 32 letters, digits or ._-'));
const country = v.pipe(
  v.string(),
  v.regex(/^[A-Z]{2}$/, 'must be two capital letters'),
  v.check((code) => countries.includes(code), 'must be a country of the European system'),
);
const product = v.pipe(v.string(), v.regex(/^(\d{14}|[0-9A-Z]{12})$/, 'must be a GTIN of 14 digits or a PPN of 12'));

const expiry = v.pipe(text(6), v.description('YYMMDD as the code has it; day 00 stays as it is'));

const pack = v.strictObject({
  product,
  nhrn: v.exactOptional(text(50)),
  batch: text(20),
  expiry,
  serial: text(40),
});

const asked = {
  id,
  country,
  act: v.picklist(acts),
  undo: v.optional(v.boolean(), false),
  /** Sub-user of the access. */
  user: v.exactOptional(text(32)),
  /** Id of the transaction that is reversed. */
  undoes: v.exactOptional(id),
};

const anyway = v.optional(
  v.pipe(
    v.boolean(),
    v.description('send it though most of the packs are, by our own ledger, none of the lot that is named'),
  ),
  false,
);

/** One operation on one pack: its scanned code, or its elements. */
export const packOperation = v.strictObject({
  ...asked,
  code: v.exactOptional(
    v.pipe(
      text(300),
      v.description(
        'as it is scanned or typed: a GS1 element string with (01), (21), (17) and (10), the same in brackets, a Digital Link with 17 in its query, or an IFA code with a PPN',
      ),
    ),
  ),
  pack: v.exactOptional(pack),
});
export type PackOperation = v.InferOutput<typeof packOperation>;

/** One operation on packs of one batch. */
export const bulkOperation = v.strictObject({
  ...asked,
  product,
  nhrn: v.exactOptional(text(50)),
  batch: text(20),
  expiry,
  serials: v.pipe(v.array(text(40)), v.minLength(1), v.maxLength(100_000)),
  anyway,
});
export type BulkOperation = v.InferOutput<typeof bulkOperation>;

/** Operations of their own on many packs. Items of one request are done in no order: no pack stands twice. */
export const mixedOperation = v.strictObject({
  id,
  country,
  user: asked.user,
  anyway,
  items: v.pipe(
    v.array(v.strictObject({ act: asked.act, undo: asked.undo, ...pack.entries })),
    v.minLength(1),
    v.maxLength(50_000),
  ),
});
export type MixedOperation = v.InferOutput<typeof mixedOperation>;

const origin = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https:\/\/[^/?#]+\/?$/i, 'must be https://host:port without a path'),
  v.maxLength(300),
);

/** How a tenant reaches a country's NMVS. What proves who it is, is in the secret. */
export const wantedAccess = v.strictObject({
  version: v.picklist(versions),
  services: v.strictObject({
    single: origin,
    bulk: v.exactOptional(origin),
    mixed: v.exactOptional(origin),
    support: v.exactOptional(origin),
  }),
  alertsUrl: v.exactOptional(
    v.pipe(v.string(), v.url(), v.regex(/^https:\/\//i, 'must be an https URL'), v.maxLength(300)),
  ),
  clientLoginId: text(100),
  userId: text(100),
  /** `seriate/nmvs/<tenant>/<secret>` in Secrets Manager. */
  secret: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}$/, 'must be 1 to 100 letters, digits or _.-')),
  /** ISO 639-2. */
  language: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{3}$/, 'must be three letters, as eng')), 'eng'),
});

export const alertMove = v.strictObject({
  state: v.picklist(alertStates),
  /** The one that was seen; where somebody else has changed the alert since, it is refused. */
  version: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000)),
});

export const retryReason = v.strictObject({ reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000)) });
