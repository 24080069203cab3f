import { describe, expect, test } from 'vitest';
import { commissionEvent } from '#shared/trace/commission.ts';
import { exactNumber } from '#shared/wire/exact-number.ts';
import { here, minute } from '../../../test/kit/events.ts';
import { bodyLimit, packBody, readBody, tooLarge } from './event-body.ts';
import { fingerprint } from './fingerprint.ts';

const event = (epcs: string[]) => commissionEvent({ epcs, at: minute(0), lot: 'Ä1', ...here });
const serials = (count: number) => Array.from({ length: count }, (_, i) => `urn:epc:id:sgtin:9521321.054321.${i}`);
/** Text that hardly compresses. */
const noise = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `urn:uuid:${Array.from({ length: 20 }, (_, j) => Math.sin(i * 20 + j)).join('')}`,
  );

describe('a body', () => {
  test('comes back as it was', () => {
    expect(readBody(packBody(event(serials(500))))).toEqual(event(serials(500)));
  });

  test('keeps the digits of decimals', () => {
    const exact = { 'ex:held': [exactNumber('26.0'), exactNumber('12345678901234567890.5'), 26] };
    const written = JSON.stringify(readBody(packBody({ ...event(serials(1)), ...exact })));
    expect(written).toContain('"ex:held":[26.0,12345678901234567890.5,26]');
  });

  test('of ten thousand serials fits an item', () => {
    expect(tooLarge(JSON.stringify(event(serials(10_000))), 0)).toBeUndefined();
  });

  test('that no item can hold is refused with its place', () => {
    const large = event(noise(6000));
    expect(packBody(large).length).toBeGreaterThan(bodyLimit);
    expect(tooLarge(JSON.stringify(large), 1)).toMatchObject({ refused: 'too-large', at: 'event 1' });
  });
});

describe('a fingerprint', () => {
  const id = 'urn:uuid:1';
  const named = { ...event(serials(2)), eventID: id };

  test('does not see spelling, order and precision', () => {
    const other = {
      ...named,
      epcList: ['https://id.gs1.org/01/09521321543218/21/1', 'urn:epc:id:sgtin:9521321.054321.0'],
      eventTime: '2026-03-01T09:00:00.000+01:00',
    };
    expect(fingerprint(id, other)).toBe(fingerprint(id, named));
  });

  test.each([
    ['another unit', { epcList: serials(3) }],
    ['another place', { bizLocation: { id: 'urn:epc:id:sgln:9521321.00018.0' } }],
    ['an error declaration', { errorDeclaration: { declarationTime: minute(1) } }],
  ])('sees %s', (_, change) => {
    expect(fingerprint(id, { ...named, ...change })).not.toBe(fingerprint(id, named));
  });

  test('is another one under another id', () => {
    expect(fingerprint('urn:uuid:2', named)).not.toBe(fingerprint(id, named));
  });
});
