import { readFileSync, statSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../../kit/browser.ts';
import { type Product, startProduct } from '../../kit/product.ts';
import { startReceiver } from '../../kit/receiver.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { comeOnBoard } from './come-on-board.ts';
import { type ConsoleSession, startSession } from './console-session.ts';

const folder = temporaryFolder();
const [GTIN, LOT] = ['09521321543218', 'DEMO0001'];
/** Bytes of a document that an answer does not hold. */
const LARGE = 4_200_000;
let product: Product;
let browser: Browser;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let ada: ConsoleSession;
let quinn: ConsoleSession;

beforeAll(async () => {
  product = await startProduct(folder.path, ['--json', '--units', '20', '--speed', '2400']);
  await product.line(/^\{"lot"/);
  [browser, receiver] = await Promise.all([startBrowser(), startReceiver()]);
  ada = await startSession(browser, product, folder.path, 'ada@acme-pharma.example');
  quinn = await startSession(browser, product, folder.path, 'quinn@acme-pharma.example');
  // Where nothing is built yet, on a machine that others use, the start alone may take two minutes.
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await receiver?.stop();
  await product?.kill('SIGTERM');
  folder.remove();
});

describe('partners', () => {
  test('are listed with their channel and what came of them last', async () => {
    await ada.goTo('partners');
    const row = ada.page.getByRole('row', { name: /^medico/ });
    await row.getByText('webhook').waitFor();
    await row.getByText('well').waitFor();
    await row.getByText('none yet').waitFor();
  });

  test('are entered with the settings of their channel, whose refusals stand where they belong', async () => {
    const { page } = ada;
    await page.getByText('Enter a partner').click();
    const form = page.getByRole('form', { name: 'New partner' });
    await form.getByLabel('Partner', { exact: true }).fill('northline');
    await form.getByLabel('Name', { exact: true }).fill('Northline Logistics');
    await form.getByLabel('Party', { exact: true }).fill('urn:epc:id:pgln:9521988.00001');
    await form.getByLabel('Kind (optional)').fill('logistics');
    await form.getByLabel('Channel').selectOption('sftp');
    await form.getByLabel(/^Host keys/).waitFor();
    await form.getByLabel('Channel').selectOption('https');
    await form.getByLabel('Address', { exact: true }).fill(receiver.url('epcis'));
    await form.getByLabel('How we prove who calls').selectOption('client-credentials');
    await form.getByRole('button', { name: 'Save as draft' }).click();
    await form.getByText('there is no address for that').waitFor();
    expect(await form.getByLabel(/^Where tokens are given/).getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('How we prove who calls').selectOption('api-key');
    await ada.shot('partner-form');
    await form.getByRole('button', { name: 'Save as draft' }).click();
    await page.getByText('northline: Version 1 is kept as draft').waitFor();
  });

  test('are given a credential that is shown to nobody, and are tried step by step', async () => {
    const partner = ada.page.getByRole('region', { name: 'Partner northline' });
    const credentials = partner.getByRole('region', { name: 'Credentials' });
    await credentials.getByText('Set a credential').click();
    await credentials.getByLabel('Kind').selectOption('api-key');
    await credentials.getByLabel('API key', { exact: true }).fill('key-of-northline');
    await credentials.getByRole('button', { name: 'Set it' }).click();
    await credentials.getByRole('cell', { name: 'API key', exact: true }).waitFor();
    expect(await partner.textContent()).not.toContain('key-of-northline');
    await partner.getByRole('button', { name: 'Test version 1' }).click();
    await partner.getByText('reached', { exact: true }).waitFor();
    expect(await partner.getByRole('list', { name: 'Steps of the test' }).getByText('well').count()).toBeGreaterThan(1);
    expect(receiver.received().at(-1)?.headers['x-api-key']).toBe('key-of-northline');
    await ada.shot('partner');
  });

  test('come into force when a second person approves', async () => {
    const mine = ada.page.getByRole('region', { name: 'Partner northline' });
    await mine.getByRole('button', { name: 'Submit for approval' }).click();
    await mine.getByText('Version 1 was submitted').waitFor();
    await quinn.goTo('partners/northline');
    await quinn.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await quinn.page.getByText('Version 1 was approved').waitFor();
  });

  test('are invited by a link that is shown once, until the invitation is withdrawn', async () => {
    const { page } = ada;
    await page.getByText('Invite a partner', { exact: true }).click();
    const form = page.getByRole('form', { name: 'Invite a partner' });
    await form.getByLabel('Id that the partner gets here').fill('southgate');
    await form.getByLabel('as2').check();
    await form.getByRole('button', { name: 'Make the invitation' }).click();
    const link = await page.getByLabel('Link of the invitation', { exact: true }).textContent();
    const token = link?.split('#')[1];
    await page.getByRole('button', { name: 'Copy: Link of the invitation' }).click();
    await page.getByText('Copied.').waitFor();
    await page.getByRole('button', { name: 'Open the partnership with southgate' }).click();
    const partner = page.getByRole('region', { name: 'Partner southgate' });
    await partner.getByText('Missing before both can approve: the profile').waitFor();
    await ada.shot('partnership');
    await partner.getByRole('button', { name: 'Withdraw the invitation' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('the wrong company');
    await dialog.getByRole('button', { name: 'Withdraw the invitation' }).click();
    await partner.getByText('The partnership with southgate is withdrawn').waitFor();
    const late = await fetch(`${product.url}/partner/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    expect(late.status).toBeGreaterThanOrEqual(400);
    expect(await page.getByLabel('Link of the invitation', { exact: true }).count()).toBe(0);
  });

  test('come on board by themselves, step by step, and are approved under a signature, suspended and resumed', async () => {
    const { page } = ada;
    await page.locator('summary', { hasText: /^Invite a partner$/ }).click();
    const form = page.getByRole('form', { name: 'Invite a partner' });
    await form.getByLabel('Id that the partner gets here').fill('dockside');
    await form.getByRole('button', { name: 'Make the invitation' }).click();
    await page.getByText('The invitation of dockside').waitFor();
    const link = await page.getByLabel('Link of the invitation', { exact: true }).textContent();
    await comeOnBoard(String(link), receiver);
    await quinn.goTo('partners/dockside');
    const partner = quinn.page.getByRole('region', { name: 'Partner dockside' });
    await partner.getByText('What was sent and judged').click();
    await partner.getByRole('cell', { name: 'unknown-sender', exact: true }).first().waitFor();
    await partner.getByText('Max Doe, Head of IT').waitFor();
    await partner.locator('summary', { hasText: 'Approve the partnership' }).click();
    await partner
      .getByLabel(/^Reason/)
      .first()
      .fill('the tests were read and are sound');
    await quinn.shot('onboarding', partner.getByRole('region', { name: 'How the partnership stands' }));
    await partner.getByRole('button', { name: 'Approve the partnership' }).click();
    await partner.getByText('dockside is approved, and in force').waitFor();
    for (const [act, told] of [
      ['Suspend', 'is suspended'],
      ['Resume', 'is resumed'],
    ] as const) {
      await partner.getByRole('button', { name: act }).click();
      const dialog = quinn.page.getByRole('dialog');
      await dialog.getByLabel('Why').fill('its licence is looked at');
      await dialog.getByRole('button', { name: act }).click();
      await partner.getByText(`dockside ${told}`).waitFor();
    }
  });

  test('are given who we are: a certificate for AS2 and a key for SSH', async () => {
    const { page } = ada;
    await page.locator('summary', { hasText: 'Make a key' }).click();
    await page.getByLabel('Our AS2 name').fill('ACME-PHARMA');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByRole('cell', { name: 'signs now' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download', exact: true }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toContain('BEGIN CERTIFICATE');
    expect(await page.getByLabel('Our public SSH key', { exact: true }).textContent()).toMatch(/^ssh-/);
    await ada.shot('partners');
  });

  test('are moved to another channel by a new version, which says what that needs and is compared with the one before', async () => {
    const { page } = ada;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download', exact: true }).click(),
    ]);
    await page.getByRole('button', { name: 'northline' }).click();
    const partner = page.getByRole('region', { name: 'Partner northline' });
    const form = partner.getByRole('form', { name: 'Change partner northline' });
    await partner.locator('summary', { hasText: /^Change$/ }).click();
    await form.getByLabel('Channel').selectOption('as2');
    await form.getByLabel('Address', { exact: true }).fill(receiver.url('as2'));
    await form.getByLabel('Its AS2 name').fill('NORTHLINE');
    await form.getByLabel(/^Its certificates/).fill(readFileSync(await download.path(), 'utf8'));
    await form.getByRole('button', { name: 'Save as draft' }).click();
    await partner.getByText('Version 2 is kept as draft').waitFor();
    await partner.getByText(/CERTIFICATE ending in/).waitFor();
    await partner.getByRole('button', { name: 'Compare version 2 with 1' }).click();
    await partner.getByText('https became as2').waitFor();
    await partner.getByRole('button', { name: 'Drop version 2' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Drop version 2' }).click();
    await partner.getByText('Version 2 was dropped').waitFor();
  });
});

describe('documents in', () => {
  test('are uploaded, told with what is wrong at its place, kept to the byte and read again', async () => {
    const { page } = ada;
    await ada.goTo('documents-in');
    await page.getByText('Upload a document of a partner’s').click();
    await page.getByLabel('Upload for the partner').fill('northline');
    const wrong = aDocument({ ...aPack('2'), action: 'EAT' });
    await page
      .locator('input[type=file]')
      .setInputFiles([file('sound.json', aDocument(aPack('1'))), file('wrong.json', wrong)]);
    const sent = page.getByRole('list', { name: 'Documents uploaded' });
    await sent.getByText('accepted').waitFor();
    await sent.getByText('refused').waitFor();
    await page.getByLabel('State').selectOption('refused');
    await page.getByRole('table').getByRole('button', { name: 'wrong.json' }).click();
    const document = page.getByRole('region', { name: 'Document' });
    await document.getByText('/action').first().waitFor();
    await ada.shot('document');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      document.getByRole('button', { name: 'Download its exact bytes' }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe(wrong);
    await document.getByRole('button', { name: 'Have it read again' }).click();
    await document.getByText('It is being read again').waitFor();
  });

  test('are kept to the byte when they are larger than an answer, too', async () => {
    const { page } = ada;
    await page.locator('input[type=file]').setInputFiles(file('large.json', aDocument(aPack('3')).padEnd(LARGE)));
    await page.getByRole('button', { name: 'Show large.json' }).click();
    const document = page.getByRole('region', { name: 'Document' });
    await document.getByText('4.2 MB').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      document.getByRole('button', { name: 'Download its exact bytes' }).click(),
    ]);
    expect(statSync(await download.path()).size).toBe(LARGE);
  });
});

describe('a mapping', () => {
  test('is begun from a ready one, and what is wrong with it is told at its line', async () => {
    const { page } = ada;
    await ada.goTo('mappings');
    await page.getByText('No mapping yet').waitFor();
    await page.getByText('New mapping', { exact: true }).click();
    await page.getByLabel('Begin with').selectOption('pack-list-csv-out');
    const form = page.getByRole('form', { name: 'New mapping' });
    await form.getByLabel('Name', { exact: true }).fill('northline-out');
    const area = form.getByLabel('Mapping', { exact: true });
    const sound = await area.inputValue();
    await area.fill(sound.replace('"of": "gtin"', '"of": "gtim"'));
    await area.blur();
    await form.getByRole('button', { name: /^Line \d+$/ }).click();
    const selected = await area.evaluate((one) => {
      const { value, selectionStart, selectionEnd } = Object(one);
      return String(value).slice(selectionStart, selectionEnd);
    });
    expect(selected).toBe('"gtim"');
    await ada.shot('mapping-problem');
    await area.fill(sound);
    await area.blur();
    await form.getByRole('list', { name: 'Problems: Mapping' }).waitFor({ state: 'detached' });
  });

  test('is tried on a lot before it is kept, then tested, submitted and approved by another', async () => {
    const { page } = ada;
    await page.getByText('Preview', { exact: true }).first().click();
    const preview = page.getByRole('form', { name: 'Preview' });
    await preview.getByLabel('Try it on').selectOption('lot');
    await preview.getByLabel('GTIN').fill(GTIN);
    await preview.getByLabel(/^Lot;/).fill(LOT);
    await preview.getByRole('button', { name: 'Preview' }).click();
    await page.getByLabel('Document 1', { exact: true }).filter({ hasText: GTIN }).waitFor();
    await ada.shot('mapping-preview');
    await page.getByRole('form', { name: 'New mapping' }).getByRole('button', { name: 'Save as draft' }).click();
    const mapping = page.getByRole('region', { name: 'Mapping northline-out' });
    await mapping.getByRole('button', { name: 'Run the samples of version 1' }).click();
    await mapping.getByText('It has no samples').waitFor();
    await mapping.getByRole('button', { name: 'Submit for approval' }).click();
    await mapping.getByText('Version 1 was submitted').waitFor();
    await quinn.goTo('mappings/northline-out');
    await quinn.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await quinn.page.getByText('Version 1 was approved').waitFor();
  });
});

describe('the desk', () => {
  test('opens a case, proposes, attaches what proves it, and ends it', async () => {
    const { page } = ada;
    await ada.goTo('desk');
    await page.getByText('Open a case', { exact: true }).first().click();
    const form = page.getByRole('form', { name: 'Open a case' });
    await form.getByLabel('Partner', { exact: true }).fill('northline');
    await form.getByLabel('What is it about').selectOption('missing-data');
    await form.getByLabel(/^Packs and packages/).fill('urn:epc:id:sscc:9521988.1000000001');
    await form.getByLabel(/^What is wrong/).fill('A pallet came, and no data of it');
    await form.getByRole('button', { name: 'Open the case' }).click();
    const one = page.getByRole('region', { name: 'Case' });
    const saying = one.getByRole('list', { name: 'What was said' });
    await saying.getByText('A pallet came, and no data of it').waitFor();
    await one.getByText(/^nobody: it has no client/).waitFor();
    await one.locator('summary', { hasText: 'Propose' }).click();
    const proposing = one.getByRole('form', { name: 'Propose' });
    await one.getByRole('combobox', { name: 'What', exact: true }).selectOption('send-data');
    await proposing.getByRole('button', { name: 'Propose' }).click();
    await saying.getByText('Propose send data').waitFor();
    await one.getByText('Attach a file', { exact: true }).click();
    await one.locator('input[type=file]').setInputFiles(file('label.txt', ''));
    await one.getByRole('button', { name: 'Attach it' }).click();
    // What is refused is told, and the form stays to be used again.
    await one.getByRole('alert').getByText('send its bytes as the body').waitFor();
    await one.locator('input[type=file]').setInputFiles(file('label.txt', 'as on the label'));
    await one.getByRole('button', { name: 'Attach it' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      one.getByRole('button', { name: 'Download label.txt' }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe('as on the label');
    await ada.shot('desk');
    await one.getByText('End the case', { exact: true }).first().click();
    await one.getByLabel('Outcome').selectOption('withdrawn');
    await one.getByLabel(/^Reason/).fill('the data came after all');
    await one.getByRole('button', { name: 'End the case' }).click();
    await one.getByText('The case has ended').waitFor();
    await page.getByRole('row', { name: /ended.*northline/ }).waitFor();
  });

  test('counts who holds the packs of a recall, lists them, and tells the holders', async () => {
    const made = await quinn.call('POST', '/api/recalls', {
      recall: 'r1',
      gtin: GTIN,
      of: { kind: 'lot', lot: LOT },
      level: 'pharmacy',
      reason: 'glass was found in two packs',
      signature: { meaning: 'recall approved' },
    });
    expect(made.status).toBe(201);
    const { page } = quinn;
    await quinn.goTo('recalls');
    await page.getByRole('button', { name: 'r1' }).click();
    await page.getByRole('button', { name: 'Count who holds them now' }).click();
    await page.getByRole('button', { name: 'Count anew' }).waitFor();
    await page.getByText('Tell the holders', { exact: true }).first().click();
    await page.getByLabel(/^What holders are to do/).fill('keep the packs apart and send them back');
    await page.getByRole('button', { name: 'Tell the holders' }).click();
    await page.getByText('1 holder was told').waitFor();
    await quinn.shot('recall');
  });
});

describe('a listener', () => {
  test('is made, tested, told once more, and removed only when that is confirmed', async () => {
    const { page } = ada;
    receiver.reset();
    await ada.goTo('listeners');
    await page.getByText('New listener').click();
    const form = page.getByRole('form', { name: 'New listener' });
    await form.getByLabel('Name', { exact: true }).fill('erp');
    await form.getByLabel(/^Address that is called/).fill(receiver.url('hooks'));
    await form.getByLabel(/^Kinds/).fill('lot.*, nonsense');
    await form.getByRole('button', { name: 'Make the listener' }).click();
    await form.getByText('must be a kind').waitFor();
    await form.getByLabel(/^Kinds/).fill('lot.*');
    await form.getByRole('button', { name: 'Make the listener' }).click();
    expect(await page.getByLabel('Secret', { exact: true }).textContent()).toMatch(/^whsec_/);
    const listener = page.getByRole('region', { name: 'Listener' });
    await listener.getByRole('button', { name: 'Test' }).click();
    await listener.getByText('The test was delivered, status 200').waitFor();
    await listener.getByRole('cell', { name: 'listener.test' }).waitFor();
    await listener.getByText('Tell once more what happened').click();
    await listener.getByLabel(/^What happened from/).fill(localTime(Date.now() - 24 * 3_600_000));
    await listener.getByRole('button', { name: 'Tell it once more' }).click();
    await listener.getByText('It is told once more').waitFor();
    await receiver.came(2);
    await listener.getByRole('button', { name: 'Look again' }).click();
    await listener.getByRole('cell', { name: 'replay' }).first().waitFor();
    await ada.shot('listener');
    await listener
      .getByRole('button', { name: /^Tell again what/ })
      .first()
      .click();
    await listener.getByRole('cell', { name: 'resend' }).first().waitFor();
    await listener.getByRole('button', { name: 'Remove' }).click();
    await page.keyboard.press('Escape');
    await listener.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove the listener' }).click();
    await page.getByText('No listener yet').waitFor();
    expect([...ada.faults, ...quinn.faults]).toEqual([]);
  });
});

/** A pack that nobody of this installation has made. */
const aPack = (serial: string) => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep: 'inspecting',
  eventTime: '2026-03-01T09:00:00.000Z',
  eventTimeZoneOffset: '+00:00',
  epcList: [`urn:epc:id:sgtin:9521988.012345.${serial}`],
  readPoint: { id: 'urn:epc:id:sgln:9521988.00001.0' },
});

const aDocument = (...eventList: object[]) =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-01T10:00:00.000Z',
    epcisBody: { eventList },
  });

const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

/** As a field for times takes it. */
const localTime = (at: number) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
