import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import type { Product } from '../../kit/product.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
}

const ada = 'ada@acme-pharma.example';
const late = 'Acted upon after its end';

/** What a person sees who looks after what contradicts. */
export function exceptions({ page: on, product }: On): void {
  test('counts what contradicts, and lets several be assigned at once', async () => {
    const page = on();
    await page
      .getByText(/^\d+ open$/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Exceptions' }).first().click();
    const row = page.getByRole('row').filter({ hasText: late }).first();
    await row.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Assign the 1 chosen' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('To').inputValue()).toBe(ada);
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByLabel('To').press('Enter');
    await row.getByText(`assigned to ${ada}`).waitFor();
  });

  test('keeps in the address what is shown', async () => {
    const page = on();
    await page.getByRole('button', { name: /^State/ }).click();
    await page.getByRole('option', { name: 'assigned', exact: true }).click();
    await page.waitForURL(/state=assigned/);
    await page.reload();
    await page.getByRole('link', { name: late }).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel(/^Unit/).fill('hello');
    await page.getByText(/This is no code of a unit/).waitFor();
    await page.getByText('Nothing that fits').waitFor();
    await page.getByLabel(/^Unit/).fill('');
  });

  test('tells what somebody else changed meanwhile, keeps what was written, and resolves', async () => {
    const page = on();
    await page.getByRole('link', { name: late }).first().click();
    await page.getByText('It may mean').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const why = dialog.getByLabel(/^Why/);
    await why.fill('The pack was found and destroyed');
    // Just before it arrives, another one assigns it.
    const assignedFirst = async (route: Route) => {
      const path = new URL(route.request().url()).pathname.replace(/resolve$/, 'assign');
      const answer = await product().fetch(path, { method: 'POST', role: 'qa', body: JSON.stringify({ to: 'quinn' }) });
      expect(answer.status).toBe(200);
      await route.continue();
    };
    await page.route('**/resolve', assignedFirst, { times: 1 });
    const resolve = dialog.getByRole('button', { name: 'Resolve' });
    await resolve.click();
    await dialog.getByText(/was changed meanwhile/).waitFor();
    await page.getByText('assigned to quinn').waitFor();
    expect(await why.inputValue()).toBe('The pack was found and destroyed');
    await resolve.click();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
    await page.getByText('resolved, corrected').waitFor();
    expect(await page.getByRole('cell', { name: 'The pack was found and destroyed' }).count()).toBe(1);
  });
}
