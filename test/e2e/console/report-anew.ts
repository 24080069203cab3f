import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import type { Product } from '../../kit/product.ts';
import { aDocument, aMove, jsonFile } from './documents.ts';
import { goTo } from './go-to.ts';
import { lot } from './order-to-release.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
}

const gtin = '09521321543218';
const patient = { timeout: 60_000 };
const behind = v.object({ serials: v.array(v.object({ serial: v.string() })) });

/** A report that a regulator refuses, whose reason is read and mended in the console. */
export function reportAnew(on: On): void {
  test('says why a regulator refused a report and what to do, and reports anew', async () => {
    const page = on.page();
    const path = `/api/lots/${lot}/reconciliation/commissioned?gtin=${gtin}&limit=1`;
    const [first] = v.parse(behind, await (await on.product().fetch(path)).json()).serials;
    const serial = first?.serial ?? '';
    await forgotten(on, serial);
    await destroyed(on, `https://id.gs1.org/01/${gtin}/21/${serial}`);
    await goTo(on, 'deliveries?state=rejected');
    await page
      .getByRole('link', { name: /product-pack-state/ })
      .first()
      .click(patient);
    await page.getByText('the Hub does not know the pack').waitFor();
    await page
      .getByText(/What to do: /)
      .first()
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Report what was refused again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('the service desk had taken the pack out');
    await dialog.getByRole('button', { name: 'Report what was refused again' }).click();
    await page.getByText('A correction was planned.').waitFor();
    // The Hub is told of the pack again first, and then that it was destroyed.
    await page.getByText('acknowledged', { exact: true }).first().waitFor(patient);
    await goTo(on, `deliveries?lot=${lot}`);
    const packData = page.getByRole('row').filter({ hasText: 'product-pack-data' });
    await expect.poll(() => packData.filter({ hasText: 'acknowledged' }).count(), patient).toBe(2);
  }, 180_000);
}

/** The service desk of the Hub takes a pack out by mistake. */
async function forgotten(on: On, serial: string): Promise<void> {
  const page = on.page();
  await goTo(on, 'sandboxes/eu-hub');
  const wish = page.getByRole('form', { name: 'Anything else' });
  await wish.getByLabel('Wish, JSON').fill(JSON.stringify({ do: 'forget', productCode: gtin, serials: [serial] }));
  await wish.getByRole('button', { name: 'Tell it' }).click();
  await page.getByText('The sandbox did what it was told.').waitFor();
}

async function destroyed(on: On, pack: string): Promise<void> {
  const page = on.page();
  await goTo(on, 'captures');
  const event = aMove(pack, Date.now(), { action: 'DELETE', bizStep: 'destroying', disposition: 'destroyed' });
  await page.locator('input[type=file]').setInputFiles(jsonFile('destroyed.json', aDocument(event)));
  await page.getByText('1 event captured.').first().waitFor(patient);
}
