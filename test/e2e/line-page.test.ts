import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../edge-agent/line/limits.ts';
import { Line } from '../../edge-agent/line/line.ts';
import { openPage } from '../../edge-agent/open-page.ts';
import { openStores, type Stores } from '../../edge-agent/open-stores.ts';
import { SiteAlarms } from '../../edge-agent/site/site-alarms.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { anOrder, assign, at, temporary } from '../../edge-agent/testing/builders.ts';
import { FakeWorld } from '../../edge-agent/testing/fake-world.ts';
import { pdfText } from '../../edge-agent/testing/pdf-text.ts';
import { hire, PASSWORD } from '../../edge-agent/testing/staff.ts';
import { standardRecipe } from '../../shared/line/standard-recipe.ts';
import { seriousFindings } from '../kit/axe.ts';
import { startBrowser } from '../kit/browser.ts';
import { builtPage } from '../kit/built-page.ts';

const home = temporary();
/** A password takes its time to check, more so on a busy machine. */
const patient = { timeout: 20_000 };
const faults: string[] = [];
/** What is to be pressed and is smaller than 56 px, and words smaller than 18. */
const SMALL = `[
  ...[...document.querySelectorAll('button, select, a, summary, label.item, input:not([type=checkbox])')].filter((one) => one.offsetHeight > 0 && one.offsetHeight < 56 && !one.matches('.skip')),
  ...[...document.querySelectorAll('main *, header *, .rail *')].filter((one) => one.offsetHeight > 0 && parseFloat(getComputedStyle(one).fontSize) < 18),
].map((one) => one.outerHTML.slice(0, 80))`;
const explanation = 'The pack lay among the good ones and was destroyed';
let stores: Stores;
let line: Line;
let work: Promise<void>;
let served: Awaited<ReturnType<typeof openPage>>;
let browser: Browser;
let page: Page;
let siteAlarms: SiteAlarms;
let isOnline = true;

/** A batch with a checklist before, of which the last case stays short and two packs are bad. */
beforeAll(async () => {
  await builtPage();
  stores = openStores(openDatabase(home.directory));
  const order = anOrder({ quantity: 30, unitsPerCase: 8 });
  const clearance = { before: ['No cartons of another lot', 'Reject bin is empty'], after: [] };
  assign(stores, order, { ...standardRecipe(order), partial: 'approved', clearance });
  await hire(stores.people, 'otto', 'operator');
  await hire(stores.people, 'lena', 'lead');
  const world = new FakeWorld(
    new Map([
      [4, 'no read'],
      [9, 'bad grade'],
      [20, 'bad pack passes'],
    ]),
  );
  const machine = world.connect();
  const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
  line = new Line({
    ...stores,
    line: 'line-1',
    place,
    machine,
    limits: v.parse(limits, { settleMs: 30, watchMs: 5 }),
    now: Date.now,
    posted: () => undefined,
    log: () => undefined,
  });
  siteAlarms = new SiteAlarms(
    stores.siteAlarmRows,
    () => at,
    () => undefined,
  );
  served = await openPage({ site: 'plant', lines: [], hmiPort: 0 }, stores, [{ line, machine, place }], {
    connected: () => isOnline,
    via: 'mqtt',
    resolvers: [],
    troubles: () => [],
    sendNow: () => undefined,
    siteAlarms,
    clock: () => undefined,
  });
  work = line.work();
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1240, height: 900 }, acceptDownloads: true });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  line?.stop();
  await work;
  served?.keepCounters();
  await served?.close();
  stores?.db.close();
  home.remove();
});

const goTo = (room: string) => page.getByRole('link', { name: room, exact: true }).click();
/** The id of what has the focus. */
const focus = () => page.evaluate('document.activeElement?.id');
const button = (name: string | RegExp) => page.getByRole('button', { name });
async function signIn(username: string): Promise<void> {
  await button('Sign in').click();
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
}
async function sign(): Promise<void> {
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign' }).click();
}
/** A view is looked at for what hinders people, and kept as a picture where somebody wants it. */
const picture = async (name: string) => {
  expect(await seriousFindings(page)).toEqual([]);
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

describe('the page of a line', () => {
  test('shows what the line waits for, and no command to anybody who is not signed in', async () => {
    await page.goto(served.url);
    await page.getByText('Line clearance before batch 1').waitFor();
    expect(await button('start').count()).toBe(0);
    expect(await button('Sign line clearance').count()).toBe(0);
    expect(await (await fetch(new URL('/status', served.url))).json()).toMatchObject({ lines: [{ verdicts: [] }] });
  });

  test('asks whoever comes to the people by their address to sign in', async () => {
    await page.evaluate("location.hash = '#people'");
    await page.getByText('Sign in to see this.').waitFor();
    await goTo('Line');
    await page.getByText('Line clearance before batch 1').waitFor();
  });

  test('leaves a button where it is, pressed or holding the focus, though other things of the page change all the time', async () => {
    await signIn('otto');
    await page.getByText('live', { exact: true }).waitFor();
    let seconds = 0;
    const changes = setInterval(() => {
      siteAlarms.clear('clock-skew');
      if (seconds++ % 2 === 0) siteAlarms.raise('clock-skew', `the clock is ${seconds} s behind`);
    }, 100);
    const wanted = button('Sign line clearance');
    const told = page.getByText('Confirm every item first.');
    await wanted.click({ delay: 200 });
    await told.waitFor();
    await wanted.focus();
    const before = await page.locator('main').innerText();
    await expect.poll(() => page.locator('main').innerText(), patient).not.toBe(before);
    expect(await wanted.evaluate((one) => one.matches(':focus'))).toBe(true);
    clearInterval(changes);
    siteAlarms.clear('clock-skew');
    await expect.poll(() => page.getByText('clock-skew').count(), patient).toBe(0);
  });

  test('has the operator sign the checklist and start the batch, and is told of it live', async () => {
    for (const item of ['No cartons of another lot', 'Reject bin is empty']) await page.getByLabel(item).check();
    await picture('clearance');
    // A look at what was before costs none of it, and keyboard and screen reader come along.
    await goTo('Alarms');
    await page.getByRole('heading', { name: 'Alarms of line-1' }).waitFor();
    await expect.poll(focus, patient).toBe('content');
    await goTo('Line');
    expect(await page.getByLabel('Reject bin is empty').isChecked()).toBe(true);
    await button('Sign line clearance').click();
    await sign();
    await expect.poll(() => page.getByText('Line clearance before').count(), patient).toBe(0);
    await expect.poll(focus, patient).toBe('content');
    await button('start').click();
  });

  test('goes on when the WAN is cut, and says since when and how much waits', async () => {
    isOnline = false;
    await page.getByText(/^Cloud not reached since .*, \d+ messages? waits?/).waitFor();
  });

  test('tells an alarm that belongs to no line as long as it lasts', async () => {
    siteAlarms.raise('clock-skew', 'the clock is 3 s behind');
    await page.getByText('clock-skew: the clock is 3 s behind').waitFor();
    await page.getByText(/Check the time service/).waitFor();
    siteAlarms.clear('clock-skew');
    await expect.poll(() => page.getByText('clock-skew').count(), patient).toBe(0);
  });

  test('tells an alarm with its cause and what to do, until somebody has explained it and signed', async () => {
    await page.getByText(/bad-pack-passed:/).waitFor();
    await page.getByText(/Take the named pack out of the good packs/).waitFor();
    await page.getByText(/the gate did not fire/).waitFor();
    await picture('alarm');
    expect(await button('Acknowledge and resume').count()).toBe(0);
    await button('Explain Bad pack passed (bad-pack-passed) and sign').click();
    await page.getByLabel('What was found, and what was done').fill(explanation);
    // A slip of the finger costs nothing of what was written.
    await page.getByLabel('Your password').fill('not the password');
    await page.getByRole('dialog').getByRole('button', { name: 'Sign' }).click();
    await page
      .getByRole('alert')
      .getByText(/password/)
      .waitFor();
    expect(await page.getByLabel('What was found, and what was done').inputValue()).toBe(explanation);
    await sign();
    await expect.poll(() => page.getByText(/bad-pack-passed:/).count(), patient).toBe(0);
  });

  test('shows why packs were rejected, and lets a lead alone approve the short case', async () => {
    await page.getByText(/is not full: it holds/).waitFor();
    await page.getByText('Rejects by reason').waitFor();
    expect(await page.locator('.bars').getByText('no read', { exact: true }).count()).toBe(1);
    expect(await button('Approve as it is').count()).toBe(0);
    await button('Sign out').click();
    await signIn('lena');
    await picture('partial');
    const short = page.getByRole('heading', { name: /is not full: it holds/ });
    const closed = () => line.run?.batch.state === 'closed';
    for (;;) {
      await expect.poll(async () => closed() || (await short.count()) > 0, patient).toBe(true);
      if (closed()) break;
      const name = await short.first().innerText();
      await button('Approve as it is').first().click();
      await sign();
      await expect.poll(() => page.getByText(name, { exact: true }).count(), patient).toBe(0);
    }
  });

  test('hands out the report, whose text has the figures and who signed', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), button('Batch report (PDF)').click()]);
    const text = pdfText(readFileSync(await download.path()))
      .join('\n')
      .replaceAll(/\s+/g, ' ');
    expect(text).toContain('otto Smith (otto)');
    expect(text).toContain('lena Smith (lena)');
    expect(text).toContain('bad-pack-passed');
    expect(text).toContain(explanation);
    expect(text).toContain('no read 1');
    await picture('closed');
  });

  test('fits a 10-inch screen with gloves, light and dark', async () => {
    isOnline = true;
    await page.getByText(/^Cloud connected/).waitFor();
    stores.db
      .prepare(
        "INSERT INTO outbox (line, sequence, batch, kind, sealed_at, body) VALUES ('line-1', 9999, 1, 'epcis', 0, x'7b7d')",
      )
      .run();
    stores.outbox.refused('line-1', [{ sequence: 9999, detail: 'the product is not known' }]);
    await page.getByRole('link', { name: 'Message 9999 of line-1 was refused' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const)
      for (const [width, height] of [
        [1280, 800],
        [1024, 600],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height });
        const end = await page.locator('.running').evaluate((one) => one.getBoundingClientRect().bottom);
        expect(end, `${width} × ${height}`).toBeLessThanOrEqual(height);
        expect(await page.evaluate(SMALL), `${width} × ${height}`).toEqual([]);
        await picture(`closed-${width}-${colorScheme}`);
      }
  });

  test('acknowledges what was on the screen when somebody pressed, and no alarm that has come since', async () => {
    line.alarms.raise('bin-full', '3 packs');
    const acknowledge = button('Acknowledge and resume');
    await acknowledge.hover();
    await page.mouse.down();
    line.alarms.raise('silence', 'no carton for 10 s');
    await page.mouse.up();
    await page.getByText(/silence has come since/).waitFor();
    expect(line.alarms.open()).toHaveLength(2);
    await page.getByText('silence: no carton for 10 s').waitFor();
    await acknowledge.click();
    await expect.poll(() => line.alarms.open(), patient).toEqual([]);
    await expect.poll(() => acknowledge.count(), patient).toBe(0);
  });

  test('asks before it counts anew', async () => {
    await page.setViewportSize({ width: 1240, height: 900 });
    await button('Count anew').click();
    await page.getByText('begins at nought').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await button('Count anew').waitFor();
  });

  test('shows a room once the agent answers again, to whoever was signed in', async () => {
    await page.context().setOffline(true);
    await goTo('Held back');
    await button('Try again').waitFor();
    await picture('room-failed');
    await button('Try again').click();
    await button('Try again').waitFor();
    await page.context().setOffline(false);
    await button('Try again').click();
    await page.getByRole('heading', { name: 'Held back' }).waitFor();
    expect(await button('Sign out').count()).toBe(1);
    await page.context().setOffline(true);
    await goTo('Station');
    await button('Try again').waitFor();
    await goTo('Held back');
    await page.context().setOffline(false);
    await goTo('Station');
    await page.getByLabel('Scan', { exact: true }).waitFor();
  });

  test('offers to be loaded again when a room of it is there no more, and is otherwise as it was', async () => {
    await page.route(/batches-room/, (route) => route.abort());
    await goTo('Batches');
    await button('Load again').waitFor();
    await goTo('Line');
    await page.getByRole('heading', { name: 'line-1' }).waitFor();
    await goTo('Batches');
    await page.unroute(/batches-room/);
    await button('Load again').click();
    await page.getByText('Sign in to see this.').waitFor();
    await signIn('lena');
    await page.getByRole('heading', { name: 'Batches of line-1' }).waitFor();
    await page.getByRole('cell', { name: 'LOT42', exact: true }).waitFor();
    await picture('batches');
  });

  test('has no tasks of a warehouse where there is none, and says so', async () => {
    await page.evaluate("location.hash = '#warehouse'");
    await page.getByText('This site has no warehouse.').waitFor();
    expect(await page.getByRole('navigation', { name: 'Tasks' }).count()).toBe(0);
  });

  test('broke nothing on the way', () => expect(faults).toEqual([]));
});
