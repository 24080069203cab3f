import { beforeEach, expect, test, vi } from 'vitest';
import { dropOrder, keepOrder, keptOrder } from './kept-order.ts';

/** The browser's store of a tab. */
beforeEach(() => {
  const items = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, text: string) => void items.set(name, text),
    removeItem: (name: string) => void items.delete(name),
  });
});

test('an order that is half typed waits in the tab until it is made or given up', () => {
  keepOrder({ gtin: '09521321543218', lot: 'L1', quantity: '' });
  expect(keptOrder()).toEqual({ gtin: '09521321543218', lot: 'L1', quantity: '' });
  dropOrder();
  expect(keptOrder()).toEqual({});
});

test('what another program left in the tab is no order', () => {
  sessionStorage.setItem('seriate-order', '{"gtin":9521321543218}');
  expect(keptOrder()).toEqual({});
});
