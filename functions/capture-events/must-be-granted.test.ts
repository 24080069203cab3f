import { expect, test } from 'vitest';
import type { GrantScope } from '#shared/access/grant.ts';
import { mustBeGranted } from './must-be-granted.ts';

const line = { tenant: 'packright', site: 'rotterdam', line: 'line-1' };
const gtin = '09521321543218';

/** A line's message with one commissioning of a pack of `gtin` in a lot. */
const said = (lot: string, epc = 'urn:epc:id:sgtin:9521321.054321.1') => ({
  kind: 'epcis' as const,
  sequence: 1,
  owner: 'acme-pharma',
  document: {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-01T10:00:00Z',
    epcisBody: {
      eventList: [
        {
          type: 'ObjectEvent',
          action: 'ADD',
          bizStep: 'commissioning',
          eventTime: '2026-03-01T10:00:00Z',
          eventTimeZoneOffset: '+01:00',
          epcList: [epc],
          ilmd: { 'cbvmda:lotNumber': lot },
        },
      ],
    },
  },
});
const judge = (granted: boolean | GrantScope, message = said('A1')) =>
  mustBeGranted(async () => granted, line, message);
const refused = { refusal: { refused: 'not-permitted' } };

test('a line reports what its grant reaches', async () => {
  for (const granted of [true, { gtins: [gtin] }, { gtins: [gtin], lots: ['A1'] }, { sites: ['rotterdam'] }])
    await expect(judge(granted)).resolves.toBeUndefined();
});

test('and nothing else', async () => {
  for (const granted of [
    false,
    { gtins: ['09521321543225'] },
    { gtins: [gtin], lots: ['B2'] },
    { sites: ['leiden'] },
    { pools: ['packs'] },
  ])
    await expect(judge(granted)).rejects.toMatchObject(refused);
});

test('its own tenant asks nobody', async () => {
  await expect(judge(false, { ...said('A1'), owner: 'packright' })).resolves.toBeUndefined();
});
