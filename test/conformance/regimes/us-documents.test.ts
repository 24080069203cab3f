import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import { readXmlDocument } from '#shared/epcis/xml/read-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { errorsIn } from '#shared/regimes/us/validate/collect.ts';
import type { EarlierUnit } from '#shared/regimes/us/validate/units.ts';
import { usValidator } from '#shared/regimes/us/validate/validator.ts';

/** EPCIS 1.2 documents with a GS1 US header, good and bad, beside the repository. */
const folder = new URL('../../../../shared/corpus/regulators/us-dscsa/samples/epcis/', import.meta.url);

function documentOf(name: string): EpcisDocument {
  const document = readXmlDocument(readFileSync(new URL(`${name}.xml`, folder), 'utf8'));
  if (isRefusal(document)) throw new Error(document.detail);
  return document;
}

function errorsOf(name: string, earlier: ReadonlyMap<string, EarlierUnit> = new Map(), described: string[] = []) {
  const { events, ...head } = documentOf(name);
  const validator = usValidator();
  for (const key of described) validator.describe(key);
  validator.head(head);
  for (const [index, event] of events.entries()) {
    for (const epc of validator.unknownIn(event)) validator.learn(epc, earlier.get(epc));
    validator.event(event, index);
  }
  const found = validator.end();
  return { errors: errorsIn(found).map(({ rule, event }) => [rule, event]), all: found.findings };
}

describe.skipIf(!existsSync(folder))('documents of the corpus', () => {
  test.each(['ok-commission-pack-ship', 'ok-homogeneous-case-ship'])('%s has no findings', (name) =>
    expect(errorsOf(name).all).toEqual([]),
  );

  test('ok-saleable-return-ship has none either, once we know the case that comes back', () => {
    const known = { lot: 'LOT2026A01', expiry: '2028-02-28' };
    const earlier = new Map([['https://id.gs1.org/01/30399999123458/21/051886885737', known]]);
    const described = ['30399999123458', '9521234000013', '9521234000020'];
    expect(errorsOf('ok-saleable-return-ship', earlier, described).all).toEqual([]);
    expect(errorsOf('ok-saleable-return-ship').errors).toEqual([['dscsa-not-commissioned', 0]]);
  });

  test.each([
    ['bad-child-not-commissioned', 'dscsa-not-commissioned', 2],
    ['bad-no-lot-expiry', 'dscsa-lot-expiry-missing', 0],
    ['bad-no-owning-party', 'dscsa-owning-party-missing', 6],
    ['bad-no-transaction-statement', 'dscsa-statement-missing', undefined],
    ['bad-ship-child-of-shipped-parent', 'dscsa-shipped-inside', 7],
  ])('%s is refused for that: %s', (name, rule, event) => expect(errorsOf(name).errors).toEqual([[rule, event]]));
});
