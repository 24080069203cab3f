import { describe, expect, test } from 'vitest';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { documentValidator } from '#shared/epcis/validation/document-validator.ts';
import { type Finding, findingOf, type Tier } from '#shared/epcis/validation/finding.ts';
import { readXmlDocument } from '#shared/epcis/xml/read-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { corpusJson, corpusText, hasCorpus } from './corpus.ts';

interface Listed {
  file: string;
  format: string;
  schemaValid: boolean | null;
}

function findingsOf(document: EpcisDocument, ...tiers: Tier[]): Finding[] {
  const validator = documentValidator({ tiers: new Set(tiers) });
  const head = validator.head(document);
  const events = document.events.flatMap((event, index) => validator.event(event, index));
  return [...head, ...events, ...validator.end()];
}

function readText(file: string): EpcisDocument {
  const document = readJsonDocument(corpusText(file));
  if (isRefusal(document)) throw new Error(`${document.detail} at ${document.at}`);
  return document;
}

const codes = (findings: readonly Finding[], severity: Finding['severity']) =>
  [...new Set(findings.filter((finding) => finding.severity === severity).map(({ code }) => code))].toSorted();

describe.skipIf(!hasCorpus)('published JSON documents, by vocabulary and business rules', () => {
  const listed = hasCorpus ? corpusJson<Listed[]>('index.json') : [];
  const valid = listed.filter(({ format, schemaValid }) => format === 'json-2.0' && schemaValid === true);
  const ofGs1 = valid.filter(({ file }) => file.startsWith('examples/gs1/'));

  test.each(ofGs1)('$file of GS1 has no errors', ({ file }) => {
    expect(findingsOf(readText(file), 'vocabulary', 'business').filter(({ severity }) => severity === 'error')).toEqual(
      [],
    );
  });

  test('of GS1 get these warnings: most of their hashes are of no published version', () => {
    const told = ofGs1.flatMap(({ file }) => findingsOf(readText(file), 'vocabulary', 'business'));
    expect(codes(told, 'warning')).toEqual([
      'hash-differs',
      'mean-outside-range',
      'said-twice',
      'time-order',
      'time-outside-interval',
      'unit-of-count',
    ]);
  });

  test.each(valid)('$file is judged', ({ file }) => {
    for (const { code, rule, message, path } of findingsOf(readText(file), 'vocabulary', 'business', 'dscsa')) {
      expect(code).toMatch(/^[a-z-]+$/);
      expect([rule, message]).not.toContain('');
      expect(path).toMatch(/^(\/|$)/);
    }
  });

  test('one of another publisher has a wrong check digit', () => {
    const told = findingsOf(readText('examples/openepcis/json-2.0/query-queryDocument.json'), 'vocabulary');
    expect(codes(told, 'error')).toEqual(['check-digit']);
  });
});

/** A document's findings; what the reader refuses is the one finding of its shape. */
function judged(file: string, ...tiers: Tier[]): Finding[] {
  const document = readXmlDocument(corpusText(file));
  return isRefusal(document) ? [findingOf(document)] : findingsOf(document, ...tiers);
}

const dscsa = (name: string) =>
  judged(`../regulators/us-dscsa/samples/epcis/${name}.xml`, 'vocabulary', 'business', 'dscsa');

describe.skipIf(!hasCorpus)('documents exchanged under the DSCSA', () => {
  test.each(['ok-commission-pack-ship', 'ok-homogeneous-case-ship', 'ok-saleable-return-ship'])(
    '%s has no errors',
    (name) => expect(codes(dscsa(name), 'error')).toEqual([]),
  );

  test.each([
    ['bad-child-not-commissioned', 'dscsa-not-commissioned', 2],
    ['bad-no-lot-expiry', 'dscsa-lot-expiry-missing', undefined],
    ['bad-no-owning-party', 'dscsa-owning-party-missing', undefined],
    ['bad-no-transaction-statement', 'dscsa-statement-missing', undefined],
    ['bad-ship-child-of-shipped-parent', 'dscsa-not-outermost', undefined],
  ])('%s has one: %s', (name, code, event) => {
    const errors = dscsa(name).filter(({ severity }) => severity === 'error');
    expect(errors.map((error) => [error.code, error.event])).toEqual([[code, event]]);
  });

  test('a return relies on what was sent before, which is worth a warning', () =>
    expect(codes(dscsa('ok-saleable-return-ship'), 'warning')).toEqual([
      'dscsa-gln-undescribed',
      'dscsa-gtin-undescribed',
      'dscsa-guideline-version',
      'dscsa-not-commissioned',
      'gln-check-digit',
    ]));
});

describe.skipIf(!hasCorpus)('files of real senders', () => {
  const MISSING = ['dscsa-gln-undescribed', 'dscsa-gtin-undescribed', 'dscsa-header-missing'];

  test.each([
    ['quartet-4nt4r3s--commission_three_events', MISSING],
    ['quartet-vrs--commission', MISSING],
    ['quartet-vrs--commission_external', [...MISSING, 'epc-urn-malformed']],
    ['quartet_integrations--optel_out_commission', MISSING],
    [
      'quartet_epcis--ushc_commission',
      [
        'dscsa-gln-undescribed',
        'dscsa-gtin-undescribed',
        'dscsa-location-missing',
        'dscsa-owning-party-missing',
        'dscsa-po-missing',
        'dscsa-schema-version',
      ],
    ],
    [
      'quartet_integrations--ship_pallet',
      [
        'dscsa-header-missing',
        'dscsa-location-missing',
        'dscsa-owning-party-missing',
        'dscsa-po-missing',
        'dscsa-schema-version',
      ],
    ],
    ['quartet_output--aggregation', []],
    ['EParseCIS--epcis', ['malformed']],
    ['quartet_output--commissioning', ['malformed']],
  ])('%s: %j', (name, expected) =>
    expect(codes(judged(`samples/quartet/${name}.xml`, 'vocabulary', 'business', 'dscsa'), 'error')).toEqual(expected),
  );
});

test.skipIf(!hasCorpus)('published XML of GS1 that is read has no errors', () => {
  const listed = corpusJson<Listed[]>('index.json').filter(
    ({ file, format }) => file.startsWith('examples/gs1/') && format.startsWith('xml'),
  );
  const errors = listed.flatMap(({ file }) =>
    judged(file, 'vocabulary', 'business')
      .filter(({ severity, tier }) => severity === 'error' && tier !== 'shape')
      .map(({ code }) => `${file} ${code}`),
  );
  expect(listed.length).toBeGreaterThan(10);
  expect(errors).toEqual([]);
});
