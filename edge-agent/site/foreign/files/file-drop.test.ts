import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FilesLine } from '../../../devices/simulated/foreign/files-line.ts';
import { runBatch } from '../../../devices/simulated/foreign/run-batch.ts';
import { anOrder, assign, storesOf, temporary } from '../../../testing/builders.ts';
import { type Bench, bench, benchOver, FOREIGN } from '../../../testing/foreign-bench.ts';
import { signature } from '../../../testing/hand-bench.ts';
import { mortal } from '../../../testing/mortal.ts';
import { FileDrop } from '../../drop/file-drop.ts';
import type { Folder } from '../../drop/folder.ts';
import { openFolder } from '../../drop/open-folder.ts';
import { resolveException } from '../../integrity/resolve-exception.ts';
import { columns } from './csv-facts.ts';
import { inMessages } from './in-messages.ts';
import { lineReader } from './line-reader.ts';
import { fileCall } from './parcel.ts';

const MOST = 64 * 1024;
const wanted = anOrder({ line: FOREIGN, quantity: 16 });
const at = '2026-03-01T08:00:00.000Z';
let it: Bench;
let folder: { directory: string; remove: () => void };
let drop: FileDrop;
const failures: unknown[] = [];

beforeEach(async () => {
  it = bench();
  assign(it.stores, wanted);
  folder = temporary();
  const opened = await openFolder(folder.directory);
  const reader = lineReader(it.line);
  drop = new FileDrop({ reader, folder: opened, mostBytes: MOST, failed: (why) => failures.push(why) });
});

afterEach(() => {
  it.close();
  folder.remove();
  expect(failures.splice(0)).toEqual([]);
});

const lineWith = (form: 'json' | 'csv' | 'epcis' = 'json') =>
  new FilesLine({ folder: folder.directory, form, at: () => at, wait: () => drop.look() });
const listed = (name: string) => readdirSync(join(folder.directory, name)).sort();

test.each(['json', 'csv', 'epcis'] as const)('a line runs an order by files, telling in %s', async (form) => {
  const { ended, cases } = await runBatch(lineWith(form), 'order-1');
  expect(ended).toMatchObject({ ok: true, body: { state: 'closed', exceptions: [] } });
  expect(cases).toHaveLength(3);
  const { report, events } = it.told();
  expect(report).toMatchObject({ printed: 15, commissioned: 12, rejected: 1, destroyed: 2, unaccounted: 0 });
  expect(events.filter(({ bizStep }) => bizStep === 'packing')).toHaveLength(4);
  expect([listed('in'), listed('rejected')]).toEqual([[], []]);
  expect(listed('out').filter((name) => name.endsWith('.numbers.csv'))).toHaveLength(3);
});

test.each([
  ['json', '/facts/0/numbers/0', '/facts/0/children/0'],
  ['csv', 'line 2', 'line 2'],
] as const)(
  'what is wrong in %s is named with its place, and people resolve what is held',
  async (form, number, child) => {
    const { faults, ended } = await runBatch(lineWith(form), 'order-1', true);
    const result = (name: string) => [faults[name]?.body['results']].flat()[0];
    expect(faults['repeat']?.body['numbers']).toHaveLength(4);
    expect(faults['other content']).toMatchObject({ ok: false, body: { problem: { at: '/token' } } });
    expect(result('check digit')).toMatchObject({ result: 'refused', at: number });
    expect(result('twice in a list')).toMatchObject({ result: 'refused' });
    expect(result('foreign GTIN')).toMatchObject({ result: 'held', at: number, rule: expect.any(String) });
    for (const name of ['commissioned again', 'encoded at last'])
      expect(result(name)).toMatchObject({ result: 'held', at: number });
    expect(result('in two cases')).toMatchObject({ result: 'held', at: child, remedy: expect.any(String) });
    expect(ended.body).toMatchObject({ state: 'closing' });
    for (const one of it.stores.exceptions.open(1)) await resolveException(it.resolving, one, 'drop', signature);
    expect(it.told().report).toMatchObject({ commissioned: 12, unaccounted: 0 });
  },
);

test('a simulated line runs one order after the other', async () => {
  await runBatch(lineWith('csv'), 'order-1');
  assign(it.stores, anOrder({ line: FOREIGN, order: 'order-2', lot: 'LOT43', quantity: 16 }));
  await drop.look();
  const line = new FilesLine({
    folder: folder.directory,
    form: 'csv',
    run: '2-',
    at: () => at,
    wait: () => drop.look(),
  });
  const { ended } = await runBatch(line, 'order-2');
  expect(ended).toMatchObject({ ok: true, body: { state: 'closed', order: 'order-2' } });
});

test('a file that is still being written waits, and one that was cut off is refused', async () => {
  const line = lineWith();
  await line.say('begin', 'order-1', { token: 'begin' });
  await line.write('1.json.tmp', '{"do":');
  await line.write('2.csv', 'kind,number\r\ncommissioned,SN1');
  await drop.look();
  await line.write('2.csv', 'kind,number\r\ncommissioned,SN10000');
  await drop.look();
  expect(existsSync(join(folder.directory, 'result', '2.csv.result.json'))).toBe(false);
  expect(await line.result('2.csv')).toMatchObject({
    ok: false,
    body: { problem: { detail: expect.stringMatching(/not ended/) } },
  });
  for (const [name, content] of [
    ['3.json', '{"do":"finish","order"'],
    ['4.json', '{"@context":[],"type":"EPCISDocument","epcisBody":{"eventList":['],
    ['5.xml', '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2"><EPCISBody>'],
  ] as const)
    expect(await line.drop(name, content)).toMatchObject({
      ok: false,
      body: { problem: { remedy: expect.any(String) } },
    });
  expect(listed('in')).toEqual(['1.json.tmp']);
  expect(listed('rejected')).toHaveLength(4);
});

test('what is too large, no text, no file or of no form is refused unread', async () => {
  const line = lineWith();
  await line.say('begin', 'order-1', { token: 'begin' });
  expect(await line.drop('1.csv', 'x'.repeat(MOST + 1))).toMatchObject({
    ok: false,
    body: { problem: { type: /too-large/ } },
  });
  expect(await line.drop('2.csv', new Uint8Array([0x6b, 0xff, 0xfe, 0x0a]))).toMatchObject({ ok: false });
  expect(await line.drop('3.doc', 'hello')).toMatchObject({
    ok: false,
    body: { problem: { type: /unsupported-media/ } },
  });
  symlinkSync('/etc/hostname', join(folder.directory, 'in', '4.csv'));
  expect(await line.result('4.csv')).toMatchObject({ ok: false, body: { problem: { detail: 'it is no file' } } });
  expect(await line.drop('5.csv', 'kind,number,colour\r\ncommissioned,SN1,red\r\n')).toMatchObject({ ok: false });
  expect(await line.drop('6.csv', 'kind,number\r\ncommissioned,SN1\r\nsold,SN2\r\n')).toMatchObject({
    body: {
      results: [
        { line: 2, result: 'held' },
        { line: 3, result: 'refused', at: 'line 3' },
      ],
    },
  });
  expect(listed('in')).toEqual([]);
});

test('a name that is no UTF-8 is refused, and those after it are taken', async () => {
  const line = lineWith();
  await line.say('begin', 'order-1', { token: 'begin' });
  const strange = Buffer.concat([
    Buffer.from(join(folder.directory, 'in', '050-')),
    Buffer.from([0xff, 0xfe, 0x2e, 0x63]),
  ]);
  writeFileSync(strange, 'kind,number\ncommissioned,ABC\n');
  expect(await line.drop('060.csv', 'kind,number\ncommissioned,NOBODYS\n')).toMatchObject({ ok: true });
  expect(await line.result('050-%ff%fe.c')).toMatchObject({
    body: { problem: { detail: expect.stringMatching(/no UTF-8/) } },
  });
  expect(listed('in')).toEqual([]);
  expect(listed('rejected')).toEqual([expect.stringMatching(/-050-%ff%fe\.c$/)]);
  expect(drop.trouble).toBeUndefined();
});

test('a file that always fails is passed over with a trouble, and those after it are taken', async () => {
  const line = lineWith();
  await line.say('begin', 'order-1', { token: 'begin' });
  mkdirSync(join(folder.directory, 'result', '070.csv.result.json'));
  await line.write('070.csv', 'kind,number\ncommissioned,ABC\n');
  expect(await line.drop('080.csv', 'kind,number\ncommissioned,NOBODYS\n')).toMatchObject({ ok: true });
  expect(drop.trouble).toMatch(/^070\.csv: EISDIR/);
  expect(listed('in')).toEqual(['070.csv']);
  expect(failures.splice(0)).toEqual([expect.stringMatching(/^070/)]);
});

test('a file that was taken is not taken again, under whatever name', async () => {
  const line = lineWith();
  await line.say('begin', 'order-1', { token: 'begin' });
  const ask = JSON.stringify({ do: 'allocate', order: 'order-1', level: 'item', count: 3 });
  const { body } = await line.drop('a.json', ask);
  expect((await line.drop('b.json', ask)).body['numbers']).toEqual(body['numbers']);
  expect(it.line.orders()[0]?.handedOut.item).toBe(3);
});

test('an EPCIS 1.2 document in XML is taken event by event', async () => {
  const line = lineWith();
  await line.say('begin', 'order-1', { token: 'begin' });
  const [number = ''] = await it.numbers('item', 1);
  const when = `<eventTime>${at}</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>`;
  const event = (serial: string, step: string) =>
    `<ObjectEvent>${when}<epcList><epc>urn:epc:id:sgtin:9521234.000001.${serial}</epc></epcList><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:${step}</bizStep></ObjectEvent>`;
  const text = `<?xml version="1.0"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2" creationDate="${at}"><EPCISBody><EventList>${event(number, 'commissioning')}${event('NOBODYS', 'commissioning')}${event(number, 'shipping')}</EventList></EPCISBody></epcis:EPCISDocument>`;
  expect((await line.drop('1.xml', text)).body).toMatchObject({
    verdict: 'partly',
    results: [
      { event: 1, result: 'taken' },
      { event: 2, result: 'held', at: '/epcList/0' },
      { event: 3, result: 'refused', at: '/bizStep' },
    ],
  });
});

test('a list that is longer than a message is taken in parts, and its places are those of the file', () => {
  const numbers = Array.from({ length: 2_100 }, (_, i) => `SN${i}`);
  const fact = { kind: 'commissioned' as const, numbers };
  const [first, second] = [...inMessages([{ where: { line: 2 }, fact, place: (member) => member }])];
  expect([first, second].map((one) => one?.[0]?.place('/numbers/1'))).toEqual(['/numbers/1', '/numbers/2001']);
});

test('a file that is of something else is refused as a whole, and nothing of it is held', async () => {
  const line = lineWith();
  await line.say('begin', 'order-1', { token: 'begin' });
  const rows = Array.from({ length: 600 }, (_, i) => `commissioned;NOBODYS${i}\r\n`);
  const { body } = await line.drop('1.csv', `kind;number\r\n${rows.join('')}`);
  expect(body).toMatchObject({ verdict: 'refused', problem: { detail: expect.stringMatching(/600 of the 600/) } });
  expect(it.stores.exceptions.open(1)).toEqual([]);
});

test('what is wrong in the same way in one file is one exception', async () => {
  const line = lineWith();
  await line.say('begin', 'order-1', { token: 'begin' });
  const [known = ''] = await it.numbers('item', 1);
  const junk = Array.from({ length: 700 }, (_, i) => `${i % 2 === 0 ? 'commissioned' : 'encoded'},NOBODYS${i},\r\n`);
  const good = Array.from({ length: 700 }, (_, i) => `${i % 2 === 0 ? 'inspected' : 'sampled'},${known},look ${i}\r\n`);
  // Of two messages, each with more that is known than not.
  const rows = [...junk.slice(0, 400), ...good, ...junk.slice(400)];
  const { body } = await line.drop('1.csv', `kind,number,reason\r\n${rows.join('')}`);
  expect(body).toMatchObject({ verdict: 'partly' });
  const [exception, other] = it.stores.exceptions.list({ state: 'open' });
  expect(other).toBeUndefined();
  expect(exception).toMatchObject({ code: 'foreign-code', facts: 700, about: 700, subjects: { length: 100 } });
  await line.say('finish', 'order-1', { token: 'end' });
  expect(await resolveException(it.resolving, 1, 'drop', signature)).toMatchObject({ resolution: 'not-told' });
  expect(it.stores.batches.get(1).state).toBe('closed');
});

/** The folder, with the power failing before or after any dealing with it. */
const mortalFolder = (folder: Folder, probe: () => void): Folder => {
  const probed = async <T>(act: () => Promise<T>): Promise<T> => {
    probe();
    const done = await act();
    probe();
    return done;
  };
  return {
    waiting: () => folder.waiting(),
    read: (name) => folder.read(name),
    archived: (name) => folder.archived(name),
    write: (...told) => probed(() => folder.write(...told)),
    move: (...told) => probed(() => folder.move(...told)),
  };
};

test('whenever the power fails, the order ends as if it never had', async () => {
  const [store, drops] = [temporary(), temporary()];
  let life = mortal(store.directory, Number.POSITIVE_INFINITY);
  assign(storesOf(life.db), wanted);
  const start = async (lives: number) => {
    if (life.db.isOpen) life.db.close();
    life = mortal(store.directory, lives);
    const folder = mortalFolder(await openFolder(drops.directory), life.probe);
    const reader = lineReader(benchOver(life.db).line);
    return new FileDrop({ reader, folder, mostBytes: MOST, failed: () => undefined });
  };
  let agent = await start(1);
  let deaths = 0;
  const wait = async () => {
    await agent.look();
    // A life is too short for most files, and now and then long enough for one.
    if (life.isDead()) agent = await start(1 + ((deaths++ * 5) % 16));
  };
  const line = new FilesLine({ folder: drops.directory, form: 'csv', at: () => at, wait });
  const { ended } = await runBatch(line, 'order-1');
  expect(ended.body).toMatchObject({ state: 'closed' });
  expect(deaths).toBeGreaterThan(10);
  await start(Number.POSITIVE_INFINITY);
  expect(benchOver(life.db).told().report).toMatchObject({ printed: 15, commissioned: 12, unaccounted: 0 });
  life.db.close();
  for (const one of [store, drops]) one.remove();
});

test('the page in docs names every call and every column', () => {
  const page = readFileSync('docs/line-files.md', 'utf8');
  for (const { entries } of fileCall.options) {
    expect(page).toContain(`"do": "${entries.do.literal}"`);
    for (const member of Object.keys(entries)) expect(page).toContain(`"${member}"`);
  }
  for (const name of columns) expect(page).toContain(`| \`${name}\` |`);
});
