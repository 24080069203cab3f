import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalForm,
  ownCnpj,
  partnerCnpj,
  sncmData,
  sncmReport,
  sncmSamples,
  sncmShipment,
} from '../../../../test/kit/sncm.ts';
import { good } from '../../../../test/kit/unit-maker.ts';
import { isRefusal } from '../../../refusal.ts';
import type { EventsIn, Payload, SncmEvent } from './event.ts';
import { dispensings, finalReasons } from './final-reasons.ts';
import { readEventsIn } from './read-events-in.ts';
import { writeEventsIn } from './write-events-in.ts';
import { writeMessage } from './write-message.ts';

const upper = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const text = (letters: string, least: number, most = least) =>
  fc.array(fc.constantFrom(...letters), { minLength: least, maxLength: most }).map((some) => some.join(''));
const id = text(upper, 20);
const cnpj = fc.constantFrom(ownCnpj, partnerCnpj);
const time = fc.constantFrom('2021-11-02T09:30:00Z', '2021-11-02T09:30:00.123-03:00');
const dui = fc.record({
  gtin: fc.constantFrom('09521234561019', '09521234000013'),
  serial: text(upper + upper.toLowerCase(), 1, 20),
  expiry: fc.constantFrom('2023-10', '2030-01'),
  lot: text('!"#$%&\'()*+,-./<=>A1z', 1, 20),
});
const duis = fc.uniqueArray(dui, { minLength: 1, maxLength: 5, selector: ({ gtin, serial }) => `${gtin} ${serial}` });
const { payload } = fc.letrec<{ payload: Payload[]; one: Payload }>((tie) => ({
  payload: fc.array(tie('one'), { minLength: 1, maxLength: 3 }),
  one: fc.oneof(
    { maxDepth: 3 },
    dui.map((it) => ({ dui: it })),
    fc.record({ sscc: fc.constant('095212340000000017'), inside: tie('payload') }),
  ),
}));
const timed = { evtNotifId: id, pastTime: time };
const event: fc.Arbitrary<SncmEvent> = fc.oneof(
  fc.record(
    { kind: fc.constant('activ' as const), ...timed, isImport: fc.boolean(), duis, outsourced: cnpj },
    { requiredKeys: ['kind', 'evtNotifId', 'pastTime', 'isImport', 'duis'] },
  ),
  fc.record({
    kind: fc.constantFrom('shpt' as const, 'rec' as const),
    ...timed,
    fit: fc.boolean(),
    partner: cnpj,
    carriers: fc.array(cnpj, { maxLength: 2 }),
    payload,
  }),
  fc.record({
    kind: fc.constant('final' as const),
    ...timed,
    reason: fc.constantFrom(...finalReasons.filter((one) => one !== 'dispn')),
    duis,
  }),
  fc.record({
    kind: fc.constant('final' as const),
    ...timed,
    reason: fc.constant('dispn' as const),
    dispensing: fc.constantFrom(...dispensings),
    duis,
  }),
  fc.record({
    kind: fc.constant('evtRvctn' as const),
    evtNotifId: id,
    revoking: fc.array(fc.record({ origEvtId: text(upper, 1, 64), desc: text('é<&>"\'\t\r\n a', 1, 50) }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
);
const message: fc.Arbitrary<EventsIn> = fc.record({
  docId: id,
  ccTime: time,
  env: fc.constantFrom(1 as const, 2 as const),
  declarant: cnpj,
  mbrAgt: cnpj,
  usrAgt: text('Example <&> 1.0', 1, 20),
  events: fc.array(event, { minLength: 1, maxLength: 3 }),
});

describe('a message of events', () => {
  test('is read as it was written, whatever is in it', () =>
    fc.assert(
      fc.property(message, (one) => void expect(readEventsIn(writeEventsIn(one))).toEqual(one)),
      { numRuns: 150 },
    ));

  test('is its own canonical form', () =>
    fc.assert(
      fc.property(message, (one) => void expect(canonicalForm(writeEventsIn(one))).toBe(writeEventsIn(one))),
      { numRuns: 60 },
    ));

  test('tells packs of a lot as the report says', () => {
    const { body = '' } = writeMessage(sncmReport('activ'), sncmData());
    expect(good(readEventsIn(body))).toMatchObject({
      ...{ declarant: ownCnpj, env: 2 },
      events: [{ kind: 'activ', isImport: false, duis: [{ serial: '0289815154866', expiry: '2023-10' }, {}] }],
    });
  });

  test('tells a shipment by package down to the packs', () => {
    const [shipped] = good(readEventsIn(writeMessage(sncmReport('shpt'), sncmShipment()).body ?? '')).events;
    expect(shipped).toMatchObject({
      ...{ kind: 'shpt', partner: partnerCnpj },
      payload: [{ sscc: '095212340000000017', inside: [{}, {}] }, { dui: { serial: 'A1', lot: 'LOT2021A01' } }],
    });
  });

  test('takes back what SNCM calls the event', () => {
    const data = sncmData({ serials: [], takesBack: ['RCPT0001 2021-11-02T09:30:05Z EVT7'] });
    const { body = '' } = writeMessage(sncmReport('evtRvctn', { undo: true }), data);
    expect(good(readEventsIn(body)).events).toMatchObject([{ revoking: [{ origEvtId: 'EVT7' }] }]);
  });
});

const events = [...sncmSamples].filter(([name]) => name.startsWith('msgEvtIn'));

describe.skipIf(events.length === 0)('messages of the corpus', () => {
  test.each(events)('%s is read, and written as it stands', (_, xml) => {
    const read = good(readEventsIn(xml));
    expect(writeEventsIn(read)).toBe(xml.replace(/^<\?xml.*?\?>\s*/, '').trim());
  });
});

const sound = writeEventsIn(good(readEventsIn(writeMessage(sncmReport('activ'), sncmData()).body ?? '')));
const shipped = writeMessage(sncmReport('shpt'), sncmShipment()).body ?? '';

describe('a message that the message set does not have', () => {
  test.each<[string, string, string, string]>([
    ['another version', sound, '<ver>1.00</ver>|<ver>2.00</ver>', '/msgEvtIn/ver'],
    ['no declarant', sound, '<declarant><cnpj>11222333000181</cnpj></declarant>|', '/msgEvtIn/declarant'],
    ['members in another order', sound, '<lc>pt-BR</lc><env>2</env>|<env>2</env><lc>pt-BR</lc>', '/msgEvtIn/lc'],
    ['a member that is none', sound, '<env>2</env>|<env>2</env><extra>1</extra>', '/msgEvtIn/declarant'],
    ['an id of 19 characters', sound, '<evtNotifId>|<evtNotifId>x', '/msgEvtIn/evts/activ[1]/evtNotifId'],
    ['a GTIN with a wrong check digit', sound, '09521234561019|09521234561018', '/msgEvtIn/evts/activ[1]/dui/gtin'],
    ['a pack that stands twice', sound, '2338777089850|0289815154866', '/msgEvtIn/evts/activ[1]/dui[2]'],
    ['a day for a month', sound, '2023-10|2023-10-31', '/msgEvtIn/evts/activ[1]/dui/exp'],
    [
      'an SSCC of 17 digits',
      shipped,
      '095212340000000017|09521234000000001',
      '/msgEvtIn/evts/shpt[1]/pld/tp[1]/tpi/sscc',
    ],
    [
      'an empty package',
      shipped,
      '<tp>|<tp><tpi><sscc>095212340000000017</sscc></tpi><pld></pld></tp><tp>',
      '/msgEvtIn/evts/shpt[1]/pld/tp[1]/pld',
    ],
    ['an event that is none', sound, 'activ>|activated>', '/msgEvtIn/evts/activated[1]'],
    ['a member of another namespace', sound, '<env>|<env xmlns="urn:other">', '/msgEvtIn/env'],
  ])('is refused at its place: %s', (_, xml, change, at) => {
    const [from = '', to = ''] = change.split('|');
    const refusal = readEventsIn(xml.replaceAll(from, to));
    expect(isRefusal(refusal) && refusal).toMatchObject({ at, rule: 'SNCM message set 1.00' });
  });

  test.each(['', '<html></html>', '<msgEvtIn/>'])('is refused: %j', (xml) =>
    expect(isRefusal(readEventsIn(xml))).toBe(true),
  );
});
