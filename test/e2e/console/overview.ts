import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';

interface On {
  readonly page: () => Page;
}

/** What somebody sees who has just signed in, of a company whose lot was packed and told. */
export function overview({ page: on }: On): void {
  test('shows the lot and what was told to whom', async () => {
    const page = on();
    await page.getByRole('link', { name: 'DEMO0001' }).first().waitFor();
    const told = page.getByRole('table', { name: 'Submissions and deliveries' });
    await told.getByText('product-pack-data').waitFor();
    await expect.poll(() => told.getByText(/^(acknowledged|delivered)$/).count()).toBe(3);
  });

  test('says what waits, and leads to it', async () => {
    const page = on();
    await page.getByText('Every regulator has been told what there is to tell.').waitFor();
    await page.getByText(/^last hour: 95 % within/).waitFor();
    await page.getByRole('link', { name: 'Lots to release: 0' }).click();
    await page.getByText('Nothing that fits').waitFor();
    expect(new URL(page.url()).hash).toBe('#/lots?state=reported');
    await page.goBack();
  });

  test('leads from each figure to what it counts, and from each part to all of it', async () => {
    const page = on();
    for (const [name, hash] of [
      [/^Going to regulators: /, '#/deliveries?kind=submission&state=waiting'],
      [/^Being captured: /, '#/captures?running=true'],
      [/^Cases that await us: /, '#/desk?awaits=us'],
      ['All of them: Serial numbers', '#/pools'],
    ] as const) {
      await page.getByRole('link', { name }).click();
      await expect.poll(() => new URL(page.url()).hash).toBe(hash);
      await page.getByRole('table').first().waitFor();
      await page.goBack();
    }
  });

  test('draws what lines made for whoever scrolls there', async () => {
    const page = on();
    await page.getByRole('heading', { name: 'Packs', exact: true }).scrollIntoViewIfNeeded();
    await page.getByText('Commissioned', { exact: true }).last().waitFor();
    await expect.poll(() => page.locator('svg rect').count()).toBeGreaterThan(0);
    // A link that is half beneath the bar above is none that is too small.
    await page.evaluate('scrollTo(0, 0)');
    expect(await seriousFindings(page)).toEqual([]);
  });
}
