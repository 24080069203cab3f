import type { Page, Route } from 'playwright-core';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { seriousFindings } from '../../kit/axe.ts';
import type { Product } from '../../kit/product.ts';
import { choose } from './choose.ts';
import { goTo } from './go-to.ts';

interface On {
  readonly page: () => Page;
  readonly product: () => Product;
}

const gtin = '09521321543218';
const lot = 'DEMO0001';
/** `sweep` has alerts fetched, once a minute. */
const patient = { timeout: 180_000 };

const made = { alertId: '', verification: '' };
const behind = v.object({ serials: v.array(v.object({ serial: v.string() })) });
const refused = v.object({ outcome: v.object({ alertId: v.string() }) });
const accesses = v.object({ accesses: v.array(v.looseObject({ country: v.string(), updatedAt: v.string() })) });
const withId = v.object({ id: v.string() });

/** A pharmacy reads the expiry of a pack wrongly, so that the national system raises an alert; and somebody asks about a pack that nobody made. */
export function doubts({ product }: On): void {
  test('a national system doubts a pack, and one that was asked about is suspect', async () => {
    const ask = async <Shape extends v.GenericSchema>(path: string, shape: Shape, body?: object, method = 'POST') => {
      const request = body === undefined ? {} : { method, body: JSON.stringify(body) };
      return v.parse(shape, await (await product().fetch(path, request)).json());
    };
    const path = `/api/lots/${lot}/reconciliation/commissioned?gtin=${gtin}&limit=1`;
    const [{ serial } = { serial: '' }] = (await ask(path, behind)).serials;
    const pack = { product: gtin, batch: lot, expiry: '300131', serial };
    const scan = { id: 'misread', country: 'DE', act: 'verify', pack };
    made.alertId = (await ask('/api/nmvs/packs', refused, scan)).outcome.alertId;
    // Whoever sets an access has its alerts fetched from then on.
    const [{ country, updatedAt: _, ...access } = { country: '', updatedAt: '' }] = (
      await ask('/api/nmvs/accesses', accesses)
    ).accesses;
    expect(country).toBe('DE');
    await ask(`/api/nmvs/accesses/${country}`, v.looseObject({ updatedAt: v.string() }), access, 'PUT');
    const strange = { gtin, lot, serial: 'NOBODYS', exp: '300131' };
    made.verification = (await ask('/api/verifications', withId, strange)).id;
    const origin = { kind: 'verification', id: made.verification };
    await ask('/api/dscsa/suspects', withId, { id: 'strange', origin, reason: 'nobody made a pack of that number' });
  });
}

/** What people see and do about it. */
export function alerts(on: On): void {
  const { page: ofNow, product } = on;

  test('lists alerts of national systems, narrowed by the server as the address says', async () => {
    const page = ofNow();
    await goTo(on, 'alerts');
    await page.getByRole('link', { name: made.alertId }).waitFor(patient);
    expect(await seriousFindings(page)).toEqual([]);
    await choose(page, 'Country', 'FR');
    await page.getByText('Nothing that fits').waitFor();
    await goTo(on, `alerts?country=DE&lot=${lot}`);
    await page.getByRole('link', { name: made.alertId }).waitFor();
  }, 240_000);

  test('tells of an alert why it was raised, and moves it on as it was seen, with the reason', async () => {
    const page = ofNow();
    await page.getByRole('link', { name: made.alertId }).click();
    await page.getByText('Wrong expiry').waitFor(patient);
    await page.getByText('What to do').waitFor();
    expect(await page.getByRole('link', { name: /id\.gs1\.org/ }).getAttribute('href')).toMatch(/^#\/units\//);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Take it up' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Why/).fill('the pharmacy is asked');
    expect(await seriousFindings(page)).toEqual([]);
    // Just before that arrives, another one moves it.
    const state = { state: 'under-investigation', reason: 'seen first' };
    const movedFirst = async (route: Route) => {
      const { pathname } = new URL(route.request().url());
      const moved = await product().fetch(pathname, { method: 'POST', role: 'qa', body: JSON.stringify(state) });
      expect(moved.status).toBe(200);
      await route.continue();
    };
    await page.route('**/state', movedFirst, { times: 1 });
    await dialog.getByRole('button', { name: 'Take it up' }).click();
    await dialog.getByText(/was changed meanwhile/).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).last().click();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await dialog.getByLabel(/^Why/).fill('the pack was scanned anew and is right');
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByText('It is closed.').waitFor();
    await page.getByRole('cell', { name: 'the pack was scanned anew and is right' }).waitFor();
    expect(await page.getByRole('button', { name: 'Escalate' }).count()).toBe(0);
    await goTo(on, 'alerts');
    await page.getByText('No alert is open').waitFor();
  }, 240_000);

  casesBeside(on);
}

function casesBeside(on: On): void {
  test('shows what was asked about, and leads suspect product on', async () => {
    const page = on.page();
    await page.getByRole('tab', { name: 'Verifications (VRS)' }).click();
    await page.getByRole('link', { name: made.verification }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: made.verification }).click();
    await page.getByText('the repository of this installation').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await goTo(on, 'alerts?tab=dscsa&kind=suspect');
    await page.getByRole('link', { name: /^suspect product/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: /^suspect product/ }).click();
    await page.getByRole('button', { name: 'Quarantine' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Why/).fill('nobody knows where it is from');
    await dialog.getByRole('button', { name: 'Quarantine' }).click();
    await page.getByText('It is in quarantine.').waitFor();
    await page.getByRole('cell', { name: 'nobody knows where it is from' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Determine', exact: true }).click();
    await dialog.getByText('The product is').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await goTo(on, 'alerts?tab=notices');
    await page.getByText('No notice.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
}
