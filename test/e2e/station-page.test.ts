import { connect } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPage } from '../../edge-agent/open-page.ts';
import { openStores, type Stores } from '../../edge-agent/open-stores.ts';
import { SiteAlarms } from '../../edge-agent/site/site-alarms.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { anOrder, at, temporary } from '../../edge-agent/testing/builders.ts';
import { FakeWorld } from '../../edge-agent/testing/fake-world.ts';
import { lineAtWork } from '../../edge-agent/testing/line-at-work.ts';
import {
  aLevel,
  aRecipe,
  begin,
  GTIN,
  labelCode,
  nothingHeard,
  packCode,
  packingOf,
  packs,
  packsIn,
} from '../../edge-agent/testing/packing-bench.ts';
import { hire, PASSWORD } from '../../edge-agent/testing/staff.ts';
import { seriousFindings } from '../kit/axe.ts';
import { startBrowser } from '../kit/browser.ts';
import { builtPage } from '../kit/built-page.ts';
import { freePort } from '../kit/free-port.ts';

const home = temporary();
const faults: string[] = [];
let stores: Stores;
let serials: string[];
let scannerPort: number;
let served: Awaited<ReturnType<typeof openPage>>;
let browser: Browser;
let page: Page;
/** Of the session at the page. */
let authorization = '';

/** A case of three good packs, and one good pack beside it. */
beforeAll(async () => {
  await builtPage();
  stores = openStores(openDatabase(home.directory));
  begin(stores, aRecipe([aLevel({ read: 'counted', count: 3, perPicture: undefined })]), anOrder({ quantity: 30 }));
  serials = packs(stores, 4);
  const packing = packingOf(stores.db, nothingHeard());
  packing.commit(() => packing.passed());
  await hire(stores.people, 'lena', 'lead');
  scannerPort = await freePort();
  const world = new FakeWorld();
  const line = lineAtWork(stores, world);
  const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
  const scanner = { driver: 'tcp-server', host: '127.0.0.1', port: scannerPort };
  const config = { site: 'plant', lines: [], hmiPort: 0, stationScanners: [{ name: 'bench-1', scanner }] };
  served = await openPage(config, stores, [{ line, machine: world.connect(), place }], {
    connected: () => false,
    via: 'mqtt',
    resolvers: [],
    troubles: () => [],
    sendNow: () => undefined,
    siteAlarms: new SiteAlarms(
      stores.siteAlarmRows,
      () => at,
      () => undefined,
    ),
    clock: () => undefined,
  });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(10_000);
  page.on('request', async (request) => {
    authorization = (await request.headerValue('authorization')) ?? authorization;
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  served?.keepCounters();
  stores?.db.close();
  home.remove();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const goTo = (room: string) => page.getByRole('link', { name: room, exact: true }).click();
async function type(text: string): Promise<void> {
  await page.getByLabel('Scan', { exact: true }).fill(text);
  await page.getByLabel('Scan', { exact: true }).press('Enter');
}
/** As the scanner's base sends it. */
const scanOverNetwork = (text: string) =>
  new Promise<void>((resolve, reject) => {
    const socket = connect(scannerPort, '127.0.0.1', () => socket.end(`${text}\r`, () => resolve()));
    socket.on('error', reject);
  });
async function sign(): Promise<void> {
  await page.getByLabel(/^Why/).fill('asked for by the laboratory');
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign' }).click();
}
const picture = async (name: string) => {
  expect(await seriousFindings(page)).toEqual([]);
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

describe('the station of a line', () => {
  test('says since when the cloud is not reached, to anybody', async () => {
    await page.goto(served.url);
    await page.getByText(/^Cloud not reached since .*, 0 messages wait$/).waitFor();
    expect(await page.getByRole('link', { name: 'Station' }).count()).toBe(0);
  });

  test('takes a sample that a scanner on the network reads', async () => {
    await button('Sign in').click();
    await page.getByLabel('User name').fill('lena');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    await goTo('Station');
    await page.getByLabel('Scanner').selectOption('bench-1');
    // There is no camera above layers here.
    expect(await button('Confirm a layer that is not whole').count()).toBe(0);
    const loose = serials[3] ?? '';
    await scanOverNetwork(packCode(loose));
    await page.getByRole('heading', { name: `Pack ${loose}` }).waitFor();
    await picture('station');
    await button('Take as a sample').click();
    await page.getByLabel('What the sample is for').selectOption('retention');
    // What is chosen is kept over the end of a session, and what follows is of the same person.
    await fetch(new URL('/api/session', served.url), { method: 'DELETE', headers: { authorization } });
    const above = page.getByRole('dialog').last();
    await above.getByText('Your session is over: sign in again.').waitFor();
    await button('Go on').click();
    await above.getByLabel('Password').fill(PASSWORD);
    await above.getByRole('button', { name: 'Sign in' }).click();
    await sign();
    await page.getByText('Done and signed.').waitFor();
    expect(packsIn(stores.db).find(GTIN, loose)?.state).toBe('sampled');
  });

  test('reads a label back by a scan that is typed, opens the case, and splits a pack off it', async () => {
    const [box] = stores.containers.of(1);
    await type(labelCode(box?.epc ?? ''));
    await button('The label is on: read it back').click();
    await page.getByText(/^Read back: case/).waitFor();
    await type(labelCode(box?.epc ?? ''));
    await button('Open').click();
    await sign();
    await page.getByText('Done and signed.').waitFor();
    await type(labelCode(box?.epc ?? ''));
    await page.getByText('opened', { exact: true }).waitFor();
    await button('Split off').click();
    await page.getByText(/Scan what leaves it/).waitFor();
    // What a scanner reads while the page is told of it once is all taken.
    await scanOverNetwork([serials[0], serials[1]].map((one = '') => packCode(one)).join('\r'));
    await page.getByText('Scanned: 2').waitFor();
    await type(packCode(serials[0] ?? ''));
    await page.getByText('That was scanned already.').waitFor();
    await button('Go on and sign').click();
    await page.getByLabel('Your password').waitFor();
    await scanOverNetwork(packCode(serials[2] ?? ''));
    await page.getByText(/^Something was scanned while you were asked/).waitFor();
    await sign();
    await page.getByText(/^Done and signed\./).waitFor();
    expect(stores.containers.of(1)).toHaveLength(2);
  });

  test('tells what may not be, and nothing of before', async () => {
    await type('no code at all');
    await page.getByRole('alert').getByText(/not/).waitFor();
    expect(await page.getByRole('heading', { name: /^Pack / }).count()).toBe(0);
  });

  test('has batches and alarms in rooms of their own', async () => {
    await goTo('Batches');
    await page.getByRole('cell', { name: 'LOT42' }).waitFor();
    await picture('batches');
    await goTo('Alarms');
    await page.getByText('There were none.').waitFor();
    await picture('alarms');
  });

  test('speaks the language that was chosen, after a reload as well', async () => {
    await goTo('Line');
    await page.getByLabel('Language').selectOption('Deutsch');
    await page.getByText(/^Cloud nicht erreicht seit/).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.reload();
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    await page.getByLabel('Sprache').selectOption('中文');
    await page.getByRole('button', { name: '登录' }).waitFor();
    await page.getByLabel('外观').selectOption('dark');
    await picture('line-zh');
  });

  test('says so when the agent is gone', async () => {
    await served.close();
    await page.getByText('代理程序没有应答。').first().waitFor();
  });

  test('broke nothing on the way', () => expect(faults).toEqual([]));
});
