import { expect, test } from 'vitest';
import { cellsOfContent, contentOfCells } from './csv/column.ts';
import { sheets } from './csv/sheets.ts';
import { kindsWith } from './kinds.ts';

const medico = {
  name: 'Medico',
  party: 'urn:epc:id:pgln:9521999.00001',
  channel: 'webhook',
  url: 'https://medico.example/hook',
};
const problems = (registrations: object) => {
  const read = kindsWith().partner.read('medico', { ...medico, registrations });
  return Array.isArray(read) ? read.map(({ at, detail }) => `${at} ${detail}`) : [];
};

test('numbers of a party are kept as their schemes write them', () => {
  const registrations = {
    'mdlp-subject': '3fa85f64-5717-4562-b3fc-2c963f66afa6',
    'mdlp-place': '00000000100930',
    'msfx-ent': '1000000000000123',
    'msfx-ref-ent': 'A-77',
    'kr-business': '1234567891',
    'kr-institution': '12345678',
    cnpj: '11222333000181',
  };
  expect(problems(registrations)).toEqual([]);
});

test.each(['00000000000191', '12ABC34501DE35'])('CNPJ %s is one, letters and all', (cnpj) =>
  expect(problems({ cnpj })).toEqual([]),
);

test.each([
  ['a CNPJ of zeros', { cnpj: '00000000000000' }, 'not zeros'],
  ['a CNPJ in small letters', { cnpj: '12abc34501de35' }, 'must be 12 digits or capitals'],
  ['a CNPJ with a letter for a check digit', { cnpj: '12ABC34501DE3A' }, 'must be 12 digits or capitals'],
  ['a CNPJ whose letter is another', { cnpj: '12ABD34501DE35' }, 'must end in the check digits of a CNPJ'],
  ['a subject that is no GUID', { 'mdlp-subject': '12' }, '/registrations/mdlp-subject must be a GUID'],
  ['a place of 13 digits', { 'mdlp-place': '1234567890123' }, '/registrations/mdlp-place must be 14 digits'],
  ['a CNPJ with another check digit', { cnpj: '11222333000182' }, 'must end in the check digits of a CNPJ'],
  ['a CNPJ whose first check digit is wrong', { cnpj: '11222333000171' }, 'must end in the check digits of a CNPJ'],
  [
    'a number of a Korean business with another check digit',
    { 'kr-business': '1234567890' },
    'must end in the check digit',
  ],
  ['a Korean business of 9 digits', { 'kr-business': '123456789' }, 'must be 10 digits'],
  ['a Korean institution of 9 digits', { 'kr-institution': '123456789' }, '/registrations/kr-institution must be 8'],
  ['a label that is too long', { 'msfx-ent': 'x'.repeat(65) }, '/registrations/msfx-ent'],
  ['a scheme that nobody knows', { vat: '1' }, '/registrations/vat'],
])('%s is refused', (_, registrations, told) => {
  expect(problems(registrations)).toEqual([expect.stringContaining(told)]);
});

test('a spreadsheet has them in one cell, and keeps them', () => {
  const { partner } = sheets;
  const registrations = { 'mdlp-place': '00000000100930', cnpj: '11222333000181' };
  const cells = cellsOfContent(partner, 'medico', { ...medico, registrations });
  expect(cells.at(-1)).toBe('mdlp-place=00000000100930|cnpj=11222333000181');
  const named = new Map(partner.columns.map(({ name }, i) => [name, cells[i + 1] ?? '']));
  expect(contentOfCells(partner, named)).toMatchObject({ registrations });
});
