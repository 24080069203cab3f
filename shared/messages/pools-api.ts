import * as v from 'valibot';
import { id } from '../id.ts';
import { poolStates } from '../serials/pool-kinds.ts';

/** Shapes of the HTTP API for pools, their settings and imported lists. */
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'));
const profile = v.exactOptional(id);
/** Letters a serial may use; the default leaves out I, O, Q and Z, which people and keyboards confuse. */
const alphabet = v.optional(v.string(), '0123456789ABCDEFGHJKLMNPRSTUVWXY');
const length = v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(20)), 13);

// Strict: a misspelt profile would make a pool under no market's rule, for good.
export const newPool = v.variant('kind', [
  v.strictObject({ kind: v.literal('random'), gtin, alphabet, length, profile }),
  v.strictObject({
    kind: v.literal('sequential'),
    gtin,
    alphabet: v.optional(v.string(), '0123456789'),
    length,
    /** Letters at the end that cannot be guessed. */
    suffix: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(19)), 0),
    profile,
  }),
  v.strictObject({
    kind: v.literal('sscc'),
    companyPrefix: v.pipe(v.string(), v.regex(/^\d{6,12}$/, 'must be 6 to 12 digits')),
    extensionDigit: v.optional(v.pipe(v.string(), v.regex(/^\d$/, 'must be one digit')), '0'),
  }),
  v.strictObject({ kind: v.literal('imported'), gtin, profile }),
]);
export type NewPool = v.InferOutput<typeof newPool>;

const issuerUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i, 'must be an http(s) URL'), v.maxLength(2000));
/** Name of the secret that proves there who the tenant is: `seriate/issuers/<tenant>/<name>` in Secrets Manager. */
const secretName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}$/, 'must be 1 to 100 letters, digits or _.-'),
);

/** An issuer that speaks this very API: another company's enterprise level. */
const seriateIssuer = v.strictObject({
  kind: v.literal('seriate'),
  /** Base URL of its API. */
  url: issuerUrl,
  /** The pool there. */
  pool: id,
  /** Whose data the pool there is, when it is not the client's own tenant. */
  actingFor: v.exactOptional(id),
  /** Where its tokens come from; `/oauth2/token` of the URL when absent. */
  tokenUrl: v.exactOptional(v.pipe(v.string(), v.url(), v.maxLength(2000))),
  /** Name of the secret that holds client id and secret. */
  secret: secretName,
});

/** An order management station (OMS) of CRPT: Russia, and those who keep its interface. */
const omsIssuer = v.strictObject({
  kind: v.literal('oms'),
  url: issuerUrl,
  /** Which station. */
  omsId: v.pipe(v.string(), v.uuid('must be a UUID')),
  /** `pharma` when absent. */
  productGroup: v.exactOptional(id),
  /** How the codes are made up; digits. */
  templateId: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,6}$/, 'must be digits'))),
  /** Name of the secret that holds `clientToken`, `origin`, `key` and `certificate`. */
  secret: secretName,
});

/** A marking system on the xTrace platform: Kazakhstan's IS MPT, Uzbekistan's ASL BELGISI. */
const xtraceIssuer = v.strictObject({
  kind: v.literal('xtrace'),
  url: issuerUrl,
  /** The participant's place of business, by its number there. */
  businessPlaceId: v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'must be 1 to 9 digits')),
  /** `pharma` when absent. */
  productGroup: v.exactOptional(id),
  /** `PRIMARY` when absent. */
  releaseMethodType: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Z_]{1,40}$/, 'must be capitals'))),
  /** That refusals are told in; Russian when absent. */
  language: v.exactOptional(v.picklist(['en', 'kk', 'ru', 'uz'])),
  /** Name of the secret that holds `origin`, and `token` or `username` and `password`. */
  secret: secretName,
});

const kinds = ['seriate', 'oms', 'xtrace'];
/** Issuers that come with their markets. */
const later: Readonly<Record<string, string>> = {
  platform: 'code platforms (China) are not connected yet: import their lists',
};

/** How the issuer is reached. What its kind lacks is said before what its members lack. */
const issuer = v.pipe(
  v.looseObject({ kind: v.string() }, 'must be an issuer with its kind'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || kinds.includes(dataset.value.kind)) return;
    const { kind } = dataset.value;
    addIssue({
      message: later[kind] ?? `there is no issuer of kind ${JSON.stringify(kind)}, only ${kinds.join(', ')}`,
    });
  }),
  v.variant('kind', [seriateIssuer, omsIssuer, xtraceIssuer]),
);

/** Codes of one order (MDLP: 150,000 a product). */
const MOST_ORDERED = 150_000;

export const refillSettings = v.pipe(
  v.strictObject({
    issuer,
    amount: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_000_000)),
  }),
  v.forward(
    v.check(
      ({ issuer: { kind }, amount }) => kind === 'seriate' || amount <= MOST_ORDERED,
      `an order station makes ${MOST_ORDERED} codes an order at most`,
    ),
    ['amount'],
  ),
);

export const poolSettings = v.pipe(
  v.strictObject({
    /** With fewer left the pool runs low. Absent: it never does. */
    threshold: v.exactOptional(count),
    refill: v.exactOptional(refillSettings),
  }),
  v.check(({ threshold, refill }) => refill === undefined || threshold !== undefined, 'a refill needs a threshold'),
);

const reason = v.pipe(v.string(), v.trim(), v.minLength(1, 'must say why'), v.maxLength(2000));
export const stateChange = v.strictObject({ reason });
export const rotation = v.strictObject({
  reason,
  /** The generation that is to issue from now on: one more than the newest. Asking again for the newest changes nothing. */
  generation: v.pipe(v.number(), v.integer(), v.minValue(2)),
});

const generations = v.array(v.object({ generation: count, from: count }));
const told = {
  id,
  /** Counters below it are issued. */
  next: count,
  last: v.number(),
  left: count,
  /** Fewer are left than the threshold. */
  low: v.boolean(),
  state: v.picklist(poolStates),
  revision: count,
  profile: v.exactOptional(v.string()),
  threshold: v.exactOptional(count),
  refill: v.exactOptional(v.object({ issuer: v.record(v.string(), v.string()), amount: v.number() })),
  /** What it gave out in the last days (UTC), 30 of them or as many as there are since its first draw, today among them; absent before that. */
  drawn: v.exactOptional(v.object({ count, days: count })),
  /** For how many whole days what is left lasts at that pace; absent where nothing was drawn. */
  daysLeft: v.exactOptional(count),
};
const spelled = { gtin, alphabet: v.string(), length: v.number(), generations };

/** A pool as it is told. */
export const toldPool = v.variant('kind', [
  v.object({ kind: v.literal('random'), ...told, ...spelled }),
  v.object({ kind: v.literal('sequential'), ...told, ...spelled, suffix: count }),
  v.object({ kind: v.literal('sscc'), ...told, companyPrefix: v.string(), extensionDigit: v.string() }),
  v.object({
    kind: v.literal('imported'),
    ...told,
    gtin,
    /** How many codes of each length there are. */
    lengths: v.record(v.string(), count),
    letters: v.string(),
  }),
]);
export type ToldPool = v.InferOutput<typeof toldPool>;
export const poolList = v.object({
  pools: v.array(toldPool),
  next: v.optional(v.string()),
  /** Of a list that is not turned: there are others. */
  more: v.optional(v.literal(true)),
});

export const listProblem = v.object({
  /** Line of a CSV or JSON Lines file, entry of a JSON list; from 1. */
  line: count,
  detail: v.string(),
});
export type ListProblem = v.InferOutput<typeof listProblem>;

export const importStates = ['waiting', 'storing', 'imported', 'refused'] as const;
export const toldImport = v.object({
  importId: id,
  pool: id,
  state: v.picklist(importStates),
  by: v.string(),
  at: v.string(),
  endedAt: v.exactOptional(v.string()),
  /** Counters of its codes in the pool. */
  first: v.exactOptional(count),
  last: v.exactOptional(count),
  count: v.exactOptional(count),
  /** What is wrong, the first hundred of it. */
  problems: v.exactOptional(v.array(listProblem)),
  remedy: v.exactOptional(v.string()),
});
export type ToldImport = v.InferOutput<typeof toldImport>;
export const importList = v.object({ imports: v.array(toldImport), next: v.optional(v.string()) });

export const listTypes = ['text/csv', 'application/json', 'application/x-ndjson'] as const;
export const wantedListUpload = v.strictObject({
  contentType: v.picklist(['text/csv', 'application/x-ndjson']),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200_000_000)),
});
export const begunListUpload = v.object({
  importId: id,
  url: v.string(),
  headers: v.record(v.string(), v.string()),
  expiresAt: v.string(),
});

/** One code of a list in JSON: alone, or with what stands behind it on the pack, by application identifier. */
export const listEntry = v.union([
  v.string(),
  v.strictObject({ code: v.string(), extra: v.exactOptional(v.record(v.string(), v.string())) }),
]);

export const toldProfiles = v.object({
  profiles: v.array(
    v.object({
      id,
      name: v.string(),
      market: v.string(),
      carrier: v.string(),
      alphabet: v.string(),
      excluded: v.string(),
      letterCase: v.picklist(['upper', 'either']),
      length: v.object({ least: count, most: count }),
      begins: v.exactOptional(v.string()),
      guessBound: v.exactOptional(count),
      noReuse: v.string(),
      issuing: v.picklist(['random', 'random or sequential', 'imported']),
      extra: v.array(v.object({ ai: v.string(), length: count, meaning: v.string() })),
      aiOrder: v.array(v.string()),
      source: v.string(),
      confidence: v.picklist(['statute', 'high', 'medium']),
    }),
  ),
});
