import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { hasBit, indexRows, RUN, short, sortKey, utc } from './index-rows.ts';
import { readRefRow } from './ref-rows.ts';

const epc = (i: number) => canonicalEpc(`urn:epc:id:sgtin:9521321.054321.${i}`);
const filingOf = (event: Parameters<typeof stored>[0][number], digest = 'D'.repeat(22)) => {
  const [one] = stored([event]);
  if (one === undefined) throw new Error('one event');
  return { stored: one, digest, item: 'event' };
};
const rowsOf = (event: Parameters<typeof filingOf>[0], places: Parameters<typeof indexRows>[2]) =>
  indexRows('acme', [{ filing: filingOf(event), mentions: mentionsOf(event) }], places);
const bitmapOf = (row: Record<string, unknown>, role: string) => {
  const bits: unknown = Object.entries(readRefRow(row)[0]?.bits ?? {}).find(([name]) => name === role)?.[1];
  if (!(bits instanceof Uint8Array)) throw new Error(`no bitmap of ${role}`);
  return bits;
};

describe('rows of runs', () => {
  test('have exactly the bits of the counters named, 32 bytes a role', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 200 }), (counters) => {
        const event = commissionEvent({ epcs: counters.map(epc), at: minute(0), ...here });
        const places = new Map(counters.map((counter) => [epc(counter), [{ pool: 'packs', counter }]]));
        const rows = rowsOf(event, places).filter(({ pk }) => String(pk).startsWith('acme#run#'));
        const found = rows.flatMap((row) => {
          const run = Number(String(row['pk']).split('#').at(-1));
          const bits = bitmapOf(row, 'epc');
          expect(bits).toHaveLength(32);
          return Array.from({ length: RUN }, (_, i) => run * RUN + i).filter((counter) => hasBit(bits, counter));
        });
        expect(found.sort((a, b) => a - b)).toEqual(counters.toSorted((a, b) => a - b));
      }),
      { numRuns: 30 },
    );
  });

  test('reach to the largest exact counter', () => {
    const counter = Number.MAX_SAFE_INTEGER;
    const event = commissionEvent({ epcs: [epc(1)], at: minute(0), ...here });
    const [row = {}] = rowsOf(event, new Map([[epc(1), [{ pool: 'packs', counter }]]]));
    expect([row['pk'], hasBit(bitmapOf(row, 'epc'), counter)]).toEqual([
      `acme#run#packs#${(counter + 1) / RUN - 1}`,
      true,
    ]);
  });

  test('keep roles apart and name the parent of children', () => {
    const event = packEvent({ parent: epc(300), children: [epc(1)], at: minute(0), ...here });
    const places = new Map([1, 300].map((counter) => [epc(counter), [{ pool: 'packs', counter }]]));
    const rows = rowsOf(event, places);
    const told = rows.map((row) => [row, readRefRow(row)[0]] as const);
    expect(told.map(([{ pk }, ref]) => [pk, Object.keys(ref?.bits ?? {}), ref?.parent])).toEqual([
      ['acme#run#packs#1', ['parent'], epc(300)],
      ['acme#run#packs#0', ['child'], epc(300)],
      ['acme#time#2026-03-01T08', [], undefined],
    ]);
  });
});

test('a foreign unit named in two roles has one row', () => {
  const event = packEvent({ parent: epc(1), children: [epc(1)], at: minute(0), ...here });
  const [row, ...rest] = rowsOf(event, new Map());
  expect([readRefRow(row ?? {})[0]?.roles, rest]).toEqual([
    ['parent', 'child'],
    [expect.objectContaining({ pk: 'acme#time#2026-03-01T08' })],
  ]);
});

describe('sort keys', () => {
  test('order as the instants do, whatever the zone and precision', () => {
    const times = fc.tuple(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      fc.integer({ min: -14, max: 14 }),
    );
    const written = ([date, hours]: [Date, number]) => {
      const local = new Date(date.getTime() + hours * 3_600_000).toISOString().replace('Z', '');
      return `${local}${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
    };
    fc.assert(
      fc.property(times, times, (a, b) => {
        expect(Math.sign(Number(utc(written(a)) > utc(written(b))) - Number(utc(written(a)) < utc(written(b))))).toBe(
          Math.sign(a[0].getTime() - b[0].getTime()),
        );
      }),
    );
  });

  test('tell versions of an event apart', () => {
    const event = commissionEvent({ epcs: [epc(1)], at: minute(0), ...here });
    expect(sortKey(filingOf(event, 'A'.repeat(22)))).not.toBe(sortKey(filingOf(event, 'B'.repeat(22))));
    expect(sortKey(filingOf(event))).toBe(`${minute(0)}#0000000#${'D'.repeat(22)}`);
  });
});

test('what is too long for a key becomes its hash, which is one for one text', () => {
  expect(short('x'.repeat(512))).toBe('x'.repeat(512));
  expect(short('x'.repeat(513))).toMatch(/^sha-256:[0-9a-f]{64}$/);
  expect(short('é'.repeat(500))).toMatch(/^sha-256:/);
  expect(short('x'.repeat(600))).not.toBe(short('x'.repeat(601)));
});
