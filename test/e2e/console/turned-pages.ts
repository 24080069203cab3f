import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import type { Product } from '../../kit/product.ts';
import { goTo } from './go-to.ts';
import { lot } from './order-to-release.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
}

const SECOND = /\/reconciliation\/commissioned\?.*after=/;

/** What people see of lists that are longer than a page: the serials of a lot of 400 packs. */
export function turnedPages(on: On): void {
  test(
    'shows what is there where the next page of a list does not come, and asks for no page but the one it shows',
    () => turns(on),
    60_000,
  );
  test('takes a search of two words, typed as slowly as one likes', () => types(on));
}

async function turns(on: On): Promise<void> {
  const page = on.page();
  await goTo(on, `lots/${lot}?gtin=09521321543218`);
  await page.getByRole('button', { name: /^\d+ commissioned of Lot$/ }).click();
  const serials = page.getByRole('dialog').getByRole('rowheader');
  await expect.poll(() => serials.count()).toBe(100);
  const first = await serials.first().textContent();
  await page.route(SECOND, (route) => route.abort());
  await page.getByRole('dialog').getByRole('button', { name: 'Next page' }).click();
  await page.getByText('Look at the connection, then try again').waitFor({ timeout: 15_000 });
  expect(await serials.first().textContent()).toBe(first);
  expect(await seriousFindings(page)).toEqual([]);
  await page.unroute(SECOND);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => serials.first().textContent()).not.toBe(first);
  expect(await page.getByText('Look at the connection, then try again').count()).toBe(0);
  // Whoever comes back to the tab has asked anew what he looks at: the second page, and no other.
  const asked = page.waitForRequest(/\/reconciliation\/commissioned\?/);
  const comeBack = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
  const again = setInterval(() => void page.evaluate(comeBack), 500);
  expect((await asked.finally(() => clearInterval(again))).url()).toMatch(SECOND);
}

async function types(on: On): Promise<void> {
  const page = on.page();
  await goTo(on, 'audit');
  const field = page.getByLabel('By', { exact: true });
  await field.pressSequentially('nobody ');
  await expect.poll(() => page.url()).toContain('by=nobody');
  await page.getByText('Nothing that fits').waitFor();
  await field.pressSequentially('here');
  expect(await field.inputValue()).toBe('nobody here');
}
