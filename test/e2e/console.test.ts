import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../kit/browser.ts';
import { queryEvents } from '../kit/epcis-results.ts';
import { type Product, startProduct } from '../kit/product.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { tellByHand } from './console/tell-by-hand.ts';

const folder = temporaryFolder();
const faults: string[] = [];
let product: Product;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = await startProduct(folder.path, ['--json', '--units', '60', '--speed', '2400']);
  await product.line(/^\{"lot"/);
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1240, height: 860 }, colorScheme: 'light' });
  page.on('pageerror', (error) => faults.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await product?.kill('SIGTERM');
  folder.remove();
});

const usersShape = v.object({ users: v.array(v.object({ username: v.string(), password: v.string() })) });

function passwordOf(username: string): string {
  const { users } = v.parse(usersShape, JSON.parse(readFileSync(join(folder.path, 'credentials.json'), 'utf8')));
  return users.find((one) => one.username === username)?.password ?? '';
}

async function signIn(username: string, password: string, on = page): Promise<void> {
  await on.getByLabel(/user ?name/i).fill(username);
  await on.getByLabel(/password/i).fill(password);
  await on.getByRole('button', { name: /sign in/i }).click();
}

describe('the console', () => {
  const ada = 'ada@acme-pharma.example';

  test('lets nobody in with a wrong password', async () => {
    await page.goto(`${product.url}/`);
    await signIn(ada, 'wrong');
    await expect.poll(() => page.getByText(/wrong|not right|incorrect|do not/i).count()).toBeGreaterThan(0);
  });

  test('says why signing in failed, and tries again only when asked to', async () => {
    const returned = new URLSearchParams({ error: 'access_denied', error_description: 'The account is locked' });
    await page.goto(`${product.url}/?${returned}`);
    await page.getByText('The account is locked').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByLabel(/password/i).waitFor();
  });

  test('shows the lot and what was told to whom', async () => {
    await signIn(ada, passwordOf(ada));
    await page.getByText('DEMO0001').first().waitFor();
    await page.getByText('product-pack-data').first().waitFor();
    await expect.poll(() => page.locator('.good').count()).toBe(3);
    expect(await page.getByRole('button', { name: ada }).count()).toBe(1);
  });

  test('finds a pack by its code, and shows its journey and how it was before', async () => {
    const { pack, container } = await packed();
    await goTo('Units');
    await page.getByLabel(/code of a pack/i).fill(pack);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('commissioning').first().waitFor();
    await page.getByText('still inside').first().waitFor();
    expect(await page.getByRole('link', { name: container }).count()).toBeGreaterThan(0);
    if (process.env['SCREENSHOT'] !== undefined)
      await page.screenshot({ path: process.env['SCREENSHOT'], fullPage: true });
    await page
      .getByRole('link', { name: /as it was at/ })
      .last()
      .click();
    await page.getByText('What happened later is not counted').waitFor();
  });

  test('says what is wrong with a code that is none', async () => {
    await page.getByLabel(/code of a pack/i).fill('hello');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('What to do').waitFor();
  });

  test('takes documents, small and large, and says what is wrong with one', async () => {
    const { pack } = await packed();
    const at = Date.now();
    const end = aMove(pack, at - 20, { action: 'DELETE', bizStep: 'decommissioning', disposition: 'inactive' });
    const move = aMove(pack, at - 10, { action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit' });
    await goTo('Captures');
    await page
      .locator('input[type=file]')
      .setInputFiles([
        file('small.json', aDocument(end)),
        file('large.json', aDocument(move).padEnd(4_100_000)),
        file('wrong.json', aDocument({ ...move, action: 'EAT' })),
      ]);
    await page.getByText('/epcisBody/eventList/0/action').waitFor();
    expect(await page.getByText('1 event captured.').count()).toBe(2);
  });

  test('counts what contradicts, and lets it be assigned and resolved', async () => {
    await page
      .getByText(/^\d+ open$/)
      .first()
      .waitFor();
    await goTo('Exceptions');
    await page.getByRole('button', { name: 'Acted upon after its end' }).click();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText(`to ${ada}`).first().waitFor();
    await page.getByLabel(/why it is resolved/i).fill('The pack was found and destroyed');
    await page.getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
  });

  test('makes a named query and a subscription, and ends it only when that is confirmed', async () => {
    await goTo('Subscriptions');
    await page.getByText('New query').click();
    await page.getByLabel(/^name/i).fill('shipped');
    await page.getByLabel('Parameter', { exact: true }).fill('EQ_bizStep');
    await page.getByLabel('Value').fill('shipping|receiving');
    await page.getByRole('button', { name: 'Create the query' }).click();
    const query = page.getByRole('region', { name: 'shipped' });
    await query.getByText('Add a subscription').click();
    await query.getByLabel(/^address/i).fill(`${product.url}/nobody-listens`);
    await query.getByRole('button', { name: 'Subscribe' }).click();
    await query.getByText('active').waitFor();
    await query.getByRole('button', { name: /^end the subscription/i }).click();
    await page.keyboard.press('Escape');
    await query.getByText('active').waitFor();
    await query.getByRole('button', { name: /^delete query/i }).click();
    await page.getByRole('button', { name: 'Delete the query' }).click();
    await page.getByText('No named query yet').waitFor();
    expect(faults).toEqual([]);
  });

  test('takes a spreadsheet: row errors first, then drafts that wait for somebody else', async () => {
    await goTo('Products');
    await page.getByRole('button', { name: '09521321543218' }).waitFor();
    await page.locator('input[type=file]').setInputFiles(sheet('many', '28', '30'));
    await page.getByRole('button', { name: 'Import' }).click();
    await page.getByRole('cell', { name: 'packSize' }).waitFor();
    await page.getByText('write digits').waitFor();
    await page.locator('input[type=file]').setInputFiles(sheet('28', '28', '30'));
    await page.getByLabel('Submit the drafts at once').check();
    await page.getByRole('button', { name: 'Import' }).click();
    await page.getByRole('button', { name: 'Store these 3 drafts' }).click();
    await page.getByRole('button', { name: made[2] }).click();
    await page.getByText('It waits for somebody else to approve it').waitFor();
  });

  test('lets another person approve what was imported, all at once', async () => {
    const late = Promise.withResolvers<void>();
    const other = await enter('quinn@acme-pharma.example', 'products', (one) =>
      one.route('**/api/products?perPage=50', async (route) => {
        const response = await route.fetch();
        await late.promise;
        await route.fulfill({ response });
      }),
    );
    await other.getByLabel('Standing').selectOption('submitted');
    await other.getByRole('button', { name: 'Choose all shown' }).click();
    const approve = other.getByRole('button', { name: 'Approve the 3 chosen' });
    await approve.waitFor();
    const answered = other.waitForResponse('**/api/products?perPage=50');
    late.resolve();
    await answered;
    await approve.click();
    await other.getByText('3 approved.').waitFor();
    await other.getByText('No products of this standing').waitFor();
  });

  test('changes a product by a new version, shows what differs, and drops it again', async () => {
    await page.reload();
    await page.getByRole('button', { name: made[0] }).click();
    const product = page.getByRole('region', { name: `Product ${made[0]}` });
    await product.getByText('Change', { exact: true }).click();
    await product.getByLabel('Name', { exact: true }).fill('Acme forte');
    await product.getByRole('button', { name: 'Save as draft' }).click();
    await product.getByText('Version 2 is kept as draft').waitFor();
    await product.getByRole('button', { name: 'Compare version 2 with 1' }).click();
    await product.getByText('Acme 0 became Acme forte').waitFor();
    await product.getByRole('button', { name: 'Drop version 2' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Drop version 2' }).click();
    await product.getByText('Version 2 was dropped').waitFor();
  });

  test('says why a product that is in use is not withdrawn', async () => {
    await page.getByRole('button', { name: '09521321543218' }).click();
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('no longer made');
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByText('What to do').waitFor();
    await page.keyboard.press('Escape');
  });

  test('makes a location, which waits to be submitted', async () => {
    await goTo('Locations');
    await page.getByText('New location').click();
    const fields = {
      GLN: '9521321000025',
      'GS1 company prefix': '9521321',
      Name: 'Acme Delft',
      Kind: 'manufacturing',
      City: 'Delft',
      Country: 'NL',
    };
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Save as draft' }).click();
    const location = page.getByRole('region', { name: 'Location 9521321000025' });
    await location.getByRole('button', { name: 'Submit for approval' }).click();
    await location.getByText('Version 1 was submitted').waitFor();
  });

  test('shows who may do what, and takes back the withdrawal of a grant', async () => {
    await goTo('People and access');
    await page.getByRole('cell', { name: 'quinn@acme-pharma.example' }).first().waitFor();
    await page.getByRole('button', { name: 'Withdraw the grant of packright' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('nothing: withdrawn').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('packright has its grant again').waitFor();
    await page.getByRole('cell', { name: /^serials:request/ }).waitFor();
  });

  test('registers people and machines, whose secret is shown once', async () => {
    await page.getByText('Register or change a person').click();
    const person = page.getByRole('form', { name: 'Register or change a person' });
    await person.getByLabel('User name').fill('rosa@acme-pharma.example');
    await person.getByLabel(/^Name/).fill('Rosa Doe');
    await person.getByLabel('E-mail').fill('rosa@acme-pharma.example');
    await person.getByLabel('Role').selectOption('auditor');
    await person.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: 'Rosa Doe' }).waitFor();
    await page.getByText('Add a machine client').click();
    const client = page.getByRole('form', { name: 'New machine client' });
    await client.getByLabel('Id', { exact: true }).fill('line-3');
    await client.getByLabel('What it is').fill('Line 3');
    await client.getByLabel('Role').selectOption('site');
    await client.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('write its secret down now').waitFor();
  });

  test('keeps an audit trail that can be searched', async () => {
    const trail = page.getByRole('form', { name: 'Search the audit trail' });
    await trail.getByLabel('By', { exact: true }).fill('quinn@acme-pharma.example');
    await trail.getByLabel('What was done').fill('product-approved');
    await trail.getByLabel('To what, as it begins').fill('product 0952132140');
    await trail.getByRole('button', { name: 'Search' }).click();
    await expect.poll(() => page.getByRole('cell', { name: 'product approved' }).count()).toBe(3);
    await trail.getByLabel('By', { exact: true }).fill('nobody');
    await trail.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Nothing was changed that fits').waitFor();
    expect(faults).toEqual([]);
  });

  tellByHand(() => page);

  test('offers nobody what their role does not permit', async () => {
    const quinn = 'quinn@acme-pharma.example';
    page = await enter(quinn, 'exceptions');
    await page.getByRole('heading', { name: 'Exceptions' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).not.toContain('Captures');
  });
});

const goTo = (title: string) => page.getByRole('link', { name: title }).first().click();

/** A page of somebody else, who signs in. */
async function enter(username: string, place: string, prepare?: (other: Page) => Promise<unknown>): Promise<Page> {
  const other = await (await browser.newContext()).newPage();
  await prepare?.(other);
  await other.goto(`${product.url}/#/${place}`);
  await signIn(username, passwordOf(username), other);
  return other;
}

/** GTINs of products that are imported. */
const made = ['09521321400016', '09521321400023', '09521321400030'] as const;

/** A spreadsheet of them, with these pack sizes. */
function sheet(...sizes: readonly string[]) {
  const header = 'gtin,companyPrefix,name,commonName,form,strength,packType,packSize,markets';
  const rows = sizes.map((size, i) => `${made[i]},9521321,Acme ${i},Omeprazole,Capsule,20 mg,Carton,${size},DE|NL`);
  return { name: 'products.csv', mimeType: 'text/csv', buffer: Buffer.from([header, ...rows].join('\r\n')) };
}

/** A pack of the batch and the case it is in. */
async function packed(): Promise<{ pack: string; container: string }> {
  const events = await queryEvents(product, { EQ_bizStep: 'packing' });
  const found = events.find(({ childEPCs }) => childEPCs.some((epc) => epc.includes('/01/')));
  return { pack: found?.childEPCs[0] ?? '', container: found?.parentID ?? '' };
}

const aMove = (epc: string, at: number, what: object) => ({
  type: 'ObjectEvent',
  eventTime: new Date(at).toISOString(),
  eventTimeZoneOffset: '+00:00',
  epcList: [epc],
  ...what,
});

const aDocument = (...eventList: object[]) =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date().toISOString(),
    epcisBody: { eventList },
  });

const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
