import fc from 'fast-check';
import { eventOf, type PlainEvent } from '#shared/mapping/plain-event.ts';
import { factsOf, plainKinds } from '#shared/mapping/plain-kinds.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const serial = fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/);
const checked = (body: string): string => {
  const sum = [...body].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return body + ((10 - (sum % 10)) % 10);
};

const packUrn = fc.tuple(digits(6), serial).map(([item, own]) => `urn:epc:id:sgtin:9521321.${item}.${own}`);
const packLink = fc
  .tuple(digits(6), serial)
  .map(([item, own]) => `https://id.gs1.org/01/${checked(`09521321${item.slice(0, 5)}`)}/21/${own}`);
const caseUrn = digits(10).map((reference) => `urn:epc:id:sscc:9521321.${reference}`);
const epc = fc.oneof(packUrn, packLink, caseUrn);
const place = fc.constantFrom(
  'urn:epc:id:sgln:9521321.00017.0',
  'https://id.gs1.org/414/9521321000179',
  'urn:plant:a,b;c',
);
const party = fc.constantFrom('urn:epc:id:pgln:9521321.00001', 'urn:epc:id:pgln:9521999.00001');
const paper = fc.stringMatching(/^urn:epcglobal:cbv:bt:9521321000017:[A-Z0-9]{1,8}$/);
const word = fc.stringMatching(/^[A-Za-z0-9;&<äß][A-Za-z0-9 ,"';&<äß]{0,8}[A-Za-z0-9ß]$/);
const day = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Events as flat forms can tell them; `minute` keeps them apart in time. */
const plain = (minute: number): fc.Arbitrary<PlainEvent> =>
  fc
    .record({
      kind: fc.constantFrom(...plainKinds),
      offset: fc.constantFrom('+00:00', '+01:00', '-05:30'),
      millisecond: fc.integer({ min: 0, max: 59_999 }),
      epcs: fc.uniqueArray(epc, { minLength: 1, maxLength: 5 }),
      parent: caseUrn,
      eventId: maybe(fc.uuid().map((id) => `urn:uuid:${id}`)),
      lot: maybe(fc.stringMatching(/^[A-Z0-9-]{1,10}$/)),
      expiry: maybe(day),
      readPoint: maybe(place),
      bizLocation: maybe(place),
      order: maybe(paper),
      advice: maybe(paper),
      from: maybe(party),
      to: maybe(party),
      reason: maybe(word),
    })
    .map(({ kind, millisecond, parent, lot, expiry, order, advice, from, to, reason, ...rest }) => {
      const { type, disposition } = factsOf(kind);
      const isPacking = type === 'AggregationEvent';
      const isUpdate = ['deactivate', 'decommission', 'destroy', 'sample'].includes(kind);
      const begins = kind === 'commission' || kind === 'encode';
      const transactions = [
        ...(order === undefined ? [] : [{ type: 'po', bizTransaction: order }]),
        ...(advice === undefined ? [] : [{ type: 'desadv', bizTransaction: advice }]),
      ];
      return {
        ...defined(rest),
        kind,
        disposition,
        at: new Date(Date.UTC(2026, 2, 1, 8, minute) + millisecond).toISOString(),
        ...(isPacking && { parent }),
        ...(begins && defined({ lot, expiry })),
        ...(isUpdate && defined({ reason })),
        ...(transactions.length > 0 && { transactions }),
        ...(from !== undefined && { sources: [{ type: 'possessing_party', id: from }] }),
        ...(to !== undefined && { destinations: [{ type: 'possessing_party', id: to }] }),
      };
    });

const defined = <T extends object>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>;
  };

/** A few events, each in a minute of its own. */
export const plainEvents = fc
  .integer({ min: 1, max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, minute) => plain(minute))))
  .map((all) => all.map(eventOf));
