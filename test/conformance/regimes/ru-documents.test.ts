import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { accept } from '#shared/regimes/ru/accept.ts';
import { documents } from '#shared/regimes/ru/documents.ts';
import { notificationKinds, readNotification } from '#shared/regimes/ru/notifications/notification.ts';
import { readDocument } from '#shared/regimes/ru/read-document.ts';
import { kindOf } from '#shared/regimes/ru/reports/kinds.ts';
import { hasMdlpCorpus, mdlpCorpus, mdlpProblems } from '../../kit/mdlp.ts';
import { everything, mdlpGtin, mdlpPlace, mdlpReport, mdlpSubject } from '../../kit/mdlp-told.ts';

const known = [...documents, ...notificationKinds];
const samples = (folder: string) =>
  hasMdlpCorpus ? readdirSync(new URL(`samples/${folder}/`, mdlpCorpus)).filter((name) => name.endsWith('.xml')) : [];
const sample = (folder: string, name: string) => readFileSync(new URL(`samples/${folder}/${name}`, mdlpCorpus), 'utf8');
const ours = samples('valid').filter((name) => known.some(({ id }) => id === Number.parseInt(name, 10)));

describe.skipIf(!hasMdlpCorpus)('documents of the corpus', () => {
  test.each(ours)('%s is read, and written so that the schema takes it', (name) => {
    const read = readDocument(known, sample('valid', name));
    if (isRefusal(read)) throw new Error(`${read.at}: ${read.detail}`);
    const written = read.document.write(read.value);
    if (isRefusal(written)) throw new Error(`${written.at}: ${written.detail}`);
    expect(mdlpProblems(written)).toEqual([]);
    expect(readDocument(known, written)).toEqual(read);
  });

  test.each([
    ['10311-duplicate-sgtin', '/10311/signs/sgtin/1', /twice/],
    ['415-bad-date-format', '/415/doc_date', /DD\.MM\.YYYY/],
    ['415-short-branch-id', '/415/subject_id', /14 digits/],
    ['552-unknown-withdrawal-type', '/552/withdrawal_type', /one of/],
    ['701-missing-counterparty', '/701/counterparty_id', /counterparty_id has to/],
    ['911-empty-content', '/911/content', /sgtin or sscc has to/],
    ['911-sscc-17-digits', '/911/sscc', /18 digits/],
    ['912-no-sscc', '/912/sscc', /sscc has to/],
    ['915-both-branches', '/915', /by_sscc/],
  ])('%s is refused for its reason', (name, at, detail) => {
    const xml = sample('invalid', `${name}.xml`);
    expect(mdlpProblems(xml)).not.toEqual([]);
    const refusal = readDocument(known, xml);
    expect(refusal).toMatchObject({
      at,
      detail: expect.stringMatching(detail),
      rule: expect.stringContaining('MDLP document'),
    });
  });

  test('every notification of the corpus says who told what', () => {
    const notified = samples('valid').filter((name) => /^006/.test(name));
    for (const name of notified) {
      const read = readNotification(sample('valid', name));
      if (isRefusal(read)) throw new Error(`${name} ${read.at}: ${read.detail}`);
      expect(read.document).toBe(Number.parseInt(name, 10));
      expect(read.at).not.toBe('');
    }
    expect(notified.length).toBeGreaterThan(20);
  });
});

const reports = [
  ...[
    '313',
    '331',
    '332',
    '335',
    '342',
    '415',
    '416',
    '431',
    '542',
    '701',
    '911',
    '912',
    '913',
    '914',
    '915',
    '250',
    '251',
  ].map((name) => mdlpReport(name)),
  ...(['sampled', 'stolen', 'exported', 'ended'] as const).map((change) => mdlpReport('552', change)),
];

const at = '2026-03-01T22:30:00.000Z';
const sgtin = '09521234000013A1B2C3D4E5F60';
/** Documents that people hand in, or that come of the order station. */
const byHand = [
  {
    id: 10311,
    value: {
      ...{ subject_id: mdlpPlace, operation_date: at, order_type: '2', owner_id: mdlpSubject, series_number: 'L1' },
      ...{ expiration_date: '29.02.2028', gtin: mdlpGtin, signs: [sgtin] },
      device_info: { device_id: '0000000000000001', skzkm_origin_msg_id: 'm' },
    },
  },
  {
    id: 541,
    value: {
      ...{ subject_id: mdlpPlace, operation_date: at, doc_num: 'D', doc_date: '01.03.2026', act_number: 'A' },
      destruction_org: { fias_addr: mdlpSubject, company: { fl: { inn: '770123456789' } } },
      act_date: '01.03.2026',
      order_details: [{ item: { sgtin }, destruction_type: '1', reason_for_destruction: '5' }],
    },
  },
].flatMap(({ id, value }) => documents.filter((one) => one.id === id).map((document) => ({ id, document, value })));

describe.skipIf(!hasMdlpCorpus)('a report of ours', () => {
  test.each(reports)('is a document that the schema takes: $name $change', (report) => {
    expect(accept(everything, report)).toBeUndefined();
    const written = kindOf(report.name)?.write(everything, report);
    if (written === undefined || isRefusal(written)) throw new Error(written?.detail);
    expect(mdlpProblems(written)).toEqual([]);
  });

  test.each(byHand)('is one that no act makes due: $id', ({ document, value }) => {
    const written = document.write(value);
    if (isRefusal(written)) throw new Error(`${written.at}: ${written.detail}`);
    expect(mdlpProblems(written)).toEqual([]);
  });

  test('names the business faults of the corpus before they are sent', () => {
    const { movement } = everything;
    const [bad] = readSamplePackage();
    const wrong = { ...everything, containers: [{ code: { sscc: bad }, level: 1, children: [] }] };
    expect(accept(wrong, mdlpReport('911'))).toMatchObject({
      at: '/containers/0/code',
      detail: expect.stringContaining(bad),
    });
    if (movement === undefined) throw new Error('there is a movement');
    const same = { ...everything, movement: { ...movement, to: movement.from } };
    expect(accept(same, mdlpReport('415'))).toMatchObject({
      at: '/movement/to',
      detail: expect.stringContaining('both'),
    });
  });
});

/** The package of the sample whose check digit is wrong. */
function readSamplePackage(): [string] {
  const [, sscc = ''] = /<sscc>(\d+)</.exec(sample('business-reject', '911-sscc-bad-check-digit.xml')) ?? [];
  return [sscc];
}
