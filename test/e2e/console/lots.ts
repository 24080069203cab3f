import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import type { Product } from '../../kit/product.ts';
import { goTo } from './go-to.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
}

/** What a person sees who looks into the figures of a lot. */
export function lots(on: On): void {
  test('shows the serials behind a figure under an address that can be sent', async () => {
    const page = on.page();
    await goTo(on, 'lots/DEMO0001?gtin=09521321543218');
    await page.getByRole('button', { name: /^\d+ commissioned of Lot$/ }).click();
    expect(page.url()).toContain('behind=commissioned');
    await page.reload();
    const dialog = page.getByRole('dialog', { name: 'Serials of lot DEMO0001' });
    await dialog.getByRole('rowheader').first().waitFor();
    expect(await seriousFindings(page, '[role=dialog]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(page.url()).not.toContain('behind=');
  });
}

/** What a person sees who changes an order of which no line has begun. */
export function changedOrder(on: On): void {
  test('changes an order by Enter, and says what goes to its site', async () => {
    const page = on.page();
    await ordered(on.product());
    await goTo(on, 'lots/STAYS1?gtin=09521321543218');
    await page.getByRole('button', { name: 'Change the order' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change order order-STAYS1' });
    expect(await seriousFindings(page, '[role=dialog]')).toEqual([]);
    await dialog.getByLabel('Why').fill('fewer are wanted');
    await dialog.getByLabel('Quantity').fill('8');
    await dialog.getByLabel('Quantity').press('Enter');
    await page.getByRole('status').filter({ hasText: 'The wish to change order order-STAYS1' }).waitFor();
    await dialog.waitFor({ state: 'hidden' });
  });
}

/** A lot as the first was, for a line that nobody ever set up. */
async function ordered(product: Product): Promise<void> {
  const first = Object(await (await product.fetch('/api/lots/DEMO0001?gtin=09521321543218')).json());
  const as = ['owner', 'site', 'gtin', 'expiry', 'pool', 'ssccPool', 'companyPrefix', 'unitsPerCase', 'casesPerPallet'];
  const others = Object.fromEntries(as.map((name) => [name, first[name]]));
  const body = JSON.stringify({ ...others, order: 'order-STAYS1', lot: 'STAYS1', line: 'line-9', quantity: 10 });
  const headers = { 'content-type': 'application/json' };
  expect((await product.fetch('/api/orders', { method: 'POST', headers, body })).status).toBe(201);
}
