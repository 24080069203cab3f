import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStores } from '../../edge-agent/open-stores.ts';
import { hashPassword } from '../../edge-agent/people/password.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { Inventory } from '../../edge-agent/store/inventory.ts';
import { sscc, temporary } from '../../edge-agent/testing/builders.ts';
import { fakeLabelPrinter } from '../../edge-agent/testing/fake-label-printer.ts';
import { fakeRepository } from '../../edge-agent/testing/fake-repository.ts';
import { PASSWORD } from '../../edge-agent/testing/staff.ts';
import type { EpcisEvent } from '../../shared/epcis/event.ts';
import { readJsonDocument } from '../../shared/epcis/read-json.ts';
import { lineMessage } from '../../shared/messages/agent-to-cloud.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { circumstancesOf } from '../../shared/trace/circumstances.ts';
import { commissionEvent } from '../../shared/trace/commission.ts';
import { unitAtEnd } from '../../shared/trace/fold-unit.ts';
import { journeyOf } from '../../shared/trace/journey.ts';
import { packEvent } from '../../shared/trace/pack.ts';
import { timelineOf } from '../../shared/trace/timeline.ts';
import { freePort } from '../kit/free-port.ts';

const gtin = '09521234000013';
const sgln = (extension: string) => `urn:epc:id:sgln:9521234.00001.${extension}`;
const packEpc = (n: number) => `https://id.gs1.org/01/${gtin}/21/P${n}`;
const boxEpc = (n: number) => `https://id.gs1.org/00/${sscc(n)}`;
const [pallet, boxA, boxB] = [boxEpc(1), boxEpc(2), boxEpc(3)];
const advice = 'urn:epcglobal:cbv:bt:4012345000009:DES-7';
const partner = 'urn:epc:id:pgln:4012345.00000';
/** What a label's symbol says, with its separators. */
const code = (n: number, lot = 'LOT7') => `]d201${gtin}1728063010${lot}\u001d21P${n}`;
const codeOfBox = (epc: string) => `]C100${epc.slice(-18)}`;

const home = temporary();
let cloud: Awaited<ReturnType<typeof fakeRepository>>;
let agent: ChildProcess | undefined;
let url = '';
let token = '';
let config = '';
let printer: Awaited<ReturnType<typeof fakeLabelPrinter>>;

/** What the partner told before: a pallet of two cases of three packs. */
const before: EpcisEvent[] = (() => {
  const place = { offset: '+00:00', readPoint: sgln('77'), bizLocation: sgln('77') };
  const at = (minute: number) => ({ ...place, at: `2026-01-01T08:0${minute}:00.000Z` });
  const packs = [1, 2, 3, 4, 5, 6].map(packEpc);
  return [
    commissionEvent({ epcs: packs, lot: 'LOT7', expiry: '2028-06-30', ...at(1) }),
    packEvent({ parent: boxA, children: packs.slice(0, 3), ...at(2) }),
    packEvent({ parent: boxB, children: packs.slice(3), ...at(3) }),
    packEvent({ parent: pallet, children: [boxA, boxB], ...at(4) }),
  ];
})();

async function start(): Promise<void> {
  agent = spawn(process.execPath, ['edge-agent/testing/warehouse-process.ts', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (agent.stdout === null) throw new Error('no output');
  for await (const line of createInterface(agent.stdout)) {
    const [, ready] = /^agent ready (\S+)/.exec(line) ?? [];
    if (ready === undefined) continue;
    url = ready;
    break;
  }
  token = String((await ask('POST', '/api/session', { username: 'lena', password: PASSWORD })).body['token']);
}

async function powerCut(): Promise<void> {
  if (agent === undefined) return;
  const gone = once(agent, 'exit');
  agent.kill('SIGKILL');
  await gone;
  agent = undefined;
}

async function ask(method: string, path: string, body?: unknown) {
  const headers = { 'content-type': 'application/json', ...(token !== '' && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(new URL(path, url), {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: v.parse(v.record(v.string(), v.unknown()), await answer.json()) };
}
let toldOnce = 0;
let tokens = 0;
const act = (name: string, body: object) => ask('POST', `/api/warehouse/${name}`, { token: `t${tokens++}`, ...body });
const signature = { meaning: 'judged', reason: 'its seal and its store were checked', password: PASSWORD };

/** Every event that the dead agent has told, behind those of the partner; and its own rows. */
function kept() {
  const db = openDatabase(join(home.directory, 'data'));
  const { outbox } = openStores(db);
  const told = outbox.waiting('warehouse', 10_000).flatMap(({ sequence }) => {
    const message = v.parse(lineMessage, JSON.parse(outbox.body('warehouse', sequence)));
    const document = message.kind === 'epcis' ? readJsonDocument(JSON.stringify(message.document)) : undefined;
    if (document === undefined || isRefusal(document)) throw new Error(JSON.stringify(document));
    return document.events;
  });
  const row = new Inventory(db).find(packEpc(1));
  db.close();
  /** What a thing is, by all events up to the last of a step, or by all of them. */
  const of = (epc: string, step?: string) => {
    const until = step === undefined ? told.length : told.findLastIndex(({ bizStep }) => bizStep === step) + 1;
    const stored = [...before, ...told.slice(0, until)].map((event, i) => ({
      eventId: `urn:uuid:${i}`,
      recordTime: event.eventTime,
      captureId: 'all',
      position: i,
      event,
    }));
    const timeline = timelineOf(stored);
    return { ...unitAtEnd(timeline, epc), effective: circumstancesOf(journeyOf(timeline, epc)) };
  };
  return { told, of, row };
}

/** The agent dies by a power cut and comes again; what is on disk is looked at in between. */
async function afterPowerCut() {
  await powerCut();
  const found = kept();
  await start();
  return found;
}

beforeAll(async () => {
  cloud = await fakeRepository();
  cloud.things.set(pallet, {});
  for (const box of [boxA, boxB]) cloud.things.set(box, { parent: pallet });
  for (const n of [1, 2, 3, 4, 5, 6])
    cloud.things.set(packEpc(n), { gtin, lot: 'LOT7', expiry: '2028-06-30', parent: n < 4 ? boxA : boxB });
  cloud.advices.set(advice, [pallet, boxEpc(9)]);
  const port = await freePort();
  printer = await fakeLabelPrinter(port);
  config = join(home.directory, 'agent.json');
  writeFileSync(
    config,
    JSON.stringify({
      tenant: 'acme-pharma',
      site: 'plant',
      gln: '9521234000013',
      owners: ['acme-pharma'],
      lines: [],
      data: 'data',
      api: cloud.url,
      clientId: 'site',
      clientSecret: 'secret',
      hmiPort: 0,
      people: [
        { username: 'lena', name: 'Lena Smith', roles: ['lead', 'qa'], password: await hashPassword(PASSWORD, 14) },
      ],
      warehouse: {
        readPoint: sgln('90'),
        bizLocation: sgln('9'),
        party: 'urn:epc:id:pgln:9521234.00001',
        ssccPool: 'containers',
        locations: [
          { id: sgln('91'), name: 'shelf 1' },
          { id: sgln('92'), name: 'cage' },
        ],
        labelPrinter: { host: '127.0.0.1', port, pollMs: 60_000 },
      },
    }),
  );
  await start();
});
afterAll(async () => {
  await powerCut();
  cloud.close();
  printer.close();
  home.remove();
});

describe('a pack from the lorry to the customer and back, with power cuts on the way', {
  timeout: 60_000,
}, () => {
  test('comes on a pallet that was announced; what is missing and what is too much is named', async () => {
    const receipt = await ask('POST', '/api/warehouse/receipts', { advice, from: partner });
    expect(receipt).toMatchObject({ status: 201, body: { advised: [pallet, boxEpc(9)] } });
    const said = { token: 'receive-1', receipt: advice, scans: [codeOfBox(pallet), codeOfBox(boxEpc(8))], last: true };
    const came = await ask('POST', '/api/warehouse/receive', said);
    expect(came.body).toMatchObject({
      arrived: [pallet],
      surplus: [boxEpc(8)],
      missing: [boxEpc(9)],
      unverified: [boxEpc(8)],
    });
    const { of, told } = await afterPowerCut();
    expect(of(packEpc(1))).toMatchObject({
      parent: boxA,
      effective: { bizStep: 'receiving', disposition: 'in_progress', bizLocation: sgln('9'), through: pallet },
    });
    const again = await ask('POST', '/api/warehouse/receive', said);
    expect(again.body).toEqual(came.body);
    toldOnce = told.length;
  });

  test('is put away with its pallet; what nobody has verified may be stored and not picked', async () => {
    expect(await act('put-away', { location: 'shelf 1', scans: [codeOfBox(pallet)] })).toMatchObject({ status: 201 });
    expect(await act('put-away', { location: sgln('92'), scans: [codeOfBox(boxEpc(8))] })).toMatchObject({
      status: 201,
    });
    const order = {
      order: 'SO-1',
      to: partner,
      po: 'urn:epcglobal:cbv:bt:4012345000009:PO-1',
      lines: [{ gtin, quantity: 2 }],
    };
    expect(await ask('POST', '/api/warehouse/shipments', order)).toMatchObject({ status: 201 });
    expect(await act('pick', { order: 'SO-1', scans: [codeOfBox(boxEpc(8))] })).toMatchObject({
      status: 409,
      body: { at: '/scans/0' },
    });
  });

  test('is proposed to be picked, and taken out of its case; a code with another lot is none of it', async () => {
    const open = await ask('GET', '/api/warehouse/orders/SO-1');
    expect(open.body).toMatchObject({
      lines: [{ picked: 0, next: [{ place: 'shelf 1', expiry: '2028-06-30' }, {}, {}, {}, {}] }],
    });
    expect(await act('pick', { order: 'SO-1', scans: [codeOfBox(boxA)] })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('holds 3 packs, and 2 of') },
    });
    expect(await act('pick', { order: 'SO-1', scans: [code(1, 'LOT8')] })).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('falsified') },
    });
    expect(await act('pick', { order: 'SO-1', scans: [code(1), code(2)], trial: true })).toMatchObject({ status: 200 });
    const picked = await act('pick', { order: 'SO-1', scans: [code(1), code(2)] });
    expect(picked.body).toMatchObject({ lines: [{ picked: 2, quantity: 2 }] });
  });

  test('goes into a box of the warehouse, whose label counts once it was read back', async () => {
    const packed = await act('pack', { scans: [code(1), code(2)] });
    expect(packed).toMatchObject({ status: 201, body: { packs: 2 } });
    const box = String(packed.body['container']);
    // After a restart the printer is found within a moment; until then its label is asked for again.
    await expect
      .poll(async () => (await ask('POST', '/api/warehouse/label', { scan: codeOfBox(box) })).body)
      .toMatchObject({ printed: true });
    await expect.poll(() => printer.printed()).toContain(box.slice(-18));
    expect(await act('ship', { order: 'SO-1', scans: [codeOfBox(box)] })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('nobody has read back') },
    });
    const { of, told } = await afterPowerCut();
    expect(told.filter(({ bizStep }) => bizStep === 'receiving')).toHaveLength(toldOnce - 1);
    expect(of(packEpc(1), 'storing').effective).toMatchObject({ bizStep: 'storing', bizLocation: sgln('91') });
    expect(of(packEpc(1))).toMatchObject({ bizStep: 'picking', bizLocation: sgln('9') });
    expect(of(packEpc(1)).parent).toBeUndefined();
    expect(of(packEpc(3))).toMatchObject({ parent: boxA });
    expect(await act('scan-back', { scan: codeOfBox(box) })).toMatchObject({ status: 201, body: { container: box } });
  });

  test('is shipped with a notice that names it', async () => {
    const { body } = await ask('GET', '/api/warehouse/orders/SO-1');
    const [{ epc: box }] = v.parse(v.tuple([v.object({ epc: v.string() })]), body['picked']);
    expect(await act('ship', { order: 'SO-1', scans: [codeOfBox(boxB)] })).toMatchObject({ status: 409 });
    const notice = await act('ship', { order: 'SO-1', scans: [codeOfBox(box)] });
    expect(notice).toMatchObject({
      status: 201,
      body: {
        to: partner,
        lines: [{ gtin, ordered: 2, despatched: 2 }],
        goods: [{ epc: box, inside: [{ epc: packEpc(1), lot: 'LOT7' }, { epc: packEpc(2) }] }],
      },
    });
    const { of } = await afterPowerCut();
    expect(of(packEpc(1), 'packing')).toMatchObject({ parent: box });
    expect(of(box, 'packing')).toMatchObject({ exists: 'commissioned' });
    expect(of(packEpc(1)).effective).toMatchObject({ bizStep: 'shipping', disposition: 'in_transit', through: box });
    expect(of(packEpc(1)).effective.bizLocation).toBeUndefined();
  });

  test('has a double whose code says another lot: that is a suspect, and an alarm until it is judged', async () => {
    const alarms = async () => (await ask('GET', '/status')).body['alarms'];
    const held = await act('hold', { scans: [code(2, 'LOT8')], signature });
    expect(held).toMatchObject({
      status: 201,
      body: {
        held: [],
        suspects: [{ suspect: 1, says: expect.stringMatching(/^lot LOT8/), known: expect.stringMatching(/shipped$/) }],
      },
    });
    expect(await alarms()).toMatchObject([{ code: 'suspect-goods', detail: expect.stringContaining('LOT8') }]);
    const judged = await act('suspects/1/judge', { outcome: 'falsified', signature });
    expect(judged).toMatchObject({ status: 201, body: { state: 'falsified', signature: { by: 'lena' } } });
    expect(await alarms()).toEqual([]);
  });

  test('comes back alone, is verified, and stays in quarantine until somebody signs', async () => {
    const back = await act('take-back', { scans: [code(1)], reason: 'ordered too many' });
    expect(back.body).toMatchObject({ returned: [{ epc: packEpc(1), verified: 'shipped-by-us' }] });
    expect(await act('release', { scans: [code(2)], signature })).toMatchObject({ status: 409 });
    const there = await ask('GET', `/api/warehouse/things?scan=${encodeURIComponent(code(1))}`);
    expect(there.body).toMatchObject({ state: 'here', held: 'returned: ordered too many' });
    expect(await act('release', { scans: [code(1)], signature })).toMatchObject({
      status: 201,
      body: { signature: { by: 'lena' } },
    });
    expect(await act('destroy', { scans: [code(1)], signature })).toMatchObject({ status: 201 });
    await powerCut();
    const { of, row } = kept();
    expect(of(packEpc(1), 'receiving')).toMatchObject({ bizStep: 'receiving', disposition: 'returned' });
    expect(of(packEpc(1), 'receiving').parent).toBeUndefined();
    expect(of(packEpc(1), 'inspecting')).toMatchObject({ disposition: 'sellable_not_accessible' });
    expect(of(packEpc(1))).toMatchObject({ exists: 'decommissioned', bizStep: 'destroying' });
    expect(row).toMatchObject({ state: 'destroyed' });
  });
});
