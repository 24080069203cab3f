import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { moveOrder } from './documents/move-order.ts';
import { multiUnitAppend } from './documents/multi-unit-append.ts';
import { registerEndPacking } from './documents/register-end-packing.ts';
import { unitUnpack } from './documents/unit-unpack.ts';
import { withdrawal } from './documents/withdrawal.ts';
import { documents } from './documents.ts';
import { notificationKinds } from './notifications/notification.ts';
import { readDocument } from './read-document.ts';
import type { Document } from './xml/document.ts';

const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const gtin = digits(14);
const sscc = digits(18);
const place = digits(14);
const sgtin = fc.stringMatching(/^\d{14}[a-zA-Z0-9]{13}$/);
const text = (most: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: most })
    .filter((one) => /^[^\s\p{C}]([^\p{C}\n\r\u2028\u2029]*[^\s\p{C}])?$/u.test(one) && [...one].length <= most);
const amount = fc
  .tuple(fc.nat(1e9), fc.nat(99))
  .map(([roubles, copecks]) => `${roubles}.${String(copecks).padStart(2, '0')}`);
const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const day = instant.map((one) => one.slice(0, 10).split('-').toReversed().join('.'));
const oneOf = (...values: number[]) => fc.constantFrom(...values.map(String));
const distinct = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 6 });

const orders = fc.record(
  {
    subject_id: place,
    receiver_id: place,
    operation_date: instant,
    doc_num: text(200),
    doc_date: day,
    turnover_type: oneOf(1, 2),
    source: oneOf(1, 2, 3, 4, 5),
    contract_type: oneOf(1, 8),
    contract_num: text(20),
    order_details: fc.uniqueArray(
      fc.record({
        item: fc.oneof(
          sgtin.map((one) => ({ sgtin: one })),
          fc
            .record({
              sscc,
              detail: fc.array(fc.record({ gtin, series_number: text(20), cost: amount, vat_value: amount }), {
                maxLength: 3,
              }),
            })
            .map((one) => ({ sscc_detail: one })),
        ),
        cost: amount,
        vat_value: amount,
      }),
      { minLength: 1, maxLength: 6, selector: ({ item }) => JSON.stringify(item).slice(0, 60) },
    ),
  },
  {
    requiredKeys: [
      'subject_id',
      'receiver_id',
      'operation_date',
      'doc_num',
      'doc_date',
      'turnover_type',
      'source',
      'contract_type',
      'order_details',
    ],
  },
);

const roundTrips = <T>(document: Document<T>, values: fc.Arbitrary<T>) =>
  fc.assert(
    fc.property(values, (value) => {
      const written = document.write(value);
      if (isRefusal(written)) throw new Error(`${written.at}: ${written.detail}`);
      expect(written).toMatch(/^<documents version="1\.38"><[a-z_]+ action_id="\d+">/);
      expect(readDocument(documents, written)).toMatchObject({ document: { id: document.id }, value });
    }),
    { numRuns: 100 },
  );

describe('what is written is read again', () => {
  test('415', () => roundTrips(moveOrder, orders));
  test('10311', () =>
    roundTrips(
      registerEndPacking,
      fc.record({
        subject_id: place,
        operation_date: instant,
        order_type: oneOf(1, 2),
        series_number: text(20),
        expiration_date: day,
        gtin,
        signs: distinct(sgtin),
        device_info: fc.record({ device_id: digits(16), skzkm_origin_msg_id: text(255) }),
      }),
    ));
  test('552, with shares of packs', () =>
    roundTrips(
      withdrawal,
      fc.record({
        subject_id: place,
        operation_date: instant,
        withdrawal_type: oneOf(19, 21, 24),
        order_details: fc.uniqueArray(
          fc.oneof(
            sgtin.map((code) => ({ sgtin: { code } })),
            sgtin.map((code) => ({ sgtin: { code, part: '1/10' } })),
            sscc.map((one) => ({ sscc: one })),
          ),
          { minLength: 1, maxLength: 6, selector: (one) => ('sgtin' in one ? one.sgtin.code : one.sscc) },
        ),
      }),
    ));
  test('912', () =>
    roundTrips(unitUnpack, fc.record({ subject_id: place, operation_date: instant, sscc: distinct(sscc) })));
});

describe('a document is not written', () => {
  const append = (content: readonly ({ sgtin: string } | { sscc: string })[]) =>
    multiUnitAppend.write({
      subject_id: '00000000100001',
      operation_date: '2026-03-01T10:00:00+03:00',
      info_append: [{ sscc: '095212340000000013', content }],
    });

  test.each([
    ['with a package inside itself', [{ sscc: '095212340000000013' }], '/916/info_append/detail/0'],
    ['with nothing in a package', [], '/916/info_append/detail/0/content'],
    [
      'with a pack of 26 characters',
      [{ sgtin: '09521234000013A1B2C3D4E5F6' }],
      '/916/info_append/detail/0/content/0/sgtin',
    ],
  ])('%s', (_, content, at) =>
    expect(append(content)).toMatchObject({ at, rule: expect.stringContaining('MDLP document 916') }),
  );

  test('with more things than it takes', () => {
    const sscc = Array.from({ length: 1501 }, (_, i) => String(i).padStart(18, '0'));
    expect(
      unitUnpack.write({ subject_id: '00000000100001', operation_date: '2026-03-01T10:00:00Z', sscc }),
    ).toMatchObject({
      at: '/912/sscc',
      detail: '1501 stand where 1500 may',
    });
  });
});

describe('what is read', () => {
  test.each([
    ['no version', '<documents><unit_unpack action_id="912"/></documents>'],
    [
      'two documents',
      '<documents version="1.38"><unit_unpack action_id="912"/><unit_unpack action_id="912"/></documents>',
    ],
    ['the number of another', '<documents version="1.38"><unit_unpack action_id="911"/></documents>'],
    ['a document that nobody knows', '<documents version="1.38"><unit_pick action_id="911"/></documents>'],
    ['text where elements stand', '<documents version="1.38"><unit_unpack action_id="912">x</unit_unpack></documents>'],
    ['elements without end', `<documents version="1.38">${'<a>'.repeat(40)}`],
    ['no XML at all', 'Bad gateway'],
  ])('is refused with %s', (_, xml) => expect(isRefusal(readDocument(documents, xml))).toBe(true));
});

test('the table names each document once, and notifications apart from it', () => {
  const all = [...documents, ...notificationKinds];
  for (const member of ['id', 'root'] as const) expect(new Set(all.map((one) => one[member])).size).toBe(all.length);
  expect(documents.every(({ act }) => act !== '')).toBe(true);
});
