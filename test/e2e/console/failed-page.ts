import type { Page } from 'playwright-core';
import { test } from 'vitest';

/** What people see of a page whose part did not come while nobody answered. */
export function failedPage(on: { readonly page: () => Page }): void {
  test('shows a page that did not come once there is an answer again, without being loaded anew', async () => {
    const page = on.page();
    const open = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    const again = page.getByRole('button', { name: 'Try again' });
    await page.context().setOffline(true);
    await open('Roles');
    await again.waitFor();
    await again.click();
    await again.waitFor();
    await page.context().setOffline(false);
    await again.click();
    await page.getByRole('heading', { name: 'Roles' }).waitFor();
    // What comes after begins where somebody has just signed in.
    await open('Overview');
  });
}
