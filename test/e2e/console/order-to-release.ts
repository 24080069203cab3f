import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import { layPlantWan, type PlantWan } from '../../kit/plant-wan.ts';
import type { Product } from '../../kit/product.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
  /** The product's folder. */
  readonly data: string;
  readonly enter: (username: string, place: string) => Promise<Page>;
  readonly passwordOf: (username: string) => string;
  /** A page of a screen of its own. */
  readonly open: () => Promise<Page>;
}

const gtin = '09521321543218';
export const lot = 'BYHAND1';
const PACKS = 400;
/** A line packs for some seconds, and a machine that has much else to do takes longer. */
const patient = { timeout: 60_000 };
const DIALOG = '[role=dialog]';

/** A lot that somebody orders in the console, that a line packs while its WAN is cut, and that another one releases. */
export function orderToRelease(on: On): void {
  describe('a lot', () => {
    let wan: PlantWan;
    let hmi: Page;
    beforeAll(async () => {
      wan = await layPlantWan(on.product(), on.data);
      hmi = await on.open();
    }, 120_000);
    afterAll(async () => {
      wan?.mend();
      await wan?.close();
    });

    test('is ordered at a packer, with what its product had before', () => orders(on), 60_000);

    test('is packed while the WAN is cut: people at the line see why it stops, resume it, and have the report', async () => {
      await signIn(hmi, on);
      await hmi.getByText(`Order ${gtin}-${lot} for acme-pharma`).waitFor(patient);
      await hmi.getByText(/^[1-9]\d* of 400 printed$/).waitFor(patient);
      wan.cut();
      await hmi.getByText(/^Cloud not reached since /).waitFor(patient);
      await turn(on.product(), { paperOut: true });
      await hmi.getByRole('button', { name: 'Acknowledge and resume' }).waitFor(patient);
      await hmi.getByText('What to do').first().waitFor();
      expect(await seriousFindings(hmi)).toEqual([]);
      await turn(on.product(), { paperOut: false });
      await resumes(hmi, on.passwordOf('lena'));
      await hmi.getByText('400 of 400 printed').waitFor(patient);
      const report = hmi.getByRole('button', { name: 'Batch report (PDF)' });
      await report.waitFor(patient);
      const [kept] = await Promise.all([hmi.waitForEvent('download'), report.click()]);
      expect(kept.suggestedFilename()).toContain(lot);
      await hmi.getByText(/^Cloud not reached since .*, [1-9]\d* messages? waits?/).waitFor();
      const page = on.page();
      await page.getByText('Nothing yet. What the markets of the product want').waitFor();
      expect(await page.getByRole('button', { name: 'Release' }).count()).toBe(0);
    }, 180_000);

    test('stands in the console with every number once the WAN is back', async () => {
      wan.mend();
      await hmi.getByText(/^Cloud connected, 0 messages wait/).waitFor(patient);
      const page = on.page();
      await page.getByText('reported', { exact: true }).first().waitFor(patient);
      await page.getByText('Reconciles: every number has one fate').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    }, 180_000);

    test('is released by quality assurance under a signature, and regulators are told', () => releases(on), 90_000);
  });
}

async function signIn(hmi: Page, { product, passwordOf }: On): Promise<void> {
  await hmi.goto(product().hmiUrl);
  await hmi.getByRole('button', { name: 'Sign in' }).click();
  await hmi.getByLabel('User name').fill('lena');
  await hmi.getByLabel('Password').fill(passwordOf('lena'));
  await hmi.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
}

/** Brings the line back: packs that a slow machine has lost sight of meanwhile are explained first. */
async function resumes(hmi: Page, password: string): Promise<void> {
  const resume = hmi.getByRole('button', { name: 'Acknowledge and resume' });
  const explain = hmi.getByRole('button', { name: /^Explain .* and sign$/ });
  for (;;) {
    await resume.or(explain).first().waitFor(patient);
    if ((await explain.count()) === 0) return resume.click();
    await explain.first().click();
    const dialog = hmi.getByRole('dialog');
    await dialog.getByLabel(/^What was found/).fill('The pack was taken off the belt and destroyed');
    await dialog.getByLabel('Your password').fill(password);
    await dialog.getByRole('button', { name: 'Sign' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
}

/** Makes something go wrong at the simulated devices, or go well again. */
async function turn(product: Product, faults: object): Promise<void> {
  const devices = /its devices (http:\/\/[^\s/]+)/.exec(await product.line(/its devices http:/))?.[1] ?? '';
  const [headers, body] = [{ 'content-type': 'application/json' }, JSON.stringify(faults)];
  const answer = await fetch(`${devices}/faults?line=0`, { method: 'POST', headers, body });
  expect(answer.ok).toBe(true);
}

const SSCC_POOLS = /\/api\/pools\?kind=sscc/;

async function orders({ page: on, product }: On): Promise<void> {
  const page = on();
  await page.goto(`${product().url}/#/lots`);
  await page.route(SSCC_POOLS, (route) => route.abort());
  await page.getByRole('link', { name: 'New order' }).click();
  await page.getByText('The server did not answer').waitFor();
  // As of a tenant with more pools than are offered.
  await page.unroute(SSCC_POOLS);
  await page.route(SSCC_POOLS, (route) => route.fulfill({ json: { pools: [], next: 'more' } }));
  await page.getByRole('button', { name: 'Try again' }).click();
  const cases = page.getByRole('combobox', { name: 'Pool of SSCCs' });
  await page.getByText('type the id of another').waitFor();
  await page.getByRole('button', { name: 'Order the lot' }).click();
  await page.getByText('is missing').first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByLabel('GTIN', { exact: true }).fill(gtin);
  await page.keyboard.press('Escape');
  await page.getByText('What you have not filled in is as with lot DEMO0001.').waitFor();
  const before = await cases.inputValue();
  await cases.fill('none-such');
  await page.getByText('There is no pool of SSCCs none-such').first().waitFor();
  await cases.fill(before);
  await page.getByLabel('Lot', { exact: true }).fill(lot);
  await page.getByLabel('Packs to print').fill(String(PACKS));
  const expiry = page.getByRole('textbox', { name: 'Expiry' });
  // What is no day stays what was typed, and is refused at its field.
  await expiry.fill('');
  await expiry.pressSequentially('2029-02-31');
  await page.getByRole('button', { name: 'Order the lot' }).click();
  await page.getByText('2029-02-31 is no day of the calendar').first().waitFor();
  expect(await expiry.inputValue()).toBe('2029-02-31');
  await expiry.fill('2020-12-31');
  await page.getByRole('button', { name: 'Order the lot' }).click();
  await page.getByText('2020-12-31 is past').first().waitFor();
  await expiry.fill(`${new Date().getUTCFullYear() + 2}-06-30`);
  await page.getByRole('button', { name: 'Order the lot' }).click();
  await page.unroute(SSCC_POOLS);
  await page.getByRole('heading', { name: `Lot ${lot}` }).waitFor();
  await page.getByText(`Lot ${lot} is ordered at packright-rotterdam, line-1.`).waitFor();
}

async function releases({ enter }: On): Promise<void> {
  const page = await enter('quinn@acme-pharma.example', `lots/${lot}?gtin=${gtin}`);
  await page.getByRole('button', { name: 'Release', exact: true }).click();
  const signing = page.getByRole('dialog', { name: 'Release' });
  await signing.getByText(/^Every number of lot BYHAND1 has one fate/).waitFor();
  // Who goes to the sign-in page comes back to this window.
  await page.reload();
  await signing.getByText(/^Every number of lot BYHAND1 has one fate/).waitFor();
  expect(await signing.getByRole('button', { name: 'Release', exact: true }).isDisabled()).toBe(true);
  await signing.getByLabel('Reason').fill('reconciled, and the report was read');
  expect(await seriousFindings(page, DIALOG)).toEqual([]);
  await signing.getByRole('button', { name: 'Release', exact: true }).click();
  await page.getByText(`Lot ${lot} is released.`).waitFor();
  await page.getByText(/by .*\(quinn@acme-pharma\.example\): released for sale/).waitFor();
  const told = page.getByRole('table', { name: 'What regulators are told' });
  await told.getByText('acknowledged').first().waitFor(patient);
}
