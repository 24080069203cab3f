import { describe, expect, test } from 'vitest';
import { contentOf, draftOf, fieldsOf, problemOfAll } from './master-draft.ts';
import { locationPlace, partnerPlace, productPlace } from './master-kinds.ts';

const gtin = '09521321543218';
const product = {
  companyPrefix: '9521321',
  name: 'Acmeprazole',
  commonName: 'Omeprazole',
  form: 'Capsule',
  strength: '20 mg',
  packType: 'Carton',
  packSize: 28,
  markets: ['DE', 'NL'],
  packaging: [
    { level: 'item', gtin },
    { level: 'case', gtin: '19521321543215', contains: gtin, quantity: 24, items: 24 },
  ],
  nationalNumbers: [{ type: 'pzn', value: '03752864' }],
  profiles: { DE: 'eu' },
};
const productFields = fieldsOf(productPlace);
const typed = (change: object = {}) => ({ ...draftOf(productFields, gtin, product), ...change });

describe('a draft of master data', () => {
  test('says what it was made of, when nothing is typed', () => {
    expect(contentOf(productPlace, productFields, typed(), product)).toEqual({ content: product, wrong: [] });
  });

  test('of a location keeps where it is, its read points and registrations', () => {
    const location = {
      companyPrefix: '9521321',
      name: 'Acme Delft',
      kind: 'manufacturing',
      address: { street: 'Markt 1', city: 'Delft', country: 'NL' },
      latitude: 52.01,
      longitude: -4.36,
      readPoints: [{ name: 'Line 1', extension: 'LINE1' }],
      registrations: { 'mdlp-place': '00000000100930' },
    };
    const fields = fieldsOf(locationPlace);
    const draft = draftOf(fields, '9521321000025', location);
    expect(contentOf(locationPlace, fields, draft, location)).toEqual({ content: location, wrong: [] });
  });

  test('leaves to other fields what they say, and takes away what they say is gone', () => {
    const before = {
      name: 'Medico',
      party: 'urn:epc:id:pgln:9521999.00001',
      channel: 'webhook',
      url: 'https://medico.example',
      generation: 2,
    };
    const fields = fieldsOf(partnerPlace, ['channel', 'url', 'generation']);
    const draft = draftOf(fields, 'medico', before);
    const given = { channel: 'portal', url: undefined };
    const { content } = contentOf(partnerPlace, fields, draft, before, given);
    expect(content).toMatchObject({ name: 'Medico', channel: 'portal' });
    expect(content).not.toHaveProperty('url');
  });

  test('gives no member for rows that are empty', () => {
    const { content } = contentOf(productPlace, productFields, typed({ rows: { packaging: [{}] } }), product);
    expect(content).not.toHaveProperty('packaging');
    expect(content).not.toHaveProperty('profiles');
  });
});

describe('what is wrong with a draft', () => {
  test('is told at its field: texts and numbers first', () => {
    const texts = { ...typed().texts, packSize: 'many', name: ' ' };
    const { wrong } = contentOf(productPlace, productFields, typed({ texts }), product);
    expect(wrong.map(({ at }) => at)).toEqual(['/name', '/packSize']);
    expect(problemOfAll(productPlace, wrong)?.said.title).toBe('2 fields are not as they must be');
  });

  test('is told at the member of a row', () => {
    const rows = {
      packaging: [
        { level: 'item', gtin },
        { level: 'case', gtin: '19521321543215', contains: gtin, quantity: 'x' },
      ],
    };
    const { wrong } = contentOf(productPlace, productFields, typed({ rows }), product);
    expect(wrong[0]).toMatchObject({ at: '/packaging/1/quantity' });
  });

  test('is told of the id, beside the rest', () => {
    const { wrong } = contentOf(productPlace, productFields, typed({ id: '09521321543211' }), product);
    expect(wrong[0]).toMatchObject({ at: '/gtin' });
  });
});
