import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { alertStates, mayGo, type NmvsAlert } from './alert.ts';
import { readAlerts } from './alert-wire.ts';
import { checkPack } from './check-pack.ts';
import { packOfCode } from './pack-of-code.ts';
import { type KnownFacts, probableCause } from './probable-cause.ts';
import { hasRunIn, suspectsOf } from './suspects.ts';

const alert = (change: Partial<NmvsAlert> = {}): NmvsAlert => ({
  alertId: 'DE-1',
  code: 'A3',
  country: 'DE',
  raisedAt: '2026-03-01T10:00:00Z',
  productCode: '09521321543218',
  batch: 'L1',
  expiry: '281231',
  serial: 'AZ12',
  ...change,
});
const pack = { lot: 'L1', expiry: '2028-12-31' };
const meant = (how: 'case' | 'keyboard' | 'separator') => [{ serial: 'AY12', how, detail: how, pack }];
const ours = { ownProduct: true };

describe('the probable cause of an alert', () => {
  test.each<[string, Partial<NmvsAlert>, KnownFacts]>([
    ['not-ours', {}, { ownProduct: false }],
    ['case-or-keyboard', {}, { ...ours, meant: meant('keyboard') }],
    ['case-or-keyboard', {}, { ...ours, meant: meant('case'), uploaded: false }],
    ['lost-separator', {}, { ...ours, meant: meant('separator') }],
    ['lost-separator', { serial: 'K7PX17281231' }, ours],
    ['upload-missing', {}, { ...ours, pack, uploaded: false }],
    ['upload-missing', { code: 'A2' }, { ...ours, uploaded: false }],
    ['wrong-lot', { code: 'A68', batch: 'L2' }, { ...ours, pack, uploaded: true }],
    ['wrong-expiry', { code: 'A52', expiry: '281200' }, { ...ours, pack, uploaded: true }],
    ['already-decommissioned', { code: 'A24' }, { ...ours, pack, uploaded: true }],
    ['already-decommissioned', { code: 'A7' }, ours],
    ['unknown', {}, { ...ours, pack, uploaded: true }],
  ])('is %s for %j and %j', (cause, change, facts) => {
    expect(probableCause(alert(change), facts)).toMatchObject({ cause, remedy: expect.stringMatching(/.{10}/) });
  });

  test('says by whom of us a pack was decommissioned, and that day 00 is no day', () => {
    const changed = { operation: 'G120', by: 'olaf', at: '2026-02-01' };
    expect(probableCause(alert({ code: 'A24' }), { ...ours, changed }).detail).toContain('olaf');
    const back = { ...ours, changed: { ...changed, isActive: true } };
    expect(probableCause(alert({ code: 'A24' }), back).detail).toContain('brought back');
    expect(probableCause(alert({ code: 'A52', expiry: '281200' }), { ...ours, pack }).detail).toContain('day 00');
  });
});

describe('serials that may have been meant', () => {
  const serial = fc.string({
    unit: fc.constantFrom(...'0123456789ABCDEFGHJKLMNPRSTUVWXYZ'),
    minLength: 1,
    maxLength: 12,
  });
  const finds = (read: string, wanted: string) =>
    suspectsOf(read)
      .map((one) => one.serial)
      .includes(wanted);

  test('are found when upper and lower case were exchanged', () => {
    fc.assert(fc.property(serial, (real) => real.toLowerCase() === real || finds(real.toLowerCase(), real)));
  });

  test('are found when Y and Z were', () => {
    expect(finds('AY12', 'AZ12')).toBe(true);
    expect(finds('ay12', 'AZ12')).toBe(true);
  });

  test('are found when an AZERTY computer read a QWERTY scanner, and the other way round', () => {
    expect(finds('q&é', 'A12')).toBe(true);
    expect(finds('Q!@', 'A12')).toBe(true);
  });

  test('are found when the expiry, or lot and expiry, ran in', () => {
    fc.assert(fc.property(serial, (real) => finds(`${real}17281231`, real) && hasRunIn(`${real}17281231`)));
    expect(finds('K7PX10L117281231', 'K7PX')).toBe(true);
    expect(finds('K7PX17281231' + '10L1', 'K7PX')).toBe(true);
  });

  test('are a dozen at most, never the one that was read', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (read) => {
        const found = suspectsOf(read);
        expect(found.length).toBeLessThanOrEqual(12);
        expect(found.some((one) => one.serial === read)).toBe(false);
      }),
    );
  });
});

describe('an alert', () => {
  test('ends closed, and comes back to new never', () => {
    for (const state of alertStates) expect([mayGo('closed', state), mayGo(state, 'new')]).toEqual([false, false]);
    expect(mayGo('escalated', 'under-investigation')).toBe(true);
  });

  test('comes by a page of the wire, or the page is refused', () => {
    const { country, ...told } = alert();
    const page = JSON.stringify({ alerts: [told], next: '1' });
    expect(readAlerts(page, 'DE')).toEqual({ alerts: [alert()], next: '1' });
    expect(isRefusal(readAlerts('<html>', country))).toBe(true);
    // One that is none hides no others.
    const one = { told: '{}', why: expect.stringContaining('alertId') };
    expect(readAlerts('{"alerts":[{}],"next":"1"}', 'DE')).toEqual({ alerts: [one], next: '1' });
  });
});

describe('a pack that is scanned', () => {
  const code = '010952132154321821K7PX9Q\u001d1728120010L1';
  test('is read from a GS1 element string, day 00 as it is', () => {
    const product = { scheme: 'GTIN', code: '09521321543218', batch: { id: 'L1', expiry: '281200' } };
    expect(packOfCode(code)).toEqual({ product, serial: 'K7PX9Q' });
  });

  test('is refused without a separator, with the remedy', () => {
    expect(packOfCode(code.replace('\u001d', ''))).toMatchObject({
      refused: 'malformed',
      remedy: expect.stringContaining('separator'),
    });
  });

  const product = { scheme: 'GTIN' as const, code: '09521321543218', batch: { id: 'L1', expiry: '281231' } };
  test('is not sent with what an NMVS would answer with a fault or an alert', () => {
    expect(checkPack(product, ['A1', 'B2'])).toBeUndefined();
    expect(checkPack({ ...product, batch: { id: 'L1', expiry: '281331' } }, ['A1'])).toMatchObject({ at: '/expiry' });
    expect(checkPack({ ...product, code: '09521321543219' }, ['A1'])).toMatchObject({
      at: '/product',
      detail: expect.stringContaining('has check digit 9'),
    });
    expect(checkPack(product, ['A-1'])).toMatchObject({ at: '/serials/0' });
    expect(checkPack(product, ['A-1'], true)).toMatchObject({
      at: '/serial',
      remedy: expect.stringContaining('QWERTZ'),
    });
    expect(checkPack(product, ['A1', 'A1'])).toMatchObject({ at: '/serials/1' });
  });
});
