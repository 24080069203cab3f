import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { toEpcUrn } from '#shared/gs1/to-epc-urn.ts';

// Inputs and expected values of the EPCIS event hash generator's own tests (RalphTro/epcis-event-hash-generator, MIT).
const file = '../shared/corpus/epcis/vectors/identifiers/to-canonical-digital-link.json';

const vectors = v.object({
  cases: v.array(
    v.object({
      input: v.string(),
      canonicalDigitalLink: v.nullable(v.string()),
      gcpLength: v.optional(v.number()),
      roundTrip: v.optional(v.boolean()),
    }),
  ),
});

const cases = existsSync(file) ? v.parse(vectors, JSON.parse(readFileSync(file, 'utf8'))).cases : [];

describe.skipIf(cases.length === 0)('published identifier vectors', () => {
  test.each(cases)('$input', ({ input, canonicalDigitalLink, gcpLength, roundTrip }) => {
    expect(canonicalEpc(input)).toBe(canonicalDigitalLink ?? input);
    if (!roundTrip || gcpLength === undefined || canonicalDigitalLink === null) return;
    const companyPrefix = input.split(':')[4]?.slice(0, gcpLength) ?? '';
    expect(canonicalEpc(toEpcUrn(canonicalDigitalLink, [companyPrefix]) ?? '')).toBe(canonicalDigitalLink);
    expect(decodeURIComponent(toEpcUrn(canonicalDigitalLink, [companyPrefix]) ?? '')).toBe(decodeURIComponent(input));
  });
});
