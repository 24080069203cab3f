import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetSigned, forgetting, keepSigned, keptFor, keptSigned } from './signed-words.ts';

const signed = { meaning: 'decided for quality', reason: 'mixed with another batch' };
const deed = { label: 'Propose', of: '#/desk/a' };

/** The browser's store of a tab. */
beforeEach(() => {
  const items = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, text: string) => void items.set(name, text),
    removeItem: (name: string) => void items.delete(name),
  });
});
afterEach(() => void vi.unstubAllGlobals());

test('words wait for the deed that they were written for, with what was decided', () => {
  keepSigned(deed, signed, { resolution: 'destroy-product' });
  expect(keptSigned(deed)).toMatchObject({ ...signed, chosen: { resolution: 'destroy-product' } });
});

test('words of one subject are offered for no other', () => {
  keepSigned(deed, signed);
  expect(keptSigned({ ...deed, of: '#/desk/b' })).toBeUndefined();
  expect(keptSigned({ ...deed, label: 'Accept the proposal' })).toBeUndefined();
});

test('words of a decision come back with it or not at all', () => {
  keepSigned(deed, signed, { resolution: 'destroy-product' });
  expect(keptFor(deed, { resolution: 'destroy-product' })).toMatchObject(signed);
  expect(keptFor(deed, { resolution: 'send-data' })).toBeUndefined();
  expect(keptFor(deed, {})).toBeUndefined();
  keepSigned(deed, signed);
  expect(keptFor(deed, {})).toMatchObject(signed);
  expect(keptFor(deed, { digest: 'of what stands now' })).toBeUndefined();
});

test('what was signed waits no more, and what another program left is nothing', () => {
  keepSigned(deed, signed);
  forgetSigned(deed);
  expect(keptFor(deed, {})).toBeUndefined();
  sessionStorage.setItem('seriate-signing', '{"label":"Propose","meaning":"","reason":""}');
  expect(keptSigned(deed)).toBeUndefined();
});

test('a window that is given up forgets its own words, and those of no other', () => {
  keepSigned(deed, signed);
  let isClosed = false;
  const close = () => {
    isClosed = true;
  };
  forgetting({ ...deed, of: '#/desk/b' }, close)();
  expect([isClosed, keptSigned(deed)?.reason]).toEqual([true, signed.reason]);
  forgetting(deed, close)();
  expect(keptSigned(deed)).toBeUndefined();
});

test('words say when their signer was sent to prove who he is', () => {
  const before = Date.now();
  keepSigned(deed, signed);
  const { at = 0 } = keptSigned(deed) ?? {};
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(Date.now());
});
