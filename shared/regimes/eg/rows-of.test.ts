import { expect, test } from 'vitest';
import type { ReportData } from '../regime.ts';
import { rowsOf } from './rows-of.ts';

const data: ReportData = {
  requestId: 'request-1',
  holder: { tenant: 'acme', name: 'Acme', gln: '9521321000018' },
  product: {
    ...{ gtin: '09521321543218', name: 'Acmeprazole', commonName: 'Omeprazole', form: 'Capsule', strength: '20 mg' },
    ...{ packType: 'Carton', packSize: 28, version: 1, markets: ['EG'] },
  },
  lot: { lot: 'L1', expiry: '2028-12-31' },
  serials: ['A1'],
  at: '2026-03-01T12:00:00+02:00',
};
const report = { key: 'commissioning:1', name: 'commissioning', act: 'release' };

test('a file says where packs were made, and at the holder where nobody knows', () => {
  const [there] = rowsOf(report, { ...data, place: { gln: '9521321000025', name: 'Cairo' } });
  expect(there).toMatchObject({ ReadPointGLN: '9521321000025', BizLocationGLN: '9521321000025' });
  expect(rowsOf(report, data)[0]).toMatchObject({ ReadPointGLN: '9521321000018', BizLocationGLN: '9521321000018' });
});
