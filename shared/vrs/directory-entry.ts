import * as v from 'valibot';

const time = v.pipe(
  v.string(),
  v.isoTimestamp('must be a time with zone, as 2026-03-01T00:00:00Z'),
  v.transform((text) => new Date(text).toISOString()),
);
export const responderUrl = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https?:\/\/[^?#]+$/i, 'must be an http(s) URL without query'),
  v.maxLength(500),
);

/** Who answers for a GTIN or a company prefix, and from when to when. */
export const responderFields = {
  /** `/verify/…` is put behind it. */
  url: responderUrl,
  gln: v.pipe(v.string(), v.regex(/^\d{13}$/, 'must be 13 digits')),
  validFrom: v.exactOptional(time),
  /** Exclusive. */
  validUntil: v.exactOptional(time),
  /** Whom our presentation is for, e.g. the responder's DID; absent: its GLN as a Digital Link. */
  audience: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
};

/** What an entry is of: 14 digits are a GTIN, 4 to 12 a company prefix. */
export const entryOfWhat = v.pipe(
  v.string(),
  v.regex(/^(\d{14}|\d{4,12})$/, 'must be a GTIN of 14 digits or a prefix of 4 to 12'),
);

export const directoryEntry = v.object({
  of: entryOfWhat,
  ...responderFields,
  /** Who told of it: `directory`, or `person <name>`. */
  source: v.string(),
  /** Grows with every change of the same source. */
  version: v.number(),
  updatedAt: v.string(),
});
export type DirectoryEntry = v.InferOutput<typeof directoryEntry>;

/** Everything an entry for a GTIN may be of, the closest first: the GTIN, then prefixes from long to short. */
export function placesFor(gtin: string): string[] {
  const prefixes = Array.from({ length: 9 }, (_, i) => gtin.slice(1, 13 - i));
  return [gtin, ...prefixes];
}

/** The closest entry that is valid at a time; `expired` when there are entries and none is. */
export function entryAt(
  entries: readonly DirectoryEntry[],
  gtin: string,
  at: Date,
): DirectoryEntry | 'expired' | undefined {
  const known = placesFor(gtin).flatMap((of) => entries.filter((entry) => entry.of === of));
  const now = at.toISOString();
  const valid = known.find(
    ({ validFrom = '', validUntil }) => validFrom <= now && (validUntil === undefined || now < validUntil),
  );
  return valid ?? (known.length > 0 ? 'expired' : undefined);
}

/** Whom a presentation for a responder is for, where nothing else is agreed. */
export const audienceOf = (gln: string): string => `https://id.gs1.org/417/${gln}`;
