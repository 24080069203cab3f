import type { PackChange } from '#shared/regimes/pack-change.ts';
import type { Report } from '#shared/regimes/regime.ts';
import type { MovedThing, ReportedContainer, ReportedPlace } from '#shared/regimes/reported.ts';
import type { Told } from '#shared/regimes/ru/reports/report-kind.ts';

export const mdlpGtin = '09521234000013';
export const mdlpSubject = '6c5b9d64-1111-4222-8333-9a0000000001';
export const mdlpPlace = '00000000100001';

const product = {
  gtin: mdlpGtin,
  name: 'Acmeprazole 20 mg',
  commonName: 'omeprazole',
  form: 'capsule',
  strength: '20 mg',
  packType: 'blister',
  packSize: 28,
  version: 1,
  markets: ['RU'],
};
const place = (country: string, number: string, more: Record<string, string> = {}): ReportedPlace => ({
  gln: '9521234000014',
  name: 'Warehouse',
  country,
  registrations: { 'mdlp-place': number, 'mdlp-subject': `6c5b9d64-1111-4222-8333-9a${number.slice(4)}`, ...more },
});
export const moscow = place('RU', mdlpPlace);
export const kazan = place('RU', '00000000200002');
export const leiden = place('NL', '00000000300003');

export const aPack = (serial: string): MovedThing => ({
  code: { gtin: mdlpGtin, serial },
  inside: [{ gtin: mdlpGtin, lot: 'LOT1', expiry: '2028-02-29', packs: 1 }],
});
export const aPallet: MovedThing = {
  code: { sscc: '095212340000000013' },
  inside: [
    { gtin: mdlpGtin, lot: 'LOT1', packs: 40 },
    { gtin: '09521234560012', lot: 'LOT2', packs: 3 },
  ],
};
export const aCase: ReportedContainer = {
  code: { sscc: '095212340000000013' },
  level: 1,
  children: [
    { gtin: mdlpGtin, serial: 'A1B2C3D4E5F60' },
    { gtin: mdlpGtin, serial: 'A1B2C3D4E5F61' },
  ],
};

/** Facts of every report, by name. */
const facts = {
  operation_date: '2026-03-02T12:00:00.000Z',
  doc_date: '02.03.2026',
  doc_num: 'A-7',
  confirmation_num: 'RU-1',
  contract_type: '1',
  source: '1',
  turnover_type: '1',
  receive_type: '1',
  [`cost/${mdlpGtin}`]: '1100.00',
  [`vat/${mdlpGtin}`]: '100.00',
  'cost/09521234560012': '20.5',
  'vat/09521234560012': '0',
  [`customs_value/${mdlpGtin}`]: '900.10',
  'customs_value/09521234560012': '12',
  custom_receiver_id: '6c5b9d64-1111-4222-8333-9a0000000009',
  customs_code: '10005030',
  registration_date: '05.03.2026',
  gtd_number: '0012345',
  custom_procedure_code: '40',
  destruction_method: '3',
  inn: '7701234567',
  kpp: '770101001',
  withdrawal_type: '15',
  export_country_code: 'KZ',
};

/** Everything that any report is written from. */
export const everything: Told = {
  holder: {
    tenant: 'acme',
    name: 'Acme',
    gln: '9521234000014',
    registrations: { 'mdlp-place': mdlpPlace, 'mdlp-subject': mdlpSubject },
  },
  product,
  lot: { lot: 'LOT1', expiry: '2028-02-29' },
  serials: ['A1B2C3D4E5F60', 'A1B2C3D4E5F61'],
  containers: [aCase],
  movement: {
    from: moscow,
    to: kazan,
    documents: [
      { type: 'po', number: 'PO-5' },
      { type: 'desadv', number: 'TN-417' },
    ],
    things: [aPack('A1B2C3D4E5F60'), aPallet],
  },
  takesBack: ['download:6c5b9d64-1111-4222-8333-9a0000000006:https://mdlp.example/files/1'],
  facts,
  at: '2026-03-01T22:30:00.000Z',
};

export const mdlpReport = (name: string, change?: PackChange): Report => ({
  key: 'k',
  name,
  act: name === '250' ? 'undo:transfer:e1' : 'a',
  ...(change && { change }),
});
