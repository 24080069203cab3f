import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPage } from '../../edge-agent/open-page.ts';
import { openStores } from '../../edge-agent/open-stores.ts';
import { SiteAlarms } from '../../edge-agent/site/site-alarms.ts';
import { WarehouseNumbers } from '../../edge-agent/site/warehouse/numbers.ts';
import type { Looked } from '../../edge-agent/site/warehouse/repository.ts';
import { type Database, openDatabase } from '../../edge-agent/store/database.ts';
import { Inventory } from '../../edge-agent/store/inventory.ts';
import { Packs } from '../../edge-agent/store/packs.ts';
import { WarehouseOrders } from '../../edge-agent/store/warehouse-orders.ts';
import { sscc, temporary } from '../../edge-agent/testing/builders.ts';
import { hire, PASSWORD } from '../../edge-agent/testing/staff.ts';
import { seriousFindings } from '../kit/axe.ts';
import { startBrowser } from '../kit/browser.ts';
import { builtPage } from '../kit/built-page.ts';

const home = temporary();
const patient = { timeout: 20_000 };
const faults: string[] = [];
const gtin = '09521234000013';
const box = `https://id.gs1.org/00/${sscc(1)}`;
const packOf = (serial: string) => `https://id.gs1.org/01/${gtin}/21/${serial}`;
const about = { gtin, lot: 'LOT7', expiry: '2028-06-30' };
const known: Looked = {
  isKnown: true,
  recalls: [],
  inside: ['A1', 'A2', 'A3'].map((one) => ({
    epc: packOf(one),
    kind: 'sgtin',
    parent: box,
    exists: 'commissioned',
    ...about,
  })),
};
let db: Database;
let inventory: Inventory;
let served: Awaited<ReturnType<typeof openPage>>;
let browser: Browser;
let page: Page;
/** Of the session at the page. */
let authorization = '';

beforeAll(async () => {
  await builtPage();
  db = openDatabase(home.directory);
  const stores = openStores(db);
  await hire(stores.people, 'lena', 'lead');
  await hire(stores.people, 'otto', 'operator');
  await hire(stores.people, 'quinn', 'qa');
  db.prepare('INSERT INTO warehouse_numbers (sscc) VALUES (?)').run(sscc(50));
  inventory = new Inventory(db);
  const warehouse = {
    ...stores,
    packs: new Packs(db),
    inventory,
    warehouseOrders: new WarehouseOrders(db),
    numbers: new WarehouseNumbers(db),
    now: Date.now,
    posted: () => undefined,
    log: () => undefined,
    labelPrinter: undefined,
    repository: {
      look: (_: string, epc: string) => Promise.resolve<Looked>(epc === box ? known : { isKnown: false }),
      despatched: () => Promise.resolve([box]),
      isReleased: () => Promise.resolve(false),
      recalls: () => Promise.resolve([]),
      withheld: () => Promise.resolve([]),
    },
    settings: {
      readPoint: 'urn:epc:id:sgln:9521234.00001.90',
      bizLocation: 'urn:epc:id:sgln:9521234.00001.9',
      party: 'urn:epc:id:pgln:9521234.00001',
      ...{ owner: 'acme-pharma', gln: '9521234000013', ssccPool: 'containers' },
      locations: [{ id: 'urn:epc:id:sgln:9521234.00001.91', name: 'shelf 1' }],
      partners: [{ id: 'urn:epc:id:pgln:4012345.00000', name: 'Medico' }],
    },
  };
  served = await openPage({ site: 'plant', lines: [], hmiPort: 0 }, stores, [], {
    connected: () => true,
    via: 'mqtt',
    siteAlarms: new SiteAlarms(
      stores.siteAlarmRows,
      () => new Date().toISOString(),
      () => undefined,
    ),
    clock: () => undefined,
    resolvers: [],
    troubles: () => [],
    sendNow: () => undefined,
    warehouse,
  });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 820, height: 760 } });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', async (request) => {
    authorization = (await request.headerValue('authorization')) ?? authorization;
  });
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await served?.close();
  db?.close();
  home.remove();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
async function scan(text: string): Promise<void> {
  await page.getByLabel('Scan').fill(text);
  await page.getByLabel('Scan').press('Enter');
}
async function signIn(username = 'lena'): Promise<void> {
  await button('Sign in').click();
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await button('Sign out').waitFor();
}
async function signOut(): Promise<void> {
  await button('Sign out').click();
  await page.getByText('Sign in.', { exact: true }).waitFor();
}
/** A view is looked at for what hinders people, and kept as a picture where somebody wants it. */
const picture = async (name: string) => {
  expect(await seriousFindings(page)).toEqual([]);
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
};

describe('the page of the warehouse', () => {
  test('says what to do next, and takes goods in against their despatch advice', async () => {
    await page.goto(new URL('/warehouse', served.url).href);
    await page.getByText('Sign in.', { exact: true }).waitFor();
    await signIn();
    await page.getByText('Choose the receipt.').waitFor();
    await button('New despatch advice').click();
    await page.getByLabel('Number of the despatch advice').fill('DES-7');
    await button('Ask for it').click();
    await page.getByText(/says not whose document it is/).waitFor();
    await page.getByLabel('Who sends it').selectOption('Medico');
    await button('Ask for it').click();
    await page.getByText('Scan.', { exact: true }).waitFor();
    await scan('something that is no code');
    await page.getByText(/names no pack or container/).waitFor();
    await scan(`]C100${sscc(1)}`);
    await page.getByText(`1. ${sscc(1)}`).waitFor();
    await button('Confirm').click();
    await page.getByText('received: 1').waitFor();
    expect(inventory.find(packOf('A2'))).toMatchObject({ parent: box, isVerified: true });
  });

  test('keeps what was scanned over a reload, and takes the last scan back before it is confirmed', async () => {
    await button('Put away').click();
    await scan(`]C100${sscc(1)}`);
    await scan('shelf 1');
    await page.getByText('Place shelf 1').waitFor();
    await page.reload();
    await signIn();
    await page.getByText('Place shelf 1').waitFor();
    await scan(packOf('A1'));
    await page.getByText(/stands in .* Take/).waitFor();
    await button('Undo last').click();
    await expect.poll(() => page.getByText(`1. ${sscc(1)}`).count(), patient).toBe(0);
    await scan(`]C100${sscc(1)}`);
    await page.getByText(`1. ${sscc(1)}`).waitFor();
    await button('Confirm').click();
    await page.getByText('put away: 1').waitFor();
  });

  test('shows what to pick and where it stands, and has what was packed scanned back', async () => {
    const lines = [{ gtin, quantity: 2 }];
    new WarehouseOrders(db).add('SO-1', { kind: 'shipment', to: 'urn:epc:id:pgln:4012345.00000', lines }, '2027-01-01');
    await button('Pick').click();
    await page.getByLabel('Shipment').selectOption('SO-1');
    // The case holds three, and two are wanted: what is proposed may be taken.
    await page.getByText(/^Take 09521234000013 21 A1 at shelf 1: lot LOT7, expires 2028-06-30, 1 pack, in 0/).waitFor();
    await scan(packOf('A1'));
    await page.getByText(/^1\. /).waitFor();
    await scan(packOf('A2'));
    await page.getByText(/^2\. /).waitFor();
    await picture('warehouse-page');
    await button('Confirm').click();
    await page.getByText(`${gtin}: 2 of 2 packs picked`).waitFor();
    await button('Pack').click();
    await scan(packOf('A1'));
    await scan(packOf('A2'));
    await page.getByText(/^2\. /).waitFor();
    await button('Confirm').click();
    await page.getByText(`Stick the label on, and scan it: ${sscc(50)}`).waitFor();
    await scan(`]C100${sscc(50)}`);
    await page.getByText(`The container is closed: ${sscc(50)}`).waitFor();
    expect(inventory.find(packOf('A1'))).toMatchObject({ parent: `https://id.gs1.org/00/${sscc(50)}` });
  });

  test('has a label printed and read again for a case that was opened', async () => {
    expect(inventory.find(box)).toMatchObject({ packs: 1, state: 'labelled' });
    await button('Label').click();
    await page.getByText('Scan the container that needs another label.').waitFor();
    await scan(`]C100${sscc(1)}`);
    await page.getByText(`Stick the label on, and scan it: ${sscc(1)}`).waitFor();
    await scan(`]C100${sscc(1)}`);
    await page.getByText(`The container is closed: ${sscc(1)}`).waitFor();
    expect(inventory.find(box)).toMatchObject({ packs: 1, state: 'here' });
  });

  test('keeps what was confirmed while the agent is away, and does it once when it answers', async () => {
    await button('Open').click();
    await scan(`]C100${sscc(50)}`);
    await page.getByLabel('Why it is opened').fill('wrong paper');
    await page.getByLabel('Scan').focus();
    await page.getByText(/confirm to take out everything/).waitFor();
    await page.context().setOffline(true);
    await button('Confirm').click();
    await page.getByText(/What you did is kept/).waitFor();
    await page.context().setOffline(false);
    await page.getByText('taken out: 2, left in it: 0').waitFor(patient);
    expect(inventory.find(packOf('A1'))?.parent).toBeUndefined();
  });

  test('tries what goes into quarantine at once, and keeps what is perhaps falsified for quality assurance', async () => {
    await button('Quarantine').click();
    await scan(packOf('Z9'));
    await page.getByText('09521234000013 21 Z9 was never here.', { exact: false }).waitFor();
    await scan(`(01)${gtin}(21)A3(10)FAKE`);
    await page.getByText('1. 09521234000013 21 A3').waitFor();
    await button('Sign and confirm').click();
    await page.getByLabel(/^Why/).fill('it looks odd to me');
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText(/^perhaps falsified.* says lot FAKE; known: lot LOT7/).waitFor();
    await button('Suspects').click();
    await button('Falsified').click();
    await page.getByLabel(/^How that was found/).fill('its maker says so');
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText('Nothing is perhaps falsified.').waitFor();
    expect(inventory.find(packOf('A3'))?.held).toContain('its code says lot FAKE');
  });

  test('cancels a shipment that nothing was done for, and shows nothing of before when a look-up fails', async () => {
    const lines = [{ gtin, quantity: 2 }];
    new WarehouseOrders(db).add('SO-2', { kind: 'shipment', to: 'urn:epc:id:pgln:4012345.00000', lines }, '2027-01-01');
    await button('Pick').click();
    await page.getByLabel('Shipment').selectOption('SO-2');
    await button('Cancel this shipment').click();
    await page.getByLabel('Why').fill('mistyped');
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route('**/cancel', (route) => held.then(() => route.continue()));
    await button('Cancel it for good').click();
    // What is being done is not given up: it would be done all the same.
    await page.getByText('Asking the agent …').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await button('Cancel').isDisabled()).toBe(true);
    go();
    await expect.poll(() => page.getByRole('dialog').count(), patient).toBe(0);
    await expect.poll(() => new WarehouseOrders(db).find('SO-2')?.state, patient).toBe('cancelled');
    await button('Look up').click();
    await scan(packOf('A1'));
    await page.getByText(/^is here at/).waitFor();
    await scan('nothing');
    await page.getByText(/names no pack or container/).waitFor();
    expect(await page.getByText(/^is here at/).count()).toBe(0);
  });

  test('asks before anything is dropped that was scanned, and whoever comes next before it becomes his', async () => {
    await button('Put away').click();
    await scan(packOf('A1'));
    await page.getByText(`1. ${packOf('A1')}`).waitFor();
    await button('Ship').click();
    await page.getByText('Drop what was begun?').waitFor();
    await picture('warehouse-drop');
    await button('Cancel').click();
    await page.getByText(`1. ${packOf('A1')}`).waitFor();
    await signOut();
    await signIn('otto');
    await page.getByText('lena began this.').waitFor();
    expect(await page.getByLabel('Scan').count()).toBe(0);
    await picture('warehouse-others');
    await button('Take over').click();
    await page.getByText(`1. ${packOf('A1')}`).waitFor();
    await button('Start over').click();
    await button('Drop it').click();
    await expect.poll(() => page.getByText(`1. ${packOf('A1')}`).count(), patient).toBe(0);
    expect(await button('Quarantine').count()).toBe(0);
  });

  test('offers quality assurance what it may do, and says what it may not', async () => {
    await button('Put away').click();
    await scan(packOf('A1'));
    await page.getByText(`1. ${packOf('A1')}`).waitFor();
    await signOut();
    await signIn('quinn');
    await page.getByText(/^otto began this\. Whoever may do it takes it over/).waitFor();
    expect([await button('Take over').count(), await button('Drop it').count()]).toEqual([0, 0]);
    await picture('warehouse-barred');
    const tasks = page.getByRole('navigation', { name: 'Tasks' }).getByRole('button');
    expect(await tasks.allInnerTexts()).toEqual(['Quarantine', 'Release', 'Destroy', 'Suspects', 'Look up']);
    await button('Look up').click();
    await scan(packOf('A1'));
    await page.getByText(/^is here at/).waitFor();
  });

  test('has whoever was in the middle of something sign in again when the session is over, and then does it', async () => {
    await button('Quarantine').click();
    await scan(packOf('A1'));
    await page.getByText(`1. ${gtin} 21 A1`).waitFor();
    await button('Sign and confirm').click();
    await page.getByLabel(/^Why/).fill('it looks odd to me');
    await page.getByLabel('Your password').fill(PASSWORD);
    await fetch(new URL('/api/session', served.url), { method: 'DELETE', headers: { authorization } });
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    const above = page.getByRole('dialog').last();
    await above.getByText('Your session is over: sign in again.').first().waitFor();
    expect(await above.getByLabel('User name').inputValue()).toBe('quinn');
    await picture('warehouse-session-over');
    await above.getByLabel('Password').fill(PASSWORD);
    await above.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('in quarantine: 1').waitFor();
    expect(inventory.find(packOf('A1'))?.held).toBe('it looks odd to me');
    await signOut();
    await signIn();
    // What quality assurance did beside it is there again for whoever may go on with it.
    await page.getByText('otto began this.', { exact: true }).waitFor();
    await button('Take over').click();
    await button('Undo last').click();
  });

  test('is as wide as a handheld', async () => {
    for (const width of [320, 360, 420]) {
      await page.setViewportSize({ width, height: 640 });
      await button('Receive').click();
      if (width > 320) await button('Drop it').click();
      await page.getByLabel('Despatch advice').selectOption('DES-7 of Medico');
      await button('Cancel this receipt').waitFor();
      await scan(`]C100${sscc(77)}`);
      await page.getByText(`1. ${sscc(77)}`).waitFor();
      await picture(`handheld-${width}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });

  test('broke nothing on the way', () => expect(faults).toEqual([]));
});
