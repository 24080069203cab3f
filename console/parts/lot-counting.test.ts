import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { toldLot } from '../../shared/messages/lots-api.ts';
import { Problem } from '../api.ts';
import { LotCounting } from './lot-counting.tsx';
import { LotRecalls } from './lot-recalls.tsx';

const told = {
  ...{ order: 'o', site: 'rotterdam', line: 'line-1', owner: 'acme', gtin: '09521321543218', lot: 'HUGE1' },
  ...{ expiry: '2028-06-30', quantity: 10_000_000, pool: 'packs', ssccPool: 'cases', companyPrefix: '9521321' },
  ...{ unitsPerCase: 24, casesPerPallet: 40, state: 'reported', createdAt: '2026-03-01T10:00:00.000Z' },
};

test('a lot that is too large to be counted says so where its figures would stand, and can be asked again', () => {
  const error = new Problem({ title: 'Too complex', detail: 'lot HUGE1 has too many numbers' });
  const counting = { data: undefined, error, isFetching: false, isPlaceholderData: false, refetch: () => undefined };
  const page = renderToStaticMarkup(createElement(LotCounting, { lot: v.parse(toldLot, told), counting }));
  expect(page).toContain('Reconciliation');
  expect(page).toContain('lot HUGE1 has too many numbers');
  expect(page).toContain('Try again');
});

test('a lot that is recalled says so and leads to what recalls it, and another says nothing', () => {
  const page = (more: object) =>
    renderToStaticMarkup(createElement(LotRecalls, { lot: v.parse(toldLot, { ...told, ...more }) }));
  expect(page({ recalls: ['r/1', 'r-2'] })).toContain('Lot HUGE1 is recalled');
  expect(page({ recalls: ['r/1', 'r-2'] })).toContain('href="#/recalls/r%2F1"');
  expect(page({})).toBe('');
});
